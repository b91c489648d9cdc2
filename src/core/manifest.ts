import type { Document } from "yaml";
import { findControl } from "./control-characters.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import type { FragmentDocument, ManifestDocument } from "./generated/manifest.ts";
import { isJsonObject, type Json } from "./json.ts";
import { composeYaml, LONGEST_SCALAR, MOST_ENTRIES, MOST_LEVELS, MOST_LEXEMES } from "./manifest/compose.ts";
import { Findings } from "./manifest/findings.ts";
import { findNode, startSearch } from "./manifest/node-search.ts";
import { readValue } from "./manifest/node-value.ts";
import { checkShape } from "./manifest/shape.ts";
import { missingSpace, saySyntaxErrors } from "./manifest/syntax.ts";

export type ManifestKind = "root" | "fragment";

export interface ManifestSource<Kind extends ManifestKind> {
  /** As it is to be named in messages. */
  readonly file: string;
  readonly text: string;
  readonly kind: Kind;
}

export interface ParsedManifest<Kind extends ManifestKind> {
  /** Absent when there are errors. Its objects have no prototype; it must not be changed. */
  readonly document?: Kind extends "root" ? ManifestDocument : FragmentDocument;
  /**
   * Instead of the document, where every error is inside an entry of `assets`: what is left without those entries, so
   * that what is wrong with the others is said in the same run. Never to be built.
   */
  readonly remainder?: {
    readonly document: Kind extends "root" ? ManifestDocument : FragmentDocument;
    /** The entries that were left out. */
    readonly flawed: readonly string[];
  };
  /** In the order of the text, all with an offset. At most a hundred, and one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
}

/** UTF-16 units. The reader of the file refuses it earlier, by bytes. */
const LONGEST_TEXT = 32 * 1024 * 1024;

/**
 * Reads a manifest or a file that it includes: YAML 1.2, so JSON too. All mistakes are said at once. Never throws,
 * whatever the text is, and takes a time that grows with its length only.
 */
export function parseManifest<Kind extends ManifestKind>(source: ManifestSource<Kind>): ParsedManifest<Kind> {
  const findings = new Findings(source.file);
  const yaml = readYaml(source.text, findings);
  const value = yaml && readValue(yaml.contents, { text: source.text, findings });
  if (yaml !== undefined && value !== undefined) checkDocument(value, { ...source, findings });
  const diagnostics = yaml === undefined ? findings.list() : inOrder(findings.list(), yaml, source.text);
  // The validator has said that it has this form.
  const document = (value ?? Object.create(null)) as NonNullable<ParsedManifest<Kind>["document"]>;
  if (!findings.hasErrors) return { document, diagnostics };
  const flawed = flawedAssets(diagnostics);
  if (flawed === undefined) return { diagnostics };
  return { diagnostics, remainder: { document: withoutAssets(document, flawed), flawed: [...flawed] } };
}

/** The assets that have all the errors; undefined when one is elsewhere, or was not kept. */
function flawedAssets(diagnostics: readonly Diagnostic[]): ReadonlySet<string> | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const names = errors.flatMap(({ asset }) => (asset === undefined ? [] : [asset]));
  return names.length === errors.length ? new Set(names) : undefined;
}

function withoutAssets<Parsed extends ManifestDocument | FragmentDocument>(
  document: Parsed,
  flawed: ReadonlySet<string>,
): Parsed {
  const sound = Object.entries(document.assets ?? {}).filter(([name]) => !flawed.has(name));
  return { ...document, assets: Object.fromEntries(sound) };
}

/** The one document of a text, or nothing after saying why. */
function readYaml(text: string, findings: Findings): Document.Parsed | undefined {
  const { file } = findings;
  if (text.length > LONGEST_TEXT) {
    sayTooLarge("a manifest of more than 32 MiB", findings);
    return undefined;
  }
  const control = findControl(text);
  if (control !== undefined) {
    const { message, offset } = control;
    findings.add({ code: "invalid-text", message, place: { file, offset, length: 1 } });
    return undefined;
  }
  const composition = composeYaml(text);
  if (composition.type === "too-deep") {
    const message = `more than ${MOST_LEVELS} levels of lists and maps`;
    findings.add({ code: "yaml-too-deep", message, place: { file, offset: composition.offset, length: 1 } });
    return undefined;
  }
  if (composition.type === "too-many") {
    sayTooLarge(`more than ${MOST_LEXEMES} words, marks and line ends`, findings);
    return undefined;
  }
  if (composition.type === "too-long") {
    const message = TOO_LONG[composition.what];
    findings.add({ code: "out-of-range", message, place: { file, offset: composition.offset, length: 1 } });
    return undefined;
  }
  if (composition.type === "failed") {
    findings.add({
      code: "yaml-syntax",
      message: `this cannot be read as YAML: ${composition.reason}`,
      place: { file },
    });
    return undefined;
  }
  const [document, second] = composition.documents;
  if (document === undefined) return undefined;
  saySyntaxErrors(document, { text, findings });
  if (second !== undefined)
    findings.add({
      code: "yaml-syntax",
      message: "a second document begins here",
      hint: "take the line --- away",
      place: { file, offset: second.range[0], length: 0 },
    });
  return findings.hasErrors ? undefined : document;
}

const TOO_LONG = {
  list: `more than ${MOST_ENTRIES} entries, the most that a list or a map may have`,
  row: `more than ${MOST_ENTRIES} comments, empty lines or marks in a row`,
  text: `a text of more than ${LONGEST_SCALAR / 1024 / 1024} MiB`,
};

function sayTooLarge(message: string, findings: Findings): void {
  const { file } = findings;
  findings.add({ code: "file-too-large", message, hint: "use include, or a matrix with a table", place: { file } });
}

function checkDocument(
  value: Json,
  { kind, findings }: { readonly kind: ManifestKind; readonly findings: Findings },
): void {
  const { file } = findings;
  if (value === null) {
    // A fragment that somebody has just created is no mistake.
    if (kind === "root")
      findings.add({
        code: "missing-field",
        message: "the manifest is empty",
        hint: "begin with version: 1",
        place: { file, offset: 0, length: 0 },
      });
    return;
  }
  if (!isJsonObject(value)) {
    const what = Array.isArray(value) ? "a list" : "a single value";
    const unspaced = typeof value === "string" ? missingSpace(value) : undefined;
    findings.add({
      code: "wrong-type",
      message: `this is ${what}; a manifest is a map of fields`,
      hint: unspaced?.hint ?? "begin with version: 1",
      place: { file, pointer: [], at: "value" },
    });
    return;
  }
  const { version } = value;
  if (typeof version === "number" && version !== 1) {
    // Fields of a version that is not known cannot be judged.
    findings.add({
      code: "version-unsupported",
      message: `version ${version} of the manifest is not known; this is version 1`,
      hint: version > 1 ? "update imagegen" : "write version: 1",
      place: { file, pointer: ["version"], at: "value" },
    });
    return;
  }
  checkShape(value, { kind, findings });
}

/** With offsets: the nodes are still there, and the order is that of the text. What has no place comes last. */
function inOrder(diagnostics: readonly Diagnostic[], yaml: Document.Parsed, text: string): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const search = startSearch(yaml, text);
  const located = diagnostics.map((diagnostic) => {
    const { place } = diagnostic;
    if (place === undefined || !("pointer" in place)) return { diagnostic, offset: offsetOf(place) };
    const span = findNode(search, place);
    return { diagnostic: { ...diagnostic, place: { file: place.file, ...span } }, offset: span.offset };
  });
  const sorted = located.sort((left, right) => left.offset - right.offset);
  // A map that is merged into others is judged in each of them; its mistake is one.
  const isEcho = (index: number) => {
    const [before, here] = [sorted[index - 1], sorted[index]];
    if (before === undefined || here === undefined || before.offset !== here.offset || here.offset === Infinity)
      return false;
    // Several fields may be missing in one place.
    const { code } = here.diagnostic;
    return code !== "missing-field" && code === before.diagnostic.code;
  };
  return sorted.filter((_, index) => !isEcho(index)).map(({ diagnostic }) => diagnostic);
}

function offsetOf(place: Place | undefined): number {
  return place !== undefined && "offset" in place ? place.offset : Infinity;
}
