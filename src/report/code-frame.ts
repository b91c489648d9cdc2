import type { Place } from "../core/diagnostic.ts";
import { maskSecrets } from "../core/secrets.ts";
import { escapeControls } from "../core/terminal.ts";
import { cellWidth } from "./cell-width.ts";
import { positionOf } from "./place-text.ts";

/** One line of a source with carets under a stretch of it, safe for a terminal. */
export interface CodeFrame {
  readonly line: number;
  /** Columns that the line number takes. */
  readonly margin: number;
  readonly text: string;
  /** What stands in front of the carets. */
  readonly indent: string;
  readonly carets: string;
}

/** Nothing when it is not known where in the file it is. Keys are hidden; a long line is cut around the stretch. */
export function codeFrame(place: Place, sources: ReadonlyMap<string, string>): CodeFrame | undefined {
  const source = sources.get(place.file);
  const { line } = positionOf(place, sources);
  if (source === undefined || line === undefined || !("offset" in place)) return undefined;
  const { before, inside, after } = nearby(source, place);
  const shown = cut(cellsOf(before), cellsOf(inside), cellsOf(after));
  const indent = widthOf(shown.before);
  return {
    line,
    margin: String(line).length,
    text: textOf([...shown.before, ...shown.inside, ...shown.after]).trimEnd(),
    indent: " ".repeat(indent),
    carets: "^".repeat(Math.max(1, widthOf(shown.inside))),
  };
}

/** UTF-16 units of a line that are looked at, to each side. */
const REACH = 500;
/** Columns that are shown of a line, and of what stands in front of the carets. */
const WIDEST = 110;
const WIDEST_BEFORE = 50;
const TAB = 4;

interface Cell {
  readonly text: string;
  readonly width: number;
}

/** The line around a stretch, in three parts. */
function nearby(source: string, { offset, length }: { readonly offset: number; readonly length: number }) {
  const lineStart = offset === 0 ? 0 : source.lastIndexOf("\n", offset - 1) + 1;
  const start = Math.max(lineStart, offset - REACH);
  const rest = source.slice(offset, offset + 2 * REACH);
  const ends = rest.search(/[\r\n]/);
  const end = offset + (ends < 0 ? rest.length : ends);
  // A BOM takes no column.
  const line = maskSecrets(source.slice(start, end));
  const before = line.slice(0, offset - start).replace(/^\uFEFF/, "");
  const inside = line.slice(offset - start, offset - start + length).trimEnd();
  return { before, inside, after: line.slice(offset - start + inside.length) };
}

/** Leaves columns out at both ends until the line fits. */
function cut(before: readonly Cell[], inside: readonly Cell[], after: readonly Cell[]) {
  const left = widthOf(before) <= WIDEST_BEFORE ? before : [ELLIPSIS, ...lastOf(before, WIDEST_BEFORE - 1)];
  const room = WIDEST - widthOf(left);
  const middle = firstOf(inside, room - 1);
  if (middle.length < inside.length) return { before: left, inside: middle, after: [ELLIPSIS] };
  const rest = room - widthOf(middle);
  const right = widthOf(after) <= rest ? after : [...firstOf(after, rest - 1), ELLIPSIS];
  return { before: left, inside: middle, after: right };
}

const ELLIPSIS: Cell = { text: "…", width: 1 };

function cellsOf(text: string): readonly Cell[] {
  return Array.from(text, (character) => {
    if (character === "\t") return { text: " ".repeat(TAB), width: TAB };
    const safe = escapeControls(character);
    return { text: safe, width: safe === character ? cellWidth(character) : safe.length };
  });
}

function firstOf(cells: readonly Cell[], width: number): readonly Cell[] {
  let used = 0;
  const end = cells.findIndex((cell) => (used += cell.width) > width);
  return end < 0 ? cells : cells.slice(0, end);
}

function lastOf(cells: readonly Cell[], width: number): readonly Cell[] {
  return firstOf(cells.toReversed(), width).toReversed();
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join("");
}
