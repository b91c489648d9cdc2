import { askedSize, isOtherSize } from "./asked-size.ts";
import type { OutputPlan, Source } from "./asset-plan.ts";
import type { AssetOutput } from "./asset.ts";
import { decideOutput, type OutputContext } from "./decide-output.ts";
import type { DecideInput } from "./decide.ts";
import type { Sha256 } from "./digest.ts";
import type { LockedSample, Original } from "./lock.ts";
import { clipFormatAsked, derivationKey, isClipFormat, isClipWork } from "./operations.ts";
import { hasContentPath, outputPath } from "./output-path.ts";
import { requestKey, type Recipe } from "./recipe.ts";

export interface WantedSample {
  readonly key: Sha256;
  readonly recipe: Recipe;
  readonly index: number;
  /** The asset's own sample in the lock, if it can be trusted. */
  readonly locked: LockedSample | undefined;
  readonly outputs: readonly AssetOutput[];
}

export interface Found {
  readonly source: Source;
  readonly outputs: readonly OutputPlan[];
  /** The asset under whose name the lock has it. */
  readonly renamedFrom?: string;
}

/**
 * Where a sample's original comes from, cheapest first: the lock (this very recipe), the lock under another name, the
 * store, and only then the provider. A candidate that cannot yield the outputs is passed over.
 */
export function findSource(input: DecideInput, wanted: WantedSample): Found {
  const same = wanted.locked?.key === wanted.key ? wanted.locked : undefined;
  if (input.answered.has(wanted.key)) return fromStore(input, wanted) ?? fromProvider(input, wanted, same);
  if (input.replace) return undelivered(input, wanted) ?? fromProvider(input, wanted, same);
  if (same !== undefined)
    return fromLock(input, wanted, same) ?? fromStore(input, wanted) ?? fromProvider(input, wanted, same);
  return (
    fromAnotherName(input, wanted) ??
    fromStore(input, wanted) ??
    lostElsewhere(input, wanted) ??
    fromProvider(input, wanted, undefined)
  );
}

function fromLock(input: DecideInput, wanted: WantedSample, same: LockedSample): Found | undefined {
  const { original, origin } = same;
  if (input.remake && !input.facts.has(original.sha256)) return undefined;
  const outputs = outputsFrom(input, wanted, original, same);
  if (isComplete(outputs)) {
    if (origin === undefined && isUnfit(input, wanted.recipe, original))
      return { source: { type: "unfit", original }, outputs };
    return { source: { type: "locked", original, ...(origin && { origin }) }, outputs };
  }
  return lost(input, wanted, { original, outputs });
}

/** Undefined where it may be made again: somebody said so, or it is drawn here, which costs nothing. */
function lost(
  input: DecideInput,
  wanted: WantedSample,
  { original, outputs }: { readonly original: Original; readonly outputs: readonly OutputPlan[] },
): Found | undefined {
  const { provider } = input.prepared;
  if (input.wishes.regenerateLost === true || provider.local) return undefined;
  const other = originalInStore(input, wanted);
  const price = other === undefined ? provider.price(wanted.recipe) : 0;
  return { source: { type: "lost", original, price, ...(other && { other }) }, outputs };
}

function fromAnotherName(input: DecideInput, wanted: WantedSample): Found | undefined {
  const elsewhere = input.index.byKey(wanted.key);
  if (elsewhere === undefined) return undefined;
  const { original } = elsewhere.sample;
  const outputs = outputsFrom(input, wanted, original, elsewhere.sample);
  if (!isComplete(outputs) || isUnfit(input, wanted.recipe, original)) return undefined;
  const renamed = elsewhere.asset !== input.prepared.asset.name;
  return { source: { type: "stored", original }, outputs, ...(renamed && { renamedFrom: elsewhere.asset }) };
}

/** The lock says that this very request was paid for, under another name: it is not asked for again unsaid. */
function lostElsewhere(input: DecideInput, wanted: WantedSample): Found | undefined {
  const elsewhere = input.index.byKey(wanted.key);
  if (elsewhere === undefined) return undefined;
  const { original } = elsewhere.sample;
  const outputs = outputsFrom(input, wanted, original, elsewhere.sample);
  const found = isComplete(outputs) ? undefined : lost(input, wanted, { original, outputs });
  return found && { ...found, renamedFrom: elsewhere.asset };
}

function originalInStore({ facts }: DecideInput, { key }: WantedSample): Original | undefined {
  return facts.generation(key)?.originals.findLast(({ sha256 }) => facts.has(sha256));
}

function fromStore(input: DecideInput, wanted: WantedSample): Found | undefined {
  const original = originalInStore(input, wanted);
  if (original === undefined) return undefined;
  const type = isUnfit(input, wanted.recipe, original) ? "unfit" : "stored";
  return { source: { type, original }, outputs: outputsFrom(input, wanted, original, undefined) };
}

/**
 * A new picture is wanted, and one that was paid for has never been seen: the build that asked for it was killed before
 * it wrote a file. What was once an output of the asset is no new picture.
 */
function undelivered(input: DecideInput, wanted: WantedSample): Found | undefined {
  const { facts } = input;
  const original = originalInStore(input, wanted);
  if (original === undefined || original.sha256 === wanted.locked?.original.sha256) return undefined;
  const wasSeen = wanted.outputs.some(({ path, operations }) => {
    const key = derivationKey(original.sha256, operations);
    const file = isClipWork(operations) ? original : facts.derivation(key);
    return file !== undefined && facts.wasPlaced(outputPath(path, key), file.sha256);
  });
  const found = wasSeen || wanted.outputs.length === 0 ? undefined : fromStore(input, wanted);
  return found?.source.type === "stored" ? found : undefined;
}

function fromProvider(input: DecideInput, wanted: WantedSample, same: LockedSample | undefined): Found {
  const { asset, provider } = input.prepared;
  // The whole batch's, also when only a part of it is missing: what an earlier run received is found under it.
  const request = asset.batch ? requestKey(wanted.recipe) : wanted.key;
  const price = provider.price(wanted.recipe);
  const insisted = input.replace || input.wishes.retryRefused === true || provider.local;
  const refusal = insisted ? undefined : input.facts.refusal(request, provider.name);
  // Before a picture exists only its places can be judged: a file that must not be replaced is found before paying.
  const outputs = wanted.outputs.map((output): OutputPlan => {
    if (!hasContentPath(output.path)) return decideOutput(output, contextOf(input, wanted));
    return { path: output.path, operations: output.operations, key: undefined, step: { type: "pending" } };
  });
  if (refusal !== undefined) return { source: { type: "refused", refusal, price }, outputs };
  // Asked for a new one, a build goes on to pay where the one that was paid for cannot be fetched.
  const paid = !provider.local && !input.replace && input.facts.isFetchable(request, provider.name);
  return {
    source: {
      type: "generate",
      request,
      price,
      ...(same && { replaces: same.original }),
      ...(paid && { paid }),
      ...(insisted && { insisted }),
    },
    outputs,
  };
}

function outputsFrom(
  input: DecideInput,
  wanted: WantedSample,
  original: Original,
  known: LockedSample | undefined,
): readonly OutputPlan[] {
  const context = { ...contextOf(input, wanted), original, known };
  return wanted.outputs.map((output) => decideOutput(output, context));
}

function contextOf(input: DecideInput, wanted: WantedSample): OutputContext {
  const { facts, index, wishes } = input;
  return {
    facts,
    index,
    overwrite: wishes.overwrite ?? false,
    own: wanted.locked,
    original: undefined,
    known: undefined,
  };
}

function isComplete(outputs: readonly OutputPlan[]): boolean {
  return outputs.every((output) => output.step.type !== "lost");
}

/** With `fit: exact` a picture of another size than asked is kept, for it was paid for, and never placed (F19). */
function isUnfit(input: DecideInput, recipe: Recipe, original: Original): boolean {
  // A clip goes where its request says, so one of the other format has no place.
  if (isClipFormat(original.format)) return original.format !== clipFormatAsked(recipe.body["output_format"]);
  return input.prepared.asset.fit === "exact" && isOtherSize(askedSize(recipe), original);
}
