import type { ProviderError } from "../core/provider-error.ts";

/** What has been tried for one image so far. */
export interface Attempts {
  /** Posts sent, this one included. */
  readonly made: number;
  /** Those of them that may have been billed without a usable answer, this one included. */
  readonly ambiguous: number;
  /** Calls, of any image, that the server refused for their rate since it last answered one. */
  readonly refusedInARow?: number;
  /** What failed is the fetching of something paid for: that is its own affair, and says nothing of other calls. */
  readonly fetching?: boolean;
}

export interface RetryPolicy {
  /** Repeats of calls that were certainly not billed. */
  readonly retries: number;
  /** Milliseconds before the first repeat; doubled each time. */
  readonly base: number;
  /** Milliseconds that a Retry-After may ask for; more fails at once. Nor does a back-off that all share grow beyond. */
  readonly maxWait: number;
}

export const RETRY_POLICY: RetryPolicy = { retries: 4, base: 1000, maxWait: 60_000 };

export type NextStep =
  | { readonly type: "retry"; readonly wait: number; readonly shared: boolean }
  | { readonly type: "fail"; readonly message: string };

/**
 * The one place that decides on a repeat. Together documents no idempotency key, so a repeated POST may be billed
 * twice: what may have been billed is repeated once per image and build, what certainly was not up to four times,
 * and what stays wrong never.
 *
 * @param random in [0, 1): the jitter, handed in.
 */
export function nextStep(error: ProviderError, attempts: Attempts, policy: RetryPolicy, random: number): NextStep {
  if (error.retryAfter !== undefined && error.retryAfter > policy.maxWait && isRetried(error, attempts, policy)) {
    const asked = Math.ceil(error.retryAfter / 1000);
    return { type: "fail", message: `${error.message}; the server asks to wait ${asked} s (more than --max-wait)` };
  }
  if (!isRetried(error, attempts, policy)) {
    const times = attempts.made > 1 ? ` (${attempts.made} attempts)` : "";
    return { type: "fail", message: `${error.message}${times}` };
  }
  const own = policy.base * 2 ** (attempts.made - 1);
  const shared = error.kind === "rate-limited" && attempts.fetching !== true;
  const ofAll = policy.base * 2 ** ((attempts.refusedInARow ?? 1) - 1);
  const backoff = shared ? Math.max(own, Math.min(ofAll, policy.maxWait)) : own;
  // Up to a quarter more, so that several clients do not come back together; never earlier than the server said.
  const wait = Math.max(backoff, error.retryAfter ?? 0) + backoff * 0.25 * random;
  return { type: "retry", wait: Math.round(wait), shared };
}

function isRetried(error: ProviderError, attempts: Attempts, policy: RetryPolicy): boolean {
  switch (error.kind) {
    case "rate-limited":
    case "unreachable":
    case "server":
      return attempts.made - attempts.ambiguous <= policy.retries;
    case "ambiguous":
      return attempts.ambiguous <= 1;
    case "invalid-request":
    case "refused":
    case "unauthorized":
    case "no-credit":
    case "pending":
    case "aborted":
      return false;
    case "unusable":
      // A picture may be linked a moment before it is there. The second look is at the ticket, and is believed.
      return error.ticket === "gone";
    default:
      return error.kind satisfies never;
  }
}
