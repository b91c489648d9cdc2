import type { Findings } from "./findings.ts";
import type { Part } from "./salvage.ts";

/** Something that JSON does not allow, in the words of somebody who wanted to write a manifest. */
export interface JsonSlip {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

export interface JsonText {
  readonly slips: readonly JsonSlip[];
  /** Fields of the top level and entries of them, with the comma behind each. */
  readonly parts: readonly Part[];
}

/**
 * Looks at a JSON text in which something is wrong. The YAML parser reads sound JSON, but what it says of the rest is
 * about YAML, and it finds one mistake at a time. Never throws; takes a time that grows with the length.
 */
export function scanJson(text: string): JsonText {
  const slips: JsonSlip[] = [];
  const parts: Part[] = [];
  const stack: Frame[] = [];
  const slip = (offset: number, length: number, message: string, hint: string) =>
    void slips.push({ offset, length, message, hint });
  const endPart = (frame: Frame, end: number) => {
    const { key, outer, start } = frame;
    if (frame.level <= 2 && key !== undefined && start < end)
      parts.push({ pointer: outer === undefined ? [key] : [outer, key], span: [start, end] });
    frame.start = end;
    frame.key = undefined;
    frame.state = "before";
  };
  const close = (at: number) => {
    const frame = stack.pop();
    if (frame !== undefined) endPart(frame, at);
  };
  /** A value or a key begins: judges what stands before it. */
  const begin = (offset: number, length: number, name: string | undefined) => {
    const frame = stack.at(-1);
    if (frame === undefined) return;
    if (frame.state === "done") {
      slip(offset, length, "there is no comma before this", "put a comma behind what is before it");
      endPart(frame, offset);
    }
    if (frame.opener === "[" || frame.state === "value") frame.state = "done";
    else if (frame.state === "key") {
      slip(offset, length, "there is no colon before this", `write "name": value`);
      frame.state = "done";
    } else {
      frame.state = "key";
      frame.key = name;
    }
  };
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const { 0: token, 1: quote, index } = match;
    const frame = stack.at(-1);
    switch (token.charAt(0)) {
      case "{":
      case "[":
        begin(index, 1, undefined);
        stack.push({
          opener: token as "{" | "[",
          at: index,
          level: stack.length + 1,
          outer: frame?.key,
          start: index + 1,
          key: undefined,
          state: "before",
        });
        break;
      case "}":
      case "]": {
        const opener = token === "}" ? "{" : "[";
        if (stack.every((open) => open.opener !== opener)) {
          slip(index, 1, `this ${token} closes nothing`, "take it away");
          break;
        }
        for (let open = stack.at(-1); open !== undefined && open.opener !== opener; open = stack.at(-1)) {
          slip(open.at, 1, `this ${open.opener} is never closed`, `end it with ${open.opener === "[" ? "]" : "}"}`);
          close(index);
        }
        close(index);
        break;
      }
      case ",":
        if (frame !== undefined) endPart(frame, index + 1);
        break;
      case ":":
        if (frame?.state === "key") frame.state = "value";
        break;
      case '"': {
        const end = quote === "" ? endOfUnclosed(token) : token.length;
        begin(index, end, token.slice(1, quote === "" ? end : -1));
        if (quote !== "") break;
        slip(index, 1, 'this " is never closed', 'end it with "; a line break inside is written \\n');
        tokens.lastIndex = index + end;
        break;
      }
      default:
        if (token.startsWith("//") || token.startsWith("/*"))
          slip(index, token.length, "JSON has no comments", "take it away, or write YAML");
        else begin(index, token.length, token);
    }
  }
  for (const open of stack)
    slip(open.at, 1, `this ${open.opener} is never closed`, `end it with ${open.opener === "[" ? "]" : "}"}`);
  while (stack.length > 0) close(text.length);
  return { slips: slips.toSorted((left, right) => left.offset - right.offset), parts };
}

/** Returns the offsets of what was said. */
export function sayJsonSlips(slips: readonly JsonSlip[], findings: Findings): readonly number[] {
  const offsets: number[] = [];
  for (const { offset, length, ...finding } of slips) {
    if (findings.isFull) {
      findings.skip();
      continue;
    }
    findings.add({ code: "yaml-syntax", ...finding, place: { file: findings.file, offset, length } });
    offsets.push(offset);
  }
  return offsets;
}

/** A list or a map that is being read. `outer`: the key of the one around it that this is the value of. */
interface Frame {
  readonly opener: "{" | "[";
  readonly at: number;
  readonly level: number;
  readonly outer: string | undefined;
  start: number;
  key: string | undefined;
  state: "before" | "key" | "value" | "done";
}

/** A string ends with its line at the latest. */
const TOKEN = /"(?:[^"\\\r\n]|\\[^\r\n])*("?)|[{}[\],:]|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[^\s{}[\],:"]+/g;

/** Where a string that is not closed probably ends: before the marks at the end of its line. */
function endOfUnclosed(token: string): number {
  let end = token.length;
  while (end > 1 && " \t}],".includes(token.charAt(end - 1))) end -= 1;
  return end;
}
