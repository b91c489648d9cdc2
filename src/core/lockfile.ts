import type { Diagnostic } from "./diagnostic.ts";
import type { Sha256 } from "./digest.ts";
import { LOCK_FILE } from "./file-names.ts";
import { leadsIntoGit } from "./git-path.ts";
import { byCodeUnit, canonical, isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { Lock, LockEntry, LockedOutput, LockedSample, Original } from "./lock.ts";

/** Raised when an older imagegen could misread the file. Never lowered. */
const LOCK_VERSION = 1;

const LOCK_FIELDS: ReadonlySet<string> = new Set(["version", "assets", "orphans", "references"]);

/** What is left of a lock that git does not have can be saved, too. */
const RESTORE = `restore it: git checkout -- ${LOCK_FILE}; or keep what it still says: imagegen lock rebuild`;

export type ParsedLock = { readonly lock: Lock } | { readonly problem: Diagnostic };

/**
 * Reads a lock. Anything but a lock of this version is a problem, never an empty lock: an empty lock would pay for
 * every picture again (F38, F39).
 */
export function parseLock(source: string): ParsedLock {
  const text = withoutMark(source);
  const conflict = /^<{7}( |$)/m.exec(text);
  if (conflict)
    return problem(
      "lock-conflict",
      `git conflict markers in line ${lineOf(text, conflict.index)}`,
      "they do not fit together; restore a whole lock, or run: imagegen lock rebuild",
      conflict.index,
    );
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const line = lineOf(text, brokenAt(text, error));
    return problem("lock-syntax", `it is not valid JSON in line ${line} (cut off, or a git conflict?)`, RESTORE);
  }
  if (!isJsonObject(document)) return problem("lock-invalid", "it is not a lock", RESTORE);
  if (document["version"] !== LOCK_VERSION) {
    return problem(
      "lock-newer",
      `it has version ${JSON.stringify(document["version"]) ?? "none"}; this imagegen reads version ${LOCK_VERSION}`,
      "upgrade imagegen; an older one must not rewrite the file",
    );
  }
  // What is not understood would be lost when the lock is written.
  const unknown = Object.keys(document).filter((field) => !LOCK_FIELDS.has(field));
  if (unknown.length > 0) {
    return problem(
      "lock-newer",
      `this imagegen does not know what ${unknown.map((field) => JSON.stringify(field)).join(", ")} is`,
      "upgrade imagegen; an older one must not rewrite the file",
    );
  }
  const assets = new Map<string, LockEntry>();
  for (const [name, entry] of entriesOf(document["assets"])) {
    if (!isEntry(entry)) return problem("lock-invalid", `the entry of ${JSON.stringify(name)} is malformed`, RESTORE);
    assets.set(name, entry);
  }
  const orphans = new Map<string, Sha256>();
  for (const [path, digest] of entriesOf(document["orphans"])) {
    if (!isDigest(digest) || !isSafePath(path))
      return problem("lock-invalid", `the orphan ${JSON.stringify(path)} is malformed`, RESTORE);
    orphans.set(path, digest);
  }
  const references = new Map<string, Sha256>();
  for (const [url, digest] of entriesOf(document["references"])) {
    if (!isDigest(digest))
      return problem("lock-invalid", `what ${JSON.stringify(url)} is pinned to is malformed`, RESTORE);
    references.set(url, digest);
  }
  return { lock: { assets, orphans, references } };
}

/** Without the byte order mark that some editors put at the start of whatever they save. */
export function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

/** From 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The engine says where, unless the text just ends. */
function brokenAt(text: string, error: unknown): number {
  const [, position] = (error instanceof Error && /position (\d+)/.exec(error.message)) || [];
  return position === undefined ? text.trimEnd().length : Number(position);
}

/** The lock's text: sorted, one fact per line, LF. The same state is the same bytes. */
export function formatLock(lock: Lock): string {
  const document: JsonObject = {
    version: LOCK_VERSION,
    assets: sortedRecord(lock.assets, (entry) => canonical(entry as unknown as Json)),
    ...(lock.orphans.size > 0 && { orphans: sortedRecord(lock.orphans, (digest) => digest) }),
    ...(lock.references.size > 0 && { references: sortedRecord(lock.references, (digest) => digest) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The lines of one asset in the lock's text, without the comma and the line feed after them. */
export function entryText(asset: string, entry: LockEntry): string {
  const record: Record<string, Json> = Object.create(null);
  record[asset] = canonical(entry as unknown as Json);
  // Two levels deeper than on its own, less the braces around it.
  return JSON.stringify({ assets: record }, null, 2).split("\n").slice(2, -2).join("\n");
}

/** A change to the lock, small enough for one line of the journal. */
export type LockChange =
  | EntryChange
  /** The asset is gone from the manifest and its files are pruned. */
  | { readonly type: "removed"; readonly asset: string }
  /** A pruned or vanished orphan file. */
  | { readonly type: "forgotten"; readonly path: string }
  /** What is at a URL that an asset refers to. */
  | { readonly type: "pinned"; readonly url: string; readonly sha256: Sha256 }
  /** No asset refers to this URL any more. */
  | { readonly type: "unpinned"; readonly url: string };

/** The asset's entry is now this. */
export interface EntryChange {
  readonly type: "entry";
  readonly asset: string;
  readonly entry: LockEntry;
  /** Files that left their old place. */
  readonly moved: readonly string[];
  /** Assets that still need former entries: the first that of `asset`, each other one that of the one before it. */
  readonly heirs?: readonly string[];
}

/** Applies changes in order. Outputs that an entry no longer names become orphans, so that `prune` finds them. */
export function applyChanges(lock: Lock, changes: readonly LockChange[]): Lock {
  if (changes.length === 0) return lock;
  const assets = new Map(lock.assets);
  const orphans = new Map(lock.orphans);
  const references = new Map(lock.references);
  const moved = new Set<string>();
  for (const change of changes) {
    switch (change.type) {
      case "entry":
        for (const path of change.moved) moved.add(path);
        for (const [path, output] of outputsOf(handOn(assets, change)))
          // An accepted edit is somebody's own work: `prune` is not told of it.
          if (output.origin !== "accepted") orphans.set(path, output.sha256);
        assets.set(change.asset, change.entry);
        for (const [path] of outputsOf(change.entry)) orphans.delete(path);
        break;
      case "removed":
        assets.delete(change.asset);
        break;
      case "forgotten":
        orphans.delete(change.path);
        break;
      case "pinned":
        references.set(change.url, change.sha256);
        break;
      case "unpinned":
        references.delete(change.url);
        break;
      default:
        change satisfies never;
    }
  }
  for (const path of moved) orphans.delete(path);
  if (moved.size > 0) dropMovedEntries(assets, moved);
  for (const entry of assets.values()) for (const [path] of outputsOf(entry)) orphans.delete(path);
  return { assets, orphans, references };
}

/** Gives former entries to their heirs, with the files where they are; what is left is nobody's any more. */
function handOn(assets: Map<string, LockEntry>, { asset, heirs = [] }: EntryChange): LockEntry | undefined {
  let former = assets.get(asset);
  for (const heir of heirs) {
    const own = assets.get(heir);
    if (former !== undefined) assets.set(heir, former);
    former = own;
  }
  return former;
}

/** Every output of an entry with its path. */
export function* outputsOf(entry: LockEntry | undefined): Generator<readonly [path: string, output: LockedOutput]> {
  if (entry === undefined) return;
  for (const sample of entry.samples) yield* Object.entries(sample.outputs);
}

/** An entry all of whose files were moved to another asset was renamed: nothing of it is left to keep. */
function dropMovedEntries(assets: Map<string, LockEntry>, moved: ReadonlySet<string>): void {
  for (const [name, entry] of assets) {
    const paths = [...outputsOf(entry)].map(([path]) => path);
    if (paths.length > 0 && paths.every((path) => moved.has(path))) assets.delete(name);
  }
}

function sortedRecord<Value>(map: ReadonlyMap<string, Value>, toJson: (value: Value) => Json): JsonObject {
  const record: Record<string, Json> = Object.create(null);
  for (const key of [...map.keys()].sort(byCodeUnit)) record[key] = toJson(map.get(key) as Value);
  return record;
}

function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** Checks all that is read of an entry later, its paths too: a lock arrives with a pull request (T19). */
export function isEntry(value: Json): value is LockEntry & JsonObject {
  if (!isJsonObject(value)) return false;
  const samples = value["samples"];
  const seed = value["auto_seed"];
  return (
    Array.isArray(samples) &&
    samples.length > 0 &&
    samples.every(isSample) &&
    (seed === undefined || Number.isSafeInteger(seed))
  );
}

function isSample(value: Json): value is LockedSample & JsonObject {
  if (!isJsonObject(value) || !isDigest(value["key"]) || !isJsonObject(value["recipe"])) return false;
  const recipe = value["recipe"];
  if (typeof recipe["provider"] !== "string" || typeof recipe["endpoint"] !== "string" || !isJsonObject(recipe["body"]))
    return false;
  if (!isOriginal(value["original"]) || !isJsonObject(value["outputs"])) return false;
  return Object.entries(value["outputs"]).every(([path, output]) => isSafePath(path) && isLockedOutput(output));
}

/** Width and height are not looked at; they may be absent. */
export function isOriginal(value: Json | undefined): value is Original & JsonObject {
  return (
    isJsonObject(value) &&
    isDigest(value["sha256"]) &&
    typeof value["bytes"] === "number" &&
    typeof value["format"] === "string"
  );
}

function isLockedOutput(value: Json): boolean {
  return (
    isJsonObject(value) &&
    isDigest(value["key"]) &&
    isDigest(value["sha256"]) &&
    typeof value["bytes"] === "number" &&
    isJsonObject(value["operations"])
  );
}

/** 64 lower-case hexadecimal digits, so it may become a part of a path. */
export function isDigest(value: Json | undefined): value is Sha256 {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** A lock arrives with a pull request; a path in it must never lead out of the project (T19). */
function isSafePath(path: string): boolean {
  return (
    path !== "" &&
    !/^[/\\]|^[A-Za-z]:|[\0\\]/.test(path) &&
    !path.split("/").some((part) => part === ".." || part === "." || part === "") &&
    !leadsIntoGit(path)
  );
}

function problem(
  code: "lock-conflict" | "lock-syntax" | "lock-invalid" | "lock-newer",
  message: string,
  hint: string,
  offset?: number,
): ParsedLock {
  return {
    problem: {
      severity: "error",
      code,
      message: `cannot use ${LOCK_FILE}: ${message}`,
      hint,
      place: offset === undefined ? { file: LOCK_FILE } : { file: LOCK_FILE, offset, length: 7 },
    },
  };
}
