import { lstatSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import type { FileFact } from "../core/facts.ts";
import { GRANULARITY, isAtRest, looksTheSame, type Look } from "./at-rest.ts";
import { describeKind } from "./file-kind.ts";
import { writeAtomically } from "./files.ts";
import { ensureFolder } from "./folders.ts";
import type { HashWorker } from "./hash-worker.ts";
import { digestFiles, digestNow, finishDigests, startDigests, type FileDigest, type FileToDigest } from "./hash.ts";
import { errnoOf, machineError } from "./machine-error.ts";
import { formatMemo, parseMemo, type MemoEntry } from "./memo-file.ts";
import { makeStateFolder } from "./state-folder.ts";

/**
 * Remembers which digest a file had at which stat, so that a build with nothing to do reads no picture.
 *
 * A file that is written twice within one tick of the file system's clock can have another content and the same stat.
 * So, as in git's index, an entry counts only when the file's times lie clearly before the moment it was looked at:
 * a younger one (or one from the future, F46) is hashed again, until it has come to rest. That moment is our clock's;
 * if the file system's clock disagrees with it, the comparison means nothing and the whole memo is dropped.
 */
export interface Memo {
  /**
   * Begins to read files that will be asked for, on another thread, if there are many. What it finds counts only where
   * a file still looks the same when it is asked for: between the two somebody may wait for another build to end. At
   * most once.
   */
  readAhead(paths: Iterable<string>): void;
  /** Files that are being read ahead and that nobody has asked for yet. */
  readonly reading: Iterable<string>;
  /** What is at each path now: one stat each, and reading only what changed since it was last read. */
  observe(paths: Iterable<string>): Promise<ReadonlyMap<string, FileFact>>;
  /** The same for one path, at once. */
  digest(path: string): FileFact;
  /** How many files had to be read so far. */
  readonly hashed: number;
  /** Ends reading ahead. */
  close(): void;
  /** Writes what was learnt, if anything was. Loses nothing but time when it fails, so callers may ignore that. */
  save(): Promise<void>;
}

export interface MemoOptions {
  /** Paths are relative to this folder. */
  readonly root: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * A memo kept in `file`, which is read when the first answer needs it. A damaged file is an empty memo. Without a file
 * nothing is known and nothing kept: for a few files, reading them is less work than reading what is known of all.
 */
export function openMemo(file: string | undefined, options: MemoOptions): Memo {
  return new FileMemo(file, options);
}

class FileMemo implements Memo {
  readonly #file: string | undefined;
  readonly #root: string;
  readonly #now: () => number;
  #known: Map<string, MemoEntry> | undefined;
  /** Looked at in this life: paths of deleted files leave the memo when it is saved. */
  readonly #missing = new Set<string>();
  #ahead: Ahead | undefined;
  #changed = false;
  #hashed = 0;

  constructor(file: string | undefined, options: MemoOptions) {
    this.#file = file;
    this.#root = options.root;
    this.#now = options.now ?? Date.now;
  }

  get hashed(): number {
    return this.#hashed;
  }

  readAhead(paths: Iterable<string>): void {
    // A younger one would have to be read again.
    const unread = this.#glance(paths).unread.filter(({ look }) => isAtRest(look));
    const worker = startDigests(this.#filesOf(unread));
    if (worker !== undefined) this.#ahead = { unread, worker };
  }

  get reading(): Iterable<string> {
    return this.#ahead?.unread.map(({ path }) => path) ?? [];
  }

  async observe(paths: Iterable<string>): Promise<ReadonlyMap<string, FileFact>> {
    const wanted = new Set(paths);
    const ahead = this.#ahead;
    if (ahead?.unread.some(({ path }) => wanted.has(path)) === true) {
      this.#ahead = undefined;
      const early = await finishDigests(this.#filesOf(ahead.unread), ahead.worker);
      for (const [index, { path, look }] of ahead.unread.entries()) this.#learn(path, look, early[index]);
    }
    const { facts, unread } = this.#glance(wanted);
    const digests = await digestFiles(this.#filesOf(unread));
    for (const [index, { path, look }] of unread.entries()) facts.set(path, this.#learn(path, look, digests[index]));
    return facts;
  }

  close(): void {
    // A thread that only reads may end at any moment.
    void this.#ahead?.worker.stop();
    this.#ahead = undefined;
  }

  digest(path: string): FileFact {
    const look = this.#look(path, this.#now());
    return this.#answer(path, look) ?? this.#learn(path, look as Look, digestNow(this.#full(path)));
  }

  async save(): Promise<void> {
    if (this.#file === undefined || !this.#changed || this.#known === undefined) return;
    for (const path of this.#missing) this.#known.delete(path);
    const text = formatMemo({ written: this.#now(), entries: this.#known });
    const folder = dirname(this.#file);
    makeStateFolder(folder);
    ensureFolder(folder, { root: this.#root, mode: 0o700 });
    await writeAtomically(this.#file, text, { root: folder, durable: false, mode: 0o600 });
    this.#changed = false;
  }

  // `join` would normalise what is normal already: a tenth of the time for 50,000 files.
  #full(path: string): string {
    return `${this.#root}/${path}`;
  }

  /** One stat each: what can be said at once, and what has to be read. */
  #glance(paths: Iterable<string>): { readonly facts: Map<string, FileFact>; readonly unread: readonly Unread[] } {
    const facts = new Map<string, FileFact>();
    const at = this.#now();
    const unread: Unread[] = [];
    // Neighbours together: the folder's entries are then in the kernel's cache.
    for (const path of [...new Set(paths)].sort()) {
      const look = this.#look(path, at);
      const fact = this.#answer(path, look);
      if (fact === undefined) unread.push({ path, look: look as Look });
      else facts.set(path, fact);
    }
    return { facts, unread };
  }

  #filesOf(unread: readonly Unread[]): readonly FileToDigest[] {
    return unread.map(({ path, look }) => ({ path: this.#full(path), bytes: look.stat.size }));
  }

  #look(path: string, at: number): Look | undefined {
    try {
      const stat = lstatSync(this.#full(path), { throwIfNoEntry: false });
      return stat && { stat, at };
    } catch (error) {
      if (errnoOf(error) === "ENOTDIR") return undefined;
      throw machineError(error, { deed: "read", path });
    }
  }

  /** Undefined: it has to be read. */
  #answer(path: string, look: Look | undefined): FileFact | undefined {
    if (look === undefined) {
      this.#missing.add(path);
      return { kind: "missing" };
    }
    const { stat } = look;
    if (!stat.isFile()) return otherFact(stat, this.#full(path));
    const entry = this.#load().get(path);
    return entry !== undefined && looksTheSame(stat, entry) ? factOf(entry) : undefined;
  }

  #learn(path: string, look: Look, digest: FileDigest | undefined): FileFact {
    const known = this.#load();
    // Only what can be trusted is remembered, in this life too: `watch` asks again within the same tick.
    if (known.delete(path)) this.#changed = true;
    if (digest === undefined) return { kind: "missing" };
    this.#hashed += 1;
    this.#missing.delete(path);
    if (isAtRest(look)) {
      const { size, mtimeMs, ctimeMs, ino } = look.stat;
      known.set(path, { size, mtimeMs, ctimeMs, ino, ...digest });
      this.#changed = true;
    }
    return factOf(digest);
  }

  #load(): Map<string, MemoEntry> {
    if (this.#known !== undefined) return this.#known;
    this.#known = new Map();
    if (this.#file === undefined) return this.#known;
    try {
      const modified = lstatSync(this.#file).mtimeMs;
      const memo = parseMemo(readFileSync(this.#file, "utf8"));
      if (memo !== undefined && Math.abs(modified - memo.written) < GRANULARITY) this.#known = new Map(memo.entries);
      else this.#changed = true;
    } catch {
      // None yet, or unreadable: it only saves time.
    }
    return this.#known;
  }
}

interface Unread {
  readonly path: string;
  readonly look: Look;
}

/** What is being read before it was asked for. */
interface Ahead {
  readonly unread: readonly Unread[];
  readonly worker: HashWorker;
}

function factOf({ sha256, bytes, pointer }: FileDigest): FileFact {
  return { kind: "file", sha256, bytes, ...(pointer && { pointer }) };
}

function otherFact(stat: Stats, path: string): FileFact {
  if (!stat.isSymbolicLink()) return { kind: "other", what: describeKind(stat) };
  try {
    return { kind: "other", what: `a link to ${readlinkSync(path)}`, isLink: true };
  } catch {
    return { kind: "other", what: "a link", isLink: true };
  }
}
