import { isJsonObject, type Json } from "../core/json.ts";
import { isContentReference } from "../core/recipe.ts";
import { escapeControls } from "../core/terminal.ts";
import { shortDigest } from "./units.ts";

/** One value of a request on one line, at most `width` characters. */
export function valueText(value: Json | undefined, width: number): string {
  return shorten(wholeText(value), width);
}

/** Two values that differ, each at most `width` characters, cut so that the difference is seen. */
export function changeText(old: Json | undefined, wanted: Json | undefined, width: number): string {
  const [before, after] = [wholeText(old), wholeText(wanted)];
  if (before.length <= width && after.length <= width) return `${before} → ${after}`;
  const start = Math.max(0, commonPrefix(before, after) - Math.floor(width / 3));
  return `${shortenFrom(before, start, width)} → ${shortenFrom(after, start, width)}`;
}

/** Cuts at the end, with an ellipsis; never through a surrogate pair. */
export function shorten(text: string, width: number): string {
  return shortenFrom(text, 0, width);
}

function wholeText(value: Json | undefined): string {
  if (value === undefined) return "unset";
  return escapeControls(JSON.stringify(readable(value)));
}

/** A content reference is a digest to a person; a data URI is its kind and length. */
function readable(value: Json): Json {
  if (isContentReference(value)) return `content ${shortDigest(value.$content)}`;
  if (typeof value === "string") {
    const data = /^data:([\w/+.-]*)[;,]/.exec(value);
    return data === null ? withoutQuery(value) : `data:${data[1]}, ${value.length} characters`;
  }
  if (Array.isArray(value)) return value.map(readable);
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readable(member)]));
  return value;
}

/** A URL without its query: signed ones open what they point at to everybody who reads a log (T26). */
export function withoutQuery(text: string): string {
  return text.replace(/^(https?:\/\/[^\s?#]*)[?#]\S*$/i, "$1?…");
}

function shortenFrom(text: string, start: number, width: number): string {
  const characters = Array.from(text);
  const from = characters.length - start <= width ? Math.max(0, Math.min(start, characters.length - width)) : start;
  const head = from > 0 ? "…" : "";
  const room = width - head.length;
  const rest = characters.slice(from + head.length);
  if (rest.length <= room) return head + rest.join("");
  return `${head}${rest.slice(0, room - 1).join("")}…`;
}

function commonPrefix(left: string, right: string): number {
  const [before, after] = [Array.from(left), Array.from(right)];
  let length = 0;
  while (length < before.length && before[length] === after[length]) length += 1;
  return length;
}
