import type { Pointer } from "../diagnostic.ts";

/** A text from which parts were taken out: spaces stand in their place, so every offset is as it was. */
export interface Salvage {
  readonly text: string;
  /** What was taken out: a field of the top level, or an entry of one. */
  readonly flawed: readonly Pointer[];
  /** Anchors that were taken out with it. */
  readonly anchors: readonly string[];
}

/** A part of a text that can be missing, and where it is in the document. */
export interface Part {
  readonly pointer: Pointer;
  readonly span: readonly [start: number, end: number];
}

/**
 * Takes out the entries in which YAML went wrong, so that what is wrong with the others can be said as well. Goes by
 * lines and indents, for the parser has lost its way, unless `parts` of it are known; undefined where that does not
 * help.
 */
export function takeOut(text: string, offsets: readonly number[], parts?: readonly Part[]): Salvage | undefined {
  const lines = parts === undefined ? linesOf(text) : [];
  let salvaged = text;
  const flawed: Pointer[] = [];
  const anchors: string[] = [];
  for (const offset of offsets) {
    const part = parts === undefined ? partAt(lines, offset) : smallestAt(parts, offset);
    if (part === undefined) return undefined;
    const [start, end] = part.span;
    const taken = text.slice(start, end);
    anchors.push(...[...taken.matchAll(/&([^\s,[\]{}]+)/g)].map(([, name]) => name as string));
    salvaged = salvaged.slice(0, start) + taken.replace(/[^\r\n]/g, " ") + salvaged.slice(end);
    flawed.push(part.pointer);
  }
  return { text: salvaged, flawed, anchors };
}

function smallestAt(parts: readonly Part[], offset: number): Part | undefined {
  const around = parts.filter(({ span: [start, end] }) => start <= offset && offset < end);
  return around.toSorted((left, right) => right.pointer.length - left.pointer.length)[0];
}

interface Line {
  readonly start: number;
  readonly indent: number;
  /** The key at its beginning. */
  readonly key: string | undefined;
}

/** Those that are neither empty nor comments. */
function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/^( *)(?![ #\r\n])(.*)/gm)].map(({ index, 1: indent = "", 2: rest = "" }) => {
    const [, quoted, plain] = KEY.exec(rest) ?? [];
    return { start: index, indent: indent.length, key: quoted?.slice(1, -1) ?? plain?.trimEnd() };
  });
}

const KEY = /^(?:("[^"]*"|'[^']*')|([^\s"'#&*!|>%@`{[-][^:]*|-[^\s:][^:]*))\s*:(?:\s|$)/;

/** The smallest part around an offset that can be missing: an entry below a field of the top level, else the field. */
function partAt(lines: readonly Line[], offset: number): Part | undefined {
  const at = lines.findLastIndex(({ start }) => start <= offset);
  const top = lines.findLastIndex(({ indent }, index) => index <= at && indent === 0);
  const field = lines[top]?.key;
  if (field === undefined) return undefined;
  const inner = lines[top + 1]?.indent ?? 0;
  const entry =
    at > top && inner > 0 ? lines.findLastIndex(({ indent }, index) => index <= at && indent <= inner) : top;
  const name = entry > top ? lines[entry]?.key : undefined;
  const [first, level] = name === undefined ? [top, 0] : [entry, inner];
  const next = lines.find(({ indent }, index) => index > first && indent <= level);
  const span: [number, number] = [lines[first]?.start ?? 0, next?.start ?? Infinity];
  return { pointer: name === undefined ? [field] : [field, name], span };
}
