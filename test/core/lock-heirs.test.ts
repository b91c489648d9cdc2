import { describe, expect, it } from "vitest";
import { applyChanges } from "../../src/core/lock-changes.ts";
import { startPlanning, type PlanInput } from "../../src/core/plan.ts";
import type { PreparedAsset } from "../../src/core/request.ts";
import { asset, World } from "../support/world.ts";

/** Where names are exchanged or passed on, an entry that is replaced goes to the asset that still needs it. */

const one = (name: string, seed?: number) => asset(name, { prompt: "one", ...(seed !== undefined && { seed }) });
const two = (name: string, seed?: number) => asset(name, { prompt: "two", ...(seed !== undefined && { seed }) });
const three = (name: string) => asset(name, { prompt: "three" });

function built(...assets: readonly PreparedAsset[]): World {
  const world = new World();
  world.build(assets);
  world.calls = [];
  return world;
}

/** Who gets what when these are written, one after the other. */
function heirs(world: World, assets: readonly PreparedAsset[], ...written: readonly string[]) {
  const planning = startPlanning({ assets, lock: world.lock, facts: world.facts() });
  planning.plan();
  // What it will be is not asked; only that it is another picture.
  const other = new World();
  other.build(written.map((name) => asset(name, { prompt: "something else" })));
  return written.map((name) => {
    const entry = other.lock.assets.get(name);
    return entry && planning.heirsOf(name, entry);
  });
}

describe("the heirs of a former entry", () => {
  it.each([
    ["two names exchanged", [one("a"), two("b")], [two("a"), one("b")], ["a", "b"], [["b"], []]],
    ["a row, from its middle", [one("a"), two("b")], [one("b"), two("c")], ["b", "c"], [["c"], []]],
    ["a row, from its end", [one("a"), two("b")], [one("b"), two("c")], ["c", "b"], [[], []]],
    [
      "a ring, each after the one before it",
      [one("a"), two("b"), three("c")],
      [two("a"), three("b"), one("c")],
      ["b", "a", "c"],
      [["a", "c"], [], []],
    ],
    ["seeds that somebody set", [one("a", 1), two("b", 2)], [two("a", 2), one("b", 1)], ["b", "a"], [["a"], []]],
    ["an edit", [one("a"), two("b")], [three("a"), two("b")], ["a"], [[]]],
    ["a prompt that another asset has already", [one("a"), one("b")], [two("a"), one("b")], ["a"], [[]]],
    ["a picture that another asset has already", [one("a", 1), one("b", 1)], [two("a"), one("b", 1)], ["a"], [[]]],
    ["nobody's name before", [one("a")], [one("a"), two("b")], ["b"], [[]]],
  ])("%s", (_, before, after, written, expected) => {
    expect(heirs(built(...before), after, ...written)).toEqual(expected);
  });

  it("are none where the picture stays", () => {
    const world = built(one("a"), two("b"));
    const planning = startPlanning({ assets: [two("a"), one("b")], lock: world.lock, facts: world.facts() });
    const same = world.lock.assets.get("a");
    expect(same && planning.heirsOf("a", same)).toEqual([]);
  });

  it("are none for a picture that the asset finds in the store with its own seed", () => {
    const world = built(one("a"), two("b"));
    // Both were made under each other's name as well, and are there: nobody was renamed.
    world.build([two("a"), three("b")]);
    world.build([one("a"), two("b")]);
    const [a, b] = [world.lock.assets.get("a")?.auto_seed, world.lock.assets.get("b")?.auto_seed];
    const plan = world.plan([two("a"), one("b")]);
    expect(plan.assets.map(({ autoSeed }) => autoSeed)).toEqual([a, a]);
    expect(b).not.toBe(a);
    expect(heirs(world, [two("a"), one("b")], "b")).toEqual([[]]);
  });
});

describe("names exchanged, and only one of the two carried out", () => {
  const after = [two("a"), one("b")];

  function half(selected: string, options: Partial<PlanInput> = {}): World {
    const world = built(one("a"), two("b"));
    world.build(after, { selected: new Set([selected]), ...options });
    return world;
  }

  it.each(["a", "b"])("%s first: the other one is free, with the picture that it was to have", (first) => {
    const world = built(one("a"), two("b"));
    const [pictureOfA, pictureOfB] = ["a", "b"].map((name) => world.lock.assets.get(name)?.samples[0]?.original);
    world.build(after, { selected: new Set([first]) });
    expect(world.plan(after).most.calls).toBe(0);
    world.build(after);
    expect(world.calls).toEqual([]);
    expect(world.lock.assets.get("a")?.samples[0]?.original).toEqual(pictureOfB);
    expect(world.lock.assets.get("b")?.samples[0]?.original).toEqual(pictureOfA);
    expect(world.lock.orphans.size).toBe(0);
    expect(world.plan(after).assets.map(({ action }) => action)).toEqual(["fresh", "fresh"]);
  });

  it("nothing is left over, and no file is said to be", () => {
    const world = half("a");
    const plan = world.plan(after);
    expect(plan.orphans).toEqual([]);
    expect(plan.assets.flatMap(({ reasons }) => reasons)).toEqual([
      { type: "output-added", path: "out/b.png" },
      { type: "output-dropped", path: "out/a.png", taken: true },
    ]);
  });

  it("the files stand in the entries where they are, so each of them is still ours", () => {
    const { lock } = half("a");
    expect(Object.keys(lock.assets.get("b")?.samples[0]?.outputs ?? {})).toEqual(["out/a.png"]);
    expect([...lock.orphans.keys()]).toEqual(["out/b.png"]);
  });

  it("exchanged back: free, too", () => {
    const world = half("b");
    world.build([one("a"), two("b")]);
    expect(world.calls).toEqual([]);
  });
});

it("the former entry is handed on in the very change that replaces it", () => {
  const world = built(one("a"), two("b"));
  const [a, b] = [world.lock.assets.get("a"), world.lock.assets.get("b")];
  if (a === undefined || b === undefined) throw new Error("not built");
  const lock = applyChanges(world.lock, [{ type: "entry", asset: "a", entry: b, moved: [], heirs: ["b"] }]);
  expect([lock.assets.get("a"), lock.assets.get("b")]).toEqual([b, a]);
});
