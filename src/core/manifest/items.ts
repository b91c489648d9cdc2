import { MOST_LEXEMES } from "./limits.ts";

/** A manifest cut at the entries of `assets`, without being parsed. All texts in order are the whole again. */
export interface CutManifest {
  /** All before the first entry, the line `assets:` included. */
  readonly head: string;
  readonly items: readonly ManifestItem[];
  /** All after the last entry. */
  readonly tail: string;
}

export interface ManifestItem {
  readonly key: string;
  /** From the line of its key to that of the next one: comments and empty lines between two belong to the first. */
  readonly text: string;
}

/** Two manifests that differ in some entries only: what each is without those that they have in common. */
export interface ManifestChange {
  readonly before: string;
  readonly after: string;
  /** Of the entries that differ, in order. */
  readonly keys: readonly string[];
}

/**
 * Cuts a text at the entries of `assets`; undefined unless it is plain block YAML of the usual form. Whoever relies on
 * the cut compares its keys with those that a parser has found: in a text in which both agree, every cut is one.
 */
export function cutManifest(text: string): CutManifest | undefined {
  const first = firstOf(text);
  const items = first === undefined ? undefined : cutItems(text, { from: first, to: endOf(text, first) });
  if (first === undefined || items === undefined) return undefined;
  const [head, tail] = [text.slice(0, first), text.slice(endOf(text, first))];
  return MARKERS.test(head) || MARKERS.test(tail) ? undefined : { head, items, tail };
}

/**
 * What changed between two texts, of which the first is known to be cut well: if it is within entries, the same
 * entries in the same order, and nothing else differs. Undefined when the texts are the same, when something else
 * differs or may reach beyond an entry (anchors, aliases, tabs, strange line ends), when more than `most` entries
 * differ, or when the text is near the limit of what is read.
 *
 * Only what lies between the first and the last difference is cut: a key is told from its line alone, once the
 * indentation of the keys is known, so what both have in common is cut alike in both.
 */
export function changedItems(before: string, after: string, most: number): ManifestChange | undefined {
  const first = firstOf(before);
  if (first === undefined || after.length > MOST_LEXEMES || before === after) return undefined;
  const common = commonPrefix(before, after);
  if (common < first) return undefined;
  const shift = after.length - before.length;
  const end = endOf(before, first);
  const span = spanOf(before, { first, end, common, rest: commonSuffix(before, after, common) });
  if (span === undefined) return undefined;
  const old = cutItems(before, span);
  const now = cutItems(after, { ...span, to: span.to + shift });
  if (old === undefined || now === undefined || old.length !== now.length) return undefined;
  const keys: string[] = [];
  const [left, right]: [string[], string[]] = [[], []];
  for (const [index, item] of old.entries()) {
    const other = now[index] as ManifestItem;
    if (item.key !== other.key) return undefined;
    if (item.text === other.text) continue;
    if (keys.length === most || FAR_REACHING.test(item.text) || FAR_REACHING.test(other.text)) return undefined;
    keys.push(item.key);
    left.push(item.text);
    right.push(other.text);
  }
  if (keys.length === 0) return undefined;
  const [head, tail] = [before.slice(0, first), before.slice(end)];
  const whole = (items: readonly string[]) => `${head}${items.join("")}${tail}`;
  return { before: whole(left), after: whole(right), keys };
}

/** A part of a text from the line of one key to that of another, or to where the entries end. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Columns before the keys; undefined: as the first of them has it. */
  readonly indent?: number;
}

/** Undefined where a line is nothing that stands among entries. */
function cutItems(text: string, { from, to, indent: known }: Span): readonly ManifestItem[] | undefined {
  const items: ManifestItem[] = [];
  let indent = known ?? 0;
  let open: { readonly key: string; readonly at: number } | undefined;
  const close = (at: number) => {
    if (open !== undefined) items.push({ key: open.key, text: text.slice(open.at, at) });
  };
  for (let at = from, next = from; at < to; at = next) {
    next = text.indexOf("\n", at) + 1 || text.length;
    const column = indentOf(text, at);
    // Whatever stands to the right of the keys belongs to an entry; so do comments and empty lines, wherever.
    if ((open !== undefined && column > indent) || BLANK.has(text.charCodeAt(at + column))) continue;
    KEY.lastIndex = at + column;
    const key = KEY.exec(text)?.[1];
    if (key === undefined || column === 0) return undefined;
    if (column !== indent && (open !== undefined || known !== undefined)) return undefined;
    close(at);
    open = { key, at: open === undefined ? from : at };
    indent = column;
  }
  close(to);
  return items;
}

/** The smallest span that holds every difference; `common` and `rest` are what both texts begin and end with. */
function spanOf(
  text: string,
  {
    first,
    end,
    common,
    rest,
  }: { readonly first: number; readonly end: number; readonly common: number; readonly rest: number },
): Span | undefined {
  const indent = FIRST_KEY.exec(text.slice(first, first + LOOK))?.[1]?.length;
  // The end of the line before it is in what both have.
  const from = text.length - rest + 1;
  // Something after the entries differs, or it is not to be seen how far the keys are indented.
  if (from > end || indent === undefined) return undefined;
  const to = nextKey(text, from, { indent, end });
  for (let at = text.lastIndexOf("\n", common - 1) + 1; at > first; at = text.lastIndexOf("\n", at - 2) + 1) {
    // What makes it a key must not be what differs.
    if (at + indent < common && indentOf(text, at) === indent && !BLANK.has(text.charCodeAt(at + indent)))
      return { from: at, to, indent };
  }
  return { from: first, to, indent };
}

/** Characters in which the first key stands, comments before it included. */
const LOOK = 10_000;

/** Blank lines and comments, and then the indentation of the first key. */
const FIRST_KEY = /^(?:[ ]*(?:#.*)?\r?\n)*([ ]+)[^ #\r\n]/;

/** Where the first line at or after a position begins that is a key, or the entries end. */
function nextKey(
  text: string,
  from: number,
  { indent, end }: { readonly indent: number; readonly end: number },
): number {
  for (let at = text.indexOf("\n", from - 1) + 1; at > 0 && at < end; at = text.indexOf("\n", at) + 1)
    if (indentOf(text, at) === indent && !BLANK.has(text.charCodeAt(at + indent))) return at;
  return end;
}

/** Where the line after `assets:` begins. */
function firstOf(text: string): number | undefined {
  const start = ASSETS.exec(text);
  return start === null ? undefined : start.index + start[0].length;
}

/** Where the entries end: the first line that is not indented, and says something. */
function endOf(text: string, first: number): number {
  NOT_INDENTED.lastIndex = first;
  return NOT_INDENTED.exec(text)?.index ?? text.length;
}

/** Characters that are compared at once. */
const BLOCK = 4096;

function commonPrefix(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let at = 0;
  while (at + BLOCK <= most && left.slice(at, at + BLOCK) === right.slice(at, at + BLOCK)) at += BLOCK;
  while (at < most && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  return at;
}

/** Of what follows the first `taken` characters. */
function commonSuffix(left: string, right: string, taken: number): number {
  const most = Math.min(left.length, right.length) - taken;
  const [one, other] = [left.length, right.length];
  let size = 0;
  while (
    size + BLOCK <= most &&
    left.slice(one - size - BLOCK, one - size) === right.slice(other - size - BLOCK, other - size)
  )
    size += BLOCK;
  while (size < most && left.charCodeAt(one - size - 1) === right.charCodeAt(other - size - 1)) size += 1;
  return size;
}

/** Of documents, and directives. */
const MARKERS = /^(?:---|\.\.\.|%)/m;

const ASSETS = /^assets:[ ]*\r?\n/m;

const NOT_INDENTED = /^[^ #\r\n]/gm;

/** A plain key that means itself, and the end of the line or a value. */
const KEY = /([A-Za-z_][\w.{}/-]{0,200}):(?=[ \r\n]|$)/y;

/** How a line ends that says nothing: comment, line ends, the end of the text. */
const BLANK: ReadonlySet<number> = new Set([..."#\r\n"].map((mark) => mark.charCodeAt(0)).concat(Number.NaN));

/** What makes one entry depend on another, and what YAML and we may see differently. */
const FAR_REACHING = /[&*]\S|\t|\r(?!\n)|[\u0085\u2028\u2029\uFEFF]/;

const SPACE = 32;

function indentOf(text: string, at: number): number {
  let column = 0;
  while (text.charCodeAt(at + column) === SPACE) column += 1;
  return column;
}
