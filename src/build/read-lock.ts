import { join } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { sha256, type Sha256 } from "../core/digest.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { lazily } from "../core/lazily.ts";
import { applyChanges, type LockChange } from "../core/lock-changes.ts";
import { parseLockText, type LockText, type MergedLock } from "../core/lock-merge.ts";
import { cutLock, type LockPart } from "../core/lock-part.ts";
import { EMPTY_LOCK, outputsOf, type Lock, type LockEntry, type LockLag } from "../core/lock.ts";
import { openBytes } from "../store/byte-source.ts";
import { readJournal } from "../store/journal.ts";
import { readTextAgain, type SeenText } from "./read-text.ts";

/** The lock as it counts: the file, and what a killed build did not live to write into it. */
export interface EffectiveLock {
  readonly lock: Lock;
  /** The file holds git's conflict markers; `lock` is the merge, to be written in their place. */
  readonly unmerged: boolean;
  /** What interrupted builds put where. */
  readonly placed: ReadonlyMap<string, ReadonlySet<Sha256>>;
  /** Changes in the journal that the file does not have yet. */
  readonly pending: readonly LockChange[];
}

/** The whole of it, with the file that a build writes anew. */
export interface ReadLock extends EffectiveLock, SeenText {
  /** The file alone. */
  readonly parsed: LockText;
  /** The digest of the file, null when there is none. Made when it is asked for: of a large lock it takes a while. */
  digest(): Sha256 | null;
}

const NO_LOCK: LockText = { lock: EMPTY_LOCK, conflicts: [], unmerged: false };

/**
 * Reads the lock in a folder and folds the journal of an interrupted build into it. The journal counts only on top of the lock
 * it was started from: after a checkout of another branch its entries are history, but what it placed is still ours.
 * `settle` chooses where a merge of branches left two entries for one asset.
 * `known`: read before; where the file still holds the same, it is not parsed again.
 */
export function readLock(
  folder: string,
  journalFile: string,
  settle: (merged: MergedLock) => Lock,
  known?: Pick<ReadLock, "text" | "look" | "parsed" | "digest">,
): ReadLock | { readonly problem: Diagnostic } {
  const { text, look } = readTextAgain(join(folder, LOCK_FILE), known);
  const parsed: ReturnType<typeof parseLockText> =
    text === undefined ? NO_LOCK : text === known?.text ? known.parsed : parseLockText(text);
  if ("problem" in parsed) return parsed;
  const { unmerged } = parsed;
  const digest =
    text !== undefined && text === known?.text
      ? known.digest
      : lazily(() => (text === undefined ? null : sha256(text)));
  const placed = new Map<string, Set<Sha256>>();
  const note = (path: string, file: Sha256) => placed.set(path, (placed.get(path) ?? new Set()).add(file));
  for (const { ours, theirs } of parsed.conflicts)
    for (const [path, file] of [...ownFilesOf(ours), ...ownFilesOf(theirs)]) note(path, file);
  let pending: LockChange[] = [];
  let counts = false;
  for (const line of readJournal(journalFile).lines) {
    if (line.type === "begin") {
      counts = line.lock === digest();
      if (!counts) pending = [];
    } else if (line.type === "placed") note(line.path, line.sha256);
    else if (counts) pending.push(line);
    else if (line.type === "entry") for (const [path, file] of ownFilesOf(line.entry)) note(path, file);
  }
  return { lock: applyChanges(settle(parsed), pending), parsed, text, look, digest, unmerged, placed, pending };
}

/** Why a build has to write the lock although its assets are as it says. */
export function lagOf({ unmerged, pending }: Pick<EffectiveLock, "unmerged" | "pending">): LockLag | undefined {
  if (unmerged) return "unmerged";
  return pending.length > 0 ? "interrupted" : undefined;
}

/**
 * The entries of some assets, of a lock that an undisturbed build left as `formatLock` writes it; undefined for any
 * other. The file stays open until it is closed.
 */
export function readLockPart(
  root: string,
  journalFile: string,
  names: Iterable<string>,
): { readonly read: EffectiveLock; readonly part: LockPart; close(): void } | undefined {
  // The first line of a page says only which lock it is about.
  if (readJournal(journalFile).lines.some(({ type }) => type !== "begin")) return undefined;
  const bytes = openBytes(join(root, LOCK_FILE));
  const part = cutOrClose(bytes, names);
  if (part === undefined) return undefined;
  const lock: Lock = { ...EMPTY_LOCK, assets: part.assets };
  return { part, read: { lock, unmerged: false, placed: new Map(), pending: [] }, close: () => bytes.close() };
}

function cutOrClose(bytes: ReturnType<typeof openBytes>, names: Iterable<string>): LockPart | undefined {
  let part: LockPart | undefined;
  try {
    part = cutLock(bytes, names);
    return part;
  } finally {
    if (part === undefined) bytes.close();
  }
}

/** Every output of an entry: its path, and its digest. */
export function filesOf(entry: LockEntry): readonly (readonly [path: string, digest: Sha256])[] {
  return [...outputsOf(entry)].map(([path, { sha256: digest }]) => [path, digest] as const);
}

/** Those that we wrote: an accepted edit stays somebody's own work, whatever a lock says later. */
export function ownFilesOf(entry: LockEntry): readonly (readonly [path: string, digest: Sha256])[] {
  return [...outputsOf(entry)].flatMap(([path, { sha256: digest, origin }]) =>
    origin === "accepted" ? [] : [[path, digest] as const],
  );
}
