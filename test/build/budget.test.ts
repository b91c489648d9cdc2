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

it("never promises more than --max-cost, whatever is asked, given back and asked again at once", () => {
  const price = fc.option(fc.integer({ min: 0, max: 500_000 }), { nil: undefined });
  const steps = fc.array(fc.oneof(fc.record({ ask: price }), fc.record({ giveBack: fc.nat(9) })), { maxLength: 80 });
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.boolean(), steps, (cap, allowUnpriced, history) => {
      const budget = createBudget({ maxCost: cap / 1e6, allowUnpriced });
      const held: (number | undefined)[] = [];
      const sum = () => held.reduce<number>((total, micros) => total + (micros ?? 0), 0);
      for (const step of history) {
        if ("giveBack" in step) {
          const [micros] = held.splice(step.giveBack, 1);
          if (micros !== undefined) budget.release(micros / 1e6);
          continue;
        }
        const { ask } = step;
        const refused = budget.reserve(ask === undefined ? undefined : ask / 1e6) !== undefined;
        // What fits is granted, what does not is refused: to the millionth.
        const fits = ask === undefined ? allowUnpriced : sum() + ask <= cap;
        expect(refused).toBe(!fits);
        if (!refused) held.push(ask);
        expect(sum()).toBeLessThanOrEqual(cap);
      }
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

it("says where a limit is from, where no option set it", () => {
  const limitedBy = { cost: "budget.max_cost of the manifest", calls: "budget.max_calls of the manifest" };
  const budget = createBudget({ maxCost: 0.01, maxCalls: 1, limitedBy });
  expect(budget.reserve(1)).toBe("stopped at $0 of $0.0100 (budget.max_cost of the manifest)");
  expect(budget.reserve(undefined)).toContain("so budget.max_cost of the manifest cannot hold it");
  expect(budget.reserve(0.01)).toBeUndefined();
  expect(budget.reserve(0.01)).toBe("stopped at 1 call (budget.max_calls of the manifest)");
});
