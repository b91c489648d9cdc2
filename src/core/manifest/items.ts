import { MOST_LEXEMES } from "./compose.ts";

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
  const start = ASSETS.exec(text);
  if (start === null) return undefined;
  const items: ManifestItem[] = [];
  const first = start.index + start[0].length;
  let end = first;
  let indent = 0;
  let open: { readonly key: string; readonly at: number } | undefined;
  const close = (at: number) => {
    if (open !== undefined) items.push({ key: open.key, text: text.slice(open.at, at) });
  };
  for (let at = first; at < text.length; at = end) {
    end = text.indexOf("\n", at) + 1 || text.length;
    const column = indentOf(text, at);
    // Whatever stands to the right of the keys belongs to an entry; so do comments and empty lines, wherever.
    if ((open !== undefined && column > indent) || BLANK.has(text.charCodeAt(at + column))) continue;
    if (column === 0) {
      end = at;
      break;
    }
    KEY.lastIndex = at + column;
    const key = KEY.exec(text)?.[1];
    if (key === undefined || (open !== undefined && column < indent)) return undefined;
    close(at);
    open = { key, at: open === undefined ? first : at };
    indent = column;
  }
  close(end);
  const [head, tail] = [text.slice(0, first), text.slice(end)];
  return MARKERS.test(head) || MARKERS.test(tail) ? undefined : { head, items, tail };
}

/**
 * What changed between two texts, if it is within entries: the same entries in the same order, and nothing else
 * differs. Undefined when the texts are the same, when something else differs or may reach beyond an entry (anchors,
 * aliases, tabs, strange line ends), when more than `most` entries differ, or when the text is near the limit of what
 * is read.
 */
export function changedItems(before: string, after: string, most: number): ManifestChange | undefined {
  if (after.length > MOST_LEXEMES) return undefined;
  const [old, now] = [cutManifest(before), cutManifest(after)];
  if (old === undefined || now === undefined || old.head !== now.head || old.tail !== now.tail) return undefined;
  if (old.items.length !== now.items.length) return undefined;
  const keys: string[] = [];
  const [left, right]: [string[], string[]] = [[], []];
  for (const [index, item] of old.items.entries()) {
    const other = now.items[index] as ManifestItem;
    if (item.key !== other.key) return undefined;
    if (item.text === other.text) continue;
    if (keys.length === most || FAR_REACHING.test(item.text) || FAR_REACHING.test(other.text)) return undefined;
    keys.push(item.key);
    left.push(item.text);
    right.push(other.text);
  }
  if (keys.length === 0) return undefined;
  const whole = (items: readonly string[]) => `${old.head}${items.join("")}${old.tail}`;
  return { before: whole(left), after: whole(right), keys };
}

/** Of documents, and directives. */
const MARKERS = /^(?:---|\.\.\.|%)/m;

const ASSETS = /^assets:[ ]*\r?\n/m;

/** A plain key that means itself, and the end of the line or a value. */
const KEY = /([A-Za-z_][\w.{}/-]*):(?=[ \r\n]|$)/y;

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
