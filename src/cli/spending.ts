import type { BuildRequest, LimitedBy } from "../build/requests.ts";
import type { Budget } from "../core/generated/manifest.ts";
import type { BUILD_OPTIONS } from "./commands/options.ts";
import type { OptionValues } from "./option-spec.ts";
import { UsageError } from "./usage-error.ts";

/** Calls that a run without a terminal may make unless somebody says otherwise (T23). */
const UNATTENDED_CALLS = 50;

/** Who is there to be asked, and what the manifest allows. */
export interface SpendingSituation {
  readonly ci: boolean;
  readonly interactive: boolean;
  /** `--yes` */
  readonly yes: boolean;
  /** Pictures of a profile: neither the lock nor the real files are touched. */
  readonly profile?: boolean;
  /** The manifest's own: options override it, but it lifts no limit that holds without options. */
  readonly budget?: Budget | undefined;
}

type Wishes = "max-cost" | "max-calls" | "allow-spend" | "frozen" | "locked" | "replace";

/**
 * What a run may spend. CI spends nothing unless it is told to, and then says how much: a manifest arrives with a pull
 * request.
 *
 * @throws UsageError for `--allow-spend` in CI without a limit, and for wishes that contradict each other.
 */
export function spendingLimits(
  options: OptionValues<Pick<typeof BUILD_OPTIONS, Wishes>>,
  { ci, interactive, yes, profile = false, budget = {} }: SpendingSituation,
): Pick<BuildRequest, "frozen" | "maxCost" | "maxCalls" | "limitedBy"> {
  const { "max-cost": wantedCost, "max-calls": wantedCalls, "allow-spend": allowSpend } = options;
  const wantsFrozen = options.frozen === true || options.locked === true;
  if (wantsFrozen && allowSpend === true) {
    throw new UsageError("--frozen and --allow-spend contradict each other", "a frozen build makes no calls");
  }
  if (ci && allowSpend === true && wantedCost === undefined && wantedCalls === undefined) {
    throw new UsageError("in CI --allow-spend needs a limit", "add --max-cost USD or --max-calls N");
  }
  const unpaid = ci && allowSpend !== true;
  // Drafts that cost nothing are drawn in CI as well: what is frozen there is the lock, and the money.
  const frozen = wantsFrozen || (unpaid && !profile);
  if (frozen && options.replace === true) {
    throw new UsageError(
      "a frozen build cannot --replace",
      ci ? "add --allow-spend and a limit" : "take back --frozen",
    );
  }
  const calls = unpaid && !frozen ? NO_CALLS : callLimit(wantedCalls, budget.max_calls, interactive || yes);
  const maxCost = wantedCost ?? budget.max_cost;
  const limitedBy: LimitedBy = {
    ...(wantedCost === undefined && maxCost !== undefined && { cost: "budget.max_cost of the manifest" }),
    ...(calls?.from !== undefined && { calls: calls.from }),
  };
  return {
    frozen,
    ...(maxCost !== undefined && { maxCost }),
    ...(calls !== undefined && { maxCalls: calls.most }),
    ...(Object.keys(limitedBy).length > 0 && { limitedBy }),
  };
}

/** `from`: who set it, where it was not `--max-calls`. */
interface CallLimit {
  readonly most: number;
  readonly from?: string;
}

const NO_CALLS: CallLimit = { most: 0, from: "in CI only --allow-spend pays" };

function callLimit(wanted: number | undefined, budget: number | undefined, attended: boolean): CallLimit | undefined {
  if (wanted !== undefined) return { most: wanted };
  if (!attended && (budget === undefined || budget > UNATTENDED_CALLS))
    return { most: UNATTENDED_CALLS, from: "nobody is at a terminal; --max-calls or --yes allows more" };
  return budget === undefined ? undefined : { most: budget, from: "budget.max_calls of the manifest" };
}
