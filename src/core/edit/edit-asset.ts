import { isAlias, isMap, isScalar, Scalar, visit, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import { canonicalText, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { composeYaml } from "../manifest/compose.ts";
import { Findings } from "../manifest/findings.ts";
import { keyText } from "../manifest/node-keys.ts";
import { readValue } from "../manifest/node-value.ts";
import { blockScalar, flowScalar, plainScalar } from "./scalar-text.ts";

/** Fields to set on an asset, by name; `null`, which no field can be, takes one out. */
export type FieldChanges = Readonly<Record<string, Json>>;

/** The edited text, or why a person has to do it. */
export type Edited = { readonly text: string } | { readonly problem: string };

/**
 * Sets fields of one asset in the text of a manifest or a fragment. Only the lines of those fields change; comments,
 * order, quotes, indentation and line ends are the author's. A field that comes from a style, from `defaults` or from
 * a merged map is set on the asset itself, where it takes precedence.
 *
 * Pure. It never guesses: the edited text is read again, and unless it means what it meant before with these fields
 * changed, and nothing else, there is a problem and no text.
 */
export function editAsset(text: string, key: string, changes: FieldChanges): Edited {
  const before = read(text);
  if (before === undefined) return { problem: "the file cannot be read as YAML" };
  const wanted = withChanges(before.value, key, changes);
  if (wanted === undefined) return { problem: `there is no asset "${key}" in it` };
  let current = text;
  for (const [field, value] of Object.entries(changes)) {
    const edited = setField(current, key, { field, value });
    if ("problem" in edited) return edited;
    current = edited.text;
  }
  const after = read(current);
  if (after !== undefined && canonicalText(after.value) === canonicalText(wanted)) return { text: current };
  return { problem: "setting it there would change something else too" };
}

/** An asset's own entry in the text of a manifest or a fragment: before styles and defaults, after merged maps. */
export function ownFields(text: string, key: string): JsonObject | undefined {
  return assetIn(read(text)?.value, key);
}

function assetIn(value: Json | undefined, key: string): JsonObject | undefined {
  const assets = isJsonObject(value) ? value["assets"] : undefined;
  const own = isJsonObject(assets) && Object.hasOwn(assets, key) ? assets[key] : undefined;
  return isJsonObject(own) ? own : undefined;
}

interface Change {
  readonly field: string;
  readonly value: Json;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function setField(text: string, key: string, change: Change): Edited {
  const parsed = read(text);
  const pair = parsed && findAsset(parsed.document, key, text);
  if (parsed === undefined || pair === undefined) return { problem: `there is no asset "${key}" in it` };
  if (change.value === null && !(change.field in (assetIn(parsed.value, key) ?? {}))) return { text };
  const { value: node } = pair;
  // Every way to write it is tried, the author's first; what does not read back as it should is not what was meant.
  for (const splice of splicesFor(parsed.document, { text, node, change })) {
    const edited = text.slice(0, splice.start) + splice.text + text.slice(splice.end);
    const wanted = withChanges(parsed.value, key, { [change.field]: change.value });
    const after = read(edited);
    if (after !== undefined && canonicalText(after.value) === canonicalText(wanted as Json)) return { text: edited };
  }
  return { problem: `"${change.field}" of "${key}" is written in a way that only a person should change` };
}

interface Site {
  readonly text: string;
  /** The asset's value. */
  readonly node: Node | null;
  readonly change: Change;
}

function* splicesFor(document: Document.Parsed, site: Site): Generator<Splice> {
  const { text, node, change } = site;
  const { field, value } = change;
  if (isAlias(node)) {
    const [start, end] = rangeOf(node);
    yield { start, end, text: `{ <<: ${text.slice(start, end)}, ${field}: ${flowScalar(value)} }` };
    return;
  }
  if (!isMap(node) || isShared(document, node)) return;
  const own = (node.items as Pair<Node, Node | null>[]).find(({ key }) => keyText(key, text) === field);
  if (value === null) yield* removals(node, text, own);
  else if (own !== undefined) yield* replacements(document, { text, map: node, pair: own, value });
  else if (node.flow === true) yield* flowInsertions(node, site);
  else yield* blockInsertions(node, site);
}

/** Its lines with their comments, or from one comma to the next. */
function* removals(map: YAMLMap, text: string, pair: Pair<Node, Node | null> | undefined): Generator<Splice> {
  if (pair === undefined) return;
  const start = rangeOf(pair.key)[0];
  const end = pair.value === null ? rangeOf(pair.key)[1] : endOf(text, pair.value);
  if (map.flow === true) {
    const following = /^\s*,[ \t]*/.exec(text.slice(end))?.[0];
    if (following !== undefined) yield { start, end: end + following.length, text: "" };
    const leading = /,?\s*$/.exec(text.slice(0, start))?.[0] ?? "";
    yield { start: start - leading.length, end, text: "" };
    return;
  }
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const feed = text.indexOf("\n", end);
  const next = feed < 0 ? text.length : feed + 1;
  yield { start: line, end: next, text: "" };
  // Blank lines that were its own would become those of a text before it.
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(next))?.[0] ?? "";
  yield { start: line, end: next + blank.length, text: "" };
}

interface Replacement {
  readonly text: string;
  readonly map: YAMLMap;
  readonly pair: Pair<Node, Node | null>;
  readonly value: Json;
}

function* replacements(document: Document.Parsed, { text, map, pair, value }: Replacement): Generator<Splice> {
  const node = pair.value;
  if (node === null || (node as { anchor?: string }).anchor !== undefined || isShared(document, node)) return;
  const [start, end] = rangeOf(node);
  if (!isScalar(node)) {
    yield { start, end, text: flowScalar(value) };
    return;
  }
  const isBlock = node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL;
  if (isBlock && typeof value === "string") {
    const inner = indentOf(text, rangeOf(pair.key)[0]) + 2;
    yield { start, end, text: blockScalar(value, { indent: inner, eol: eolOf(text) }) };
  }
  const tail = isBlock ? eolOf(text) : "";
  if (node.type === Scalar.QUOTE_SINGLE && typeof value === "string")
    yield { start, end, text: `'${value.replaceAll("'", "''")}'` };
  if (node.type !== Scalar.QUOTE_DOUBLE) {
    if (!map.flow && typeof value === "string" && value.includes("\n")) {
      const inner = indentOf(text, rangeOf(pair.key)[0]) + 2;
      const line = lineEnd(text, end);
      yield { start, end: line, text: blockScalar(value, { indent: inner, eol: eolOf(text) }) };
    }
    yield { start, end, text: plainScalar(value) + tail };
  }
  yield { start, end, text: flowScalar(value) + tail };
}

/** Before the brace that closes it, in the style of its other keys. */
function* flowInsertions(map: YAMLMap, { text, change }: Site): Generator<Splice> {
  const [start, end] = rangeOf(map);
  const close = text.lastIndexOf("}", end - 1);
  if (close <= start) return;
  const inside = text.slice(start + 1, close);
  const at = start + 1 + inside.trimEnd().length;
  const [last] = (map.items as Pair<Node, Node | null>[]).slice(-1);
  const quoted = isScalar(last?.key) && last.key.type === Scalar.QUOTE_DOUBLE;
  const name = quoted ? JSON.stringify(change.field) : change.field;
  const empty = inside.trim() === "";
  const comma = empty || inside.trimEnd().endsWith(",") ? "" : ",";
  // On a line of its own where the others are.
  const lines = last !== undefined && text.slice(start, rangeOf(last.key)[0]).includes("\n");
  const gap = lines ? eolOf(text) + " ".repeat(indentOf(text, rangeOf((last as Pair<Node>).key)[0])) : " ";
  const before = empty ? " " : `${comma}${gap}`;
  const after = empty ? " " : "";
  if (!quoted) yield { start: at, end: at, text: `${before}${name}: ${plainScalar(change.value)}${after}` };
  yield { start: at, end: at, text: `${before}${name}: ${flowScalar(change.value)}${after}` };
}

/** On a new line after the last field that has one line, else after the last. */
function* blockInsertions(map: YAMLMap, { text, change }: Site): Generator<Splice> {
  const pairs = map.items as Pair<Node, Node | null>[];
  const last = pairs.at(-1);
  const [first] = pairs;
  if (last === undefined || first === undefined) return;
  const indent = indentOf(text, rangeOf(first.key)[0]);
  const eol = eolOf(text);
  const name = " ".repeat(indent) + change.field;
  // A new number belongs to the numbers, not behind a list of outputs.
  const short = pairs.findLast(({ value }) => isScalar(value) && !rangeText(text, value).includes("\n"));
  for (const neighbour of short === undefined || short === last ? [last] : [short, last]) {
    const end = neighbour.value === null ? rangeOf(neighbour.key)[1] : endOf(text, neighbour.value);
    const line = lineEnd(text, end);
    const newline = text.slice(line, line + eol.length) === eol ? "" : eol;
    const at = newline === "" ? line + eol.length : line;
    const write = (value: string) => ({
      start: at,
      end: at,
      text: `${newline}${name}: ${value}${newline === "" ? eol : ""}`,
    });
    const { value } = change;
    if (typeof value === "string" && value.includes("\n"))
      yield write(blockScalar(value, { indent: indent + 2, eol }).replace(/\r?\n$/, ""));
    yield write(plainScalar(value));
    yield write(flowScalar(value));
  }
}

/** Where a node's own text ends: a block's range takes in what follows it. */
function endOf(text: string, node: Node): number {
  const [start, end] = rangeOf(node);
  return start + text.slice(start, end).trimEnd().length;
}

function rangeText(text: string, node: Node): string {
  const [start, end] = rangeOf(node);
  return text.slice(start, end);
}

/** The end of the line, before its line feed: comments after a value stay with it. */
function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  if (feed < 0) return text.length;
  return text[feed - 1] === "\r" ? feed - 1 : feed;
}

function indentOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function rangeOf(node: Node): readonly [start: number, end: number] {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}

/** Is it also what an alias elsewhere stands for? Then a change here is a change there. */
function isShared(document: Document.Parsed, node: Node): boolean {
  const { anchor } = node as { readonly anchor?: string };
  if (anchor === undefined) return false;
  let shared = false;
  visit(document, { Alias: (_, alias) => void (shared ||= alias.source === anchor) });
  return shared;
}

function findAsset(document: Document.Parsed, key: string, text: string): Pair<Node, Node | null> | undefined {
  const root = document.contents;
  const entry = (map: unknown, name: string) =>
    isMap(map) ? (map.items as Pair<Node, Node | null>[]).find((pair) => keyText(pair.key, text) === name) : undefined;
  return entry(entry(root, "assets")?.value, key);
}

function read(text: string): { readonly document: Document.Parsed; readonly value: Json } | undefined {
  const composition = composeYaml(text);
  const document = composition.type === "composed" ? composition.documents[0] : undefined;
  if (document === undefined || document.errors.length > 0) return undefined;
  const findings = new Findings("");
  const value = readValue(document.contents, { text, findings });
  return value === undefined || findings.hasErrors ? undefined : { document, value };
}

/** The value with an asset's fields changed; undefined when there is no such asset. */
function withChanges(value: Json, key: string, changes: FieldChanges): Json | undefined {
  const asset = assetIn(value, key);
  if (asset === undefined) return undefined;
  const assets = (value as JsonObject)["assets"];
  const changed = Object.fromEntries(Object.entries({ ...asset, ...changes }).filter(([, member]) => member !== null));
  return { ...(value as JsonObject), assets: { ...(assets as JsonObject), [key]: changed } };
}
