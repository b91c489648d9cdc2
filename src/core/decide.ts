import { isPaid, type Action, type AssetPlan, type OutputPlan, type SamplePlan, type Source } from "./asset-plan.ts";
import type { AssetOutput } from "./asset.ts";
import { requestFor } from "./batch.ts";
import { droppedReason, lockReasons, sampleReasons } from "./decide-reasons.ts";
import { findSource, type Found } from "./decide-source.ts";
import { sha256, type Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import type { LockIndex } from "./lock-index.ts";
import type { LockEntry, LockedSample } from "./lock.ts";
import { addCost, costOf, NO_COST, type Cost } from "./money.ts";
import type { Reason } from "./reason.ts";
import { generationKey, recipeText, type Recipe } from "./recipe.ts";
import { provisionalRecipes, type PreparedAsset } from "./request.ts";
import type { WishFlag, Wishes } from "./wishes.ts";

/**
 * The one function that judges freshness. `plan`, `check`, `explain`, `build` and `watch` ask it, and the executor
 * asks it again once a generation is in the store; so a preview and what is then done cannot disagree.
 *
 * What makes work stale, and what does not:
 *
 * | changed                                    | what it costs                                      |
 * |--------------------------------------------|----------------------------------------------------|
 * | anything that is sent to the provider      | one call, unless this recipe was paid for before   |
 * | the bytes of a reference file or asset     | the same: its digest is part of the recipe         |
 * | format, size, quality of an output         | local encoding                                     |
 * | asset name, output path                    | a rename                                           |
 * | nothing, but the provider refused it before | nothing, until the request changes or somebody insists |
 * | alt, tags, comments, key order, CRLF       | nothing                                            |
 * | times, machine, versions, absolute paths   | nothing: they are in no key                        |
 *
 * An interruption is harmless by construction: what is in the store is found by its key, what is on disk by its
 * digest, and the lock is only ever behind, never ahead.
 */
export function decide(input: DecideInput): AssetPlan {
  const decided = input.prepared.asset.outputs.map((outputs, index) => decideSample(input, index, outputs));
  const { samples, rest } = askForTheRest(input, decided);
  const dropped = droppedOutputs(input.entry, samples);
  const known = [
    ...input.notes,
    ...rest,
    ...samples.flatMap((sample) => sample.reasons),
    ...dropped.map((path) => droppedReason(path, input)),
  ];
  const action = actionOf(input, samples, dropped);
  // Nothing that anybody did to the manifest or a file: then it is the lock that differs.
  const reasons = action === "record" && known.length === 0 ? lockReasons(input, samples) : known;
  const pays = isPaid({ action });
  return {
    name: input.prepared.asset.name,
    prepared: input.prepared,
    action,
    autoSeed: input.prepared.autoSeed === undefined ? undefined : input.seed,
    samples: samples.map(({ reasons: _reasons, ...sample }) => sample),
    reasons,
    dropped,
    certain: pays ? costOfSources(samples, ["generate"]) : NO_COST,
    most: pays ? costOfSources(samples, ["generate", "waiting"]) : NO_COST,
  };
}

export interface DecideInput {
  readonly prepared: PreparedAsset;
  /** The seed in force where nobody set one. */
  readonly seed: number | undefined;
  /** Undefined: an asset it refers to has no original yet, or a URL was never fetched. */
  readonly recipes: readonly Recipe[] | undefined;
  readonly entry: LockEntry | undefined;
  /** The name that the asset had when its seed was chosen, where it had another. */
  readonly renamedFrom: string | undefined;
  readonly index: LockIndex;
  readonly facts: Facts;
  readonly wishes: Pick<Wishes, WishFlag>;
  /** A new picture of this asset is asked for, although the recipe may be the same. */
  readonly replace: boolean;
  /** Its original is to be made again where no store has it, although every output is as it should be. */
  readonly remake: boolean;
  /** Keys that were answered in this run: the store has the latest word on them, not the lock. */
  readonly answered: ReadonlySet<Sha256>;
  /** Reasons known before: waits-for, fetches, blocked-by, replace. */
  readonly notes: readonly Reason[];
}

interface DecidedSample extends SamplePlan {
  readonly reasons: readonly Reason[];
  /** The lock's sample differs from what would be written for this one. */
  readonly relock: boolean;
}

function decideSample(input: DecideInput, index: number, outputs: readonly AssetOutput[]): DecidedSample {
  const recipe = input.recipes?.[index];
  const raw = input.entry?.samples[index];
  if (recipe === undefined) {
    const price = input.prepared.provider.price(provisionalRecipes(input.prepared, input.seed)[index] as Recipe);
    return {
      index,
      recipe,
      key: undefined,
      source: { type: "waiting", price },
      outputs: pending(outputs),
      reasons: [],
      relock: true,
    };
  }
  const text = recipeText(recipe);
  // As `generationKey` does; the text is needed as well, and 50,000 of them are not made twice.
  const key = sha256(text);
  const edited = raw !== undefined && !matchesOwnKey(raw, key, text);
  const locked = edited ? undefined : raw;
  const wanted = { key, recipe, locked, outputs, index };
  const found = findSource(input, wanted);
  const reasons: Reason[] = edited ? [{ type: "lock-edited", sample: index }] : [];
  reasons.push(...sampleReasons(input, { ...wanted, edited }, found));
  return {
    index,
    recipe,
    key,
    source: found.source,
    outputs: found.outputs,
    reasons,
    relock: differsFromLock(key, locked, found),
  };
}

function actionOf(input: DecideInput, samples: readonly DecidedSample[], dropped: readonly string[]): Action {
  const steps = new Set(samples.flatMap((sample) => sample.outputs.map((output) => output.step.type)));
  const sources = new Set(samples.map((sample) => sample.source.type));
  if (input.notes.some((note) => note.type === "blocked-by")) return "blocked";
  if (steps.has("foreign")) return "foreign";
  if (sources.has("lost")) return "lost";
  if (sources.has("unfit")) return "unfit";
  // Nothing is paid for an asset that cannot be complete.
  if (sources.has("refused")) return "refused";
  if (sources.has("generate")) return "generate";
  if (sources.has("waiting")) return "maybe";
  const renamed = samples.some((sample) => sample.reasons.some((reason) => reason.type === "renamed"));
  if (steps.has("place")) {
    if (sources.has("stored") && !renamed) return "reuse";
    const again = samples.every((sample) =>
      sample.reasons.every(
        (reason) => reason.type === "output-missing" || reason.type === "renamed" || reason.type === "output-modified",
      ),
    );
    return again ? "restore" : "derive";
  }
  if (steps.has("move")) return "move";
  if (steps.has("modified") && !samples.some((sample) => sample.relock)) return "modified";
  const entry = input.entry;
  const seedMoved = input.prepared.autoSeed !== undefined && entry?.auto_seed !== input.seed;
  const relock =
    dropped.length > 0 ||
    entry?.samples.length !== samples.length ||
    seedMoved ||
    samples.some((sample) => sample.relock);
  return relock ? "record" : "fresh";
}

function differsFromLock(key: string, locked: LockedSample | undefined, found: Found): boolean {
  if (locked === undefined || locked.key !== key) return true;
  if (found.source.type !== "locked") return true;
  return found.outputs.some((output) => locked.outputs[output.path]?.key !== output.key);
}

function droppedOutputs(entry: LockEntry | undefined, samples: readonly DecidedSample[]): readonly string[] {
  if (entry === undefined || samples.some((sample) => sample.outputs.some((output) => output.key === undefined)))
    return [];
  const wanted = new Set(
    samples.flatMap((sample) =>
      sample.outputs.flatMap((output) =>
        output.step.type === "move" ? [output.path, output.step.from] : [output.path],
      ),
    ),
  );
  return entry.samples.flatMap((sample) => Object.keys(sample.outputs).filter((path) => !wanted.has(path)));
}

/** Of a batch only what is missing is asked for, and only that has a price (F15). */
function askForTheRest(
  { prepared: { asset, provider } }: DecideInput,
  samples: readonly DecidedSample[],
): { readonly samples: readonly DecidedSample[]; readonly rest: readonly Reason[] } {
  const missing = samples.flatMap(({ source, recipe, index }) =>
    source.type === "generate" && recipe !== undefined ? [{ index, recipe }] : [],
  );
  if (!asset.batch || missing.length === 0 || missing.length === samples.length) return { samples, rest: [] };
  const price = provider.price(requestFor(missing, provider));
  return {
    samples: samples.map((sample) =>
      sample.source.type === "generate" ? { ...sample, source: { ...sample.source, price } } : sample,
    ),
    rest: [{ type: "rest-of-batch", missing: missing.length, of: samples.length }],
  };
}

/** A hand-edited entry is not trusted. The usual case, an untouched one, is settled by comparing two texts. */
function matchesOwnKey(locked: LockedSample, wantedKey: string, wantedText: string): boolean {
  if (locked.key === wantedKey && JSON.stringify(locked.recipe) === wantedText) return true;
  return generationKey(locked.recipe) === locked.key;
}

/** What samples cost whose sources are of these types; those of one request once. */
export function costOfSources(samples: readonly SamplePlan[], types: readonly Source["type"][]): Cost {
  const counted = new Set<string>();
  let cost = NO_COST;
  for (const { source } of samples) {
    if (!types.includes(source.type) || (source.type !== "generate" && source.type !== "waiting")) continue;
    if (source.type === "generate" && counted.has(source.request)) continue;
    if (source.type === "generate") counted.add(source.request);
    cost = addCost(cost, costOfSource(source));
  }
  return cost;
}

/** What was paid for by an earlier run costs nothing more. */
export function costOfSource(source: Extract<Source, { type: "generate" | "waiting" }>): Cost {
  return source.type === "generate" && source.paid === true ? NO_COST : costOf(source.price);
}

function pending(outputs: readonly AssetOutput[]): readonly OutputPlan[] {
  return outputs.map(({ path, operations }) => ({ path, operations, key: undefined, step: { type: "pending" } }));
}
