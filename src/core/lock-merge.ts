import { formatConflict, readConflictMarkers } from "./conflict-markers.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Sha256 } from "./digest.ts";
import { canonicalText, type Json } from "./json.ts";
import { outputsOf, type LockEntry, type Lock } from "./lock.ts";
import { withoutMark, formatLock, entryText, parseLock } from "./lockfile.ts";

/** An asset that both sides changed, each in its own way. Only the manifest can tell which one is meant. */
export interface LockConflict {
  readonly asset: string;
  readonly ours: LockEntry;
  readonly theirs: LockEntry;
}

export interface MergedLock {
  /** Where there is a conflict it holds our side. */
  readonly lock: Lock;
  readonly conflicts: readonly LockConflict[];
}

export interface LockSides {
  /** What both sides started from; undefined when nobody knows (git's plain conflict markers do not say it). */
  readonly base: Lock | undefined;
  readonly ours: Lock;
  readonly theirs: Lock;
}

/**
 * Merges two locks asset by asset. What one side alone changed is taken. An asset that one side removed and the other
 * changed stays: an entry too many is an orphan that `prune` finds, an entry too few may be paid for again. Pure, and
 * the same whichever side is called ours, but for `conflicts`.
 */
export function mergeLocks({ base, ours, theirs }: LockSides): MergedLock {
  const assets = new Map<string, LockEntry>();
  const conflicts: LockConflict[] = [];
  for (const asset of new Set([...ours.assets.keys(), ...theirs.assets.keys()])) {
    const left = ours.assets.get(asset);
    const right = theirs.assets.get(asset);
    const merged = mergeOne(base?.assets.get(asset), left, right);
    if (merged !== "conflict") {
      if (merged !== undefined) assets.set(asset, merged);
      continue;
    }
    if (left === undefined || right === undefined) throw new Error("only two entries can be in conflict");
    conflicts.push({ asset, ours: left, theirs: right });
    assets.set(asset, left);
  }
  const orphans = mergeDigests(base?.orphans, ours.orphans, theirs.orphans);
  for (const entry of assets.values()) for (const [path] of outputsOf(entry)) orphans.delete(path);
  // Two pins of one URL: whichever counts, entries are then chosen by it.
  const references = mergeDigests(base?.references, ours.references, theirs.references);
  return { lock: { assets, orphans, references }, conflicts };
}

type Digests = ReadonlyMap<string, Sha256>;

/** Of what both sides changed ours counts. */
function mergeDigests(base: Digests | undefined, ours: Digests, theirs: Digests): Map<string, Sha256> {
  const digests = new Map<string, Sha256>();
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const merged = mergeOne(base?.get(key), ours.get(key), theirs.get(key));
    const digest = merged === "conflict" ? ours.get(key) : merged;
    if (digest !== undefined) digests.set(key, digest);
  }
  return digests;
}

/** Undefined: gone. Where nobody knows what was before, what only one side has was added. */
function mergeOne<Value>(
  base: Value | undefined,
  ours: Value | undefined,
  theirs: Value | undefined,
): Value | "conflict" | undefined {
  if (isSame(ours, theirs)) return ours;
  if (base !== undefined) {
    if (isSame(ours, base)) return theirs;
    if (isSame(theirs, base)) return ours;
  }
  if (ours === undefined) return theirs;
  if (theirs === undefined) return ours;
  return "conflict";
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalText(left as Json) === canonicalText(right as Json);
}

/** A lock as it stands in a file, with git's conflict markers or without. */
export interface LockText extends MergedLock {
  /** The file holds markers: it has to be written anew although nothing else may have changed. */
  readonly unmerged: boolean;
}

/** Like `parseLock`, and merges what git could not where both sides are whole locks. */
export function parseLockText(source: string): LockText | { readonly problem: Diagnostic } {
  const text = withoutMark(source);
  const parsed = parseLock(text);
  if ("lock" in parsed) return { lock: parsed.lock, conflicts: [], unmerged: false };
  const sides = parsed.problem.code === "lock-conflict" ? readConflictMarkers(text) : undefined;
  if (sides === undefined) return parsed;
  const ours = parseLock(sides.ours);
  const theirs = parseLock(sides.theirs);
  // A base that is no lock is one that nobody knows.
  const base = sides.base === undefined ? parsed : parseLock(sides.base);
  if ("problem" in ours || "problem" in theirs) return parsed;
  const known = "lock" in base ? base.lock : undefined;
  return { ...mergeLocks({ base: known, ours: ours.lock, theirs: theirs.lock }), unmerged: true };
}

/**
 * The text of a merge: that of the lock, with markers around the entries in conflict, each of them whole. So whoever
 * reads it next, git or `parseLockText`, finds two locks in it.
 */
export function formatMerge(
  { lock, conflicts }: MergedLock,
  names: { readonly ours: string; readonly theirs: string },
): string {
  let text = formatLock(lock);
  for (const { asset, ours, theirs } of conflicts) {
    const mine = entryText(asset, ours);
    const at = text.indexOf(mine);
    const end = text.indexOf("\n", at + mine.length) + 1;
    // The comma after it belongs to both sides.
    const rest = text.slice(at + mine.length, end);
    const sides = { base: undefined, ours: mine + rest, theirs: entryText(asset, theirs) + rest };
    text = text.slice(0, at) + formatConflict(sides, names) + text.slice(end);
  }
  return text;
}
