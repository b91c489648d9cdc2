import { dirname, join } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { sha256, type Sha256 } from "../core/digest.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { lazily } from "../core/lazily.ts";
import { applyChanges, type LockChange } from "../core/lock-changes.ts";
import { parseLockText, type LockText, type MergedLock } from "../core/lock-merge.ts";
import { cutLock, type LockPart } from "../core/lock-part.ts";
import { EMPTY_LOCK, outputsOf, type Lock, type LockEntry, type LockLag } from "../core/lock.ts";
import { formatLock } from "../core/lockfile.ts";
import { openBytes } from "../store/byte-source.ts";
import { writeAtomically } from "../store/files.ts";
import type { JournalLine } from "../store/journal-lines.ts";
import { openJournal, readJournal } from "../store/journal.ts";
import { stateFiles } from "../store/layout.ts";
import { openPlacedHistory } from "./placed.ts";
import { readTextAgain, type SeenText } from "./read-text.ts";

/** The way from a finished asset into the lock. */
export interface BuildJournal {
  /** This file is about to be ours: should we die now, the next run does not take it for somebody's edit. */
  placing(path: string, digest: Sha256): Promise<void>;
  /** An asset's result is durable when this resolves. */
  entry(change: LockChange): Promise<void>;
  /** Writes what happened into the lock, if it changes anything, and starts a new page. */
  fold(): Promise<void>;
  /** Outputs that the lock has come to know as left over, as far as it was folded. */
  leftOver(): readonly string[];
  close(): Promise<void>;
}

/** A build that changes no lock has nothing to remember. */
export const NO_JOURNAL: BuildJournal = {
  placing: () => Promise.resolve(),
  entry: () => Promise.resolve(),
  fold: () => Promise.resolve(),
  leftOver: () => [],
  close: () => Promise.resolve(),
};

/**
 * For a build whose assets are in no manifest: what it makes is not locked, but what a URL was when it was fetched
 * holds for the next one as well.
 */
export function onlyPins(journal: BuildJournal): BuildJournal {
  let pinned = false;
  return {
    ...NO_JOURNAL,
    async entry(change) {
      if (change.type !== "pinned") return;
      await journal.entry(change);
      pinned = true;
    },
    fold: () => (pinned ? journal.fold() : Promise.resolve()),
    close: () => journal.close(),
  };
}

/** The lock as it counts: the file, and what a killed build did not live to write into it. */
export interface ReadLock extends SeenText {
  readonly lock: Lock;
  /** The file alone. */
  readonly parsed: LockText;
  /** The digest of the file, null when there is none. Made when it is asked for: of a large lock it takes a while. */
  digest(): Sha256 | null;
  /** The file holds git's conflict markers; `lock` is the merge, to be written in their place. */
  readonly unmerged: boolean;
  /** What interrupted builds put where. */
  readonly placed: ReadonlyMap<string, ReadonlySet<Sha256>>;
  /** Changes in the journal that the file does not have yet. */
  readonly pending: readonly LockChange[];
}

/**
 * How often the lock is written during a long build: after so many entries, or a quarter of what it holds, whichever
 * is more, else writing it would take the square of their number. The journal makes waiting safe.
 */
const FOLD_EVERY = 1000;
const FOLD_SHARE = 0.25;

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
    for (const [path, file] of [...filesOf(ours), ...filesOf(theirs)]) note(path, file);
  let pending: LockChange[] = [];
  let counts = false;
  for (const line of readJournal(journalFile).lines) {
    if (line.type === "begin") {
      counts = line.lock === digest();
      if (!counts) pending = [];
    } else if (line.type === "placed") note(line.path, line.sha256);
    else if (counts) pending.push(line);
    else if (line.type === "entry") {
      for (const sample of line.entry.samples)
        for (const [path, output] of Object.entries(sample.outputs)) note(path, output.sha256);
    }
  }
  return { lock: applyChanges(settle(parsed), pending), parsed, text, look, digest, unmerged, placed, pending };
}

/** Why a build has to write the lock although its assets are as it says. */
export function lagOf({ unmerged, pending }: Pick<ReadLock, "unmerged" | "pending">): LockLag | undefined {
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
): { readonly read: ReadLock; readonly part: LockPart; close(): void } | undefined {
  // The first line of a page says only which lock it is about.
  if (readJournal(journalFile).lines.some(({ type }) => type !== "begin")) return undefined;
  const bytes = openBytes(join(root, LOCK_FILE));
  const part = cutOrClose(bytes, names);
  if (part === undefined) return undefined;
  const lock: Lock = { ...EMPTY_LOCK, assets: part.assets };
  const nothing = {
    digest: () => null,
    text: undefined,
    look: undefined,
    unmerged: false,
    placed: new Map(),
    pending: [],
  };
  const read: ReadLock = { lock, parsed: { ...NO_LOCK, lock }, ...nothing };
  return { part, read, close: () => bytes.close() };
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

/** Which lock a journal is of. */
export interface JournalPlace {
  /** Where the lock is, absolute. */
  readonly folder: string;
  readonly file: string;
  /** @throws MachineError, and then the lock is as it was: the journal knows */
  keep(lock: Lock): Promise<void>;
}

const NO_LOCK: LockText = { lock: EMPTY_LOCK, conflicts: [], unmerged: false };

/**
 * Journals on top of a lock. Nothing is written before something is done. `keep`: puts what a lock names where it
 * belongs, before it is written.
 */
export function openBuildJournal(
  { folder, file: journalFile, keep: keepNamed }: JournalPlace,
  start: ReadLock,
): BuildJournal {
  const history = openPlacedHistory(stateFiles(dirname(journalFile)).placed);
  const log = openJournal(journalFile);
  let { lock, text, digest, unmerged } = start;
  /** Done, durable in the journal, and not in the lock's file yet. */
  let unfolded: LockChange[] = [...start.pending];
  let begun: Promise<void> | undefined;
  let folding: Promise<void> = Promise.resolve();
  const turnPage = () => {
    const page: JournalLine = { type: "begin", lock: digest() };
    // An undisturbed page is empty, and then nobody asks.
    const { assets } = lock;
    const locked = lazily(() => new Map([...assets.values()].flatMap(filesOf)));
    // What the lock knows needs no witness; what was placed and not locked still does. One step: a kill sees the old
    // page or the new one.
    const keep = (line: JournalLine) => line.type === "placed" && locked().get(line.path) !== line.sha256;
    return log.compact(keep, [page, ...unfolded]);
  };
  const begin = () => (begun ??= turnPage());
  const fold = async () => {
    if (unfolded.length === 0 && !unmerged) return;
    await begin();
    const taken = unfolded.length;
    lock = applyChanges(lock, unfolded);
    const wanted = formatLock(lock);
    if (wanted !== text) {
      await keepNamed(lock);
      await writeAtomically(join(folder, LOCK_FILE), wanted, { root: folder, durable: true });
      text = wanted;
      const written = sha256(text);
      digest = () => written;
    }
    unmerged = false;
    await history.add(
      unfolded.slice(0, taken).flatMap((change) => (change.type === "entry" ? ownFilesOf(change.entry) : [])),
    );
    // Only now may the page be turned: until the lock stands, the journal is the only witness. Entries that came
    // meanwhile go onto the new page.
    unfolded = unfolded.slice(taken);
    await turnPage();
  };
  const foldInTurn = () => (folding = folding.then(fold));
  return {
    async placing(path, digest) {
      await begin();
      await log.append({ type: "placed", path, sha256: digest }, { durable: false });
    },
    async entry(change) {
      await begin();
      await log.append(change, { durable: true });
      unfolded.push(change);
      if (unfolded.length >= Math.max(FOLD_EVERY, lock.assets.size * FOLD_SHARE)) await foldInTurn();
    },
    fold: foldInTurn,
    leftOver: () => [...lock.orphans.keys()].filter((path) => !start.lock.orphans.has(path)),
    close: () => log.close(),
  };
}

function filesOf(entry: LockEntry): readonly (readonly [path: string, digest: Sha256])[] {
  return [...outputsOf(entry)].map(([path, { sha256: digest }]) => [path, digest] as const);
}

/** Without accepted edits: those stay somebody's own work, whatever the lock says later. */
function ownFilesOf(entry: LockEntry): readonly (readonly [path: string, digest: Sha256])[] {
  return [...outputsOf(entry)].flatMap(([path, { sha256: digest, origin }]) =>
    origin === "accepted" ? [] : [[path, digest] as const],
  );
}
