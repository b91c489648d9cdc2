import { expect, test } from "vitest";
import { spendingLimits } from "../../src/cli/spending.ts";
import { UsageError } from "../../src/cli/usage-error.ts";

const TERMINAL = { ci: false, interactive: true, yes: false };
const PIPE = { ci: false, interactive: false, yes: false };
const CI = { ci: true, interactive: false, yes: false };

const UNATTENDED = { calls: "nobody is at a terminal; --max-calls or --yes allows more" };
const [BUDGET_COST, BUDGET_CALLS] = ["budget.max_cost of the manifest", "budget.max_calls of the manifest"];

type Options = Parameters<typeof spendingLimits>[0];
type Where = Parameters<typeof spendingLimits>[1];

test.each<[Options, Where, ReturnType<typeof spendingLimits>]>([
  [{}, TERMINAL, { frozen: false }],
  [{}, PIPE, { frozen: false, maxCalls: 50, limitedBy: UNATTENDED }],
  [{}, { ...PIPE, yes: true }, { frozen: false }],
  [{ "max-calls": 7 }, PIPE, { frozen: false, maxCalls: 7 }],
  [{ "max-calls": 0, "max-cost": 2 }, TERMINAL, { frozen: false, maxCalls: 0, maxCost: 2 }],
  [{ frozen: true }, TERMINAL, { frozen: true }],
  [{}, CI, { frozen: true, maxCalls: 50, limitedBy: UNATTENDED }],
  [{}, { ...CI, yes: true }, { frozen: true }],
  [{ "allow-spend": true, "max-cost": 1 }, CI, { frozen: false, maxCost: 1, maxCalls: 50, limitedBy: UNATTENDED }],
  [{ "allow-spend": true, "max-calls": 80 }, CI, { frozen: false, maxCalls: 80 }],
  [{ "allow-spend": true }, TERMINAL, { frozen: false }],
  [
    {},
    { ...TERMINAL, budget: { max_cost: 3, max_calls: 90 } },
    { frozen: false, maxCost: 3, maxCalls: 90, limitedBy: { cost: BUDGET_COST, calls: BUDGET_CALLS } },
  ],
  [{}, { ...PIPE, budget: { max_calls: 9000 } }, { frozen: false, maxCalls: 50, limitedBy: UNATTENDED }],
  [{}, { ...PIPE, budget: { max_calls: 9 } }, { frozen: false, maxCalls: 9, limitedBy: { calls: BUDGET_CALLS } }],
  [
    { "max-calls": 70, "max-cost": 5 },
    { ...PIPE, budget: { max_cost: 3, max_calls: 9 } },
    { frozen: false, maxCost: 5, maxCalls: 70 },
  ],
])("%j at %j", (options, where, limits) => {
  expect(spendingLimits(options, where)).toEqual(limits);
});

test.each<[Options, Where, message: string]>([
  [{ "allow-spend": true }, CI, "in CI --allow-spend needs a limit"],
  [{ "allow-spend": true }, { ...CI, yes: true }, "in CI --allow-spend needs a limit"],
  [{ "allow-spend": true, frozen: true }, TERMINAL, "--frozen and --allow-spend contradict each other"],
  [{ replace: true }, CI, "a frozen build cannot --replace"],
])("%j at %j is refused", (options, where, message) => {
  expect(() => spendingLimits(options, where)).toThrow(expect.objectContaining({ name: UsageError.name, message }));
});
