import PQueue from "p-queue";
import type { Limits } from "../core/provider.ts";
import type { Clock } from "./clock.ts";

/** Failures in a row after which a provider is not asked any more in this run (F5). */
const FAILURES_IN_A_ROW = 5;

/** The road to one provider: how many calls at a time, one shared back-off for all of them, and a stop. */
export interface Lane {
  /** Runs a task when it is its turn. */
  run<Value>(task: () => Promise<Value>): Promise<Value>;
  /** Everybody waits, not just the one who was told to; fewer calls at a time from here on (F1, F3). */
  pause(milliseconds: number): void;
  /** Resolves when no shared back-off is in force. */
  ready(): Promise<void>;
  succeeded(): void;
  /** A server failure that used up its retries. */
  failed(): void;
  stop(reason: string, exit: number): void;
  /** Why no call may start any more, and the exit code it asks for. */
  readonly stopped: { readonly reason: string; readonly exit: number } | undefined;
}

export function createLane(limits: Limits, clock: Clock, signal: AbortSignal): Lane {
  const queue = new PQueue({
    concurrency: limits.concurrency,
    ...(limits.requestsPerMinute !== undefined && {
      intervalCap: limits.requestsPerMinute,
      interval: 60_000,
      strict: true,
    }),
  });
  let until = 0;
  let failures = 0;
  let stopped: Lane["stopped"];
  return {
    run: (task) => queue.add(task),
    pause(milliseconds) {
      until = Math.max(until, clock.now() + milliseconds);
      queue.concurrency = Math.max(1, Math.floor(queue.concurrency / 2));
    },
    async ready() {
      for (let left = until - clock.now(); left > 0 && !signal.aborted; left = until - clock.now())
        await clock.sleep(left, signal);
    },
    succeeded() {
      failures = 0;
      // Additive growth after the halving, as TCP does.
      if (queue.concurrency < limits.concurrency) queue.concurrency += 1;
    },
    failed() {
      failures += 1;
      if (failures >= FAILURES_IN_A_ROW)
        stopped ??= { reason: `${FAILURES_IN_A_ROW} pictures in a row failed at the server`, exit: 1 };
    },
    stop(reason, exit) {
      stopped ??= { reason, exit };
    },
    get stopped() {
      return stopped;
    },
  };
}
