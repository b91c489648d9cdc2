import type { ExpectedFile, OutputPlan, Step } from "./asset-plan.ts";
import type { AssetOutput } from "./asset.ts";
import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import type { LockIndex } from "./lock-index.ts";
import type { LockedOutput, LockedSample, Original } from "./lock.ts";
import { derivationKey, isClipWork } from "./operations.ts";
import { outputPath } from "./output-path.ts";

export interface OutputContext {
  readonly facts: Facts;
  readonly index: LockIndex;
  /** The asset's own sample in the lock, whatever its recipe. */
  readonly own: LockedSample | undefined;
  /** The locked sample that has the wanted recipe: the own one, or another asset's. */
  readonly known: LockedSample | undefined;
  /** Undefined: it will be generated, so only what is in the way can be judged. */
  readonly original: Original | undefined;
  readonly overwrite: boolean;
}

/** What one output needs. Decides nothing about money: a `lost` step tells the caller that this original will not do. */
export function decideOutput(output: AssetOutput, context: OutputContext): OutputPlan {
  const { original, facts } = context;
  const key = original && derivationKey(original.sha256, output.operations);
  const path = key === undefined ? output.path : outputPath(output.path, key);
  const expected = key === undefined ? undefined : expectedFile(output, { path, key }, context);
  const step = stepFor(path, context, expected);
  // What a person edited and had accepted cannot be derived: the original would give the unedited file.
  const irreplaceable = step.type === "place" && expected?.accepted === true && !isCopied(step, facts);
  return { path, operations: output.operations, key, step: irreplaceable ? { type: "lost" } : step };
}

function expectedFile(
  { operations }: AssetOutput,
  { path, key }: { readonly path: string; readonly key: Sha256 },
  context: OutputContext,
): ExpectedFile | undefined {
  const known = knownOutput(context.known, path, key);
  // A clip is placed as it came, so what it will be is known without a record.
  const file = known ?? (isClipWork(operations) ? context.original : context.facts.derivation(key));
  return file && { sha256: file.sha256, bytes: file.bytes, ...(known?.origin === "accepted" && { accepted: true }) };
}

function stepFor(path: string, context: OutputContext, expected: ExpectedFile | undefined): Step {
  const { facts, original } = context;
  const file = facts.file(path);
  if (file.kind === "other" && !(file.isLink === true && context.overwrite))
    return { type: "foreign", what: file.what, ...(file.isLink !== true && { stays: true }) };
  if (file.kind === "file") {
    if (file.sha256 === expected?.sha256) return { type: "keep", expected };
    const isEdited = isAcceptedEdit(path, file.sha256, context) || !isOurs(path, file.sha256, context);
    if (!context.overwrite && isEdited) {
      if (context.index.byPath(path) === undefined)
        return { type: "foreign", what: "a file that imagegen did not write" };
      // The lock is to say what belongs in the file's place, and nobody can tell any more.
      if (expected === undefined && original !== undefined && !facts.has(original.sha256)) return { type: "lost" };
      return { type: "modified", ...(expected && { expected }) };
    }
  }
  if (original === undefined) return { type: "pending" };
  if (file.kind === "missing" && expected !== undefined) {
    const from = context.index
      .stale(expected.sha256)
      .find((old) => holds(facts, old, expected.sha256) && facts.protection(old) === undefined);
    if (from !== undefined) return { type: "move", from, expected };
  }
  const possible = (expected !== undefined && facts.has(expected.sha256)) || facts.has(original.sha256);
  if (possible) return { type: "place", ...(expected && { expected }) };
  // Two names exchanged on a fresh clone: the bytes are there, at each other's places.
  const from =
    expected &&
    context.index
      .holders(expected.sha256)
      .find((old) => holds(facts, old, expected.sha256) && facts.protection(old)?.code !== "not-a-picture");
  return expected && from !== undefined ? { type: "place", expected, from } : { type: "lost" };
}

function isCopied(step: Extract<Step, { type: "place" }>, facts: Facts): boolean {
  return step.from !== undefined || (step.expected !== undefined && facts.has(step.expected.sha256));
}

/** Edited by hand and accepted: it is kept as any edit is, when what it was accepted for changes. */
function isAcceptedEdit(path: string, digest: Sha256, { own }: OutputContext): boolean {
  const locked = own?.outputs[path];
  return locked?.origin === "accepted" && locked.sha256 === digest;
}

/** Written by imagegen, as far as the lock or the journal of an interrupted build can tell. */
function isOurs(path: string, digest: Sha256, context: OutputContext): boolean {
  return (
    context.own?.outputs[path]?.sha256 === digest ||
    context.index.byPath(path) === digest ||
    context.facts.wasPlaced(path, digest)
  );
}

function holds(facts: Facts, path: string, digest: Sha256): boolean {
  const file = facts.file(path);
  return file.kind === "file" && file.sha256 === digest && file.pointer !== true;
}

/** The same derivation in a locked sample: at the same path as a rule, elsewhere after a move. */
function knownOutput(known: LockedSample | undefined, path: string, key: Sha256): LockedOutput | undefined {
  const here = known?.outputs[path];
  if (here?.key === key) return here;
  return known && Object.values(known.outputs).find((output) => output.key === key);
}
