import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import type { Json } from "../json.ts";
import { MOST_ENTRIES } from "./limits.ts";
import { shortName, valueName } from "./names.ts";
import { checkMember, checkScalar } from "./node-checks.ts";
import { isMergeKey, keyText } from "./node-keys.ts";
import { say, type Reading, type ValueSource } from "./reading.ts";

/**
 * A composed document as plain values; `undefined` when it cannot be one. Objects have no prototype, so that a key
 * called `__proto__` is data. What cannot be a value is said and left out, so that nothing is said twice.
 *
 * Linear, unlike the library's own conversion: every anchor is read once and shared by its aliases, and how much they
 * stand for is counted instead of copied.
 */
export function readValue(contents: Node | null, { text, findings, lostAnchors = [] }: ValueSource): Json | undefined {
  const most = Math.min(MOST_EXPANDED, SMALL_EXPANDED + text.length);
  const reading: Reading = {
    text,
    findings,
    lostAnchors,
    most,
    anchors: new Map(),
    path: [],
    weight: 0,
    hasBomb: false,
  };
  const value = readNode(reading, contents);
  // What is left of a bomb is not what somebody wrote.
  return reading.hasBomb ? undefined : value;
}

const SMALL_EXPANDED = 100_000;
const MOST_EXPANDED = 4_000_000;

const TAG_PREFIX = "tag:yaml.org,2002:";
const CORE_TAGS = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((name) => TAG_PREFIX + name));

function readNode(reading: Reading, node: Node | null): Json | undefined {
  reading.weight += 1;
  if (node === null) return null;
  if (isAlias(node)) return readAlias(reading, node);
  if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
    say(reading, node, {
      code: "yaml-tag",
      message: `the tag ${shortName(node.tag.replace(TAG_PREFIX, "!!"))} is not allowed: a manifest holds data only`,
      hint: "take the tag away; a text that starts with ! must be in quotes",
    });
    return undefined;
  }
  const { anchor } = node as { readonly anchor?: string };
  if (anchor === undefined) return readUnnamed(reading, node);
  const before = reading.weight;
  reading.anchors.set(anchor, { value: undefined, weight: 0, isOpen: true });
  const value = readUnnamed(reading, node);
  reading.anchors.set(anchor, { value, weight: reading.weight - before + 1, isOpen: false });
  return value;
}

function readUnnamed(reading: Reading, node: Node): Json | undefined {
  if (isScalar(node)) return checkScalar(reading, node);
  if (isMap(node)) return isTooLong(reading, node) ? undefined : readMap(reading, node);
  return isSeq(node) && !isTooLong(reading, node) ? readSequence(reading, node) : undefined;
}

function readSequence(reading: Reading, node: YAMLSeq): Json {
  const values: Json[] = [];
  for (const [index, item] of node.items.entries()) {
    reading.path.push(index);
    const value = readNode(reading, item as Node | null);
    reading.path.pop();
    if (value !== undefined) values.push(value);
  }
  return values;
}

function readMap(reading: Reading, node: YAMLMap): Json {
  const values: Record<string, Json> = Object.create(null);
  const merges: (Node | null)[] = [];
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    if (isMergeKey(pair.key)) {
      merges.push(pair.value);
      continue;
    }
    const key = keyText(pair.key, reading.text);
    if (key === undefined) {
      say(reading, pair.key, { code: "wrong-type", message: "a key must be a text", hint: "put it in quotes" });
      continue;
    }
    if (key in values) sayRepeated(reading, { map: node, key, repeated: pair.key });
    reading.path.push(key);
    const value = checkMember(reading, {
      key,
      keyNode: pair.key,
      node: pair.value,
      value: readNode(reading, pair.value),
    });
    reading.path.pop();
    if (value !== undefined) values[key] = value;
  }
  for (const merge of merges) readMerge(reading, { node: merge, map: node, values });
  return values;
}

/** `<<`: what the map does not say itself; of several, the earlier one wins. */
function readMerge(
  reading: Reading,
  { node, map, values }: { readonly node: Node | null; readonly map: YAMLMap; readonly values: Record<string, Json> },
): void {
  const merged = readNode(reading, node);
  if (merged === undefined) return;
  for (const part of Array.isArray(merged) ? (merged as readonly Json[]) : [merged]) {
    if (part === null || typeof part !== "object" || Array.isArray(part)) {
      say(reading, node ?? map, {
        code: "wrong-type",
        message: "<< merges maps only",
        hint: "write <<: *name of a map",
      });
      return;
    }
    for (const [key, value] of Object.entries(part as Readonly<Record<string, Json>>)) {
      reading.weight += 1;
      if (!(key in values)) values[key] = value;
    }
  }
}

function readAlias(reading: Reading, node: Alias): Json | undefined {
  const anchor = reading.anchors.get(node.source);
  if (anchor === undefined && reading.lostAnchors?.includes(node.source) === true) return undefined;
  if (anchor === undefined) {
    say(reading, node, {
      code: "yaml-syntax",
      message: `there is no anchor &${shortName(node.source)} before the alias *${shortName(node.source)}`,
      hint: "a text that starts with * must be in quotes",
    });
    return undefined;
  }
  reading.weight += anchor.weight;
  if (!anchor.isOpen && reading.weight <= reading.most) return anchor.value;
  if (!reading.hasBomb) {
    const what = anchor.isOpen
      ? "stands for something that contains it"
      : "makes the file too large once it is replaced by what it stands for";
    say(reading, node, { code: "yaml-alias-bomb", message: `the alias *${shortName(node.source)} ${what}` });
  }
  reading.hasBomb = true;
  return undefined;
}

function sayRepeated(
  reading: Reading,
  { map, key, repeated }: { readonly map: YAMLMap; readonly key: string; readonly repeated: Node },
): void {
  // Looking for the first one takes as long as the map is: worth it for those that will be read.
  const first = reading.findings.isFull
    ? undefined
    : (map.items as Pair<Node>[]).find((pair) => keyText(pair.key, reading.text) === key)?.key;
  const [start = 0, end = start] = first?.range ?? [];
  const place = { file: reading.findings.file, offset: start, length: end - start };
  say(reading, repeated, {
    code: "yaml-duplicate-key",
    message: `${valueName(key)} is there twice`,
    hint: "delete or rename one of them",
    ...(first !== undefined && { related: [{ message: "the first one", place }] }),
  });
}

function isTooLong(reading: Reading, node: YAMLMap | YAMLSeq): boolean {
  const { length } = node.items;
  if (length <= MOST_ENTRIES) return false;
  say(reading, node, {
    code: "out-of-range",
    message: `${length} entries are more than ${MOST_ENTRIES}, the most that a list or a map may have`,
  });
  return true;
}
