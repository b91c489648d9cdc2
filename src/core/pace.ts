/**
 * How fast calls may follow one another, as far as the user, the provider's data and the server's own words tell. A
 * value and functions on it: no clock, no timer. Moments and durations are milliseconds of a monotonic clock.
 */
export interface Pace {
  /** Calls sent so far: each has its number, counted from 1. */
  readonly sent: number;
  /** Calls whose answer is still awaited. */
  readonly inFlight: number;
  /** When calls of the last minute were sent, oldest first; kept only where a limit per minute is. */
  readonly recent: readonly number[];
  /** What the server said last. */
  readonly allowance: Allowance | undefined;
}

export const UNPACED: Pace = { sent: 0, inFlight: 0, recent: [], allowance: undefined };

/** What rate-limit headers say. */
export interface RateLimit {
  /** Calls that may still be sent in this window. */
  readonly remaining: number;
  /** Milliseconds until the window ends, where the server says it. */
  readonly reset?: number;
  /** Calls in a whole window, where the server says it. */
  readonly limit?: number;
}

/** A server's word, taken forward to now. */
interface Allowance {
  readonly left: number;
  readonly until: number;
  /** How long a window is, and how many calls it has. */
  readonly window: number;
  readonly limit: number | undefined;
  /** The number of the latest call that was answered with a word on it. */
  readonly by: number;
}

const MINUTE = 60_000;

/** A window whose end the server does not say: Together counts by the second. */
const USUAL_WINDOW = 1000;

/** Milliseconds until the next call may be sent; 0 for now. */
export function waitFor(pace: Pace, perMinute: number | undefined, now: number): number {
  const allowance = allowanceAt(pace, now);
  const byServer = allowance !== undefined && allowance.left <= 0 ? allowance.until - now : 0;
  if (perMinute === undefined) return byServer;
  const recent = pace.recent.filter((moment) => moment > now - MINUTE);
  const oldest = recent[recent.length - perMinute];
  return Math.max(byServer, oldest === undefined ? 0 : oldest + MINUTE - now);
}

/** A call is sent now. Its number is `sent` of what comes back. */
export function afterSending(pace: Pace, perMinute: number | undefined, now: number): Pace {
  const allowance = allowanceAt(pace, now);
  return {
    sent: pace.sent + 1,
    inFlight: pace.inFlight + 1,
    recent: perMinute === undefined ? [] : [...pace.recent.slice(1 - perMinute), now],
    allowance: allowance && { ...allowance, left: allowance.left - 1 },
  };
}

/** A call has its answer, or will not get one. */
export function afterEnding(pace: Pace): Pace {
  return { ...pace, inFlight: pace.inFlight - 1 };
}

/**
 * The answer to a call came with this. Answers overtake one another, and so do calls: of the words on one window the
 * least counts, and a word on an older window is no news.
 */
export function afterHearing(pace: Pace, call: number, said: RateLimit, now: number): Pace {
  const reset = said.reset === undefined || said.reset <= 0 ? USUAL_WINDOW : said.reset;
  // Nobody's window is longer than a few minutes: a number like this is a moment, or a mistake.
  if (reset > 5 * MINUTE) return pace;
  const known = pace.allowance;
  const window = Math.max(reset, known?.window ?? 0);
  const until = now + reset;
  // What was sent after it is on its way: the server may not have counted it yet.
  const left = said.remaining - Math.min(pace.sent - call, pace.inFlight);
  if (known === undefined) return { ...pace, allowance: { left, until, window, limit: said.limit, by: call } };
  const isSameWindow = Math.abs(until - known.until) <= window / 2;
  const least = isSameWindow ? Math.min(left, known.left) : left;
  if (call >= known.by) return { ...pace, allowance: { left: least, until, window, limit: said.limit, by: call } };
  return isSameWindow ? { ...pace, allowance: { ...known, left: least } } : pace;
}

/**
 * When a window is over the next one begins, as large as the last; nothing is known where its size was not said. What
 * is on its way may arrive in either.
 */
function allowanceAt({ allowance, inFlight }: Pace, now: number): Allowance | undefined {
  if (allowance === undefined || now < allowance.until) return allowance;
  if (allowance.limit === undefined) return undefined;
  const windows = Math.floor((now - allowance.until) / allowance.window) + 1;
  return { ...allowance, left: allowance.limit - inFlight, until: allowance.until + windows * allowance.window };
}
