import { afterEnding, afterHearing, afterSending, UNPACED, waitFor, type Pace, type RateLimit } from "../core/pace.ts";
import type { ModelLimits } from "../core/limits.ts";
import type { Limits } from "../core/provider.ts";
import type { Clock } from "./clock.ts";

/** Failures in a row after which a provider is not asked any more in this run (F5). */
const FAILURES_IN_A_ROW = 5;

/**
 * The road to one provider: how many calls at a time and a minute, in all and for each model; one shared back-off for
 * all of them; and a stop. Tasks start in the order in which they came, except that one that has to wait for its
 * model lets those of other models pass.
 */
export interface Lane {
  /** Runs a call of a model when it is its turn. */
  send<Value>(model: string | undefined, task: (turn: Turn) => Promise<Value>): Promise<Value>;
  /** Runs what is no new call (a job to poll, a result to fetch) when a slot is free. */
  run<Value>(task: () => Promise<Value>): Promise<Value>;
  /** Everybody waits, not just the one who was told to; fewer calls at a time from here on (F1, F3). */
  pause(milliseconds: number): void;
  succeeded(): void;
  /** A server failure that used up its retries. */
  failed(): void;
  /** For good: nothing is sent any more, or nothing to this model. What is under way may end. */
  stop(stop: Stop): void;
  /** Why no call of this model may start any more. */
  stopOf(model: string | undefined): Stop | undefined;
}

export interface Stop {
  readonly reason: string;
  /** The exit code it asks for. */
  readonly exit: number;
  /** The only model it is about. */
  readonly model?: string;
}

/** A call's turn on the road. */
export interface Turn {
  /** What the server said about the rate, with the answer to this very call. */
  heard(rate: RateLimit): void;
}

export interface LaneOptions {
  readonly limits: Limits;
  limitsOf(model: string | undefined): Pick<ModelLimits, "concurrency" | "requestsPerMinute">;
  readonly clock: Clock;
  /** Nothing waits any longer once it fires: a task finds out for itself that it is not to be sent. */
  readonly signal: AbortSignal;
}

interface Waiting {
  /** Undefined for what is no new call. */
  readonly traffic: Traffic | undefined;
  start(): Promise<void>;
}

/** The calls of one model, or of all. */
interface Traffic {
  readonly concurrency: number;
  readonly perMinute: number | undefined;
  pace: Pace;
  stopped: Stop | undefined;
}

export function createLane({ limits, limitsOf, clock, signal }: LaneOptions): Lane {
  /** In the order in which they came. */
  const waiting = new Set<Waiting>();
  const models = new Map<string, Traffic>();
  const all = trafficOf({ concurrency: undefined, requestsPerMinute: limits.requestsPerMinute });
  /** Tasks at a time: narrowed when the rate is limited. */
  let width = limits.concurrency;
  let running = 0;
  let pausedUntil = 0;
  let alarm: AbortController | undefined;
  let failures = 0;

  const trafficFor = (model: string | undefined): Traffic => {
    const known = models.get(model ?? "") ?? trafficOf(limitsOf(model));
    models.set(model ?? "", known);
    return known;
  };
  /** Nothing of it is sent any more: a task starts only to find that out, and counts for no rate. */
  const isOver = ({ stopped }: Traffic): boolean => signal.aborted || (all.stopped ?? stopped) !== undefined;
  /** Milliseconds; infinite for a task that only another one's end can start. */
  const waitOf = ({ traffic }: Waiting, now: number): number => {
    if (traffic === undefined || isOver(traffic)) return 0;
    if (traffic.pace.inFlight >= traffic.concurrency) return Number.POSITIVE_INFINITY;
    return Math.max(
      pausedUntil - now,
      waitFor(all.pace, all.perMinute, now),
      waitFor(traffic.pace, traffic.perMinute, now),
    );
  };
  /** Starts what may start, and sees to it that somebody looks again when the next one may. */
  const move = (): void => {
    alarm?.abort();
    let soonest = Number.POSITIVE_INFINITY;
    for (const next of waiting) {
      if (running >= width) break;
      const wait = waitOf(next, clock.now());
      soonest = wait > 0 ? Math.min(soonest, wait) : soonest;
      if (wait > 0) continue;
      waiting.delete(next);
      void next.start().then(move);
    }
    if (soonest === Number.POSITIVE_INFINITY) return;
    const own = new AbortController();
    alarm = own;
    void clock.sleep(soonest, AbortSignal.any([signal, own.signal])).then(() => {
      if (!own.signal.aborted) move();
    });
  };
  const enqueue = <Value>(traffic: Traffic | undefined, task: (turn: Turn) => Promise<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      const start = async (): Promise<void> => {
        running += 1;
        const roads = traffic === undefined || isOver(traffic) ? [] : [all, traffic];
        const turn = traffic === undefined || roads.length === 0 ? SILENT : takeTurn(traffic);
        await task(turn).then(resolve, reject);
        running -= 1;
        for (const road of roads) road.pace = afterEnding(road.pace);
      };
      waiting.add({ traffic, start });
      move();
    });
  const takeTurn = (traffic: Traffic): Turn => {
    const now = clock.now();
    for (const road of [all, traffic]) road.pace = afterSending(road.pace, road.perMinute, now);
    const call = traffic.pace.sent;
    return {
      heard(rate) {
        traffic.pace = afterHearing(traffic.pace, call, rate, clock.now());
      },
    };
  };

  return {
    send: (model, task) => enqueue(trafficFor(model), task),
    run: (task) => enqueue(undefined, task),
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
      width = Math.max(1, Math.floor(width / 2));
    },
    succeeded() {
      failures = 0;
      // Additive growth after the halving, as TCP does.
      if (width < limits.concurrency) width += 1;
    },
    failed() {
      failures += 1;
      if (failures >= FAILURES_IN_A_ROW)
        all.stopped ??= { reason: `${FAILURES_IN_A_ROW} pictures in a row failed at the server`, exit: 1 };
      move();
    },
    stop(stop) {
      const road = stop.model === undefined ? all : trafficFor(stop.model);
      road.stopped ??= stop;
      move();
    },
    stopOf: (model) => all.stopped ?? trafficFor(model).stopped,
  };
}

const SILENT: Turn = { heard: () => undefined };

function trafficOf({ concurrency, requestsPerMinute }: ReturnType<LaneOptions["limitsOf"]>): Traffic {
  return {
    concurrency: concurrency ?? Number.POSITIVE_INFINITY,
    perMinute: requestsPerMinute,
    pace: UNPACED,
    stopped: undefined,
  };
}
