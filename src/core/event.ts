import type { Action } from "./asset-plan.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import type { ExitCode } from "./exit.ts";
import type { Plan } from "./plan.ts";

/**
 * Everything that happens while something runs: one stream, many readers (terminal, plain lines, JSON). The core and
 * the build never print. Every planned asset ends in exactly one of `asset-done`, `asset-fresh`, `asset-failed`,
 * `asset-skipped`.
 */
export type BuildEvent =
  /** What is wrong with, or remarkable about, the files that people write. */
  | { readonly type: "diagnostic"; readonly diagnostic: Diagnostic }
  /** Something to know that belongs to no place in a file: a damaged object, a stale lease. */
  | { readonly type: "warning"; readonly code: string; readonly message: string; readonly asset?: string }
  /** The plan that is now carried out. */
  | { readonly type: "planned"; readonly plan: Plan }
  /** Another build holds the project; `holder` says who. */
  | { readonly type: "waiting-for-lease"; readonly holder: string }
  | {
      readonly type: "call-started";
      readonly asset: string;
      readonly sample: number;
      readonly provider: string;
      readonly model: string | undefined;
      readonly attempt: number;
      readonly usd: number | undefined;
    }
  /** It will be tried again. */
  | {
      readonly type: "call-retry";
      readonly asset: string;
      readonly sample: number;
      readonly attempt: number;
      readonly wait: number;
      readonly reason: string;
      readonly code: string;
      readonly ambiguous: boolean;
    }
  | {
      readonly type: "call-finished";
      readonly asset: string;
      readonly sample: number;
      readonly bytes: number;
      readonly milliseconds: number;
      /** What this run paid for it; undefined where the price is not known. */
      readonly usd: number | undefined;
    }
  /** All calls to a provider pause: one shared back-off. `wait` in milliseconds. */
  | { readonly type: "provider-paused"; readonly provider: string; readonly wait: number; readonly reason: string }
  /** No further call goes to this provider in this run, or to this model of it. */
  | { readonly type: "provider-stopped"; readonly provider: string; readonly reason: string; readonly model?: string }
  /** The original was already paid for and could be fetched now. */
  | { readonly type: "call-resumed"; readonly asset: string; readonly sample: number }
  /** A picture that the manifest refers to by URL is in the store now, and pinned in the lock. */
  | { readonly type: "reference-fetched"; readonly asset: string; readonly url: string; readonly bytes: number }
  | {
      readonly type: "asset-done";
      readonly asset: string;
      readonly action: Action;
      readonly outputs: readonly FinishedOutput[];
      readonly calls: number;
      readonly notes: readonly string[];
    }
  | { readonly type: "asset-fresh"; readonly asset: string; readonly notes: readonly string[] }
  | { readonly type: "asset-failed"; readonly asset: string; readonly failure: Failure }
  | {
      readonly type: "asset-skipped";
      readonly asset: string;
      readonly reason: SkipReason;
      readonly message: string;
      /** Attempts that were sent before it was given up; absent where there were none. */
      readonly calls?: number;
    }
  /** Somebody ends the run: `inFlight` paid calls are finished and stored after the first Ctrl-C, else abandoned. */
  | { readonly type: "stopping"; readonly inFlight: number; readonly abandoned: boolean }
  | { readonly type: "finished"; readonly summary: Summary };

export interface FinishedOutput {
  readonly path: string;
  readonly bytes: number;
  readonly step: "kept" | "copied" | "derived" | "moved" | "left";
}

export interface Failure {
  readonly code: string;
  /** What happened, in one line, without a full stop. */
  readonly message: string;
  readonly hint?: string;
  /** Which exit code it asks for. */
  readonly exit: ExitCode;
  /** Attempts made, and how many of them may have been billed. */
  readonly calls: number;
  readonly billed: number;
  /** The field of the manifest that the API blames, and where it is set. */
  readonly field?: string;
  readonly place?: Place;
}

export type SkipReason = "blocked" | "budget" | "provider-stopped" | "interrupted" | "withdrawn" | "frozen";

export interface Summary {
  readonly done: number;
  readonly fresh: number;
  readonly failed: number;
  readonly skipped: number;
  /** Attempts that were sent, retries included. */
  readonly calls: number;
  /** Estimated US dollars of the calls that were billed for certain, also where nothing usable is in hand yet. */
  readonly usd: number;
  /** Such calls without a known price. */
  readonly unpriced: number;
  /** Calls that may have been billed and had no usable answer. */
  readonly ambiguous: number;
  /** Estimated US dollars of those that are not in `usd`, as far as their price is known. */
  readonly ambiguousUsd: number;
  readonly orphans: number;
  readonly milliseconds: number;
  readonly exit: ExitCode;
}

/** What a run has cost so far, or in the end. */
export type Spent = Pick<Summary, "usd" | "ambiguousUsd" | "calls">;

/** A run that had nothing to do and found nothing. */
export const EMPTY_SUMMARY: Summary = {
  done: 0,
  fresh: 0,
  failed: 0,
  skipped: 0,
  calls: 0,
  usd: 0,
  unpriced: 0,
  ambiguous: 0,
  ambiguousUsd: 0,
  orphans: 0,
  milliseconds: 0,
  // `EXIT.done`; a build with nothing to do loads this and need not load that.
  exit: 0,
};

/** Takes events in order; must not throw. */
export type Listener = (event: BuildEvent) => void;
