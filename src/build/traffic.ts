import type { ExitCode } from "../core/exit.ts";
import type { ModelLimits } from "../core/limits.ts";
import { afterEnding, afterHearing, afterSending, UNPACED, waitFor, type Pace, type RateLimit } from "../core/pace.ts";
import type { Clock } from "./clock.ts";

export interface Stop {
  readonly reason: string;
  /** The exit code it asks for. */
  readonly exit: ExitCode;
  /** The account may do or pay no more: then nothing that was paid for is asked for either, which is free otherwise. */
  readonly account?: true;
  /** The only model it is about. */
  readonly model?: string;
}

export type TrafficLimits = Pick<ModelLimits, "concurrency" | "requestsPerMinute">;

/** The calls of one model, or of all. */
export interface Traffic {
  readonly concurrency: number;
  readonly perMinute: number | undefined;
  /** Tasks that have not ended, those included that stand aside. */
  running: number;
  pace: Pace;
  stopped: Stop | undefined;
}

/** Nothing has been sent yet. */
export function createTraffic({ concurrency, requestsPerMinute }: TrafficLimits): Traffic {
  return {
    concurrency: concurrency ?? Number.POSITIVE_INFINITY,
    perMinute: requestsPerMinute,
    running: 0,
    pace: UNPACED,
    stopped: undefined,
  };
}

/** Milliseconds until its rate lets the next call be sent. */
export function paceWait({ pace, perMinute }: Traffic, now: number): number {
  return waitFor(pace, perMinute, now);
}

/** A call that is under way, as the rates count it: that of its model, and that of the provider as a whole. */
export class CountedTurn {
  readonly #all: Traffic;
  readonly #own: Traffic;
  readonly #clock: Clock;
  /** Which of its model's calls it is. */
  readonly #number: number;
  #ended = false;

  /** Sends the call. */
  constructor({ all, own, clock }: { readonly all: Traffic; readonly own: Traffic; readonly clock: Clock }) {
    this.#all = all;
    this.#own = own;
    this.#clock = clock;
    const now = clock.now();
    for (const road of [all, own]) road.pace = afterSending(road.pace, road.perMinute, now);
    this.#number = own.pace.sent;
  }

  /** What the server said about the rate, with the answer to this very call. */
  heard(rate: RateLimit): void {
    this.#own.pace = afterHearing(this.#own.pace, this.#number, rate, this.#clock.now());
  }

  /** The call has its answer, or will not get one. Once only, however often it is said. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const road of [this.#all, this.#own]) road.pace = afterEnding(road.pace);
  }
}
