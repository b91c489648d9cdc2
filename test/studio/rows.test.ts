import { expect, test } from "vitest";
import type { AssetReference } from "../../src/core/asset.ts";
import { QUIET, type Activity } from "../../src/studio/activity.ts";
import { moneyOf, rowsOf, waitingOf } from "../../src/studio/rows.ts";
import { assetPlan, call, ORIGINAL, plan, preparedAsset, provider, samplePlan } from "../report/builders.ts";

const NO_FILES = { file: () => ({ kind: "missing" }) as const };
const uses = (name: string): AssetReference => ({
  field: "image",
  kind: "asset",
  name,
  sample: 0,
  place: { file: "" },
});

test("a row's price is that of making it alone: with what it needs, and what the plan counts elsewhere", () => {
  const hero = assetPlan("hero", "generate", { samples: [call(0.02)] });
  const night = assetPlan("night", "maybe", {
    samples: [samplePlan({ type: "waiting", price: 0.04 })],
    prepared: preparedAsset("night", { asset: { references: [uses("hero")] } }),
  });
  // As the planner has it: the first of two equal requests pays.
  const twin = { ...assetPlan("twin", "generate", { samples: [call(0.02)] }), most: { calls: 0, usd: 0, unpriced: 0 } };
  const whole = plan([hero, night, twin]);
  const prices = rowsOf(whole, NO_FILES, QUIET).map(({ price }) => price.usd);
  expect(prices).toEqual([0.02, 0.06, 0.02]);
  expect(waitingOf(whole)).toMatchObject({ assets: 3, price: { usd: 0.06 } });
});

test("what is drawn here is free, and a price that nobody knows is not nothing", () => {
  const local = assetPlan("sketch", "generate", {
    samples: [call(0)],
    prepared: preparedAsset("sketch", { provider: provider("sketch", true) }),
  });
  const unknown = assetPlan("new", "generate", { samples: [call(undefined)] });
  const [drawn, asked] = rowsOf(plan([local, unknown]), NO_FILES, QUIET);
  expect(drawn?.price).toEqual({ usd: 0, text: "free" });
  expect(asked?.price).toMatchObject({ usd: undefined, calls: 1 });
  expect(moneyOf({ calls: 2, usd: 0.01, unpriced: 1 }, false)).toMatchObject({ usd: undefined, calls: 2 });
});

test("what happens just now comes before the plan, and candidates count for their asset", () => {
  const activity: Activity = {
    doing: new Map([
      ["hero", { state: "failed", message: "no key", request: "1" }],
      ["hero#1", { state: "queued" }],
      ["hero#2", { state: "generating", since: 5 }],
      ["hero#3", { state: "failed", message: "", request: "" }],
    ]),
    requests: new Map(),
  };
  const [row] = rowsOf(plan([assetPlan("hero", "generate", { samples: [call(1)] })]), NO_FILES, activity);
  expect(row).toMatchObject({ state: "failed", reason: "no key", trying: 2, folder: "" });
});

test("it looks as its first output does, else as its original; a pointer shows nothing", () => {
  const output = {
    path: "out/a b.webp",
    operations: { format: "webp", width: 8, height: 4 } as const,
    key: undefined,
    step: { type: "pending" } as const,
  };
  const hero = assetPlan("hero", "fresh", { samples: [samplePlan({ type: "locked", original: ORIGINAL }, [output])] });
  const there = { kind: "file", sha256: "f".repeat(64), bytes: 1 } as const;
  const shown = (file: () => object) => rowsOf(plan([hero]), { file } as typeof NO_FILES, QUIET)[0]?.picture;
  expect(shown(() => there)).toEqual({ sha256: there.sha256, width: 8, height: 4, clip: false });
  expect(shown(() => ({ ...there, pointer: true }))?.sha256).toBe(ORIGINAL.sha256);
  expect(shown(NO_FILES.file)?.sha256).toBe(ORIGINAL.sha256);
});
