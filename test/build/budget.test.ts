import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createBudget } from "../../src/build/budget.ts";

it("never grants more calls than --max-calls, also when reservations are given back", () => {
  fc.assert(
    fc.property(fc.nat(20), fc.array(fc.boolean(), { maxLength: 60 }), (maxCalls, releases) => {
      const budget = createBudget({ maxCalls });
      let granted = 0;
      for (const release of releases) {
        if (budget.reserve(0.01) !== undefined) continue;
        granted += 1;
        if (release) budget.release(0.01);
      }
      expect(granted).toBe(Math.min(maxCalls, releases.length));
      expect(budget.calls).toBe(granted);
    }),
  );
});

it("holds --max-cost to the millionth, and gives back what was certainly not billed", () => {
  const budget = createBudget({ maxCost: 2.7 });
  for (let call = 0; call < 1000; call += 1) expect(budget.reserve(0.0027)).toBeUndefined();
  expect(budget.reserve(0.0027)).toBe("stopped at $2.70 of $2.70 (--max-cost)");
  budget.release(0.0027);
  expect(budget.reserve(0.0027)).toBeUndefined();
});

it("does not let an unknown price pass under a limit in dollars", () => {
  expect(createBudget({ maxCost: 100 }).reserve(undefined)).toContain("unknown");
  expect(createBudget({ maxCalls: 1 }).reserve(undefined)).toBeUndefined();
});
