import { isAlias, isMap, isSeq, visit, type Alias, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import type { Pointer } from "../diagnostic.ts";
import { isMergeKey, keyText } from "./node-keys.ts";

/** A stretch of a text, in UTF-16 units. Length 0 is a position. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A node of a document: the value that a pointer leads to, or the key in front of it. */
export interface NodePlace {
  readonly pointer: Pointer;
  readonly at: "key" | "value";
}

export interface NodeSearch {
  readonly text: string;
  readonly contents: Node | null;
  /** What each alias stands for. */
  readonly anchors: ReadonlyMap<Node, Node>;
  /** Entries by key: a map is gone through once, however many of its nodes are asked for. */
  readonly entries: Map<YAMLMap, ReadonlyMap<string, Entry>>;
}

type Entry = Pair<Node, Node | null>;

/** Goes through the document once, for its anchors; searches after that share what they find. */
export function startSearch(document: Document.Parsed, text: string): NodeSearch {
  const named = new Map<string, Node>();
  const anchors = new Map<Node, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) keepAlias(node);
      else if (node.anchor !== undefined) named.set(node.anchor, node);
    },
  });
  return { text, contents: document.contents, anchors, entries: new Map() };

  function keepAlias(alias: Alias): void {
    const node = named.get(alias.source);
    if (node !== undefined) anchors.set(alias, node);
  }
}

/** Where a node is; the nearest parent's key when it is not there: its value may be half the file. */
export function findNode(search: NodeSearch, { pointer, at }: NodePlace): Span {
  let node = search.contents;
  if (pointer.length === 0) return startOf(node);
  let name: Node | undefined;
  for (const step of pointer) {
    const next = childOf(search, node, step);
    if (next === undefined) return spanOf(search, name) ?? startOf(node);
    name = next.name ?? name;
    node = next.node;
  }
  const span = at === "key" ? spanOf(search, name) : spanOf(search, node);
  return span ?? spanOf(search, name) ?? startOf(node);
}

interface Child {
  /** The key, or the item of a list. */
  readonly name: Node | undefined;
  readonly node: Node | null;
}

function childOf(search: NodeSearch, parent: Node | null, step: string | number): Child | undefined {
  const target = behindAlias(search, parent);
  if (isSeq(target)) {
    const item = target.items[Number(step)] as Node | null | undefined;
    return item === undefined ? undefined : { name: item ?? undefined, node: item };
  }
  const entry = isMap(target) ? entryOf(search, target, String(step)) : undefined;
  return entry && { name: entry.key, node: entry.value };
}

/** The map's own entry, else the one that is merged into it. */
function entryOf(search: NodeSearch, map: YAMLMap, key: string, seen: Set<Node> = new Set()): Entry | undefined {
  const own = entriesOf(search, map).get(key);
  if (own !== undefined || seen.has(map)) return own;
  seen.add(map);
  for (const { key: name, value } of map.items as Entry[]) {
    if (!isMergeKey(name)) continue;
    const merged = behindAlias(search, value);
    for (const part of isSeq(merged) ? (merged.items as Node[]) : [merged]) {
      const source = behindAlias(search, part);
      const entry = isMap(source) ? entryOf(search, source, key, seen) : undefined;
      if (entry !== undefined) return entry;
    }
  }
  return undefined;
}

function entriesOf({ entries, text }: NodeSearch, map: YAMLMap): ReadonlyMap<string, Entry> {
  const known = entries.get(map);
  if (known !== undefined) return known;
  const found = new Map<string, Entry>();
  for (const entry of map.items as Entry[]) {
    const key = isMergeKey(entry.key) ? undefined : keyText(entry.key, text);
    if (key !== undefined) found.set(key, entry);
  }
  entries.set(map, found);
  return found;
}

function behindAlias({ anchors }: NodeSearch, node: Node | null): Node | null {
  return isAlias(node) ? (anchors.get(node) ?? null) : node;
}

/** Without the white space after it; nothing for a value that was left out. */
function spanOf({ text }: NodeSearch, node: Node | null | undefined): Span | undefined {
  const [start, end] = node?.range ?? [0, 0];
  let last = end;
  while (last > start && SPACE.has(text.charAt(last - 1))) last -= 1;
  return last > start ? { offset: start, length: last - start } : undefined;
}

const SPACE = new Set([" ", "\t", "\r", "\n"]);

function startOf(node: Node | null): Span {
  return { offset: node?.range?.[0] ?? 0, length: 0 };
}
