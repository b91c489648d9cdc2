import { isDigest, type Sha256 } from "../core/digest.ts";
import { isJsonObject, type JsonObject } from "../core/json.ts";
import type { LockChange } from "../core/lock-changes.ts";
import { isEntry } from "../core/lock-shape.ts";

/**
 * What a build did since the lock was last written: folded into the lock at intervals, at the end, or by the next
 * run when this one is killed.
 */
export type JournalLine =
  /** A build starts from this lock: the digest of its text, or null when there was none. */
  | { readonly type: "begin"; readonly lock: Sha256 | null }
  | LockChange
  /** These bytes are about to be at this path: should the build die now, they are ours and nobody's edit. */
  | { readonly type: "placed"; readonly path: string; readonly sha256: Sha256 };

/** What happened to paid calls. The file is only ever added to: it is also the record of what was spent. */
export type LedgerLine = LedgerEvent & {
  /** The API's origin; absent for a provider that draws here. What another host answered is another answer (T18). */
  readonly host?: string;
};

type LedgerEvent =
  /** Written before the call. Without a line that ends it, it may have been billed. */
  | {
      readonly type: "intent";
      readonly key: Sha256;
      readonly asset: string;
      readonly provider: string;
      readonly model?: string;
      /** The estimate in US dollars; absent when no price is known. */
      readonly usd?: number;
      /** ISO 8601, UTC. */
      readonly at: string;
    }
  /** Paid, the picture is still to be fetched with this. */
  | { readonly type: "ticket"; readonly key: Sha256; readonly ticket: JsonObject }
  /**
   * Paid and received: the bytes go into the store next. Written before them, so that an object never lies there
   * without anybody knowing whose it is.
   */
  | {
      readonly type: "stored";
      readonly key: Sha256;
      readonly sha256s: readonly Sha256[];
      readonly indexes?: readonly number[];
      /** US dollars, where the API says what it charged. */
      readonly billed_usd?: number;
      /** What of the answer has not come yet is still to be fetched with this. */
      readonly ticket?: JsonObject;
      /** Of a batch these are not all pictures. */
      readonly part?: true;
    }
  | {
      readonly type: "failed";
      readonly key: Sha256;
      readonly code: string;
      readonly billed: Billed;
      /** ISO 8601, UTC; absent in lines of older builds. */
      readonly at?: string;
      /** A safety checker or a content policy refused, with these words: not to be asked again unasked. */
      readonly refused?: string;
    };

/** Was money taken? `maybe`: the request was sent and nobody knows (F7, F10). */
export type Billed = "yes" | "no" | "maybe";

/** A line of an unknown type fails as a damaged one does. */
export function isJournalLine(line: JsonObject): line is JournalLine & JsonObject {
  return CHECKS[line["type"] as JournalLine["type"]]?.(line) ?? false;
}

/** As `isJournalLine`; a line without a host was about a provider on this machine. */
export function isLedgerLine(line: JsonObject): line is LedgerLine & JsonObject {
  if (!isDigest(line["key"]) || !isTextOrAbsent(line["host"])) return false;
  return LEDGER_CHECKS[line["type"] as LedgerLine["type"]]?.(line) ?? false;
}

type Check = (line: JsonObject) => boolean;

// A null prototype, so that a line of type `constructor` finds no check.
const CHECKS: Record<JournalLine["type"], Check> = Object.assign(Object.create(null) as object, {
  begin: ({ lock }: JsonObject) => lock === null || isDigest(lock),
  // Older builds wrote no heirs.
  entry: ({ asset, entry, moved, heirs = [] }: JsonObject) =>
    isText(asset) && isJsonObject(entry) && isEntry(entry) && isTexts(moved) && isTexts(heirs),
  removed: ({ asset }: JsonObject) => isText(asset),
  forgotten: ({ path }: JsonObject) => isText(path),
  pinned: ({ url, sha256 }: JsonObject) => isText(url) && isDigest(sha256),
  unpinned: ({ url }: JsonObject) => isText(url),
  placed: ({ path, sha256 }: JsonObject) => isText(path) && isDigest(sha256),
} satisfies Record<JournalLine["type"], Check>);

const LEDGER_CHECKS: Record<LedgerLine["type"], Check> = Object.assign(Object.create(null) as object, {
  intent: ({ asset, provider, model, usd, at }: JsonObject) =>
    isText(asset) && isText(provider) && isTextOrAbsent(model) && isAmountOrAbsent(usd) && isText(at),
  ticket: ({ ticket }: JsonObject) => isJsonObject(ticket),
  stored: ({ sha256s, billed_usd, ticket }: JsonObject) =>
    Array.isArray(sha256s) &&
    sha256s.every(isDigest) &&
    isAmountOrAbsent(billed_usd) &&
    (ticket === undefined || isJsonObject(ticket)),
  failed: ({ code, billed, at, refused }: JsonObject) =>
    isText(code) && isBilled(billed) && isTextOrAbsent(at) && isTextOrAbsent(refused),
} satisfies Record<LedgerLine["type"], Check>);

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isAmountOrAbsent(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && Number.isFinite(value));
}

function isBilled(value: unknown): value is Billed {
  return value === "yes" || value === "no" || value === "maybe";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
