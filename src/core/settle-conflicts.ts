import type { Sha256 } from "./digest.ts";
import { canonicalText, type Json } from "./json.ts";
import type { MergedLock } from "./lock-merge.ts";
import { outputsOf, type LockEntry, type Lock } from "./lock.ts";
import { generationKey } from "./recipe.ts";
import { recipesOf, type DigestOf, type PreparedAsset } from "./request.ts";

/** What tells two entries of one asset apart once the manifest is merged. */
export interface ConflictWorld {
  /** Each after those it refers to. */
  readonly assets: readonly PreparedAsset[];
  /** Is this file there, with these bytes? */
  holds(path: string, digest: Sha256): boolean;
}

/**
 * Takes for each asset in conflict the side that the manifest asks for: whose recipes it makes, else whose outputs it
 * describes, else whose files are there; ours where all that is equal. What the other side paid for stays in its
 * store, and is found there by its key. Pure but for `holds`.
 */
export function settleConflicts({ lock, conflicts }: MergedLock, { assets, holds }: ConflictWorld): Lock {
  if (conflicts.length === 0) return lock;
  const settled = new Map(lock.assets);
  const open = new Map(conflicts.map((conflict) => [conflict.asset, conflict]));
  const digestOf: DigestOf = (reference) =>
    reference.kind === "url"
      ? lock.references.get(reference.url)
      : settled.get(reference.name)?.samples[reference.sample]?.original.sha256;
  const choose = (asset: string, score: (entry: LockEntry) => readonly number[]) => {
    const conflict = open.get(asset);
    if (conflict === undefined) return;
    open.delete(asset);
    settled.set(asset, isMore(score(conflict.theirs), score(conflict.ours)) ? conflict.theirs : conflict.ours);
  };
  const files = (entry: LockEntry) => [...outputsOf(entry)].filter(([path, { sha256 }]) => holds(path, sha256)).length;
  for (const prepared of assets) {
    choose(prepared.asset.name, (entry) => [
      wantedRecipes(prepared, entry, digestOf),
      wantedOutputs(prepared, entry),
      files(entry),
    ]);
  }
  // An asset that the manifest no longer names: only its files are left to be told from edited ones.
  for (const { asset } of conflicts) choose(asset, (entry) => [files(entry)]);
  return { ...lock, assets: settled };
}

/** How many samples of an entry the manifest still asks for. */
function wantedRecipes(prepared: PreparedAsset, entry: LockEntry, digestOf: DigestOf): number {
  const seed = prepared.autoSeed === undefined ? undefined : entry.auto_seed;
  const wanted = recipesOf(prepared, seed, digestOf) ?? [];
  return wanted.filter((recipe, index) => entry.samples[index]?.key === generationKey(recipe)).length;
}

/** How many of its outputs are the ones that the manifest describes. */
function wantedOutputs({ asset }: PreparedAsset, entry: LockEntry): number {
  const locked = new Map(outputsOf(entry));
  return asset.outputs.flat().filter(({ path, operations }) => {
    const output = locked.get(path);
    return output !== undefined && text(output.operations) === text(operations);
  }).length;
}

function text(value: object): string {
  return canonicalText(value as unknown as Json);
}

/** Compares from the first number on. */
function isMore(left: readonly number[], right: readonly number[]): boolean {
  for (const [index, number] of left.entries()) {
    const other = right[index] ?? 0;
    if (number !== other) return number > other;
  }
  return false;
}
