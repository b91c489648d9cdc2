import type { Sha256 } from "./digest.ts";
import type { Lock } from "./lock.ts";
import { requestKey } from "./recipe.ts";

/** How a paid call ended, as far as the ledger knows. */
export type CallEnding =
  /** A picture came. */
  | "answered"
  /** It failed, and was certainly not billed. */
  | "unbilled"
  /** It was billed, and what came cannot be used. */
  | "useless"
  /** Paid for; the picture can still be fetched, and the next build does. */
  | "fetchable"
  /** Sent, and nobody knows: no usable answer came, or the build was killed before it. */
  | "unanswered"
  /** Under way in a build that is running now. */
  | "running";

/** One post that may cost money. */
export interface PaidCall {
  /** The key of the request: two calls with the same one asked for the same picture. */
  readonly request: Sha256;
  /** Undefined where the line of its start is lost. */
  readonly asset: string | undefined;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** ISO 8601, UTC. Of a call whose start is lost, the time of the line before it; empty when there is none. */
  readonly at: string;
  /** The estimate, US dollars. */
  readonly usd: number | undefined;
  /** What the API said it charged, US dollars. */
  readonly billed: number | undefined;
  readonly ending: CallEnding;
}

/** What a group of calls came to. Every call is in exactly one of the counts after `calls`. */
export interface SpendTotals {
  readonly calls: number;
  readonly answered: number;
  readonly unbilled: number;
  /** Billed for certain, without a usable picture in hand: `useless` and `fetchable`. */
  readonly wasted: number;
  /** May have been billed. */
  readonly unanswered: number;
  readonly running: number;
  /** The estimates of what was billed for certain. */
  readonly usd: number;
  /** The estimates of what may have been billed or is under way. */
  readonly doubtfulUsd: number;
  /** Calls that were billed, or may have been, without a known price: in no sum. */
  readonly unpriced: number;
  /** What the APIs said they charged, and for how many calls they said it. */
  readonly billedUsd: number;
  readonly billedCalls: number;
}

const NOTHING: SpendTotals = {
  calls: 0,
  answered: 0,
  unbilled: 0,
  wasted: 0,
  unanswered: 0,
  running: 0,
  usd: 0,
  doubtfulUsd: 0,
  unpriced: 0,
  billedUsd: 0,
  billedCalls: 0,
};

/** Adds calls up. */
export function totalSpent(calls: readonly PaidCall[]): SpendTotals {
  return calls.reduce(addCall, NOTHING);
}

/** Adds calls up by a label, in the order in which the labels first appear. */
export function spentBy(
  calls: readonly PaidCall[],
  labelOf: (call: PaidCall) => string,
): ReadonlyMap<string, SpendTotals> {
  const groups = new Map<string, SpendTotals>();
  for (const call of calls) {
    const label = labelOf(call);
    groups.set(label, addCall(groups.get(label) ?? NOTHING, call));
  }
  return groups;
}

/**
 * Assets that were renamed since they were paid for: the name at the time → the name now. The lock knows under which
 * name a request's picture is now; a name that is still in use was not given up.
 */
export function renamedAssets(calls: readonly PaidCall[], lock: Lock): ReadonlyMap<string, string> {
  const now = new Map<Sha256, string>();
  for (const [name, { samples }] of lock.assets) {
    for (const { key, recipe } of samples) {
      now.set(key, name);
      if (recipe.sample !== undefined) now.set(requestKey(recipe), name);
    }
  }
  const renamed = new Map<string, string>();
  for (const { asset, request } of calls) {
    const name = now.get(request);
    if (asset !== undefined && name !== undefined && !lock.assets.has(asset)) renamed.set(asset, name);
  }
  return renamed;
}

function addCall(sum: SpendTotals, { ending, usd, billed }: PaidCall): SpendTotals {
  const certain = ending === "answered" || ending === "useless" || ending === "fetchable";
  const doubtful = ending === "unanswered" || ending === "running";
  return {
    calls: sum.calls + 1,
    answered: sum.answered + Number(ending === "answered"),
    unbilled: sum.unbilled + Number(ending === "unbilled"),
    wasted: sum.wasted + Number(ending === "useless" || ending === "fetchable"),
    unanswered: sum.unanswered + Number(ending === "unanswered"),
    running: sum.running + Number(ending === "running"),
    usd: sum.usd + (certain ? (usd ?? 0) : 0),
    doubtfulUsd: sum.doubtfulUsd + (doubtful ? (usd ?? 0) : 0),
    unpriced: sum.unpriced + Number((certain || doubtful) && usd === undefined),
    billedUsd: sum.billedUsd + (billed ?? 0),
    billedCalls: sum.billedCalls + Number(billed !== undefined),
  };
}
