import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { startPlanning, type Plan } from "../../src/core/plan.ts";
import { asset, World } from "../support/world.ts";

const URL = "https://pictures.example/cat.png";
const [CAT, DOG] = [sha256("cat"), sha256("dog")];
const hero = asset("hero", { urls: [URL] });
const night = asset("night", { uses: ["hero"] });

function pinnedTo(world: World, digest: string): World {
  world.lock = { ...world.lock, references: new Map([[URL, digest]]) };
  return world;
}

function planningOf(world: World, refreshReferences = false) {
  return startPlanning({ assets: [hero, night], lock: world.lock, facts: world.facts(), refreshReferences });
}

function builtWith(digest: string): World {
  const world = pinnedTo(new World(), digest);
  world.build([hero]);
  world.build([hero, night]);
  return world;
}

describe("an asset that refers to a URL", () => {
  it("is a maybe with its price at most as long as the URL was never fetched, and what needs it waits", () => {
    const plan = planningOf(new World()).plan();
    expect(plan.assets.map(({ action }) => action)).toEqual(["maybe", "maybe"]);
    expect(plan.assets[0]?.reasons).toContainEqual({ type: "fetches", url: URL });
    expect(plan.assets[1]?.reasons).toContainEqual({ type: "waits-for", asset: "hero" });
    expect([plan.certain.calls, plan.most.calls]).toEqual([0, 2]);
  });

  it("is decided as soon as it is pinned, by this run or by the lock", () => {
    const planning = planningOf(new World());
    planning.plan();
    planning.pinned(URL, CAT);
    const again = planning.again("hero");
    expect(again.action).toBe("generate");
    const locked = planningOf(pinnedTo(new World(), CAT)).plan();
    expect(locked.assets[0]?.samples[0]?.key).toBe(again.samples[0]?.key);
  });

  it("is fresh as long as the pin is the one that it was made with", () => {
    const world = builtWith(CAT);
    expect(
      planningOf(world)
        .plan()
        .assets.map(({ action }) => action),
    ).toEqual(["fresh", "fresh"]);
    expect(planningOf(pinnedTo(world, DOG)).plan().assets[0]?.action).toBe("generate");
  });

  it("is looked at again on demand, and costs nothing if the bytes are the same", () => {
    const world = builtWith(CAT);
    const planning = planningOf(world, true);
    expect(planning.plan().assets.map(({ action }) => action)).toEqual(["maybe", "maybe"]);
    planning.pinned(URL, CAT);
    expect(["hero", "night"].map((name) => planning.again(name).action)).toEqual(["fresh", "fresh"]);
    planning.pinned(URL, DOG);
    expect(planning.again("hero").action).toBe("generate");
  });
});

it("a clip is restored from its original alone: no record of a derivation is needed", () => {
  const fly = asset("fly", { media: "clip", outputs: [[{ path: "out/fly.mp4", operations: { format: "mp4" } }]] });
  const world = new World();
  world.build([fly]);
  world.files.clear();
  world.derivations.clear();
  const plan = world.plan([fly]);
  expect(plan.assets[0]?.action).toBe("restore");
  const sample = plan.assets[0]?.samples[0];
  const original = sample?.source.type === "locked" ? sample.source.original.sha256 : undefined;
  expect(sample?.outputs[0]?.step).toMatchObject({ type: "place", expected: { sha256: original } });
});

describe("an asset that refers to one whose original is in no store, as on a fresh clone", () => {
  const [lake, dusk] = [asset("lake"), asset("dusk", { prompt: "at dusk", uses: ["lake"] })];
  const names = ({ assets }: Plan) => assets.map(({ name, action }) => [name, action]);

  function clone(): World {
    const world = new World();
    world.build([lake, dusk]);
    world.objects.clear();
    world.generations.clear();
    world.calls = [];
    return world;
  }

  it("is fresh as long as nothing is asked for", () => {
    expect(names(clone().plan([lake, dusk]))).toEqual([
      ["lake", "fresh"],
      ["dusk", "fresh"],
    ]);
  });

  it("cannot be asked for anew: the picture that would have to be sent is nowhere", () => {
    const changed = asset("dusk", { prompt: "at dawn", uses: ["lake"] });
    const plan = clone().plan([lake, changed]);
    expect(names(plan)).toEqual([
      ["lake", "fresh"],
      ["dusk", "blocked"],
    ]);
    expect(plan.assets[1]?.reasons).toContainEqual({
      type: "blocked-by",
      asset: "lake",
      selected: true,
      lost: true,
      takes: "regenerate-lost",
      cause: { asset: "lake", action: "lost" },
    });
    expect([plan.certain.calls, plan.most.calls]).toEqual([0, 0]);
  });

  it("is made with --regenerate-lost, which asks for that picture first", () => {
    const world = clone();
    const changed = asset("dusk", { prompt: "at dawn", uses: ["lake"] });
    const plan = world.build([lake, changed], { regenerateLost: true });
    expect(names(plan)).toEqual([
      ["lake", "generate"],
      ["dusk", "maybe"],
    ]);
    expect([plan.certain.calls, plan.most.calls]).toEqual([1, 2]);
    expect(world.calls).toEqual(["lake", "dusk"]);
    expect(names(world.plan([lake, changed]))).toEqual([
      ["lake", "fresh"],
      ["dusk", "fresh"],
    ]);
  });
});
