import { expect, it } from "vitest";
import { EMPTY_LOCK } from "../../src/core/lock.ts";
import { asset, World, type AssetSketch } from "../support/world.ts";

/** What was paid for under another name and never came into the lock. */

const LAKE: AssetSketch = { prompt: "a lake" };

/** These were asked for and answered, and nothing of it was locked. */
function answered(...assets: Parameters<World["build"]>[0]): World {
  const world = new World();
  const plan = world.build(assets);
  world.asked = plan.assets.flatMap(({ name, samples }) => samples.map(({ key }) => ({ asset: name, key: key ?? "" })));
  world.lock = EMPTY_LOCK;
  world.files.clear();
  world.calls = [];
  return world;
}

function callsFor(world: World, ...assets: Parameters<World["build"]>[0]): number {
  expect(world.plan(assets).most.calls).toBe(world.plan(assets.toReversed()).most.calls);
  const planned = world.build(assets).most.calls;
  expect(world.calls.length).toBe(planned);
  expect(world.plan(assets).assets.every(({ action }) => action === "fresh")).toBe(true);
  return planned;
}

it("a new name gets the picture of the former one", () => {
  const world = answered(asset("lake", LAKE));
  expect(callsFor(world, asset("sea", LAKE))).toBe(0);
  expect(world.lock.assets.get("sea")?.auto_seed).toBe(world.plan([asset("lake", LAKE)]).assets[0]?.autoSeed);
});

it("each picture goes to one of two", () => {
  expect(callsFor(answered(asset("lake", LAKE)), asset("sea", LAKE), asset("pond", LAKE))).toBe(1);
  const two = answered(asset("lake", LAKE), asset("tarn", LAKE));
  expect(callsFor(two, asset("sea", LAKE), asset("pond", LAKE))).toBe(0);
});

it("which is then that one's alone", () => {
  const world = answered(asset("lake", LAKE));
  world.build([asset("sea", LAKE)]);
  expect(callsFor(world, asset("sea", LAKE), asset("pond", LAKE))).toBe(1);
});

it.each<[string, World, ReturnType<typeof asset>[], number]>([
  ["what the former name still wants", answered(asset("lake", LAKE)), [asset("lake", LAKE), asset("sea", LAKE)], 1],
  ["another request", answered(asset("lake", LAKE)), [asset("sea", { prompt: "a sea" })], 1],
  ["a seed that somebody had set", answered(asset("lake", { ...LAKE, seed: 7 })), [asset("sea", LAKE)], 1],
  ["a seed of its own", answered(asset("lake", LAKE)), [asset("sea", { ...LAKE, seed: 7 })], 1],
])("but not %s", (_, world, assets, calls) => {
  expect(callsFor(world, ...assets)).toBe(calls);
});

it("of several pictures only what is new is asked for", () => {
  const outputs = (name: string) => asset(name, { ...LAKE, n: 2 });
  expect(callsFor(answered(asset("lake", LAKE)), outputs("sea"))).toBe(1);
});

it.each([0, 1, 2])("of several pictures all that came are taken over, whichever is missing: %i", (missing) => {
  const world = answered(asset("lake", { ...LAKE, n: 3 }));
  world.generations.delete(world.asked[missing]?.key ?? "");
  expect(callsFor(world, asset("sea", { ...LAKE, n: 3 }))).toBe(1);
});
