import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestFor } from "../../src/core/batch.ts";
import { sha256 } from "../../src/core/digest.ts";
import type { Lock } from "../../src/core/lock.ts";
import { parseLock, formatLock } from "../../src/core/lockfile.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Recipe } from "../../src/core/recipe.ts";
import { asset, PAPER, png, World, type AssetSketch } from "../support/world.ts";

const NAMES = ["a", "b", "c", "d", "e"] as const;

interface Row {
  readonly name: string;
  readonly prompt: string;
  readonly width: number | undefined;
  readonly path: string;
  readonly uses: readonly string[];
  readonly seed?: number;
}

/** Small projects: few names, prompts, widths and paths, so that renames, undos and shared recipes happen often. */
const project = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 5 }).chain((names) =>
  fc.tuple(
    ...names.map((name, index) =>
      fc.record({
        name: fc.constant<string>(name),
        prompt: fc.constantFrom("lake", "forest", "city"),
        width: fc.constantFrom(undefined, 64, 128),
        path: fc.constantFrom("", "moved/"),
        // Only earlier names, so the list is in dependency order.
        uses: fc.subarray(names.slice(0, index) as string[], { maxLength: Math.min(1, index) }),
      }),
    ),
  ),
);

const assets = (rows: readonly Row[]) =>
  rows.map(({ name, prompt, width, path, uses, seed }) => {
    const outputs = [[png(`${path}${name}.png`, width)]];
    const sketch: AssetSketch = { prompt, uses, outputs, ...(seed !== undefined && { seed }) };
    return asset(name, sketch);
  });

const lockOf = (world: World): string => formatLock(world.lock);

describe("plans over random projects and edits", () => {
  it("a plan right after a build is empty", () => {
    fc.assert(
      fc.property(fc.array(project, { minLength: 1, maxLength: 4 }), (edits) => {
        const world = new World();
        for (const rows of edits) {
          world.build(assets(rows));
          const plan = world.plan(assets(rows));
          expect(plan.assets.map(({ action }) => action)).toEqual(rows.map(() => "fresh"));
          expect(plan.most.calls).toBe(0);
        }
      }),
    );
  });

  it("a build pays exactly what its plan says; with a `maybe` in it, no less than `certain` and no more than `most`", () => {
    let exact = 0;
    fc.assert(
      fc.property(project, project, (before, after) => {
        const world = new World();
        world.build(assets(before));
        world.calls = [];
        const plan = world.build(assets(after));
        expect(world.calls.length).toBeGreaterThanOrEqual(plan.certain.calls);
        expect(world.calls.length).toBeLessThanOrEqual(plan.most.calls);
        if (plan.assets.some(({ action }) => action === "maybe")) return;
        expect(plan.most).toEqual(plan.certain);
        exact += 1;
      }),
    );
    expect(exact).toBeGreaterThan(20);
  });

  it("a recipe is paid for once, whatever is edited and undone", () => {
    fc.assert(
      fc.property(fc.array(project, { minLength: 1, maxLength: 6 }), (edits) => {
        const world = new World();
        for (const rows of edits) world.build(assets(rows));
        expect(world.calls.length).toBe(world.generations.size);
      }),
    );
  });

  it("going back to an earlier manifest is free", () => {
    fc.assert(
      fc.property(project, project, (first, second) => {
        const world = new World();
        world.build(assets(first));
        const lock = lockOf(world);
        world.build(assets(second));
        world.calls = [];
        world.build(assets(first));
        expect(world.calls).toEqual([]);
        const again = parseLock(lockOf(world));
        const before = parseLock(lock);
        if (!("lock" in again) || !("lock" in before)) throw new Error("the lock does not parse");
        for (const { name } of first) expect(again.lock.assets.get(name)).toEqual(before.lock.assets.get(name));
      }),
    );
  });

  it("incremental equals clean: the same originals and outputs, however a manifest was reached", () => {
    let whole = 0;
    let withReferences = 0;
    fc.assert(
      fc.property(project, project, (first, second) => {
        // Answers are a function of the recipe here, so that two histories can be compared.
        const incremental = new World();
        incremental.bytesOf = (key) => key;
        incremental.build(assets(first));
        incremental.build(assets(second));
        const clean = new World();
        clean.bytesOf = (key) => key;
        clean.build(assets(second));
        // A renamed asset keeps the seed it had, which a clean build cannot know; what uses it differs with it.
        const seedIn = (world: World, name: string) => world.lock.assets.get(name)?.auto_seed;
        const comparable = new Set<string>();
        for (const { name, uses } of second)
          if (seedIn(incremental, name) === seedIn(clean, name) && uses.every((used) => comparable.has(used)))
            comparable.add(name);
        fc.pre(comparable.size > 0);
        const rows = second.filter(({ name }) => comparable.has(name));
        for (const { name, path } of rows) {
          expect(clean.files.get(`${path}${name}.png`)).toBeDefined();
          expect(incremental.files.get(`${path}${name}.png`)).toBe(clean.files.get(`${path}${name}.png`));
          expect(incremental.lock.assets.get(name)).toEqual(clean.lock.assets.get(name));
        }
        if (rows.length === second.length) whole += 1;
        if (rows.some(({ uses }) => uses.length > 0)) withReferences += 1;
      }),
      // Draws of which nothing can be compared do not count; as many of them as of the others fail the test.
      { numRuns: 200, maxSkipsPerRun: 1 },
    );
    expect(whole).toBeGreaterThan(60);
    expect(withReferences).toBeGreaterThan(20);
  });

  it("renaming and moving everything costs nothing", () => {
    fc.assert(
      fc.property(project, (rows) => {
        const world = new World();
        world.build(assets(rows));
        world.calls = [];
        const renamed = rows.map((row) => ({
          ...row,
          name: `${row.name}-renamed`,
          path: "elsewhere/",
          uses: row.uses.map((name) => `${name}-renamed`),
        }));
        world.build(assets(renamed));
        expect(world.calls).toEqual([]);
        expect([...world.lock.assets.keys()].sort()).toEqual(renamed.map(({ name }) => name).sort());
      }),
    );
  });

  describe("any exchange of names", () => {
    /** Each name with the one that it gets: of the same names, or of others too, so in rings and in rows. */
    const renaming = fc
      .tuple(project, fc.boolean(), fc.shuffledSubarray([...NAMES, "x", "y"], { minLength: 5, maxLength: 5 }))
      .map(([drawn, alike, names]) => {
        // Of assets that are alike but for the names of those that use them, nobody can say which is which.
        const rows = drawn.map((row) =>
          alike ? { ...row, uses: [] } : { ...row, prompt: `${row.prompt} of ${row.name}` },
        );
        const renamed = new Map(rows.map(({ name }, index) => [name, names[index] as string]));
        const newName = (name: string) => renamed.get(name) as string;
        return { rows, after: rows.map((row) => ({ ...row, name: newName(row.name), uses: row.uses.map(newName) })) };
      });
    const pictures = (rows: readonly Row[], world: World) =>
      rows.map(({ name }) => world.lock.assets.get(name)?.samples[0]?.original.sha256);

    it("costs nothing and gives every asset its own picture under the new name", () => {
      fc.assert(
        fc.property(renaming, ({ rows, after }) => {
          const world = new World();
          world.build(assets(rows));
          const before = pictures(rows, world);
          world.calls = [];
          expect(world.plan(assets(after)).most.calls).toBe(0);
          world.build(assets(after));
          expect(world.calls).toEqual([]);
          // Those that share a prompt may come out of a ring in another order; nobody's picture is lost.
          expect(new Set(pictures(after, world))).toEqual(new Set(before));
          expect(world.plan(assets(after)).assets.map(({ action }) => action)).toEqual(after.map(() => "fresh"));
        }),
      );
    });

    it("and back again, and once more, costs nothing either", () => {
      fc.assert(
        fc.property(renaming, ({ rows, after }) => {
          const world = new World();
          for (const manifest of [rows, after, rows, after, rows]) world.build(assets(manifest));
          expect(world.calls.length).toBe(rows.length);
        }),
      );
    });

    it("is seen in any order of assets and entries, and without the store", () => {
      fc.assert(
        fc.property(renaming, ({ rows, after }) => {
          const world = new World();
          // The files are all there is: a picture that was cut down is only found where it was cut so.
          const independent = (list: readonly Row[]) =>
            assets(list.map((row) => ({ ...row, uses: [], width: undefined })));
          world.build(independent(rows));
          world.objects.clear();
          world.generations.clear();
          world.derivations.clear();
          const lock: Lock = { ...world.lock, assets: new Map([...world.lock.assets].reverse()) };
          const seeds = (plan: Plan) => plan.assets.map(({ name, autoSeed }) => `${name} ${autoSeed}`).sort();
          const [one, other] = [world.plan(independent(after)), world.plan(independent(after.toReversed()), { lock })];
          expect(seeds(other)).toEqual(seeds(one));
          expect(one.most.calls + other.most.calls).toBe(0);
        }),
      );
    });

    it("costs no more when some assets are carried out first, and the rest later", () => {
      const parts = fc.array(fc.subarray<string>([...NAMES, "x", "y"]), { maxLength: 3 });
      const edits = fc.subarray<string>([...NAMES, "x", "y"], { maxLength: 2 });
      fc.assert(
        fc.property(
          fc.record({ renaming, edits, parts, isSeeded: fc.boolean(), isClone: fc.boolean() }),
          ({ renaming: { rows, after }, edits: edited, parts: selections, isSeeded, isClone }) => {
            const sown = (list: readonly Row[]) => (isSeeded ? list.map((row) => ({ ...row, seed: 7 })) : list);
            // With an edit upstream nobody can say whether what used it was renamed, once its picture has left the lock.
            const free = (list: readonly Row[]) =>
              edited.length === 0 ? list : list.map((row) => ({ ...row, uses: [] }));
            const wanted = assets(
              sown(free(after)).map((row) => (edited.includes(row.name) ? { ...row, prompt: `new ${row.name}` } : row)),
            );
            const names = new Set(wanted.map(({ asset: { name } }) => name));
            const [whole, apart] = [new World(), new World()];
            for (const world of [whole, apart]) {
              world.build(assets(sown(free(rows))));
              world.calls = [];
              // Then the lock alone says what was paid for.
              if (isClone) world.generations.clear();
            }
            whole.build(wanted);
            for (const selection of selections)
              apart.build(wanted, { selected: new Set(selection.filter((name) => names.has(name))) });
            apart.build(wanted);
            expect(apart.calls.length).toBeLessThanOrEqual(whole.calls.length);
            expect(apart.plan(wanted).assets.every(({ action }) => action === "fresh")).toBe(true);
          },
        ),
        { numRuns: 300 },
      );
    });

    it("does not hide an edit: what is new is paid for, and only that", () => {
      fc.assert(
        fc.property(renaming, fc.nat(), ({ rows, after }, chosen) => {
          const world = new World();
          const free = (list: readonly Row[]) => list.map((row) => ({ ...row, uses: [] }));
          world.build(assets(free(rows)));
          world.calls = [];
          const at = chosen % after.length;
          const edited = free(after).map((row, index) => (index === at ? { ...row, prompt: "a new prompt" } : row));
          world.build(assets(edited));
          expect(world.calls.length).toBeGreaterThanOrEqual(1);
          expect(world.calls).toContain(edited[at]?.name);
        }),
      );
    });
  });

  it("the order of assets and of the lock's keys changes nothing", () => {
    fc.assert(
      fc.property(project, fc.infiniteStream(fc.nat()), (rows, shuffle) => {
        const independent = rows.map((row) => ({ ...row, uses: [] }));
        const world = new World();
        world.build(assets(independent));
        const shuffled = independent
          .map((row) => ({ row, order: shuffle.next().value as number }))
          .sort((left, right) => left.order - right.order);
        const lock: Lock = { ...world.lock, assets: new Map([...world.lock.assets].reverse()) };
        const plan = world.plan(assets(shuffled.map(({ row }) => row)), { lock });
        expect(plan.assets.every(({ action }) => action === "fresh")).toBe(true);
        expect(formatLock(lock)).toBe(lockOf(world));
      }),
    );
  });

  it("no picture of a batch is asked for twice, however many each answer brings", () => {
    const rounds = fc.array(fc.subarray([0, 1, 2, 3]), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(7, undefined, 2 ** 31 - 2), rounds, (seed, answers) => {
        const world = new World();
        const team = asset("team", { n: 4, batch: true, ...(seed !== undefined && { seed }) });
        const inHand = new Set<number>();
        const seeds = new Set<unknown>();
        for (const answer of answers) {
          const [planned] = world.plan([team]).assets;
          const missing = planned?.samples.filter(({ source }) => source.type === "generate") ?? [];
          expect(missing.map(({ index }) => index)).toEqual([0, 1, 2, 3].filter((index) => !inHand.has(index)));
          if (missing.length === 0) return;
          const samples = missing.map(({ index, recipe }) => ({ index, recipe: recipe as Recipe }));
          const { body } = requestFor(samples, PAPER);
          expect(body["n"] ?? 1).toBe(missing.length);
          // A faithful API gives the pictures of seed, seed + 1, …: none of those that are in hand.
          const drawn = missing.map((_, position) => (body["seed"] as number) + position);
          expect(drawn.filter((number) => seeds.has(number))).toEqual([]);
          for (const position of answer.filter((candidate) => candidate < missing.length)) {
            const { index, key, recipe } = missing[position] as (typeof missing)[number];
            inHand.add(index);
            seeds.add(drawn[position]);
            const original = { sha256: sha256(`picture ${index}`), bytes: 1, format: "png" };
            world.objects.add(original.sha256);
            world.generations.set(key as string, {
              key: key as string,
              recipe: recipe as Recipe,
              host: "",
              originals: [original],
            });
          }
        }
      }),
    );
  });

  it("with the store lost, nothing that is on disk is paid for again", () => {
    fc.assert(
      fc.property(project, (rows) => {
        const world = new World();
        world.build(assets(rows));
        world.calls = [];
        world.objects.clear();
        world.generations.clear();
        world.derivations.clear();
        world.build(assets(rows));
        expect(world.calls).toEqual([]);
      }),
    );
  });
});

it("a lock reads back as what was written", () => {
  fc.assert(
    fc.property(project, (rows) => {
      const world = new World();
      world.build(assets(rows));
      const parsed = parseLock(lockOf(world));
      expect("lock" in parsed && formatLock(parsed.lock)).toBe(lockOf(world));
    }),
  );
});

it("a lock that is cut anywhere is refused, never taken as empty", () => {
  const world = new World();
  world.build(assets([{ name: "a", prompt: "lake", width: 64, path: "", uses: [] }]));
  const text = lockOf(world);
  for (let length = 0; length < text.trimEnd().length; length += 1) {
    expect(parseLock(text.slice(0, length)), `cut at ${length}`).toHaveProperty("problem");
  }
});
