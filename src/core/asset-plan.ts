import type { Sha256 } from "./digest.ts";
import type { Original } from "./lock.ts";
import type { Cost, Price } from "./money.ts";
import type { OutputOperations } from "./operations.ts";
import type { Reason } from "./reason.ts";
import type { Recipe } from "./recipe.ts";
import type { Refusal } from "./refusal.ts";
import type { PreparedAsset } from "./request.ts";

/**
 * What an asset needs, from nothing to everything. `decide` is the one function that gives it; `test/core/plan.test.ts`
 * has the table of when it gives what.
 */
export type Action =
  /** Nothing. */
  | "fresh"
  /** The files are as wanted; the lock is brought up to date. */
  | "record"
  /** An output is missing; its bytes or its original are in a store. */
  | "restore"
  /** The same file at another path or under another name. */
  | "move"
  /** The original is there; what is done to it changed. */
  | "derive"
  /** The recipe changed to one that was paid for before. */
  | "reuse"
  /** A call to the provider. */
  | "generate"
  /** An asset it refers to will be made first; afterwards it may cost a call or nothing. */
  | "maybe"
  /** Edited by hand: kept, and said. */
  | "modified"
  /** Somebody else's file is in the way: refused before anything is paid. */
  | "foreign"
  /** The recipe is unchanged, but neither output nor original is anywhere; paying again must be asked for. */
  | "lost"
  /** What was paid for has another size than asked for (`fit` would use it for nothing), or is another kind of clip. */
  | "unfit"
  /** This very request was refused before, or gave nothing usable; it is asked again when it changes, or on demand. */
  | "refused"
  /** An asset it refers to cannot be made. */
  | "blocked";

/** Who lets an action happen: `free` needs nobody, `paid` needs money, `person` needs somebody to decide. */
export const ACTION_NEEDS = {
  fresh: "nothing",
  record: "free",
  restore: "free",
  move: "free",
  derive: "free",
  reuse: "free",
  generate: "paid",
  maybe: "paid",
  modified: "person",
  foreign: "person",
  lost: "person",
  unfit: "person",
  refused: "person",
  blocked: "person",
} as const satisfies Record<Action, "nothing" | "free" | "paid" | "person">;

/** Does it cost a call, or may it? */
export function isPaid({ action }: Pick<AssetPlan, "action">): boolean {
  return ACTION_NEEDS[action] === "paid";
}

/** Does it change something, and needs nobody's leave? */
export function isFree({ action }: Pick<AssetPlan, "action">): boolean {
  return ACTION_NEEDS[action] === "free";
}

export interface AssetPlan {
  readonly name: string;
  readonly prepared: PreparedAsset;
  readonly action: Action;
  /** The automatic seed that the lock will pin. */
  readonly autoSeed: number | undefined;
  readonly samples: readonly SamplePlan[];
  readonly reasons: readonly Reason[];
  /** Outputs that the lock's entry names and the asset no longer has. They stay until `prune`. */
  readonly dropped: readonly string[];
  /** What will be paid for certain, and at most. */
  readonly certain: Cost;
  readonly most: Cost;
}

export interface SamplePlan {
  readonly index: number;
  /** Undefined while it waits for another asset's original. */
  readonly recipe: Recipe | undefined;
  readonly key: Sha256 | undefined;
  readonly source: Source;
  readonly outputs: readonly OutputPlan[];
}

/** Where a sample's original comes from. */
export type Source =
  /** The lock names it for this very recipe. */
  | { readonly type: "locked"; readonly original: Original; readonly origin?: "imported" | "accepted" }
  /** It was paid for before: in the store, or in the lock under another name. */
  | { readonly type: "stored"; readonly original: Original }
  /**
   * One call; samples with the same `request` share it. `paid`: an earlier run made it, its result has only to be fetched.
   * `insisted`: it is made although the same request may have been refused before.
   */
  | {
      readonly type: "generate";
      readonly request: Sha256;
      readonly price: Price;
      readonly replaces?: Original;
      readonly paid?: true;
      readonly insisted?: true;
    }
  | { readonly type: "waiting"; readonly price: Price }
  /** Asking was in vain. Costs nothing as long as nobody insists. */
  | { readonly type: "refused"; readonly refusal: Refusal; readonly price: Price }
  /** The store has an answer of another size than was asked for. */
  | { readonly type: "unfit"; readonly original: Original }
  /** `other`: a picture of the same request that is in the store, and that regenerating takes for nothing. */
  | { readonly type: "lost"; readonly original: Original; readonly price: Price; readonly other?: Original };

export interface OutputPlan {
  /** May still hold `{hash8}` while the original is not known. */
  readonly path: string;
  readonly operations: OutputOperations;
  /** The derivation key; undefined while the original is not known. */
  readonly key: Sha256 | undefined;
  readonly step: Step;
}

/** A file as the lock or a derivation record knows it. */
export interface ExpectedFile {
  readonly sha256: Sha256;
  readonly bytes: number;
  /** Edited by hand and adopted: it can be copied, never derived. */
  readonly accepted?: true;
}

/** What happens to one output. */
export type Step =
  /** It is there, as wanted. */
  | { readonly type: "keep"; readonly expected: ExpectedFile }
  /**
   * Written: copied from the store where `expected` is there, else derived from the original. `from`: neither is
   * there, but another output has these bytes; they are secured before anything is written.
   */
  | { readonly type: "place"; readonly expected?: ExpectedFile; readonly from?: string }
  /** The same file, from its old place. */
  | { readonly type: "move"; readonly from: string; readonly expected: ExpectedFile }
  /** Edited by hand; `expected` is what the lock goes on to say, if that is known without deriving it. */
  | { readonly type: "modified"; readonly expected?: ExpectedFile }
  /** `stays`: not even `--overwrite` replaces it. */
  | { readonly type: "foreign"; readonly what: string; readonly stays?: true }
  /** It cannot be made: the original is nowhere. */
  | { readonly type: "lost" }
  /** Decided when the original is there. */
  | { readonly type: "pending" };
