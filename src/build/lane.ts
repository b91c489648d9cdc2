import { EXIT } from "../core/exit.ts";
import type { RateLimit } from "../core/pace.ts";
import type { Limits } from "../core/provider.ts";
import { afterAnswer, afterRefusal, fullWidth, type Width } from "../core/width.ts";
import type { Clock } from "./clock.ts";
import { CountedTurn, createTraffic, paceWait, type Stop, type Traffic, type TrafficLimits } from "./traffic.ts";

/** Failures in a row after which a provider is not asked any more in this run (F5). */
const FAILURES_IN_A_ROW = 5;

/** The same of calls that are refused for their rate although none is under way: two minutes, as the back-off grows. */
const REFUSALS_IN_A_ROW = 8;

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
  limitsOf(model: string | undefined): TrafficLimits;
  readonly clock: Clock;
  /** Nothing waits any longer once it fires: a task finds out for itself that it is not to be sent. */
  readonly signal: AbortSignal;
}

interface Waiting {
  /** Undefined for what is no new call. */
  readonly traffic: Traffic | undefined;
  readonly kind: Kind;
  /** Settles when the task has ended, however it ended. */
  run(turn: Turn): Promise<void>;
}

/**
 * The road to one provider: how many calls at a time and a minute, in all and for each model; one shared back-off for
 * all of them; and a stop. Tasks start in the order in which they came, except that one that has to wait for its
 * model lets those of other models pass.
 */
export class Lane {
  readonly #options: LaneOptions;
  /** In the order in which they came. */
  readonly #waiting = new Set<Waiting>();
  readonly #all: Traffic;
  readonly #models = new Map<string, Traffic>();
  #width: Width;
  #running = 0;
  #jobs = 0;
  /** Those that stood aside and want their slot back. */
  readonly #returning: (() => void)[] = [];
  #pausedUntil = 0;
  #alarm: AbortController | undefined;
  #failures = 0;
  #refusedInARow = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
    const { concurrency, requestsPerMinute } = options.limits;
    this.#all = createTraffic({ concurrency: undefined, requestsPerMinute });
    this.#width = fullWidth(concurrency);
  }

  /** Runs a call of a model when it is its turn. */
  send<Value>(model: string | undefined, task: Task<Value>, kind: Kind = "call"): Promise<Value> {
    return this.#enqueue(this.#trafficOf(model), task, kind);
  }

  /** Runs what is no new call (a job to poll, a result to fetch) when a slot is free. */
  run<Value>(task: Task<Value>, kind: Kind = "call"): Promise<Value> {
    return this.#enqueue(undefined, task, kind);
  }

  /** Everybody waits, not just the one who was told to (F1). */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.clock.now() + milliseconds);
  }

  /** Calls that were refused with no other under way, since the last success. */
  get refusedInARow(): number {
    return this.#refusedInARow;
  }

  /** The API answered a call. Fetching its result counts neither here nor in `failed`. */
  succeeded(): void {
    this.#failures = 0;
    this.#refusedInARow = 0;
    this.#width = afterAnswer(this.#width, this.#options.limits.concurrency);
  }

  /** A server failure of a call that used up its retries. */
  failed(): void {
    this.#failures += 1;
    if (this.#failures >= FAILURES_IN_A_ROW) {
      const reason = `${FAILURES_IN_A_ROW} pictures in a row failed at the server`;
      this.#all.stopped ??= { reason, exit: EXIT.failed };
    }
    this.#startNext();
  }

  /** For good: nothing is sent any more, or nothing to this model. What is under way may end. */
  stop(stop: Stop): void {
    const road = stop.model === undefined ? this.#all : this.#trafficOf(stop.model);
    road.stopped ??= stop;
    this.#startNext();
  }

  /** Why no call of this model may start any more. */
  stopOf(model: string | undefined): Stop | undefined {
    return this.#all.stopped ?? this.#trafficOf(model).stopped;
  }

  #trafficOf(model: string | undefined): Traffic {
    const known = this.#models.get(model ?? "") ?? createTraffic(this.#options.limitsOf(model));
    this.#models.set(model ?? "", known);
    return known;
  }

  #enqueue<Value>(traffic: Traffic | undefined, task: Task<Value>, kind: Kind): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({ traffic, kind, run: (turn) => task(turn).then(resolve, reject) });
      this.#startNext();
    });
  }

  /** Starts what may start, and sees to it that somebody looks again when the next one may. */
  #startNext(): void {
    const { clock, signal } = this.#options;
    this.#alarm?.abort();
    let soonest = Number.POSITIVE_INFINITY;
    while (this.#running < this.#width.calls && this.#returning.length > 0) {
      this.#running += 1;
      this.#returning.shift()?.();
    }
    for (const next of this.#waiting) {
      if (this.#running >= this.#width.calls) break;
      const wait = this.#waitOf(next, clock.now());
      soonest = wait > 0 ? Math.min(soonest, wait) : soonest;
      if (wait > 0) continue;
      this.#waiting.delete(next);
      void this.#start(next).then(() => this.#startNext());
    }
    if (soonest === Number.POSITIVE_INFINITY) return;
    const own = new AbortController();
    this.#alarm = own;
    void clock.sleep(soonest, AbortSignal.any([signal, own.signal])).then(() => {
      if (!own.signal.aborted) this.#startNext();
    });
  }

  /** Milliseconds; infinite for a task that only another one's end can start. */
  #waitOf({ traffic, kind }: Waiting, now: number): number {
    if (this.#isOver(traffic)) return 0;
    if (kind === "job" && this.#jobs >= this.#options.limits.concurrency) return Number.POSITIVE_INFINITY;
    if (traffic === undefined) return 0;
    if (traffic.running >= traffic.concurrency) return Number.POSITIVE_INFINITY;
    return Math.max(this.#pausedUntil - now, paceWait(this.#all, now), paceWait(traffic, now));
  }

  /**
   * Nothing of it is sent any more: a task starts only to find that out, and counts for no rate. What is paid for may
   * be fetched after a stop too, and keeps its turn.
   */
  #isOver(traffic: Traffic | undefined): boolean {
    if (this.#options.signal.aborted) return true;
    return traffic !== undefined && (this.#all.stopped ?? traffic.stopped) !== undefined;
  }

  async #start({ traffic, kind, run }: Waiting): Promise<void> {
    this.#running += 1;
    if (kind === "job") this.#jobs += 1;
    if (traffic !== undefined) traffic.running += 1;
    const counted = this.#countedTurnOf(traffic);
    await run({
      heard: (rate) => counted?.heard(rate),
      refused: () => this.#refused(),
      aside: (wait) => {
        // Its call has been answered: what is waited for now is no traffic.
        counted?.end();
        return this.#aside(wait);
      },
    });
    this.#running -= 1;
    if (kind === "job") this.#jobs -= 1;
    if (traffic !== undefined) traffic.running -= 1;
    counted?.end();
  }

  #countedTurnOf(traffic: Traffic | undefined): CountedTurn | undefined {
    if (traffic === undefined || this.#isOver(traffic)) return undefined;
    return new CountedTurn({ all: this.#all, own: traffic, clock: this.#options.clock });
  }

  /** While the call that it befell is still under way, so that no other takes its slot. */
  #refused(): void {
    const others = this.#running - 1;
    this.#width = afterRefusal(this.#width, others);
    if (others > 0) return;
    this.#refusedInARow += 1;
    if (this.#refusedInARow < REFUSALS_IN_A_ROW) return;
    const reason = `it refused ${REFUSALS_IN_A_ROW} calls in a row for their rate`;
    this.#all.stopped ??= { reason, exit: EXIT.failed };
  }

  async #aside<Value>(wait: () => Promise<Value>): Promise<Value> {
    this.#running -= 1;
    this.#startNext();
    try {
      return await wait();
    } finally {
      await new Promise<void>((resolve) => {
        this.#returning.push(resolve);
        this.#startNext();
      });
    }
  }
}
