import type { Diagnostic, Place, Pointer } from "./diagnostic.ts";
import type { FragmentDocument, ManifestDocument } from "./generated/manifest.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { Findings } from "./manifest/findings.ts";
import { findNode, startSearch } from "./manifest/node-search.ts";
import { readValue } from "./manifest/node-value.ts";
import { readPlainManifest, type PlainManifest } from "./manifest/plain-manifest.ts";
import { withoutEmpty, withoutFlawed } from "./manifest/remainder.ts";
import { checkShape } from "./manifest/shape.ts";
import { readYaml, type SoundYaml } from "./manifest/sound-yaml.ts";
import { missingSpace } from "./manifest/syntax.ts";

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
   * Instead of the document: what is left without the parts that have mistakes, so that what is wrong with the others
   * is said in the same run. Never to be built.
   */
  readonly remainder?: {
    readonly document: Kind extends "root" ? ManifestDocument : FragmentDocument;
    /** What was left out: an entry below a field of the top level, a field, or a field of an asset. */
    readonly flawed: readonly Pointer[];
  };
  /** In the order of the text, all with an offset. At most a hundred, and one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a manifest or a file that it includes: YAML 1.2, so JSON too. All mistakes are said at once. Never throws,
 * whatever the text is, and takes a time that grows with its length only. `plain`: what `readPlainManifest` says of it.
 */
export function parseManifest<Kind extends ManifestKind>(
  source: ManifestSource<Kind>,
  plain = readPlainManifest(source.text),
): ParsedManifest<Kind> {
  const document = plain && readRest(source, plain);
  // The validator has said that it has this form.
  if (document !== undefined)
    return { document: document as unknown as NonNullable<ParsedManifest<Kind>["document"]>, diagnostics: [] };
  return parseWhole(source);
}

/** The same by the library alone: with everything that there is to say. */
export function parseWhole<Kind extends ManifestKind>(source: ManifestSource<Kind>): ParsedManifest<Kind> {
  const findings = new Findings(source.file);
  const yaml = readYaml(source.text, findings);
  const value = yaml && readSound(yaml, findings);
  if (value !== undefined) checkDocument(value, { ...source, findings });
  const diagnostics = yaml === undefined ? findings.list() : inOrder(findings.list(), yaml);
  if (!findings.hasErrors) {
    // The validator has said that it has this form.
    return { document: (value ?? Object.create(null)) as NonNullable<ParsedManifest<Kind>["document"]>, diagnostics };
  }
  const isKnown = !diagnostics.some(({ code }) => code === "version-unsupported");
  if (!isJsonObject(value) || !isKnown || !findings.isComplete) return { diagnostics };
  const flawed = [...(yaml?.flawed ?? []), ...findings.flawed];
  const document = withoutFlawed(value, flawed) as unknown as NonNullable<ParsedManifest<Kind>["document"]>;
  return { diagnostics, remainder: { document, flawed } };
}

/** The document of a text of which some entries have been read; undefined where there is anything to say about it. */
function readRest({ file, kind }: ManifestSource<ManifestKind>, plain: PlainManifest): JsonObject | undefined {
  const findings = new Findings(file);
  const yaml = plain.rest === undefined ? undefined : readYaml(plain.rest, findings);
  const document = plain.complete(yaml === undefined ? null : readSound(yaml, findings));
  if (document !== undefined) checkShape(document, { kind, findings });
  return findings.list().length === 0 ? document : undefined;
}

/** The value of a document; what was taken out of its text is not missed. */
function readSound({ document, text, flawed, anchors }: SoundYaml, findings: Findings): Json | undefined {
  const value = readValue(document.contents, { text, findings, lostAnchors: anchors });
  if (flawed.length === 0) return value;
  if (value === null) return undefined;
  return isJsonObject(value) ? withoutEmpty(value, flawed) : value;
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
      message: `this imagegen reads version 1 of the manifest, not version ${version}`,
      hint: version > 1 ? "update imagegen" : "write version: 1",
      place: { file, pointer: ["version"], at: "value" },
    });
    return;
  }
  checkShape(value, { kind, findings });
}

/** With offsets: the nodes are still there, and the order is that of the text. What has no place comes last. */
function inOrder(diagnostics: readonly Diagnostic[], { document, text }: SoundYaml): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const search = startSearch(document, text);
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
