import type { HttpAnswer } from "../../core/http.ts";
import type { RateLimit } from "../../core/pace.ts";
import type { CallContext } from "../../core/provider.ts";

/** Passes on what an answer, good or bad, says about the rate. */
export function hearRateLimit(answer: HttpAnswer, context: CallContext): void {
  const rate = readRateLimit(answer.headers);
  if (rate !== undefined) context.heard(rate);
}

/**
 * What the answer says about the rate: calls left in the current window and seconds until it ends. Together also has
 * a dynamic limit beside the fixed one; the tighter of the two counts. Undefined where no header says anything. A
 * `retry-after` on a success is no word on the rate: it is seen beside plenty of room.
 */
export function readRateLimit(headers: Readonly<Record<string, string>>): RateLimit | undefined {
  const remaining = least(headers["x-ratelimit-remaining"], headers["x-ratelimit-remaining-dynamic"]);
  if (remaining === undefined) return undefined;
  const reset = least(headers["x-ratelimit-reset"]);
  const limit = least(headers["x-ratelimit-limit"], headers["x-ratelimit-limit-dynamic"]);
  return {
    // A dynamic rate may be given as a fraction of a call.
    remaining: Math.floor(remaining),
    ...(reset !== undefined && { reset: reset * 1000 }),
    ...(limit !== undefined && limit >= 1 && { limit: Math.floor(limit) }),
  };
}

function least(...texts: readonly (string | undefined)[]): number | undefined {
  const numbers = texts.flatMap((text) => {
    const known = text !== undefined && /^\d{1,9}(\.\d{1,9})?$/.test(text.trim());
    return known ? [Number(text)] : [];
  });
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}
