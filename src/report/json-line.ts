import type { JsonObject } from "../core/json.ts";
import { CONTROLS, INVISIBLE } from "../core/unsafe-characters.ts";

/** The version of every line below. Raised only when a field changes its meaning; new fields may come at any time. */
const VERSION = 1;

/** A line of `--json` output. Its own file: errors in the arguments are said this way too, before anything is loaded. */
export function jsonLine(value: JsonObject): string {
  return `${JSON.stringify({ v: VERSION, ...value }).replace(UNSAFE, escapeUnits)}\n`;
}

/** What JSON leaves as it is, and a terminal, where such a line may end, obeys. An escape reads back the same. */
const UNSAFE = new RegExp(`[${CONTROLS}${INVISIBLE}]`, "gu");

/** JSON has escapes for UTF-16 units only. */
function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
