import type { Diagnostic } from "./diagnostic.ts";
import { isDigest, type Sha256 } from "./digest.ts";
import { LOCK_FILE } from "./file-names.ts";
import { byCodeUnit, canonical, isJsonObject, type Json, type JsonObject } from "./json.ts";
import { isEntry, isSafePath } from "./lock-shape.ts";
import type { Lock, LockEntry } from "./lock.ts";

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

function sortedRecord<Value>(map: ReadonlyMap<string, Value>, toJson: (value: Value) => Json): JsonObject {
  const record: Record<string, Json> = Object.create(null);
  for (const key of [...map.keys()].sort(byCodeUnit)) record[key] = toJson(map.get(key) as Value);
  return record;
}

function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
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
