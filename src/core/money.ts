/** An estimate in US dollars of one call; `undefined` where nobody published a price. */
export type Price = number | undefined;

/** How an estimate comes about: a price, times a few numbers. */
export interface Pricing {
  /** US dollars. */
  readonly usd: number;
  /** What that buys: `picture`, `megapixel`. */
  readonly per: string;
  /** None of them is 1: that would explain nothing. */
  readonly times: readonly { readonly factor: number; readonly what: string }[];
  /** The lower estimate that the manifest's prices come to, in US dollars, where it is not the one that counts. */
  readonly insteadOf?: number;
}

/** US dollars; undefined where the pricing is unknown, which does not mean free. */
export function priceOf(pricing: Pricing | undefined): Price {
  return pricing?.times.reduce((product, { factor }) => product * factor, pricing.usd);
}

/** What a set of calls comes to. An estimate, always: providers bill, we only multiply. */
export interface Cost {
  /** Calls that will be paid for. */
  readonly calls: number;
  /** The sum of the known prices, in US dollars. */
  readonly usd: number;
  /** Calls whose price is unknown: they are not free, and not part of `usd`. */
  readonly unpriced: number;
}

export const NO_COST: Cost = { calls: 0, usd: 0, unpriced: 0 };

/** Of one call. An unknown price is counted as `unpriced`, not as nothing. */
export function costOf(price: Price): Cost {
  return { calls: 1, usd: price ?? 0, unpriced: price === undefined ? 1 : 0 };
}

/** Both sets of calls together; start from `NO_COST`. */
export function addCost(left: Cost, right: Cost): Cost {
  return { calls: left.calls + right.calls, usd: left.usd + right.usd, unpriced: left.unpriced + right.unpriced };
}

/** To a millionth: sums of floating-point numbers end in noise. */
export function roundUsd(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}

/** `$0.0027`, `$1.20`, `$0`: four digits below a cent's tenth, two above ten cents. What is not free is never shown as nothing. */
export function formatUsd(usd: number): string {
  if (usd === 0) return "$0";
  if (usd < 0.00005) return "<$0.0001";
  return usd < 0.1 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}
