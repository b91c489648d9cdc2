import type { Diagnostic, Place } from "./diagnostic.ts";
import { Findings } from "./manifest/findings.ts";
import { findNode, startSearch, type NodePlace, type Span } from "./manifest/node-search.ts";
import { readYaml } from "./manifest/sound-yaml.ts";

export type { NodePlace, Span };

/**
 * Where the nodes of a manifest are in its text. Reads the text once more, now keeping positions: for when there is
 * something to say. Through aliases and merged maps; a node that is not there is where its nearest parent is.
 */
export function locate(text: string, nodes: readonly NodePlace[]): readonly Span[] {
  // What is wrong with the text has been said; here only its offsets matter.
  const yaml = readYaml(text, new Findings(""));
  if (yaml === undefined) return nodes.map(() => ({ offset: 0, length: 0 }));
  const search = startSearch(yaml.document, yaml.text);
  return nodes.map((node) => findNode(search, node));
}

/** Each place that had a pointer into a file whose text is at hand, with its offset. Every text is read once. */
export function locatePlaces(places: Iterable<Place>, sources: ReadonlyMap<string, string>): ReadonlyMap<Place, Place> {
  const byFile = new Map<string, (Place & NodePlace)[]>();
  for (const place of places) {
    if (!("pointer" in place)) continue;
    const others = byFile.get(place.file);
    if (others === undefined) byFile.set(place.file, [place]);
    else others.push(place);
  }
  const located = new Map<Place, Place>();
  for (const [file, nodes] of byFile) {
    const text = sources.get(file);
    const spans = text === undefined ? [] : locate(text, nodes);
    for (const [index, span] of spans.entries()) located.set(nodes[index] as Place, { file, ...span });
  }
  return located;
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
