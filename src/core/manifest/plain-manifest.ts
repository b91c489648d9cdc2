import { findControl } from "../control-characters.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { cutManifest } from "./items.ts";
import { MOST_ENTRIES, MOST_LEXEMES } from "./limits.ts";
import { readPlainMap } from "./plain-yaml.ts";

/** A manifest of which the plain entries have been read. */
export interface PlainManifest {
  /** What the library has still to read: the manifest without those entries. Undefined when everything was plain. */
  readonly rest: string | undefined;
  /** The whole document, once the rest is read; undefined when that is not what it seemed to be. */
  complete(rest: Json | undefined): JsonObject | undefined;
}

/**
 * Reads those entries of `assets` that are plain YAML, which in a large catalogue nearly all are. Undefined where the
 * manifest has another form or is too large to be used.
 */
export function readPlainManifest(text: string): PlainManifest | undefined {
  // Every lexeme has a character.
  const cut = text.length > MOST_LEXEMES || findControl(text) !== undefined ? undefined : cutManifest(text);
  if (cut === undefined || cut.items.length > MOST_ENTRIES) return undefined;
  const { head, items, tail } = cut;
  // Within brackets or quotes a line that seems to begin the entries is something else.
  if (!BLOCK_MAP.test(head)) return undefined;
  const plain = new Map<string, Json>();
  const others: string[] = [];
  const otherKeys: string[] = [];
  for (const item of items) {
    const value = readPlainMap(item.text)?.[item.key];
    if (value !== undefined) {
      plain.set(item.key, value);
      continue;
    }
    others.push(item.text);
    otherKeys.push(item.key);
  }
  if (plain.size === 0) return undefined;
  // A name that is there twice is somebody's mistake.
  if (plain.size + otherKeys.length !== items.length || otherKeys.some((key) => plain.has(key))) return undefined;

  const complete = (rest: Json | undefined): JsonObject | undefined => {
    if (!isJsonObject(rest) || !("assets" in rest)) return undefined;
    const { assets: read } = rest;
    // Where a line seemed to be a key and was not one, the parser has found others.
    if (!haveKeys(read, otherKeys)) return undefined;
    const assets: Record<string, Json> = Object.create(null);
    for (const { key } of items) assets[key] = plain.get(key) ?? ((read as JsonObject)[key] as Json);
    return Object.assign(Object.create(null), rest, { assets });
  };
  if (others.length > 0) return { rest: head + others.join("") + tail, complete };
  // Whatever stands after the entries must not be read as a part of what stands before them.
  const frame = readPlainMap(head.replace(OPENING, "assets: 0\n") + tail, 0);
  if (frame?.["assets"] !== 0) return { rest: head + tail, complete };
  return { rest: undefined, complete: () => complete({ ...frame, assets: null }) };
}

/** Comments and empty lines, then a name in the first column. */
const BLOCK_MAP = /^(?:[ ]*(?:#.*)?\r?\n)*[A-Za-z_][\w-]*:/;

/** The last line of the head. */
const OPENING = /^assets:[ ]*\r?\n(?![^])/m;

function haveKeys(read: Json | undefined, keys: readonly string[]): boolean {
  if (keys.length === 0) return read === null;
  if (!isJsonObject(read)) return false;
  const found = Object.keys(read);
  return found.length === keys.length && keys.every((key, index) => key === found[index]);
}
