import { askedSize, sizeText } from "./asked-size.ts";
import type { OutputPlan, SamplePlan, Source } from "./asset-plan.ts";
import type { Found, WantedSample } from "./decide-source.ts";
import type { DecideInput } from "./decide.ts";
import type { Facts } from "./facts.ts";
import type { LockedSample, Original } from "./lock.ts";
import { clipFormatAsked, isClipFormat } from "./operations.ts";
import { fitsTemplate } from "./output-path.ts";
import { operationDifferences, recipeDifferences, type Reason } from "./reason.ts";
import type { Recipe } from "./recipe.ts";

/** A sample that is wanted; `edited`: its entry in the lock was changed by hand, and is not trusted. */
type Wanted = WantedSample & { readonly edited: boolean };

/** Why a sample is not simply as locked, and why each of its outputs is not. */
export function sampleReasons(input: DecideInput, wanted: Wanted, found: Found): readonly Reason[] {
  const { locked } = wanted;
  return [
    ...originReasons(input, wanted, found),
    ...sourceReasons(input, wanted, found),
    ...found.outputs.flatMap((output) => outputReasons(output, locked, { source: found.source, facts: input.facts })),
  ];
}

/** What became of the request since it was locked: changed, renamed, new. */
function originReasons(input: DecideInput, wanted: Wanted, { renamedFrom }: Found): readonly Reason[] {
  const { locked, index } = wanted;
  // The entry under an exchanged name is another asset's: nothing is gained by comparing with it.
  if (renamedFrom !== undefined && (locked === undefined || input.renamedFrom !== undefined))
    return [{ type: "renamed", from: renamedFrom }];
  if (locked !== undefined) return locked.key === wanted.key ? [] : recipeDifferences(locked.recipe, wanted.recipe);
  if (input.entry === undefined) return index === 0 ? [{ type: "new" }] : [];
  return wanted.edited ? [] : [{ type: "sample-added", sample: index }];
}

/** Why the original comes from where it comes from. */
function sourceReasons(input: DecideInput, wanted: Wanted, { source, renamedFrom }: Found): readonly Reason[] {
  const { locked } = wanted;
  switch (source.type) {
    case "generate": {
      // The same request again: it is drawn on this machine, or `--regenerate-lost` was given.
      const isAgain = locked?.key === wanted.key && !input.replace;
      return [
        ...(source.paid === true ? [{ type: "fetchable" } as const] : []),
        ...(isAgain ? [{ type: "original-missing", sha256: locked.original.sha256 } as const] : []),
      ];
    }
    case "unfit":
      return [unfitReason(wanted.recipe, source.original)];
    case "refused":
      return [{ type: "refused", ...source.refusal }];
    case "lost": {
      const { original, other } = source;
      return [{ type: "original-missing", sha256: original.sha256, ...(other && { other: other.sha256 }) }];
    }
    case "stored":
      return renamedFrom === undefined ? [{ type: "in-store" }] : [];
    case "locked":
    case "waiting":
      return [];
    default:
      return source satisfies never;
  }
}

function unfitReason(recipe: Recipe, original: Original): Reason {
  if (isClipFormat(original.format))
    return { type: "wrong-format", asked: clipFormatAsked(recipe.body["output_format"]), got: original.format };
  return { type: "wrong-size", asked: sizeText(askedSize(recipe)), got: sizeText(original) };
}

function outputReasons(
  output: OutputPlan,
  locked: LockedSample | undefined,
  { source, facts }: { readonly source: Source; readonly facts: Facts },
): readonly Reason[] {
  const { path, step } = output;
  const before = locked?.outputs[path];
  switch (step.type) {
    case "modified":
      return [{ type: "output-modified", path }];
    case "foreign":
      return [{ type: "output-foreign", path, what: step.what, ...(step.stays && { stays: true }) }];
    case "move":
      return [{ type: "output-moved", path, from: step.from }];
    case "place":
    case "lost":
      if (locked === undefined || (source.type !== "locked" && source.type !== "lost")) return [];
      if (before === undefined) {
        // The lock has forgotten what was made of the original before it, and the file is still that.
        const isFormer = locked.origin === "imported" && facts.file(path).kind === "file";
        return [isFormer ? { type: "output-former", path } : { type: "output-added", path }];
      }
      if (before.key === output.key)
        return [{ type: "output-missing", path, ...(facts.file(path).kind === "file" && { other: true as const }) }];
      return operationDifferences(path, before.operations, output.operations);
    case "keep":
    case "pending":
      return [];
    default:
      return step satisfies never;
  }
}

/** `taken`: the path left this asset, and another asset writes it now. */
export function droppedReason(path: string, input: DecideInput): Reason {
  const { prepared, index } = input;
  // Under a template with a hash it was the asset's own, of another picture.
  const own = new Set(prepared.asset.outputs.flat().map((output) => output.path));
  const taken = index.isWanted(path) && !fitsTemplate(path, own);
  const accepted = input.entry?.samples.some(({ outputs }) => outputs[path]?.origin === "accepted") === true;
  return {
    type: "output-dropped",
    path,
    ...(taken && { taken: true as const }),
    ...(accepted && { accepted: true as const }),
  };
}

/** In what the lock differs where request, original and files are as wanted: a seed or a key that nobody asked for. */
export function lockReasons({ prepared, seed, entry }: DecideInput, samples: readonly SamplePlan[]): readonly Reason[] {
  const reasons: Reason[] = [];
  const locked = entry?.auto_seed;
  if (prepared.autoSeed !== undefined && locked !== seed)
    reasons.push({ type: "lock-seed", ...(locked !== undefined && { locked }), ...(seed !== undefined && { seed }) });
  for (const { index, outputs } of samples)
    for (const { path, key } of outputs) {
      const known = entry?.samples[index]?.outputs[path];
      if (known === undefined) reasons.push({ type: "output-added", path });
      else if (known.key !== key) reasons.push({ type: "lock-output-key", path });
    }
  return reasons;
}
