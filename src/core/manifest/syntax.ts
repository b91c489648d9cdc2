import { Scalar, visit, type Document, type Node, type YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostic.ts";
import { maskSecrets } from "../secrets.ts";
import type { ValueSource } from "./reading.ts";

/**
 * Says what the YAML parser did not understand, in the words of somebody who wanted to write a manifest. Returns the
 * offsets at which it went wrong.
 */
export function saySyntaxErrors(document: Document.Parsed, { text, findings }: ValueSource): readonly number[] {
  const offsets: number[] = [];
  let lastLine = -1;
  let openers: readonly Opener[] | undefined;
  const openersOnce = () => (openers ??= openersOf(document));
  for (const error of document.errors.toSorted((left, right) => left.pos[0] - right.pos[0])) {
    const line = lineAt(text, error.pos[0]);
    // One slip makes the parser stumble several times on its line.
    if (line.start === lastLine) continue;
    // After a slip in braces all that follows is strange to it.
    if (lastLine >= 0 && error.message.includes(" token in YAML stream")) continue;
    lastLine = line.start;
    if (findings.isFull) {
      findings.skip();
      continue;
    }
    const { offset, length, ...finding } = explain(error, line, { text, openers: openersOnce });
    findings.add({ code: "yaml-syntax", ...finding, place: { file: findings.file, offset, length } });
    offsets.push(offset);
  }
  return offsets;
}

interface Line {
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

interface Explanation extends Pick<Diagnostic, "message" | "hint"> {
  readonly offset: number;
  readonly length: number;
}

interface Surroundings {
  readonly text: string;
  openers(): readonly Opener[];
}

function explain(error: YAMLError, line: Line, { text, openers }: Surroundings): Explanation {
  const { code, pos } = error;
  const { written, start, end } = line;
  const here = { offset: pos[0], length: Math.max(0, Math.min(pos[1], end) - pos[0]) };
  const message = maskSecrets(error.message.charAt(0).toLowerCase() + error.message.slice(1, LONGEST_MESSAGE));
  if (code === "TAB_AS_INDENT") return { ...here, message: "a tab is used to indent", hint: "indent with spaces" };
  const unspaced = missingSpace(written);
  if (unspaced !== undefined && SPACE_CODES.has(code)) return { ...unspaced, offset: start + unspaced.offset };
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return {
      offset: pos[0],
      length: end - pos[0],
      message: COLON_IN_TEXT,
      hint: IN_QUOTES,
    };
  const inBraces = code === "BLOCK_IN_FLOW" ? text.slice(...pos).trimEnd() : "";
  if (UNQUOTED_COLON.test(inBraces))
    return { offset: pos[0], length: inBraces.length, message: COLON_IN_TEXT, hint: IN_QUOTES };
  const [, space = "", first] = MARKED.exec(written) ?? [];
  if (first !== undefined && code !== "BAD_SCALAR_START") {
    const [name, meaning] = first === "*" || first === "&" ? ["an alias", "or an anchor"] : ["a map", "or a list"];
    const length = written.trimEnd().length - space.length;
    return {
      offset: start + space.length,
      length,
      message: `a text that begins with ${first} is taken for ${name} ${meaning}`,
      hint: IN_QUOTES,
    };
  }
  if (/^unexpected flow-(map|seq)-start at node end/.test(message))
    return { ...here, message: `a ${text[pos[0]]} inside a text that is not in quotes`, hint: IN_QUOTES };
  const opener =
    code === "MISSING_CHAR" || code === "BAD_INDENT"
      ? openers().findLast(({ offset, reach }) => offset < pos[0] && reach >= pos[0])
      : undefined;
  const comment = opener && commentAfter(opener, text);
  if (comment !== undefined) return comment;
  if (opener !== undefined && /closing|end with a/.test(message))
    return {
      offset: opener.offset,
      length: 1,
      message: `this ${opener.character} is never closed`,
      hint: `end it with ${opener.closing}`,
    };
  if (message.startsWith("implicit"))
    return {
      ...here,
      message: "this is a key without its colon",
      hint: "write key: value; a text of several lines goes below key: |",
    };
  if (code === "BAD_INDENT") {
    const indent = written.search(/\S/);
    return {
      offset: start + Math.max(0, indent),
      length: 0,
      message,
      hint: "start the keys of a map in the same column",
    };
  }
  return { ...here, message, ...(HINTS[code] !== undefined && { hint: HINTS[code] }) };
}

/** Some of the parser's messages repeat the text. */
const LONGEST_MESSAGE = 160;
const COLON_IN_TEXT = '": " inside a text that is not in quotes';
/** On one line, and no list: else something other than quotes is missing. */
const UNQUOTED_COLON = /^(?!- ).*:(?:[ \t]|$)/;
const IN_QUOTES = "put the whole text in quotes";
const HINTS: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: IN_QUOTES,
  UNEXPECTED_TOKEN: "if this is text, put the whole text in double quotes",
  BAD_DQ_ESCAPE: "write \\\\ for a backslash, or use single quotes",
};

/** `width:512`: YAML reads a text. */
export function missingSpace(line: string): Explanation | undefined {
  const [, indent = "", key, value] = UNSPACED.exec(line) ?? [];
  if (key === undefined) return undefined;
  const message = `there is no space after "${key}:"`;
  return {
    message,
    hint: maskSecrets(`write ${key}: ${value}`),
    offset: indent.length,
    length: line.trimEnd().length - indent.length,
  };
}

/** A quote or a bracket that may have been left open. */
interface Opener {
  readonly offset: number;
  readonly reach: number;
  readonly character: string;
  readonly closing: string;
}

/** `{ background: #ff0000 }`: the end of the braces is in what YAML takes for a comment. */
function commentAfter({ offset, character, closing }: Opener, text: string): Explanation | undefined {
  const { written, start } = lineAt(text, offset);
  const rest = written.slice(offset - start);
  const [, before = "", comment] = COMMENT.exec(rest) ?? [];
  if (character === closing || comment === undefined || !rest.includes(closing)) return undefined;
  const value = comment.split(/[\s,}\]]/, 1)[0] ?? comment;
  return {
    offset: offset + before.length,
    length: comment.trimEnd().length,
    message: maskSecrets(`this ${character} is never closed: YAML takes ${comment.trimEnd()} for a comment`),
    hint: maskSecrets(`write ${JSON.stringify(value)}`),
  };
}

/** In the order of the text. */
function openersOf(document: Document.Parsed): readonly Opener[] {
  const openers: Opener[] = [];
  const add = (node: Node, character: string, closing: string) => {
    const [offset = 0, end = 0, reach = end] = node.range ?? [];
    openers.push({ offset, reach, character, closing });
  };
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type === Scalar.QUOTE_DOUBLE) add(node, `"`, `"`);
      if (node.type === Scalar.QUOTE_SINGLE) add(node, "'", "'");
    },
    Map: (_key, node) => (node.flow === true ? add(node, "{", "}") : undefined),
    Seq: (_key, node) => (node.flow === true ? add(node, "[", "]") : undefined),
  });
  return openers;
}

const COMMENT = /^([^#"']*[ \t])(#\w.*)$/;
const UNSPACED = /^([ \t]*(?:- )?)([A-Za-z_][\w-]*):([^\s:/].*)$/;
const SPACE_CODES: ReadonlySet<string> = new Set([
  "MULTILINE_IMPLICIT_KEY",
  "MISSING_CHAR",
  "BAD_INDENT",
  "UNEXPECTED_TOKEN",
]);

/** `prompt: {subject}, watercolor`, `prompt: *very* cold`: a mark of YAML, and more text behind what it marks. */
const MARKED =
  /^([ \t]*(?:- )?[\w"'-]+:[ \t]+)(?:(?=\{[^{}]*\}[ \t]*[^\s#])|(?=\[[^[\]]*\][ \t]*[^\s#])|(?=[*&]))([{[*&])/;

/** Only so much of a line is looked at: a file of one line and many mistakes must not take the square of its length. */
const LONGEST_LINE = 2000;

function lineAt(text: string, offset: number): Line {
  const before = text.slice(Math.max(0, offset - LONGEST_LINE), offset);
  const start = offset - before.length + before.lastIndexOf("\n") + 1;
  const after = text.slice(offset, offset + LONGEST_LINE);
  const length = after.search(/[\r\n]/);
  const end = offset + (length < 0 ? after.length : length);
  return { written: text.slice(start, end), start, end };
}
