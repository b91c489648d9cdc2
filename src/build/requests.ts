import type { Listener, Spent } from "../core/event.ts";
import type { Plan } from "../core/plan.ts";
import type { Wishes } from "../core/wishes.ts";
import type { Begun } from "./session.ts";

/** What somebody asks of a plan. */
export interface PlanRequest extends Wishes {
  /** Names; undefined for all. */
  readonly selected?: ReadonlySet<string>;
}

/** Where a limit is from, in words. */
export interface LimitedBy {
  readonly cost?: string;
  readonly calls?: string;
}

/** What somebody asks of a build. */
export interface BuildRequest extends PlanRequest {
  /** Restore what the lock says, call no provider, leave the lock alone. */
  readonly frozen: boolean;
  /** Pictures for the store alone: the lock does not learn of them. For assets without outputs. */
  readonly unlocked?: boolean;
  /** US dollars (estimated) for this run. */
  readonly maxCost?: number;
  /** A hard cap over retries too. */
  readonly maxCalls?: number;
  /** Who set those two, where it was not `--max-cost` and `--max-calls`: for what a person reads when they are reached. */
  readonly limitedBy?: LimitedBy;
  /** Calls of unknown price are made although `maxCost` cannot hold them. */
  readonly allowUnpriced?: boolean;
  /** Paid calls at a time, per provider. */
  readonly jobs?: number;
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
  /** Milliseconds between two questions about a job. */
  readonly pollInterval?: number;
  /** Milliseconds that a Retry-After may ask for. */
  readonly maxWait?: number;
  /** Milliseconds before the first repeat of a call; doubled each time. */
  readonly backoff?: number;
  /**
   * The program's version, for a build of everything without any option: should it have nothing to do, the next one is
   * to find that out quickly.
   */
  readonly rememberFor?: string;
  /**
   * Sees every plan before it is carried out, the one that counts too: after the wait for another build. What it
   * throws ends the build with nothing done.
   */
  readonly approve?: (begun: Begun) => void;
  /** Told of the build's events in place of the session's listener, which still hears of the store and of the lease. */
  readonly listener?: Listener;
  /** Told once of what was spent, also when the build then fails; not of one that never began to carry anything out. */
  readonly onSpent?: (spent: Spent) => void;
  /** What is not selected needs somebody all the same: a build that does all it was asked ends with 3. */
  readonly leavesWork?: boolean;
  /** Asked before each call: does somebody no longer want this asset made? */
  readonly isWithdrawn?: (asset: string) => boolean;
  /** Fail instead of waiting for another build of this project. */
  readonly noWait?: boolean;
  /** Asked before anything is paid for; what it rejects with ends the build, before it has done anything. */
  readonly confirm?: (plan: Plan) => Promise<void>;
  /** First Ctrl-C: start nothing, finish what is paid for. */
  readonly stop: AbortSignal;
  /** Second Ctrl-C: drop everything. */
  readonly abort: AbortSignal;
}
