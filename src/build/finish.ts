import type { AssetPlan, ExpectedFile, OutputPlan, SamplePlan, Step } from "../core/asset-plan.ts";
import type { Sha256 } from "../core/digest.ts";
import type { FinishedOutput } from "../core/event.ts";
import { isSameFile } from "../core/facts.ts";
import { encodingCost } from "../core/formats.ts";
import type { LockEntry, LockedOutput, Original } from "../core/lock.ts";
import { isClipWork } from "../core/operations.ts";
import { deriveOutputs } from "../encode/derive.ts";
import { ImageError } from "../encode/image-error.ts";
import { bringHome } from "./bring-home.ts";
import type { BuildContext } from "./context.ts";
import { secureOnlyCopy } from "./secure-copies.ts";

/** An asset whose originals are all at hand has been carried out: what the lock is to say, and what was written. */
export interface Finished {
  readonly entry: LockEntry;
  readonly outputs: readonly FinishedOutput[];
  /** Old places that files were moved away from. */
  readonly moved: readonly string[];
  readonly notes: readonly string[];
  /** Of the outputs that were left as somebody edited them, those whose picture the store does not have. */
  readonly absent: readonly string[];
}

/** The world is not as it was when the asset was planned: it must be decided again. */
export class PlanOutdated extends Error {
  override readonly name: string = "PlanOutdated";
}

/** An object that was there is gone or damaged. */
class ObjectGone extends PlanOutdated {
  override readonly name = "ObjectGone";
}

/** Somebody wrote to an output's path: what is there now may be theirs. */
class OutputTouched extends PlanOutdated {
  override readonly name = "OutputTouched";
}

/**
 * Derives and places what a plan says, in the order that a kill cannot hurt: derived object, its record, a line that
 * this file is ours, the output by rename. The lock entry comes last, from the caller.
 *
 * @throws PlanOutdated, ImageError, MachineError
 */
export async function finishAsset(context: BuildContext, plan: AssetPlan): Promise<Finished> {
  await bringHome(context, plan);
  const outputs: FinishedOutput[] = [];
  const moved: string[] = [];
  const notes: string[] = [];
  const absent: string[] = [];
  const samples: LockEntry["samples"][number][] = [];
  for (const sample of plan.samples) {
    const { source, recipe, key } = sample;
    if ((source.type !== "locked" && source.type !== "stored") || recipe === undefined || key === undefined) {
      throw new Error(`${plan.name} is not ready to be finished: its source is ${source.type}`);
    }
    const derived = await deriveMissing(context, sample, source.original);
    const locked: Record<string, LockedOutput> = Object.create(null);
    for (const output of sample.outputs) {
      const written = await placeOutput(context, { output, derived, notes });
      outputs.push(written.finished);
      if (output.step.type === "move") moved.push(output.step.from);
      const isThere = context.facts.has(written.locked.sha256) || context.facts.has(source.original.sha256);
      if (output.step.type === "modified" && !isThere) absent.push(output.path);
      locked[output.path] = written.locked;
    }
    const origin = source.type === "locked" && source.origin !== undefined ? { origin: source.origin } : {};
    samples.push({ key, recipe, ...origin, original: source.original, outputs: locked });
  }
  for (const reason of plan.reasons)
    if (reason.type === "output-dropped" && reason.accepted === true)
      notes.push(`${reason.path} stays with the edit that was accepted; what is made now is made without it`);
  const entry: LockEntry = { ...(plan.autoSeed !== undefined && { auto_seed: plan.autoSeed }), samples };
  return { entry, outputs, moved, notes, absent };
}

/** Derives, in one decode, every output of a sample that cannot be copied from the store. */
async function deriveMissing(
  context: BuildContext,
  sample: SamplePlan,
  original: Original,
): Promise<ReadonlyMap<string, ExpectedFile>> {
  const missing = sample.outputs.flatMap(({ operations, ...output }) =>
    !isClipWork(operations) && mustDerive(context, output.step) ? [{ ...output, operations }] : [],
  );
  const derived = new Map<string, ExpectedFile>();
  if (missing.length === 0) return derived;
  const cost = Math.max(...missing.map(({ operations }) => encodingCost(operations, original)));
  await context.encoding.run(async () => {
    const bytes = await context.store.getObject(original.sha256);
    if (bytes === undefined) {
      context.facts.forgetObject(original.sha256);
      throw new ObjectGone(original.sha256);
    }
    const results = await deriveOutputs(
      bytes,
      missing.map(({ operations }) => operations),
    ).catch((error: unknown) => {
      throw named(error, missing);
    });
    for (const [index, result] of results.entries()) {
      const output = missing[index] as (typeof missing)[number];
      const sha256 = await context.store.putObject(result.bytes, { durable: false });
      await context.store.putDerivation({
        key: output.key as Sha256,
        sha256,
        bytes: result.bytes.length,
        width: result.width,
        height: result.height,
      });
      context.facts.forgetDerivation(output.key as Sha256);
      context.facts.forgetObject(sha256);
      derived.set(output.path, { sha256, bytes: result.bytes.length });
    }
  }, cost);
  return derived;
}

/** Says which of an asset's outputs it is that cannot be made. */
function named(error: unknown, outputs: readonly OutputPlan[]): unknown {
  const path = error instanceof ImageError && error.job !== undefined ? outputs[error.job]?.path : undefined;
  if (!(error instanceof ImageError) || path === undefined) return error;
  return new ImageError(error.code, `${path}: ${error.message}`, { hint: error.hint, cause: error.cause });
}

function mustDerive(context: BuildContext, step: Step): boolean {
  if (step.type === "modified") return step.expected === undefined;
  return step.type === "place" && !(step.expected !== undefined && context.store.hasObject(step.expected.sha256));
}

/**
 * Between the plan and this moment lies a call, minutes as a rule for a clip: whoever wrote to the path meanwhile must
 * not lose it. What remains is the time between a stat and a rename.
 */
function refuseTouched({ facts }: BuildContext, path: string): void {
  const planned = facts.file(path);
  facts.forgetFile(path);
  const now = facts.file(path);
  const isAsPlanned = planned.kind === now.kind && (planned.kind !== "file" || isSameFile(planned, now));
  if (!isAsPlanned) throw new OutputTouched(path);
}

async function placeOutput(
  context: BuildContext,
  work: { readonly output: OutputPlan; readonly derived: ReadonlyMap<string, ExpectedFile>; readonly notes: string[] },
): Promise<{ finished: FinishedOutput; locked: LockedOutput }> {
  const { path, operations, key, step } = work.output;
  const result = (file: ExpectedFile, how: FinishedOutput["step"]) => ({
    finished: { path, bytes: file.bytes, step: how },
    locked: {
      key: key as Sha256,
      operations,
      ...(file.accepted && { origin: "accepted" as const }),
      sha256: file.sha256,
      bytes: file.bytes,
    },
  });
  const made = work.derived.get(path);
  switch (step.type) {
    case "keep":
      return result(step.expected, "kept");
    case "modified":
      return result((step.expected ?? made) as ExpectedFile, "left");
    case "move": {
      refuseTouched(context, path);
      refuseTouched(context, step.from);
      await context.journal.placing(path, step.expected.sha256);
      const moved = await context.store.moveOutput(context.root, step.from, path);
      context.facts.forgetFile(step.from);
      context.facts.forgetFile(path);
      // Another asset with the same picture took it first.
      if (!moved) throw new ObjectGone(step.expected.sha256);
      return result(step.expected, "moved");
    }
    case "place": {
      const file = (made ?? step.expected) as ExpectedFile;
      if (made !== undefined && step.expected !== undefined && made.sha256 !== step.expected.sha256) {
        work.notes.push(`${path} was derived again and its bytes differ: another version of the encoder`);
      }
      // Where the path was not known, or the plan another one, before anything was written.
      await secureOnlyCopy(context, path);
      refuseTouched(context, path);
      await context.journal.placing(path, file.sha256);
      const copied = await context.store.copyObjectTo(file.sha256, context.root, path);
      if (!copied) {
        context.facts.forgetObject(file.sha256);
        throw new ObjectGone(file.sha256);
      }
      context.facts.forgetFile(path);
      return result(file, made === undefined ? "copied" : "derived");
    }
    case "foreign":
    case "lost":
    case "pending":
      throw new Error(`${path} is not ready to be placed: ${step.type}`);
    default:
      return step satisfies never;
  }
}
