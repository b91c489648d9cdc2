import { expect, test } from "vitest";
import type { BuildEvent } from "../../src/core/event.ts";
import { afterEvent, afterLook, QUIET, type Activity } from "../../src/studio/activity.ts";
import { assetPlan, call, plan, samplePlan, SUMMARY } from "../report/builders.ts";

const keyed = (name: string, key: string) => assetPlan(name, "generate", { samples: [{ ...call(0.01), key }] });

const PLANNED: BuildEvent = { type: "planned", plan: plan([keyed("hero", "1"), assetPlan("logo", "fresh")]) };
const STARTED: BuildEvent = {
  type: "call-started",
  asset: "hero",
  sample: 0,
  provider: "together",
  model: "m",
  attempt: 1,
  usd: 0.01,
};
const FAILED: BuildEvent = {
  type: "asset-failed",
  asset: "hero",
  failure: { code: "http-422", message: "no", hint: "", exit: 1, calls: 1, billed: 0 },
};
const WITHDRAWN: BuildEvent = { type: "asset-skipped", asset: "hero", reason: "withdrawn", message: "taken back" };

function after(...events: readonly BuildEvent[]): Activity {
  return events.reduce((activity, event, index) => afterEvent(activity, event, index), QUIET);
}

const states = ({ doing }: Activity) => [...doing].map(([name, { state }]) => [name, state]);

test("what is paid for is queued, then made since its first call, and then as its plan says", () => {
  expect(states(after(PLANNED))).toEqual([["hero", "queued"]]);
  const generating = after(PLANNED, STARTED, { ...STARTED, attempt: 2 });
  expect(generating.doing.get("hero")).toEqual({ state: "generating", since: 1 });
  expect(states(after(PLANNED, STARTED, { type: "asset-fresh", asset: "hero", notes: [] }))).toEqual([]);
});

test("at the end of a build what failed or was taken back stays, and what was never begun is queued no more", () => {
  const end: BuildEvent = { type: "finished", summary: SUMMARY };
  expect(states(after(PLANNED, end))).toEqual([]);
  expect(states(after(PLANNED, STARTED, FAILED, end))).toEqual([["hero", "failed"]]);
  expect(states(after(PLANNED, WITHDRAWN, end))).toEqual([["hero", "withdrawn"]]);
});

test("a failure is forgotten once something else would be asked for, or nothing", () => {
  const failed = after(PLANNED, STARTED, FAILED);
  expect(states(afterLook(failed, plan([keyed("hero", "1")])))).toEqual([["hero", "failed"]]);
  expect(states(afterLook(failed, plan([keyed("hero", "2")])))).toEqual([]);
  expect(
    states(afterLook(failed, plan([assetPlan("hero", "fresh", { samples: [samplePlan(call(1).source)] })]))),
  ).toEqual([]);
  expect(states(afterLook(failed, plan([])))).toEqual([]);
});
