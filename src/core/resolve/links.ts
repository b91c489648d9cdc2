import type { Asset } from "../asset.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { rowNotes } from "../matrix-row.ts";
import { hintNearest } from "../nearest.ts";
import type { Findings } from "./findings.ts";
import { dependencyOrder } from "./graph.ts";

/** Says which `asset:` references lead nowhere. */
export function checkNames(assets: readonly Asset[], findings: Findings, isLeftOut: (name: string) => boolean): void {
  const samples = new Map(assets.map((asset) => [asset.name, asset.samples]));
  const clips = new Set(assets.flatMap(({ name, media }) => (media === "clip" ? [name] : [])));
  for (const asset of assets) {
    for (const reference of asset.references) {
      if (reference.kind !== "asset") continue;
      const { name, sample, place } = reference;
      const count = samples.get(name);
      if (count === undefined && isLeftOut(name)) continue;
      if (count === undefined)
        findings.add("unknown-asset", place, () => ({
          message: `"${asset.name}" refers to "${name}", which is no asset`,
          ...hintNearest(name, others(asset.name, samples.keys())),
          ...rowOf(asset),
          asset: asset.name,
        }));
      else if (sample >= count)
        findings.add("unknown-asset", place, () => ({
          message: `"${asset.name}" refers to picture ${sample + 1} of "${name}", which makes ${count}`,
          hint: `set n: ${sample + 1} on "${name}", or use a number from 1 to ${count}`,
          ...rowOf(asset),
          asset: asset.name,
        }));
      else if (clips.has(name))
        findings.add("reference-not-image", place, () => ({
          message: `"${asset.name}" refers to "${name}", which makes a clip; a picture is needed`,
          ...rowOf(asset),
          asset: asset.name,
        }));
    }
  }
}

/** Here the row is told for those that are shown alone: looking for the nearest name is not cheap. */
function rowOf({ name, row }: Asset): Pick<Diagnostic, "related"> {
  return row === undefined ? {} : { related: rowNotes([{ asset: name, row }]) };
}

/** An asset that refers to itself is no better. */
function* others(name: string, names: Iterable<string>): Iterable<string> {
  for (const other of names) if (other !== name) yield other;
}

/** Each asset after those it refers to; cycles are said with their path. */
export function orderAssets(assets: readonly Asset[], findings: Findings): readonly Asset[] {
  const nodes = assets.map(({ name, references }) => ({ name, needs: needsOf(references) }));
  const { order, cycles } = dependencyOrder(nodes);
  const byName = new Map(cycles.length === 0 ? [] : assets.map((asset) => [asset.name, asset]));
  for (const cycle of cycles) {
    const [first, second] = cycle;
    const asset = byName.get(first ?? "");
    const reference = asset?.references.find((candidate) => candidate.kind === "asset" && candidate.name === second);
    const shown = cycle.length > 12 ? [...cycle.slice(0, 6), "…", ...cycle.slice(-5)] : cycle;
    findings.add("cycle", reference?.place ?? asset?.place, () => ({
      message: `assets refer to each other in a circle: ${shown.join(" → ")}`,
      hint: "take one of these references out",
      ...(asset && { asset: asset.name }),
    }));
  }
  return order.map((index) => assets[index] as Asset);
}

/** Most assets refer to none: they share this. */
const NONE: readonly string[] = [];

function needsOf(references: Asset["references"]): readonly string[] {
  if (references.length === 0) return NONE;
  return references.flatMap((reference) => (reference.kind === "asset" ? [reference.name] : []));
}
