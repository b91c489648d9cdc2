import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/asset-plan.ts";
import { sha256 } from "../../src/core/digest.ts";
import { applyChanges } from "../../src/core/lock-changes.ts";
import { EMPTY_LOCK, type Lock, type LockEntry } from "../../src/core/lock.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Provider } from "../../src/core/provider.ts";
import { prepareAsset } from "../../src/core/request.ts";
import { asset, PAPER, png, World } from "../support/world.ts";

/** What an asset needs: one test for each case of lock, store and files, and for the rules that join them. */

const actions = (plan: Plan): Record<string, Action> =>
  Object.fromEntries(plan.assets.map(({ name, action }) => [name, action]));

function built(...assets: Parameters<World["build"]>[0]): World {
  const world = new World();
  world.build(assets);
  world.calls = [];
  return world;
}

describe("the recipe is the same as in the lock", () => {
  const hero = asset("hero");

  it("and the output is as locked: nothing", () => {
    const plan = built(hero).plan([hero]);
    expect(actions(plan)).toEqual({ hero: "fresh" });
    expect(plan.most.calls).toBe(0);
  });

  it("and the store is gone: still nothing", () => {
    const world = built(hero);
    world.objects.clear();
    world.generations.clear();
    expect(actions(world.plan([hero]))).toEqual({ hero: "fresh" });
  });

  it("and the output is missing: restore, free", () => {
    const world = built(hero);
    world.files.clear();
    const plan = world.plan([hero]);
    expect(actions(plan)).toEqual({ hero: "restore" });
    expect(plan.assets[0]?.reasons).toEqual([{ type: "output-missing", path: "out/hero.png" }]);
    expect(plan.most.calls).toBe(0);
    world.build([hero]);
    expect(world.files.has("out/hero.png")).toBe(true);
  });

  it("and neither output nor original is anywhere: lost, with the price, and only --regenerate-lost pays", () => {
    const world = built(hero);
    world.files.clear();
    world.objects.clear();
    world.generations.clear();
    const plan = world.plan([hero]);
    expect(actions(plan)).toEqual({ hero: "lost" });
    expect(plan.assets[0]?.samples[0]?.source).toMatchObject({ type: "lost", price: 0.01 });
    expect(plan.certain.calls).toBe(0);
    world.build([hero]);
    expect(world.calls).toEqual([]);
    const again = world.plan([hero], { regenerateLost: true });
    expect(actions(again)).toEqual({ hero: "generate" });
    expect(again.assets[0]?.reasons).toMatchObject([{ type: "original-missing" }]);
    world.build([hero], { regenerateLost: true });
    expect(world.calls).toEqual(["hero"]);
    expect(actions(world.plan([hero]))).toEqual({ hero: "fresh" });
  });

  it("and only another picture of it is there: lost all the same, and regenerating takes that one for nothing", () => {
    const world = built(hero);
    const [locked] = world.lock.assets.get("hero")?.samples ?? [];
    const record = world.generations.get(locked?.key ?? "");
    if (locked === undefined || record === undefined) throw new Error("nothing was built");
    const other = { ...locked.original, sha256: sha256("a colleague's") };
    world.files.clear();
    world.objects.clear();
    world.objects.add(other.sha256);
    world.generations.set(locked.key, { ...record, originals: [locked.original, other] });
    const plan = world.plan([hero]);
    expect(actions(plan)).toEqual({ hero: "lost" });
    expect(plan.assets[0]?.samples[0]?.source).toMatchObject({ type: "lost", price: 0, other });
    const again = world.plan([hero], { regenerateLost: true });
    expect(actions(again)).toEqual({ hero: "reuse" });
    expect(again.most.calls).toBe(0);
    world.build([hero], { regenerateLost: true });
    expect(world.calls).toEqual([]);
    expect(actions(world.plan([hero]))).toEqual({ hero: "fresh" });
  });

  it("and nothing is left of it when it is renamed: lost, not new", () => {
    const world = built(hero);
    world.files.clear();
    world.objects.clear();
    world.generations.clear();
    const plan = world.plan([asset("banner", { prompt: "a picture of hero" })]);
    expect(actions(plan)).toEqual({ banner: "lost" });
    expect(plan.assets[0]?.reasons).toMatchObject([{ type: "renamed", from: "hero" }, { type: "original-missing" }]);
    expect(plan.most.calls).toBe(0);
  });

  it("and its path holds the picture's hash: what it was before is nobody else's", () => {
    const hashed = (width: number) => asset("hero", { outputs: [[png("out/hero-{hash8}.png", width)]] });
    const world = built(hashed(640));
    const before = [...world.files.keys()];
    const smaller = world.plan([hashed(480)]);
    expect(smaller.assets[0]?.reasons).toContainEqual({ type: "output-dropped", path: before[0] });
    world.build([hashed(480)]);
    // What is wanted again is not left over.
    expect(world.plan([hashed(480)]).orphans.map(({ path }) => path)).toEqual(before);
    expect(world.plan([hashed(640)]).orphans.map(({ path }) => path)).toEqual([]);
  });

  describe("and another picture is asked for, of which one came that nobody has seen", () => {
    const replace = new Set(["hero"]);
    const cameOf = (world: World) => {
      const [sample] = world.plan([hero], { replace }).assets[0]?.samples ?? [];
      if (sample?.key === undefined || sample.recipe === undefined) throw new Error("nothing is asked for");
      const original = { sha256: sha256("came"), bytes: 1, format: "png" };
      world.objects.add(original.sha256);
      const { key, recipe } = sample;
      world.generations.set(key, { key, recipe, host: "", originals: [original] });
      return original;
    };

    it("it is taken, as after a kill before the lock knew, and the next one is paid for", () => {
      const world = built(hero);
      const came = cameOf(world);
      expect(world.plan([hero], { replace }).most.calls).toBe(0);
      world.build([hero], { replace });
      expect(world.calls).toEqual([]);
      expect(world.lock.assets.get("hero")?.samples[0]?.original).toEqual(came);
      expect(world.plan([hero], { replace }).most.calls).toBe(1);
    });

    it("what was an output before is no new picture", () => {
      const world = built(hero);
      const { lock, files } = world;
      const before = new Map(files);
      world.build([hero], { replace });
      for (const [path, digest] of files) world.placed.add(`${path} ${digest}`);
      // As a checkout of the commit before does.
      world.lock = lock;
      for (const [path, digest] of before) files.set(path, digest);
      expect(world.plan([hero], { replace }).most.calls).toBe(1);
    });
  });

  it("and another has one of the very same request: each keeps its own when it is renamed", () => {
    const seeded = (name: string) => asset(name, { prompt: "a lake", seed: 1 });
    const world = built(seeded("a"), seeded("b"));
    world.build([seeded("a"), seeded("b")], { replace: new Set(["b"]) });
    const own = world.lock.assets.get("b")?.samples[0]?.original.sha256;
    const renamed = [seeded("a"), seeded("c")];
    expect(world.plan(renamed).assets[1]?.reasons[0]).toEqual({ type: "renamed", from: "b" });
    world.build(renamed);
    expect(world.lock.assets.get("c")?.samples[0]?.original.sha256).toBe(own);
  });

  it("and only a file of it is left, under its former name: lost, and prune leaves that alone", () => {
    const world = built(hero);
    world.objects.clear();
    world.generations.clear();
    const outputs = [[png("out/banner.png", 480)]];
    const plan = world.plan([asset("banner", { prompt: "a picture of hero", outputs })]);
    expect(actions(plan)).toEqual({ banner: "lost" });
    expect(world.files.has("out/hero.png")).toBe(true);
    expect(plan.orphans).toEqual([]);
  });

  it("and the output was edited by hand, is wanted in another way, and its picture is nowhere: lost", () => {
    const world = built(hero);
    world.objects.clear();
    world.generations.clear();
    world.files.set("out/hero.png", sha256("painted over"));
    const smaller = asset("hero", { outputs: [[png("out/hero.png", 480)]] });
    expect(actions(world.plan([smaller]))).toEqual({ hero: "lost" });
    expect(actions(world.plan([smaller], { overwrite: true }))).toEqual({ hero: "lost" });
    // As before it is merely edited.
    expect(actions(world.plan([hero]))).toEqual({ hero: "modified" });
  });

  it("and the output was edited by hand: kept and said, --overwrite restores", () => {
    const world = built(hero);
    world.files.set("out/hero.png", sha256("painted over"));
    const plan = world.plan([hero]);
    expect(actions(plan)).toEqual({ hero: "modified" });
    expect(plan.assets[0]?.reasons).toEqual([{ type: "output-modified", path: "out/hero.png" }]);
    world.build([hero]);
    expect(world.files.get("out/hero.png")).toBe(sha256("painted over"));
    expect(actions(world.plan([hero], { overwrite: true }))).toEqual({ hero: "restore" });
    world.build([hero], { overwrite: true });
    expect(actions(world.plan([hero]))).toEqual({ hero: "fresh" });
    expect(world.calls).toEqual([]);
  });

  it("and the operations differ: derive, free", () => {
    const world = built(hero);
    const small = asset("hero", { outputs: [[png("out/hero.png", 480)]] });
    const plan = world.plan([small]);
    expect(actions(plan)).toEqual({ hero: "derive" });
    expect(plan.assets[0]?.reasons).toEqual([
      { type: "operation", path: "out/hero.png", field: "width", old: undefined, new: 480 },
    ]);
    expect(plan.most.calls).toBe(0);
  });

  it("and the operations differ with the original nowhere: lost", () => {
    const world = built(hero);
    world.objects.clear();
    expect(actions(world.plan([asset("hero", { outputs: [[png("out/hero.png", 480)]] })]))).toEqual({ hero: "lost" });
  });
});

describe("the recipe differs from the lock", () => {
  const hero = asset("hero");
  const changed = asset("hero", { prompt: "something else" });

  it("and was never paid for: generate", () => {
    const plan = built(hero).plan([changed]);
    expect(actions(plan)).toEqual({ hero: "generate" });
    expect(plan.certain).toEqual({ calls: 1, usd: 0.01, unpriced: 0 });
    expect(plan.assets[0]?.reasons).toEqual([
      { type: "recipe", field: "prompt", old: "a picture of hero", new: "something else" },
    ]);
  });

  it("and was paid for before (undo, another branch): reuse, free", () => {
    const world = built(hero);
    world.build([changed]);
    expect(world.calls).toEqual(["hero"]);
    const plan = world.plan([hero]);
    expect(actions(plan)).toEqual({ hero: "reuse" });
    expect(plan.most.calls).toBe(0);
    world.build([hero]);
    expect(world.calls).toEqual(["hero"]);
    expect(actions(world.plan([hero]))).toEqual({ hero: "fresh" });
  });

  it("and the output was edited by hand: paid into the store, not placed", () => {
    const world = built(hero);
    world.files.set("out/hero.png", sha256("painted over"));
    const plan = world.plan([changed]);
    expect(actions(plan)).toEqual({ hero: "generate" });
    expect(plan.assets[0]?.samples[0]?.outputs[0]?.step.type).toBe("modified");
    world.build([changed]);
    expect(world.calls).toEqual(["hero"]);
    expect(world.files.get("out/hero.png")).toBe(sha256("painted over"));
    expect(actions(world.plan([changed]))).toEqual({ hero: "modified" });
  });

  it("keeps the automatic seed when the prompt changes", () => {
    const before = built(hero).lock.assets.get("hero")?.auto_seed;
    const world = built(hero);
    world.build([changed]);
    expect(before).toBeTypeOf("number");
    expect(world.lock.assets.get("hero")?.auto_seed).toBe(before);
  });

  it("treats the removal of an explicit seed as no change: the picture was not objected to", () => {
    const world = built(asset("hero", { seed: 42 }));
    expect(actions(world.plan([hero]))).toEqual({ hero: "record" });
  });
});

describe("the asset is not in the lock", () => {
  it("and nothing is known of it: generate", () => {
    const plan = new World().plan([asset("hero")]);
    expect(actions(plan)).toEqual({ hero: "generate" });
    expect(plan.assets[0]?.reasons).toEqual([{ type: "new" }]);
  });

  it("but was renamed: moved, free, with its automatic seed", () => {
    const world = built(asset("hero", { prompt: "a lake" }));
    const renamed = asset("banner", { prompt: "a lake" });
    const plan = world.plan([renamed]);
    expect(actions(plan)).toEqual({ banner: "move" });
    expect(plan.assets[0]?.reasons).toContainEqual({ type: "renamed", from: "hero" });
    world.build([renamed]);
    expect(world.calls).toEqual([]);
    expect([...world.files.keys()]).toEqual(["out/banner.png"]);
    expect([...world.lock.assets.keys()]).toEqual(["banner"]);
    expect(actions(world.plan([renamed]))).toEqual({ banner: "fresh" });
  });

  it("but an output of an unchanged asset moved: moved, free", () => {
    const world = built(asset("hero"));
    const moved = asset("hero", { outputs: [[png("public/hero.png")]] });
    expect(actions(world.plan([moved]))).toEqual({ hero: "move" });
    world.objects.clear();
    world.build([moved]);
    expect([...world.files.keys()]).toEqual(["public/hero.png"]);
    expect(world.lock.orphans.size).toBe(0);
    expect(actions(world.plan([moved]))).toEqual({ hero: "fresh" });
  });

  it("and a foreign file is in the way: refused before anything is paid", () => {
    const world = new World();
    world.files.set("out/hero.png", sha256("holiday"));
    const plan = world.plan([asset("hero")]);
    expect(actions(plan)).toEqual({ hero: "foreign" });
    expect(plan.most.calls).toBe(0);
    world.build([asset("hero")]);
    expect(world.calls).toEqual([]);
    expect(actions(world.plan([asset("hero")], { overwrite: true }))).toEqual({ hero: "generate" });
  });
});

describe("assets that refer to assets", () => {
  const hero = asset("hero");
  const night = asset("night", { uses: ["hero"] });

  it("wait as `maybe` while the first will be made, and reserve the worst case", () => {
    const plan = new World().plan([hero, night]);
    expect(actions(plan)).toEqual({ hero: "generate", night: "maybe" });
    expect(plan.certain.calls).toBe(1);
    expect(plan.most.calls).toBe(2);
    expect(plan.assets[1]?.reasons).toContainEqual({ type: "waits-for", asset: "hero" });
  });

  it("stop the cascade on identical bytes", () => {
    const world = new World();
    world.bytesOf = () => "always the same picture";
    world.build([hero, night]);
    world.calls = [];
    world.build([asset("hero", { prompt: "another prompt" }), night]);
    expect(world.calls).toEqual(["hero"]);
  });

  it("cascade on other bytes", () => {
    const world = built(hero, night);
    world.build([asset("hero", { prompt: "another prompt" }), night]);
    expect(world.calls).toEqual(["hero", "night"]);
  });

  it("do not care about the first one's format", () => {
    const world = built(hero, night);
    const plan = world.plan([asset("hero", { outputs: [[png("out/hero.png", 64)]] }), night]);
    expect(actions(plan)).toEqual({ hero: "derive", night: "fresh" });
  });

  it("are blocked by one that is lost, or not built and not selected", () => {
    const world = built(hero);
    world.files.clear();
    world.objects.clear();
    world.generations.clear();
    const later = asset("later", { uses: ["night"] });
    const lost = world.plan([asset("hero", { outputs: [[png("out/hero.png", 64)]] }), night, later]);
    expect(actions(lost)).toMatchObject({ hero: "lost", night: "blocked", later: "blocked" });
    // However far away what is lost is, it has to be asked for.
    for (const name of ["night", "later"])
      expect(lost.assets.find((plan) => plan.name === name)?.reasons).toContainEqual(
        expect.objectContaining({
          type: "blocked-by",
          takes: "regenerate-lost",
          cause: { asset: "hero", action: "lost" },
        }),
      );
    const alone = new World().plan([hero, night], { selected: new Set(["night"]) });
    expect(actions(alone)).toEqual({ night: "blocked" });
    expect(alone.assets[0]?.reasons).toContainEqual({ type: "blocked-by", asset: "hero", selected: false });
  });
});

describe("orphans", () => {
  it("are assets that left the manifest: listed, ours or edited or missing", () => {
    const world = built(asset("a"), asset("b"), asset("c"));
    world.files.set("out/b.png", sha256("edited"));
    world.files.delete("out/c.png");
    const plan = world.plan([]);
    expect(plan.orphans.map(({ asset: name, state }) => [name, state])).toEqual([
      ["a", "ours"],
      ["b", "modified"],
      ["c", "missing"],
    ]);
  });

  it("are not what an asset is about to be made from, under a name that is in use", () => {
    const world = built(asset("a", { prompt: "one" }), asset("b", { prompt: "two" }));
    const after = [asset("b", { prompt: "one" }), asset("c", { prompt: "two" })];
    expect(world.plan(after).orphans).toEqual([]);
    world.build(after);
    expect(world.plan(after).orphans.map(({ asset: name }) => name)).toEqual(["a"]);
  });

  it("are protected where no output may be, whatever the lock says, and are moved to no asset", () => {
    const world = built(asset("a", { seed: 1 }));
    world.protections.set("out/a.png", { code: "not-a-picture", what: "plain text" });
    expect(world.plan([]).orphans).toMatchObject([{ state: "protected", protection: { code: "not-a-picture" } }]);
    const renamed = { prompt: "a picture of a", seed: 1 };
    const steps = () => world.plan([asset("z", renamed)]).assets[0]?.samples[0]?.outputs.map(({ step }) => step);
    expect(steps()).toMatchObject([{ type: "place" }]);
    expect(steps()?.[0]).not.toHaveProperty("from");
    world.protections.clear();
    expect(steps()).toMatchObject([{ type: "move", from: "out/a.png" }]);
  });

  it("are outputs that an asset no longer has", () => {
    const world = built(asset("hero", { outputs: [[png("out/hero.png"), png("out/small.png", 64)]] }));
    const plan = world.build([asset("hero")]);
    expect(plan.assets[0]?.reasons).toContainEqual({ type: "output-dropped", path: "out/small.png" });
    expect([...world.lock.orphans.keys()]).toEqual(["out/small.png"]);
    expect(world.plan([asset("hero")]).orphans).toMatchObject([{ path: "out/small.png", state: "ours" }]);
  });
});

describe("the lock was edited by hand", () => {
  it("so the entry is treated as not locked, and said", () => {
    const world = built(asset("hero"));
    const lock = structuredClone([...world.lock.assets]);
    const sample = lock[0]?.[1].samples[0] as { recipe: { body: Record<string, unknown> } };
    sample.recipe.body["prompt"] = "something that was never paid for";
    const edited: Lock = { ...EMPTY_LOCK, assets: new Map(lock) };
    const plan = world.plan([asset("hero")], { lock: edited });
    expect(plan.assets[0]?.reasons).toContainEqual({ type: "lock-edited", sample: 0 });
    expect(plan.most.calls).toBe(0);
  });
});

describe("samples", () => {
  it("cost one call each with consecutive seeds; going from 2 to 4 pays for 2", () => {
    const world = built(asset("team", { n: 2, seed: 7 }));
    const plan = world.plan([
      asset("team", {
        n: 4,
        seed: 7,
        outputs: world.plan([asset("team", { n: 4 })]).assets[0]?.prepared.asset.outputs ?? [],
      }),
    ]);
    expect(plan.certain.calls).toBe(2);
    expect(plan.assets[0]?.samples.map(({ recipe }) => recipe?.body["seed"])).toEqual([7, 8, 9, 10]);
  });

  it("without a seed are told apart by their number", () => {
    const plan = new World().plan([asset("team", { n: 3, model: "seedless" })]);
    expect(plan.assets[0]?.samples.map(({ recipe }) => recipe?.sample)).toEqual([undefined, 1, 2]);
    expect(new Set(plan.assets[0]?.samples.map(({ key }) => key)).size).toBe(3);
  });

  it("without a seed stay as they are when the model table learns that one is taken", () => {
    const world = new World();
    const team = asset("team", { n: 2, model: "seedless" });
    world.build([team]);
    const seeded: Provider = { ...PAPER, model: () => PAPER.model("paper") };
    const learnt = prepareAsset(team.asset, seeded).prepared;
    expect(learnt.autoSeed).toBeDefined();
    expect(world.plan([learnt]).assets[0]).toMatchObject({ action: "fresh", autoSeed: undefined });
    // Another prompt is paid for anyway, and then has a seed.
    const changed = prepareAsset({ ...team.asset, parameters: { ...team.asset.parameters, prompt: "x" } }, seeded);
    expect(world.plan([changed.prepared]).assets[0]?.samples[0]?.recipe?.body["seed"]).toBeTypeOf("number");
  });

  it("of a batch share one request", () => {
    const plan = new World().plan([asset("team", { n: 3, batch: true })]);
    expect(plan.certain.calls).toBe(1);
    expect(plan.assets[0]?.samples[0]?.recipe?.body["n"]).toBe(3);
  });

  it("with equal keys in two assets share one request", () => {
    const plan = new World().plan([asset("a", { prompt: "x", seed: 1 }), asset("b", { prompt: "x", seed: 1 })]);
    expect(plan.certain.calls).toBe(1);
    expect(plan.assets[1]?.reasons).toContainEqual({ type: "shared", with: "a" });
  });
});

describe("a picture of another size than asked", () => {
  it("is kept and refused with `exact`, and used for nothing with `fit`", () => {
    const world = new World();
    const exact = asset("hero", { width: 64, height: 48, seed: 1 });
    const { key, recipe } = world.plan([exact]).assets[0]?.samples[0] ?? {};
    const original = { sha256: sha256("small"), bytes: 1, format: "png", width: 32, height: 24 };
    world.objects.add(original.sha256);
    if (key && recipe) world.generations.set(key, { key, recipe, host: "", originals: [original] });
    expect(actions(world.plan([exact]))).toEqual({ hero: "unfit" });
    const fitted = world.plan([asset("hero", { width: 64, height: 48, seed: 1, fit: "cover" })]);
    expect(actions(fitted)).toEqual({ hero: "reuse" });
    expect(fitted.most.calls).toBe(0);
  });
});

it("says unknown prices as unknown, not as zero", () => {
  expect(new World().plan([asset("hero", { model: "unpriced" })]).certain).toEqual({ calls: 1, usd: 0, unpriced: 1 });
});

describe("--replace", () => {
  it("asks with another automatic seed, for the same one may give the same picture, and keeps the old original", () => {
    const world = built(asset("hero"));
    const before = world.plan([asset("hero")]).assets[0]?.autoSeed;
    const plan = world.build([asset("hero")], { replace: new Set(["hero"]) });
    expect(actions(plan)).toEqual({ hero: "generate" });
    expect(plan.assets[0]?.reasons[0]).toEqual({ type: "replace" });
    expect(plan.assets[0]?.autoSeed).not.toBe(before);
    expect(world.calls).toEqual(["hero"]);
    expect([...world.generations.values()].map(({ originals }) => originals.length)).toEqual([1, 1]);
    expect(actions(world.plan([asset("hero")]))).toEqual({ hero: "fresh" });
    expect(world.plan([asset("hero")]).assets[0]?.autoSeed).toBe(plan.assets[0]?.autoSeed);
  });

  it("sends a seed that somebody set again, says so, and keeps both answers", () => {
    const seeded = asset("hero", { seed: 7 });
    const world = built(seeded);
    const plan = world.build([seeded], { replace: new Set(["hero"]) });
    expect(plan.assets[0]?.reasons[0]).toEqual({ type: "replace", seed: 7 });
    expect([...world.generations.values()].map(({ originals }) => originals.length)).toEqual([2]);
    expect(actions(world.plan([seeded]))).toEqual({ hero: "fresh" });
  });
});

const hero = asset("hero");

function request(world: World): string {
  const source = world.plan([hero]).assets[0]?.samples[0]?.source;
  if (source?.type !== "generate") throw new Error(`nothing is asked for: ${source?.type}`);
  return source.request;
}

it("what was paid for and not fetched is still to be done, and costs nothing", () => {
  const world = new World();
  world.fetchable.add(request(world));
  const plan = world.plan([hero, asset("other")]);
  expect(actions(plan)).toEqual({ hero: "generate", other: "generate" });
  expect(plan.assets.map(({ certain }) => certain.calls)).toEqual([0, 1]);
  expect(plan.most.calls).toBe(1);
  expect(plan.assets[0]?.reasons).toContainEqual({ type: "fetchable" });
});

describe("a request that the provider refused", () => {
  const refused = (world: World): World => {
    const refusal = { at: "2026-01-02T03:04:05.000Z", code: "safety", message: "no" };
    world.refusals.set(request(world), refusal);
    return world;
  };

  it("is not asked again, costs nothing and says why", () => {
    const plan = refused(new World()).plan([hero]);
    expect(actions(plan)).toEqual({ hero: "refused" });
    expect(plan.most.calls).toBe(0);
    expect(plan.assets[0]?.reasons).toContainEqual({
      type: "refused",
      at: "2026-01-02T03:04:05.000Z",
      code: "safety",
      message: "no",
    });
  });

  it("is asked again when it changes, when it is told to, and when a new picture is asked for", () => {
    const world = refused(new World());
    expect(actions(world.plan([asset("hero", { prompt: "another" })]))).toEqual({ hero: "generate" });
    expect(actions(world.plan([hero], { retryRefused: true }))).toEqual({ hero: "generate" });
    expect(actions(world.plan([hero], { replace: new Set(["hero"]) }))).toEqual({ hero: "generate" });
  });

  it("does not matter where its picture is there all the same", () => {
    const world = new World();
    const key = request(world);
    world.build([hero]);
    world.refusals.set(key, { at: "", code: "safety", message: "no" });
    expect(actions(world.plan([hero]))).toEqual({ hero: "fresh" });
  });

  it("blocks what needs it", () => {
    const world = refused(new World());
    const plan = world.plan([hero, asset("night", { uses: ["hero"] })]);
    expect(actions(plan)).toEqual({ hero: "refused", night: "blocked" });
  });
});

describe("whatever is to be done has a reason", () => {
  const entryOf = (world: World) => world.lock.assets.get("hero") as LockEntry;
  const withEntry = (world: World, entry: LockEntry): World => {
    world.lock = { ...world.lock, assets: new Map([...world.lock.assets, ["hero", entry]]) };
    return world;
  };
  const reasonsOf = (world: World) => {
    const [plan] = world.plan([hero]).assets;
    return { action: plan?.action, reasons: plan?.reasons };
  };

  it("a seed that was changed in the lock, or taken out of it", () => {
    const world = built(hero);
    const { samples, auto_seed: seed = 0 } = entryOf(world);
    expect(reasonsOf(withEntry(world, { auto_seed: seed + 1, samples }))).toEqual({
      action: "record",
      reasons: [{ type: "lock-seed", locked: seed + 1, seed }],
    });
    expect(reasonsOf(withEntry(world, { samples }))).toEqual({
      action: "record",
      reasons: [{ type: "lock-seed", seed }],
    });
  });

  it("an output's key that was changed in the lock", () => {
    const world = built(hero);
    const { samples, ...rest } = entryOf(world);
    const changed = samples.map((sample) => ({
      ...sample,
      outputs: Object.fromEntries(
        Object.entries(sample.outputs).map(([path, output]) => [path, { ...output, key: sha256("another") }]),
      ),
    }));
    expect(reasonsOf(withEntry(world, { ...rest, samples: changed }))).toEqual({
      action: "record",
      reasons: [{ type: "lock-output-key", path: "out/hero.png" }],
    });
  });

  it("an original that was imported in the place of another", () => {
    const world = built(hero);
    const { samples, ...rest } = entryOf(world);
    const original = { sha256: sha256("imported"), bytes: 1, format: "png" };
    world.objects.add(original.sha256);
    const imported = samples.map((sample) => ({ ...sample, origin: "imported" as const, original, outputs: {} }));
    world.lock = applyChanges(world.lock, [
      { type: "entry", asset: "hero", entry: { ...rest, samples: imported }, moved: [] },
    ]);
    expect(reasonsOf(world)).toEqual({ action: "derive", reasons: [{ type: "output-former", path: "out/hero.png" }] });
    world.files.clear();
    expect(reasonsOf(world)).toEqual({ action: "derive", reasons: [{ type: "output-added", path: "out/hero.png" }] });
  });

  it("an output that is another's now is not said to stay", () => {
    const world = built(hero, asset("other"));
    const plan = world.plan([
      asset("hero", { outputs: [[png("out/other.png")]] }),
      asset("other", { outputs: [[png("out/hero.png")]] }),
    ]);
    expect(plan.assets[0]?.reasons).toContainEqual({ type: "output-dropped", path: "out/hero.png", taken: true });
  });
});
