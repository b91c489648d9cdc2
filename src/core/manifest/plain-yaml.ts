import type { Json } from "../json.ts";
import { isSecretName, looksLikeSecret } from "../secrets.ts";

/** A block map as a value without prototype; see `readPlainMap`. */
export type PlainMap = Readonly<Record<string, Json>>;

/**
 * A block map in the plainest YAML: names, texts and numbers on lines of their own, lists and maps of those. Undefined
 * for everything else, mistakes included: that is for the library, whose tokens and nodes take twenty times as long
 * and which knows what to say. What is read here has the value that the library gives it, and nothing to be said about
 * it (`test/core/plain-yaml.test.ts` compares). `at`: the column in which its names have to stand.
 */
export function readPlainMap(text: string, at?: number): PlainMap | undefined {
  if (text.length > LONGEST || STRANGE.test(text)) return undefined;
  const reader = new PlainReader(text);
  const indent = reader.indentation();
  const map = indent < 0 || indent !== (at ?? indent) ? undefined : reader.map(indent, 0);
  return reader.isAtEnd ? map : undefined;
}

/** UTF-16 units: below what is refused for its length, whatever is in it. */
const LONGEST = 64 * 1024;

/** What YAML and we may see differently. */
const STRANGE = /[\t\u0085\u2028\u2029\uFEFF]|\r(?!\n)/;

/** Lists in lists. A manifest needs eight levels. */
const MOST_LEVELS = 16;

/** A name, a colon, and what is left of the line. YAML has no names of more than 1024 characters. */
const MEMBER = /([A-Za-z_][\w-]{0,200}):(?: +([^\r\n]*))?(?:\r?\n|$)/y;

const ITEM = /- ([^\r\n]*)(?:\r?\n|$)/y;

const SILENT_LINE = / *(?:#[^\r\n]*)?(?:\r?\n|$)/y;

class PlainReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.indentation() < 0;
  }

  /** Of the next line that says something, to which it goes; negative at the end. */
  indentation(): number {
    const text = this.#text;
    while (this.#at < text.length) {
      let column = 0;
      while (text.charCodeAt(this.#at + column) === SPACE) column += 1;
      const mark = text.charCodeAt(this.#at + column);
      if (mark !== HASH && mark !== LINE_FEED && mark !== RETURN && !Number.isNaN(mark)) return column;
      SILENT_LINE.lastIndex = this.#at;
      SILENT_LINE.exec(text);
      this.#at = SILENT_LINE.lastIndex;
    }
    return -1;
  }

  /** From its first name on, which stands at this column of the line. */
  map(indent: number, level: number): PlainMap | undefined {
    const values: Record<string, Json> = Object.create(null);
    let ahead = indent;
    do {
      MEMBER.lastIndex = this.#at + ahead;
      const found = MEMBER.exec(this.#text);
      if (found === null) return undefined;
      this.#at = MEMBER.lastIndex;
      const [, key = "", written] = found;
      const value = written === undefined ? this.#below(indent, level) : scalarOrFlow(written);
      if (value === undefined || key in values || (typeof value === "string" && isSecretName(key))) return undefined;
      values[key] = value;
      ahead = this.indentation();
    } while (ahead === indent);
    return ahead > indent ? undefined : values;
  }

  /** What stands below a name. */
  #below(indent: number, level: number): Json | undefined {
    const inner = this.indentation();
    const isList = this.#text.charCodeAt(this.#at + inner) === DASH;
    if (level === MOST_LEVELS || inner < indent || (inner === indent && !isList)) return undefined;
    return isList ? this.#list(inner, level + 1) : this.map(inner, level + 1);
  }

  #list(indent: number, level: number): Json | undefined {
    const values: Json[] = [];
    let ahead = indent;
    do {
      const start = this.#at + indent;
      MEMBER.lastIndex = start + ITEM_MARK.length;
      const isMap = this.#text.startsWith(ITEM_MARK, start) && MEMBER.test(this.#text);
      const value = isMap ? this.map(indent + ITEM_MARK.length, level) : this.#item(start);
      if (value === undefined) return undefined;
      values.push(value);
      ahead = this.indentation();
    } while (ahead === indent && this.#text.charCodeAt(this.#at + indent) === DASH);
    return ahead > indent ? undefined : values;
  }

  #item(start: number): Json | undefined {
    ITEM.lastIndex = start;
    const found = ITEM.exec(this.#text);
    if (found === null) return undefined;
    this.#at = ITEM.lastIndex;
    return scalarOrFlow(found[1] ?? "");
  }
}

const ITEM_MARK = "- ";
const [SPACE, HASH, LINE_FEED, RETURN, DASH] = [32, 35, 10, 13, 45];

const FLOW_LIST = /^\[ ?([^[\]{}]*?) ?\]$/;
const FLOW_MAP = /^\{ ?([^[\]{}]*?) ?\}$/;
const FLOW_MEMBER = /^([A-Za-z_][\w-]{0,200}): (.*)$/;

function scalarOrFlow(written: string): Json | undefined {
  const list = FLOW_LIST.exec(written)?.[1];
  if (list !== undefined) return list === "" ? [] : flowList(list);
  const map = FLOW_MAP.exec(written)?.[1];
  if (map === undefined) return scalar(written);
  return map === "" ? undefined : flowMap(map);
}

function flowList(written: string): Json | undefined {
  const values: Json[] = [];
  for (const part of written.split(/, ?/)) {
    const value = flowScalar(part);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function flowMap(written: string): Json | undefined {
  const values: Record<string, Json> = Object.create(null);
  for (const part of written.split(/, ?/)) {
    const [, key, rest] = FLOW_MEMBER.exec(part) ?? [];
    const value = rest === undefined ? undefined : flowScalar(rest);
    if (key === undefined || value === undefined || key in values) return undefined;
    if (typeof value === "string" && isSecretName(key)) return undefined;
    values[key] = value;
  }
  return values;
}

/** Quotes may hold the comma at which it was cut. */
function flowScalar(written: string): Json | undefined {
  return /["']/.test(written) ? undefined : scalar(written);
}

const WHOLE = /^(?:0|[1-9]\d{0,14})$/;
const DECIMAL = /^\d{1,6}\.\d{1,6}$/;
const QUOTED = /^(?:"([^"\\]+)"|'([^']+)')$/;
/** Begins with a letter; nothing in it or at its end that means something to YAML. */
const TEXT = /^[A-Za-z\u00C0-\u1FFF\u3040-\uD7FF](?:[^:#]|:(?=[^ ])|(?<! )#)*(?<![ :])$/;
/** What the core schema takes for nothing, or for a yes or no. */
const NOTHING: ReadonlySet<string> = new Set(["null", "Null", "NULL"]);
const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  ["true", "True", "TRUE", "false", "False", "FALSE"].map((word) => [word, word.toLowerCase() === "true"]),
);

function scalar(written: string): Json | undefined {
  if (WHOLE.test(written) || DECIMAL.test(written)) return Number(written);
  const quoted = QUOTED.exec(written);
  const text = quoted === null ? (TEXT.test(written) ? written : undefined) : (quoted[1] ?? quoted[2]);
  if (text === undefined || looksLikeSecret(text)) return undefined;
  if (quoted !== null) return text;
  return NOTHING.has(text) ? undefined : (BOOLEANS.get(text) ?? text);
}
