import { EXIT, type ExitCode } from "../core/exit.ts";
import type { ModelLimits } from "../core/limits.ts";
import { afterEnding, afterHearing, afterSending, UNPACED, waitFor, type Pace, type RateLimit } from "../core/pace.ts";
import type { Limits } from "../core/provider.ts";
import { afterAnswer, afterRefusal, fullWidth } from "../core/width.ts";
import type { Clock } from "./clock.ts";

/** Failures in a row after which a provider is not asked any more in this run (F5). */
const FAILURES_IN_A_ROW = 5;

/** The same of calls that are refused for their rate although none is under way: two minutes, as the back-off grows. */
const REFUSALS_IN_A_ROW = 8;

/**
 * The road to one provider: how many calls at a time and a minute, in all and for each model; one shared back-off for
 * all of them; and a stop. Tasks start in the order in which they came, except that one that has to wait for its
 * model lets those of other models pass.
 */
export interface Lane {
  /** Runs a call of a model when it is its turn. */
  send<Value>(model: string | undefined, task: Task<Value>, kind?: Kind): Promise<Value>;
  /** Runs what is no new call (a job to poll, a result to fetch) when a slot is free. */
  run<Value>(task: Task<Value>, kind?: Kind): Promise<Value>;
  /** Everybody waits, not just the one who was told to (F1). */
  pause(milliseconds: number): void;
  /** Calls that were refused with no other under way, since the last success. */
  readonly refusedInARow: number;
  /** The API answered a call. What became of fetching its result is no matter of the lane's, neither here nor below. */
  succeeded(): void;
  /** A server failure of a call that used up its retries. */
  failed(): void;
  /** For good: nothing is sent any more, or nothing to this model. What is under way may end. */
  stop(stop: Stop): void;
  /** Why no call of this model may start any more. */
  stopOf(model: string | undefined): Stop | undefined;
}

export interface Stop {
  readonly reason: string;
  /** The exit code it asks for. */
  readonly exit: ExitCode;
  /** The account may do or pay no more: then nothing that was paid for is asked for either, which is free otherwise. */
  readonly account?: true;
  /** The only model it is about. */
  readonly model?: string;
}

/** A `job` may stand aside; there are never more jobs at a time than calls. */
export type Kind = "call" | "job";

type Task<Value> = (turn: Turn) => Promise<Value>;

/** A call's turn on the road. */
export interface Turn {
  /** What the server said about the rate, with the answer to this very call. */
  heard(rate: RateLimit): void;
  /** The server took no more calls: fewer at a time from here on (F3). */
  refused(): void;
  /** Waits with nothing under way, the slot given to others meanwhile, and comes back before whoever has not started. */
  aside<Value>(wait: () => Promise<Value>): Promise<Value>;
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
  readonly kind: Kind;
  start(): Promise<void>;
}

/** The calls of one model, or of all. */
interface Traffic {
  readonly concurrency: number;
  readonly perMinute: number | undefined;
  /** Tasks that have not ended, those included that stand aside. */
  running: number;
  pace: Pace;
  stopped: Stop | undefined;
}

/** One for each provider of a run: limits hold only for the calls that go through the same lane. */
export function createLane({ limits, limitsOf, clock, signal }: LaneOptions): Lane {
  /** In the order in which they came. */
  const waiting = new Set<Waiting>();
  const models = new Map<string, Traffic>();
  const all = trafficOf({ concurrency: undefined, requestsPerMinute: limits.requestsPerMinute });
  let width = fullWidth(limits.concurrency);
  let running = 0;
  let jobs = 0;
  /** Those that stood aside and want their slot back. */
  const returning: (() => void)[] = [];
  let pausedUntil = 0;
  let alarm: AbortController | undefined;
  let failures = 0;
  let refusedInARow = 0;

  const trafficFor = (model: string | undefined): Traffic => {
    const known = models.get(model ?? "") ?? trafficOf(limitsOf(model));
    models.set(model ?? "", known);
    return known;
  };
  /**
   * Nothing of it is sent any more: a task starts only to find that out, and counts for no rate. What is paid for may
   * be fetched after a stop too, and keeps its turn.
   */
  const isOver = (traffic: Traffic | undefined): boolean =>
    signal.aborted || (traffic !== undefined && (all.stopped ?? traffic.stopped) !== undefined);
  /** Milliseconds; infinite for a task that only another one's end can start. */
  const waitOf = ({ traffic, kind }: Waiting, now: number): number => {
    if (isOver(traffic)) return 0;
    if (kind === "job" && jobs >= limits.concurrency) return Number.POSITIVE_INFINITY;
    if (traffic === undefined) return 0;
    if (traffic.running >= traffic.concurrency) return Number.POSITIVE_INFINITY;
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
    while (running < width.calls && returning.length > 0) {
      running += 1;
      returning.shift()?.();
    }
    for (const next of waiting) {
      if (running >= width.calls) break;
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
  const enqueue = <Value>(traffic: Traffic | undefined, task: Task<Value>, kind: Kind): Promise<Value> =>
    new Promise((resolve, reject) => {
      const start = async (): Promise<void> => {
        running += 1;
        if (kind === "job") jobs += 1;
        if (traffic !== undefined) traffic.running += 1;
        const turn = traffic === undefined || isOver(traffic) ? UNCOUNTED : takeTurn(traffic);
        const standAside = <Waited>(wait: () => Promise<Waited>): Promise<Waited> => {
          // Its call has been answered: what is waited for now is no traffic.
          turn.end();
          return aside(wait);
        };
        await task({ heard: turn.heard, refused, aside: standAside }).then(resolve, reject);
        running -= 1;
        if (kind === "job") jobs -= 1;
        if (traffic !== undefined) traffic.running -= 1;
        turn.end();
      };
      waiting.add({ traffic, kind, start });
      move();
    });
  /** While the call that it befell is still under way, so that no other takes its slot. */
  const refused = (): void => {
    const others = running - 1;
    width = afterRefusal(width, others);
    if (others > 0) return;
    refusedInARow += 1;
    if (refusedInARow >= REFUSALS_IN_A_ROW)
      all.stopped ??= { reason: `it refused ${REFUSALS_IN_A_ROW} calls in a row for their rate`, exit: EXIT.failed };
  };
  const aside = async <Value>(wait: () => Promise<Value>): Promise<Value> => {
    running -= 1;
    move();
    try {
      return await wait();
    } finally {
      await new Promise<void>((resolve) => {
        returning.push(resolve);
        move();
      });
    }
  };
  const takeTurn = (traffic: Traffic): CountedTurn => {
    const now = clock.now();
    for (const road of [all, traffic]) road.pace = afterSending(road.pace, road.perMinute, now);
    const call = traffic.pace.sent;
    let ended = false;
    return {
      heard(rate) {
        traffic.pace = afterHearing(traffic.pace, call, rate, clock.now());
      },
      end() {
        if (!ended) for (const road of [all, traffic]) road.pace = afterEnding(road.pace);
        ended = true;
      },
    };
  };

  return {
    send: (model, task, kind = "call") => enqueue(trafficFor(model), task, kind),
    run: (task, kind = "call") => enqueue(undefined, task, kind),
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
    },
    get refusedInARow() {
      return refusedInARow;
    },
    succeeded() {
      failures = 0;
      refusedInARow = 0;
      width = afterAnswer(width, limits.concurrency);
    },
    failed() {
      failures += 1;
      if (failures >= FAILURES_IN_A_ROW)
        all.stopped ??= { reason: `${FAILURES_IN_A_ROW} pictures in a row failed at the server`, exit: EXIT.failed };
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

/** A turn as the pace counts it. */
interface CountedTurn {
  heard(rate: RateLimit): void;
  /** The call has its answer, or will not get one. Once only, however often it is said. */
  end(): void;
}

const UNCOUNTED: CountedTurn = { heard: () => undefined, end: () => undefined };

function trafficOf({ concurrency, requestsPerMinute }: ReturnType<LaneOptions["limitsOf"]>): Traffic {
  return {
    concurrency: concurrency ?? Number.POSITIVE_INFINITY,
    perMinute: requestsPerMinute,
    running: 0,
    pace: UNPACED,
    stopped: undefined,
  };
}
