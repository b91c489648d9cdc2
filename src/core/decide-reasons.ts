import type { OutputPlan, SamplePlan, Source } from "./asset-plan.ts";
import type { Found } from "./decide-source.ts";
import type { DecideInput } from "./decide.ts";
import type { Facts } from "./facts.ts";
import type { LockIndex } from "./lock-index.ts";
import type { LockedSample, Original } from "./lock.ts";
import { clipFormatAsked, isClipFormat } from "./operations.ts";
import { operationDifferences, recipeDifferences, type Reason } from "./reason.ts";
import type { Recipe } from "./recipe.ts";

/** Why a sample is not simply as locked, and why each of its outputs is not. */
export function sampleReasons(
  input: DecideInput,
  wanted: { recipe: Recipe; key: string; index: number; locked: LockedSample | undefined; edited: boolean },
  found: Found,
): readonly Reason[] {
  const reasons: Reason[] = [];
  const { locked } = wanted;
  // The entry under an exchanged name is another asset's: nothing is gained by comparing with it.
  const renamed = found.renamedFrom !== undefined && (locked === undefined || input.renamedFrom !== undefined);
  if (locked !== undefined && locked.key !== wanted.key && !renamed)
    reasons.push(...recipeDifferences(locked.recipe, wanted.recipe));
  if (renamed && found.renamedFrom !== undefined) reasons.push({ type: "renamed", from: found.renamedFrom });
  else if (input.entry === undefined && wanted.index === 0) reasons.push({ type: "new" });
  else if (locked === undefined && !wanted.edited && input.entry !== undefined)
    reasons.push({ type: "sample-added", sample: wanted.index });
  if (found.source.type === "generate" && found.source.paid === true) reasons.push({ type: "fetchable" });
  if (found.source.type === "unfit") reasons.push(unfitReason(wanted.recipe, found.source.original));
  if (found.source.type === "refused") reasons.push({ type: "refused", ...found.source.refusal });
  // Asked for again though nothing differs: what is drawn here or was told to be regenerated.
  const again = found.source.type === "generate" && !input.replace && locked?.key === wanted.key;
  const { source } = found;
  if (source.type === "lost") {
    const { original, other } = source;
    reasons.push({ type: "original-missing", sha256: original.sha256, ...(other && { other: other.sha256 }) });
  } else if (locked !== undefined && again) {
    reasons.push({ type: "original-missing", sha256: locked.original.sha256 });
  }
  if (found.source.type === "stored" && found.renamedFrom === undefined) reasons.push({ type: "in-store" });
  for (const output of found.outputs)
    reasons.push(...outputReasons(output, locked, { source: found.source, facts: input.facts }));
  return reasons;
}

function unfitReason({ body }: Recipe, original: Original): Reason {
  if (isClipFormat(original.format))
    return { type: "wrong-format", asked: clipFormatAsked(body["output_format"]), got: original.format };
  const asked = `${JSON.stringify(body["width"])}x${JSON.stringify(body["height"])}`;
  return { type: "wrong-size", asked, got: `${original.width}x${original.height}` };
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

/** Of outputs that were exchanged each is no longer the one's, and all the same about to be written. */
export function droppedReason(path: string, index: LockIndex): Reason {
  return { type: "output-dropped", path, ...(index.isWanted(path) && { taken: true as const }) };
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
