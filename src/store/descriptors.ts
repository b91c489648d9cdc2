import { readFileSync } from "node:fs";

/**
 * How many files may be open at once (F34). A machine may allow 64, and connections, the log of paid calls and the
 * encoder's libraries need theirs; without a bound of our own a burst of answers would find none left to be stored.
 */

/** Writes under way at once. Node does file work on four threads, so more would only hold files open. */
const WRITES_AT_ONCE = 8;

/** Descriptors that are not connections: what Node holds (20), writes (two each at most), logs, reads, libraries. */
const OTHER_DESCRIPTORS = 24 + 2 * WRITES_AT_ONCE;

/** A call that is answered by a URL holds one connection to the API and one to where the picture lies. */
const CONNECTIONS_PER_CALL = 2;

/** Runs a task that opens files when fewer than the bound are under way; in the order asked. */
export async function whenFree<Value>(task: () => Promise<Value>): Promise<Value> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}

let free = WRITES_AT_ONCE;
const waiting: (() => void)[] = [];

/** So many calls can be under way with `limit` open files, at least one. */
export function callsWithin(limit: number): number {
  return Math.max(1, Math.floor((limit - OTHER_DESCRIPTORS) / CONNECTIONS_PER_CALL));
}

/** The limit of open files (`ulimit -n`) in force; undefined where it cannot be asked without loading much. */
export function openFileLimit(): number | undefined {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    // Linux alone has the file.
    return undefined;
  }
}
