import { expect, it } from "vitest";
import { checkLimits, modelLimits, providerLimits, type LimitsByProvider } from "../../src/core/limits.ts";
import type { Provider } from "../../src/core/provider.ts";
import { PAPER } from "../support/world.ts";

const NOTHING = { jobs: undefined, timeout: undefined };
const SET: LimitsByProvider = {
  paper: {
    concurrency: 3,
    requests_per_minute: 30,
    timeout: 20,
    models: { slow: { concurrency: 1, requests_per_minute: 9, timeout: 600 } },
  },
};
const clips: Provider = {
  ...PAPER,
  model: () => ({ id: "clip", seed: undefined, sizes: { kind: "unknown" }, timeout: 90_000 }),
} as const;

it("takes the provider's own limits where nobody says anything", () => {
  expect(providerLimits(PAPER, undefined, NOTHING)).toEqual({ concurrency: 4, timeout: 1000 });
  expect(modelLimits(PAPER, "any", undefined, NOTHING)).toEqual({
    concurrency: undefined,
    requestsPerMinute: undefined,
    timeout: 1000,
  });
  expect(modelLimits(clips, "clip", undefined, NOTHING).timeout).toBe(90_000);
});

it("takes the manifest's, the model's before the provider's, and those before what we know of a model", () => {
  expect(providerLimits(PAPER, SET, NOTHING)).toEqual({ concurrency: 3, requestsPerMinute: 30, timeout: 20_000 });
  expect(modelLimits(PAPER, "slow", SET, NOTHING)).toEqual({ concurrency: 1, requestsPerMinute: 9, timeout: 600_000 });
  expect(modelLimits(clips, "clip", SET, NOTHING).timeout).toBe(20_000);
});

it("takes the command line's before all", () => {
  const wanted = { jobs: 32, timeout: 5000 };
  expect(providerLimits(PAPER, SET, wanted)).toEqual({ concurrency: 32, requestsPerMinute: 30, timeout: 5000 });
  expect(modelLimits(PAPER, "slow", SET, wanted).timeout).toBe(5000);
});

it("says which provider does not exist, and where", () => {
  expect(checkLimits(SET, { providers: ["paper"], file: "images.config.yaml" })).toEqual([]);
  expect(checkLimits(SET, { providers: ["papyrus", "sketch"], file: "images.config.yaml" })).toMatchObject([
    { code: "unknown-provider", message: 'there is no provider "paper"', place: { pointer: ["limits", "paper"] } },
  ]);
});
