import type { JsonObject } from "../core/json.ts";

/** The version of every line below. Raised only when a field changes its meaning; new fields may come at any time. */
const VERSION = 1;

/** A line of `--json` output. Its own file: errors in the arguments are said this way too, before anything is loaded. */
export function jsonLine(value: JsonObject): string {
  return `${JSON.stringify({ v: VERSION, ...value }).replace(UNSAFE, escapeUnit)}\n`;
}

/** What JSON leaves as it is and a terminal obeys: C1 controls, and characters that turn the direction of text (T13). */
const UNSAFE = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
