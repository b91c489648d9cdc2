import { dirname, join } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { sha256, type Sha256 } from "../core/digest.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { lazily } from "../core/lazily.ts";
import { applyChanges, type LockChange } from "../core/lock-changes.ts";
import { mergeLocks, parseLockText } from "../core/lock-merge.ts";
import type { Lock } from "../core/lock.ts";
import { formatLock } from "../core/lockfile.ts";
import { writeAtomically } from "../store/files.ts";
import type { JournalLine } from "../store/journal-lines.ts";
import { openJournal } from "../store/journal.ts";
import { stateFiles } from "../store/layout.ts";
import { DiagnosticsError } from "./diagnostics-error.ts";
import { openPlacedHistory } from "./placed.ts";
import { filesOf, ownFilesOf, type ReadLock } from "./read-lock.ts";
import { readTextAgain } from "./read-text.ts";

/** The way from a finished asset into the lock. */
export interface BuildJournal {
  /** This file is about to be ours: should we die now, the next run does not take it for somebody's edit. */
  placing(path: string, digest: Sha256): Promise<void>;
  /** A change to the lock is durable when this resolves. */
  record(change: LockChange): Promise<void>;
  /**
   * Writes what happened into the lock, if it changes anything, and starts a new page.
   * @throws MachineError, DiagnosticsError for a lock that came meanwhile and cannot be read; the journal still knows
   */
  fold(): Promise<void>;
  /** Outputs that the lock has come to know as left over, as far as it was folded. */
  leftOver(): readonly string[];
  close(): Promise<void>;
}

/** A build that changes no lock has nothing to remember. */
export const NO_JOURNAL: BuildJournal = {
  placing: () => Promise.resolve(),
  record: () => Promise.resolve(),
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
    async record(change) {
      if (change.type !== "pinned") return;
      await journal.record(change);
      pinned = true;
    },
    fold: () => (pinned ? journal.fold() : Promise.resolve()),
    close: () => journal.close(),
  };
}

/**
 * How often the lock is written during a long build: after so many entries, or a quarter of what it holds, whichever
 * is more, else writing it would take the square of their number. The journal makes waiting safe.
 */
const FOLD_EVERY = 1000;
const FOLD_SHARE = 0.25;

/** Which lock a journal is of. */
export interface JournalPlace {
  /** Where the lock is, absolute. */
  readonly folder: string;
  readonly file: string;
  /**
   * Puts what the lock names where it belongs.
   * @throws MachineError, and then the lock is as it was: the journal knows
   */
  beforeLockIsWritten(lock: Lock): Promise<void>;
  /** Somebody else wrote the lock since it was read; what they wrote is kept. */
  onMerged(): void;
}

/** Journals on top of a lock. Nothing is written before something is done. */
export function openBuildJournal(place: JournalPlace, start: ReadLock): BuildJournal {
  const { folder, file: journalFile } = place;
  const history = openPlacedHistory(stateFiles(dirname(journalFile)).placed);
  const log = openJournal(journalFile);
  let { lock, text, look, digest, unmerged } = start;
  /** What the file says, as far as we know. */
  let inFile = start.parsed.lock;
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
    const isWitness = (line: JournalLine) => line.type === "placed" && locked().get(line.path) !== line.sha256;
    return log.compact(isWitness, [page, ...unfolded]);
  };
  const begin = () => (begun ??= turnPage());
  /** A build takes minutes, and git writes the lock meanwhile: of an asset that both changed our entry counts. */
  const mergeWhatCame = () => {
    const found = readTextAgain(join(folder, LOCK_FILE), { text, look });
    if (found.text === text) return;
    ({ text, look } = found);
    // Deleted: all that we know is written again, for nothing else says what was paid for.
    if (text === undefined) return;
    const theirs = parseLockText(text);
    if ("problem" in theirs) throw new DiagnosticsError([theirs.problem]);
    // Only the manifest, which came with it, tells which side is meant: the next build reads both.
    if (theirs.conflicts.length > 0) throw new DiagnosticsError([conflictMeanwhile(theirs.conflicts.length)]);
    lock = mergeLocks({ base: inFile, ours: lock, theirs: theirs.lock }).lock;
    inFile = theirs.lock;
    place.onMerged();
  };
  const fold = async () => {
    if (unfolded.length === 0 && !unmerged) return;
    await begin();
    const taken = unfolded.length;
    lock = applyChanges(lock, unfolded);
    mergeWhatCame();
    const wanted = formatLock(lock);
    if (wanted !== text) {
      await place.beforeLockIsWritten(lock);
      await writeAtomically(join(folder, LOCK_FILE), wanted, { root: folder, durable: true });
      [text, look, inFile] = [wanted, undefined, lock];
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
    async record(change) {
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

function conflictMeanwhile(count: number): Diagnostic {
  return {
    severity: "error",
    code: "lock-conflict",
    message: `git left ${count === 1 ? "a conflict" : `${count} conflicts`} in it during the build; it was left as it is`,
    hint: "run imagegen build: it takes for each asset the side that the manifest asks for; what was made is in the store",
    place: { file: LOCK_FILE },
  };
}
