import type { Sha256 } from "./digest.ts";
import type { OutputOperations } from "./operations.ts";
import type { Recipe } from "./recipe.ts";

/**
 * `images.lock.json` in memory: what was built from what. The root of trust, kept in git. It holds no times, no
 * machine paths, no secrets and no counters, so that the same state is the same bytes everywhere.
 */
export interface Lock {
  readonly assets: ReadonlyMap<string, LockEntry>;
  /**
   * Outputs that a build wrote and that no asset names any more (the format or the path changed): path → digest.
   * `prune` deletes those that still have this digest.
   */
  readonly orphans: ReadonlyMap<string, Sha256>;
  /**
   * What was at the URLs that assets refer to when they were fetched: URL → digest. With it a fresh clone plans
   * without the network, and a picture that somebody exchanges on their server changes nothing here unasked.
   */
  readonly references: ReadonlyMap<string, Sha256>;
}

export interface LockEntry {
  /** The seed that was derived because nobody set one. It stays when the prompt changes. */
  readonly auto_seed?: number;
  /** One per sample, in order. */
  readonly samples: readonly LockedSample[];
}

export interface LockedSample {
  /** Must be `generationKey(recipe)`; an entry where it is not was edited by hand. */
  readonly key: Sha256;
  readonly recipe: Recipe;
  /** Absent: the provider's answer to the recipe. `imported`: a person's file. `accepted`: kept although the recipe moved. */
  readonly origin?: "imported" | "accepted";
  readonly original: Original;
  readonly outputs: Readonly<Record<string, LockedOutput>>;
}

/** The provider's bytes, untouched. */
export interface Original {
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly format: string;
  /** Pixels, as displayed (after EXIF orientation). Absent for what is not a raster. */
  readonly width?: number;
  readonly height?: number;
}

export interface LockedOutput {
  /** The derivation key when it was written, with the epochs of that time. */
  readonly key: Sha256;
  readonly operations: OutputOperations;
  /** Edited by hand and adopted: it cannot be derived again, only copied. */
  readonly origin?: "accepted";
  readonly sha256: Sha256;
  readonly bytes: number;
}

export const EMPTY_LOCK: Lock = { assets: new Map(), orphans: new Map(), references: new Map() };

/**
 * What the lock's file has that a build mends, whatever the assets are: git's conflict markers, or a former state,
 * because an interrupted build did more than it could write into it.
 */
export type LockLag = "unmerged" | "interrupted";

/** What is wrong with the lock's file, after its name and a colon. */
export const LAG_TEXT: Readonly<Record<LockLag, string>> = {
  unmerged: "git left conflict markers in it",
  interrupted: "it lacks what an interrupted build did",
};

/** Every output of an entry with its path. */
export function* outputsOf(entry: LockEntry | undefined): Generator<readonly [path: string, output: LockedOutput]> {
  if (entry === undefined) return;
  for (const sample of entry.samples) yield* Object.entries(sample.outputs);
}
