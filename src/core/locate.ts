import type { AssetPlan } from "./asset-plan.ts";
import type { Asset, Origin, OriginPart, Origins } from "./asset.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { Findings } from "./manifest/findings.ts";
import { findNode, startSearch, type NodePlace, type Span } from "./manifest/node-search.ts";
import { readYaml } from "./manifest/sound-yaml.ts";
import { placeOfVariable } from "./matrix-row.ts";
import { addTo } from "./multimap.ts";
import { rowSpans } from "./resolve/table.ts";

export type { NodePlace, Span };

/**
 * Where the nodes of a manifest are in its text. Reads the text once more, now keeping positions: for when there is
 * something to say. Through aliases and merged maps; a node that is not there is where its nearest parent is.
 */
export function locate(text: string, nodes: readonly NodePlace[], file = ""): readonly Span[] {
  // What is wrong with the text has been said; here only its offsets matter.
  const yaml = readYaml(text, new Findings(file));
  if (yaml === undefined) return nodes.map(() => ({ offset: 0, length: 0 }));
  const search = startSearch(yaml.document, yaml.text);
  return nodes.map((node) => findNode(search, node));
}

/** Each place that had a pointer into a file whose text is at hand, with its offset. Every text is read once. */
export function locatePlaces(places: Iterable<Place>, sources: ReadonlyMap<string, string>): ReadonlyMap<Place, Place> {
  const byFile = new Map<string, (Place & NodePlace)[]>();
  for (const place of places) {
    if (!("pointer" in place)) continue;
    addTo(byFile, place.file, place);
  }
  const located = new Map<Place, Place>();
  for (const [file, nodes] of byFile) {
    const text = sources.get(file);
    const spans = text === undefined ? [] : isCsv(file, nodes) ? locateRows(text, nodes) : locate(text, nodes, file);
    for (const [index, span] of spans.entries()) located.set(nodes[index] as Place, { file, ...span });
  }
  return located;
}

/** A row of a table is at a number, as nothing of a manifest is; a table in JSON is read like one. */
function isCsv(file: string, [node]: readonly NodePlace[]): boolean {
  return typeof node?.pointer[0] === "number" && !/\.json$/i.test(file);
}

function locateRows(text: string, nodes: readonly NodePlace[]): readonly Span[] {
  const rows = rowSpans(text);
  return nodes.map(({ pointer }) => rows[Number(pointer[0])] ?? { offset: 0, length: 0 });
}

/**
 * The same diagnostics with an offset wherever they had a pointer into a file whose text is at hand. Reports print
 * offsets; this module stays out of them because it loads the YAML parser.
 */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const places = diagnostics.flatMap(({ place, related = [] }) => [
    ...(place === undefined ? [] : [place]),
    ...related.map((other) => other.place),
  ]);
  const located = locatePlaces(places, sources);
  if (located.size === 0) return diagnostics;
  return diagnostics.map(({ place, related, ...rest }) => ({
    ...rest,
    ...(place !== undefined && { place: located.get(place) ?? place }),
    ...(related !== undefined && {
      related: related.map((other) => ({ ...other, place: located.get(other.place) ?? other.place })),
    }),
  }));
}

/** The same plan with the line and column of everything that somebody set. */
export function locateAsset(plan: AssetPlan, sources: ReadonlyMap<string, string>): AssetPlan {
  const { asset } = plan.prepared;
  const fields = Object.entries(asset.origins);
  const references = asset.references.map(({ place }) => place);
  const placed = fields.map(([field, origin]) => [field, { ...origin, parts: partsOf(origin, asset) }] as const);
  const origin = placed.flatMap(([, { place, parts }]) => [place, ...parts.flatMap((part) => part.place ?? [])]);
  const located = locatePlaces([asset.place, ...references, ...origin], sources);
  const at = <Located extends { readonly place?: Place }>(set: Located): Located =>
    set.place === undefined ? set : { ...set, place: located.get(set.place) ?? set.place };
  const origins: Origins = Object.fromEntries(
    placed.map(([field, { parts, ...rest }]) => [
      field,
      { ...at(rest), ...(parts.length > 0 && { parts: parts.map(at) }) },
    ]),
  );
  const referred = asset.references.map(at);
  return {
    ...plan,
    prepared: { ...plan.prepared, asset: { ...at(asset), references: referred, origins } },
  };
}

/** The parts of an origin, each with its place: a variable of the matrix has that of the asset's row. */
function partsOf({ parts = [] }: Origin, { row }: Asset): readonly OriginPart[] {
  return parts.map((part) => {
    const place = part.place ?? (row && placeOfVariable(row, part.name));
    return { ...part, ...(place && { place }) };
  });
}
