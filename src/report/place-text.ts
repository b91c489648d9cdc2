import type { Place } from "../core/diagnostic.ts";
import { escapeControls } from "../core/terminal.ts";

/** Line and column count from 1; absent when only the file is known. */
export interface Position {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where a place is, as far as the sources tell. */
export function positionOf(place: Place, sources: ReadonlyMap<string, string>): Position {
  const { file } = place;
  const text = sources.get(file);
  if (text === undefined || !("offset" in place)) return { file };
  const before = text.slice(0, place.offset);
  const start = before.lastIndexOf("\n") + 1;
  return { file, line: before.split("\n").length, column: place.offset - start + 1 };
}

/** `images.config.yaml:14`. */
export function placeText(place: Place, sources: ReadonlyMap<string, string>): string {
  const { file, line } = positionOf(place, sources);
  return line === undefined ? escapeControls(file) : `${escapeControls(file)}:${line}`;
}
