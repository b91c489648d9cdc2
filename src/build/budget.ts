import { formatUsd, type Price } from "../core/money.ts";
import type { LimitedBy } from "./requests.ts";

/**
 * What a run may spend. Reserved before each post and held through retries, so that it holds under concurrency; only
 * a call that was certainly not billed gives its reservation back. `calls` never comes back: it caps posts (F55).
 */
export interface Budget {
  /** Undefined when granted, else why not. */
  reserve(price: Price): string | undefined;
  release(price: Price): void;
  /** Posts sent so far. */
  readonly calls: number;
}

export interface BudgetLimits {
  /** Estimated US dollars. */
  readonly maxCost?: number;
  readonly maxCalls?: number;
  readonly limitedBy?: LimitedBy;
  /** Calls whose price nobody knows are made under `maxCost` too; they are not part of its sum. */
  readonly allowUnpriced?: boolean;
}

/** One for the whole run, shared by all lanes. Without limits it grants everything and still counts. */
export function createBudget(limits: BudgetLimits): Budget {
  // Counted in millionths, or a thousand calls of $0.0027 would not fit into $2.70.
  const cap = limits.maxCost === undefined ? undefined : toMicros(limits.maxCost);
  const { cost: costLimit = "--max-cost", calls: callLimit = "--max-calls" } = limits.limitedBy ?? {};
  let spent = 0;
  let calls = 0;
  return {
    reserve(price) {
      if (limits.maxCalls !== undefined && calls >= limits.maxCalls)
        return `stopped at ${limits.maxCalls} ${limits.maxCalls === 1 ? "call" : "calls"} (${callLimit})`;
      if (cap !== undefined) {
        // An unknown price cannot be held against a limit, so it does not fit under one unless somebody says so.
        if (price === undefined && limits.allowUnpriced !== true)
          return `its price is unknown, so ${costLimit} cannot hold it (--allow-unpriced lets it pass)`;
        const micros = toMicros(price ?? 0);
        if (spent + micros > cap)
          return `stopped at ${formatUsd(spent / 1e6)} of ${formatUsd(cap / 1e6)} (${costLimit})`;
        spent += micros;
      }
      calls += 1;
      return undefined;
    },
    release(price) {
      if (cap !== undefined && price !== undefined) spent -= toMicros(price);
    },
    get calls() {
      return calls;
    },
  };
}

function toMicros(usd: number): number {
  return Math.round(usd * 1e6);
}
