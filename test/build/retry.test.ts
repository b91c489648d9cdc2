import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextStep, RETRY_POLICY, type Attempts } from "../../src/build/retry.ts";
import { ProviderError, type FailureKind } from "../../src/core/provider-error.ts";

const error = (kind: FailureKind, retryAfter?: number) =>
  new ProviderError("it failed", { kind, code: "test", billed: "no", retryAfter });

/** How many posts one image gets when every one of them fails in this way. */
function posts(kind: FailureKind): number {
  let attempts: Attempts = { made: 0, ambiguous: 0 };
  for (;;) {
    attempts = { made: attempts.made + 1, ambiguous: attempts.ambiguous + (kind === "ambiguous" ? 1 : 0) };
    if (nextStep(error(kind), attempts, RETRY_POLICY, 0).type === "fail") return attempts.made;
  }
}

describe("how often a call is made", () => {
  it.each([
    ["rate-limited", 5],
    ["unreachable", 5],
    ["server", 5],
    // May have been billed: at most one automatic repeat.
    ["ambiguous", 2],
    ["invalid-request", 1],
    ["refused", 1],
    ["unauthorized", 1],
    ["no-credit", 1],
    ["unusable", 1],
    ["aborted", 1],
  ] satisfies [FailureKind, number][])("%s: %i times", (kind, times) => {
    expect(posts(kind)).toBe(times);
  });
});

describe("how long it waits", () => {
  it("doubles from one second, a quarter of jitter on top", () => {
    const waits = [1, 2, 3, 4].map((made) => nextStep(error("server"), { made, ambiguous: 0 }, RETRY_POLICY, 0));
    expect(waits.map((step) => step.type === "retry" && step.wait)).toEqual([1000, 2000, 4000, 8000]);
    const jittered = nextStep(error("server"), { made: 1, ambiguous: 0 }, RETRY_POLICY, 0.99);
    expect(jittered).toMatchObject({ wait: 1248 });
  });

  it("doubles with each refusal of anybody's call, up to --max-wait", () => {
    const waits = [1, 2, 6, 7, 20].map((refusedInARow) =>
      nextStep(error("rate-limited"), { made: 1, ambiguous: 0, refusedInARow }, RETRY_POLICY, 0),
    );
    expect(waits.map((step) => step.type === "retry" && step.wait)).toEqual([1000, 2000, 32_000, 60_000, 60_000]);
    // What is paid for and cannot be fetched waits for its own attempts only, and nobody waits with it.
    const fetched = { made: 2, ambiguous: 0, refusedInARow: 7, fetching: true };
    expect(nextStep(error("rate-limited"), fetched, RETRY_POLICY, 0)).toEqual({
      type: "retry",
      wait: 2000,
      shared: false,
    });
    expect(nextStep(error("rate-limited", 5000), fetched, RETRY_POLICY, 0)).toMatchObject({ wait: 5000 });
    // Somebody who waits for nobody still waits for longer each time.
    const impatient = { ...RETRY_POLICY, maxWait: 0 };
    const step = nextStep(error("rate-limited"), { made: 3, ambiguous: 0, refusedInARow: 7 }, impatient, 0);
    expect(step).toMatchObject({ wait: 4000 });
  });

  it("is never earlier than the server said", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (asked, made, random) => {
          const step = nextStep(error("rate-limited", asked), { made, ambiguous: 0 }, RETRY_POLICY, random);
          expect(step.type === "retry" && step.wait).toBeGreaterThanOrEqual(asked);
        },
      ),
    );
  });

  it("fails at once, naming the time, when more than --max-wait is asked for", () => {
    const step = nextStep(error("rate-limited", 86_400_000), { made: 1, ambiguous: 0 }, RETRY_POLICY, 0);
    expect(step).toEqual({
      type: "fail",
      message: "it failed; the server asks to wait 86400 s (more than --max-wait)",
    });
  });

  it("is shared by all calls to the provider when the rate is limited", () => {
    expect(nextStep(error("rate-limited"), { made: 1, ambiguous: 0 }, RETRY_POLICY, 0)).toMatchObject({ shared: true });
    expect(nextStep(error("server"), { made: 1, ambiguous: 0 }, RETRY_POLICY, 0)).toMatchObject({ shared: false });
  });
});
