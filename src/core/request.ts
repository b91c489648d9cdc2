import type { Asset, AssetReference, FieldName } from "./asset.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { sha256, type Sha256 } from "./digest.ts";
import { canonical, type JsonObject } from "./json.ts";
import type {
  ModelFacts,
  ParameterName,
  ParameterProblem,
  Parameters,
  Provider,
  TranslateReference,
  Translation,
} from "./provider.ts";
import { generationKey, type Recipe } from "./recipe.ts";
import { repeatedOptions } from "./repeated-options.ts";
import { megapixelOf, nearestSize } from "./size.ts";
import { smallerOutputs } from "./smaller-outputs.ts";

/** An asset together with what its provider makes of it: all that planning needs, no file and no lock involved. */
export interface PreparedAsset {
  readonly asset: Asset;
  readonly provider: Provider;
  readonly model: ModelFacts | undefined;
  /** Fields that this model does not take and nobody asked it for in particular: left out, and said by `explain`. */
  readonly dropped: readonly FieldName[];
  /** The range for an automatic seed; undefined where one is set or the model takes none. */
  readonly autoSeed: { readonly min: number; readonly max: number } | undefined;
  /** Tells a request from another one that is the same, word for word. Absent for what the manifest names. */
  readonly variation?: number;
  /** Asked for word for word, whatever the asset says: what a lock has. */
  readonly recipe?: Recipe;
}

/** The bytes that a reference stands for, if they are known yet: another asset's original, what a URL is pinned to. */
export type DigestOf = (reference: Exclude<AssetReference, { kind: "file" }>) => Sha256 | undefined;

/** The transforms that pictures of ours go through before they travel; their numbers are their epochs. */
export const INLINE_TRANSFORM = "inline-1";
export const FRAME_TRANSFORM = "frame-1";

/** Stands for an original that is not known yet, so that a request can be checked and priced before it can be made. */
const UNKNOWN_ORIGINAL: Sha256 = "0".repeat(64);

/**
 * Checks an asset against its provider and model. A parameter that the model refuses is an error where the asset or
 * its style sets it, and left out where it only comes from `defaults`. Under a profile the model may be another one
 * than its author had in mind: what that one refuses is left out wherever it was set.
 */
export function prepareAsset(
  asset: Asset,
  provider: Provider,
): { prepared: PreparedAsset; diagnostics: readonly Diagnostic[] } {
  const model = provider.model(asset.parameters.model);
  const diagnostics: Diagnostic[] = [];
  const dropped: FieldName[] = [];
  const draft: PreparedAsset = { asset, provider, model, dropped, autoSeed: automaticSeedRange(asset, model) };
  const probe: SampleRequest = { sample: 0, seed: draft.autoSeed?.min, digestOf: () => UNKNOWN_ORIGINAL };
  // Dropping one parameter can make another legal, so look again; every round drops at least one.
  for (;;) {
    const repeated = dropped.includes("provider_options") ? [] : repeatedOptions(asset.parameters.provider_options);
    const problems = [...repeated, ...translateSample({ ...draft, dropped }, probe).problems];
    const droppable = problems.filter((problem) => isDroppable(asset, problem));
    if (droppable.some((problem) => !dropped.includes(problem.field))) {
      dropped.push(...droppable.map((problem) => problem.field).filter((field) => !dropped.includes(field)));
      continue;
    }
    const said = problems.filter(({ field, severity }) => severity === "error" || !isAnothers(asset, field));
    diagnostics.push(...said.map((problem) => toDiagnostic(asset, problem)));
    break;
  }
  diagnostics.push(...seedRangeProblems(asset, model), ...smallerOutputs(asset, dropped));
  return { prepared: asset.profile === undefined ? draft : withoutDropped(draft), diagnostics };
}

/** A draft does not wait for a picture that its model does not take. */
function withoutDropped(prepared: PreparedAsset): PreparedAsset {
  const { asset, dropped } = prepared;
  const references = asset.references.filter(({ field }) => !dropped.includes(field));
  return references.length === asset.references.length ? prepared : { ...prepared, asset: { ...asset, references } };
}

/** Would the request ask for pictures that no safety checker has looked at? */
export function skipsSafetyChecker({ asset, dropped, provider }: PreparedAsset): boolean {
  const { disable_safety_checker: disabled } = asset.parameters;
  return disabled === true && !provider.local && !dropped.includes("disable_safety_checker");
}

/** One recipe per sample, or undefined while the bytes of a reference are not known. */
export function recipesOf(
  prepared: PreparedAsset,
  seed: number | undefined,
  digestOf: DigestOf,
): readonly Recipe[] | undefined {
  for (const reference of prepared.asset.references) {
    if (reference.kind !== "file" && digestOf(reference) === undefined) return undefined;
  }
  return recipesWith(prepared, seed, digestOf);
}

/** The recipes with a stand-in for what is not known: good for an estimate of the price and for nothing else. */
export function provisionalRecipes(prepared: PreparedAsset, seed: number | undefined): readonly Recipe[] {
  return recipesWith(prepared, seed, () => UNKNOWN_ORIGINAL);
}

/** The seed of an asset for which nobody set one: from its name, so that it is the same on every machine. */
export function seedFromName(name: string, range: { readonly min: number; readonly max: number }): number {
  // 48 bits of the digest, well above any range; 64 numbers are kept free at the top for `n`.
  const span = Math.max(1, range.max - range.min - 63);
  return range.min + (Number.parseInt(sha256(name).slice(0, 12), 16) % span);
}

/** Can this be the seed of the asset's first sample? */
export function isLegalSeed({ autoSeed, asset }: PreparedAsset, seed: unknown): seed is number {
  if (autoSeed === undefined || typeof seed !== "number") return false;
  return seed >= autoSeed.min && seed + asset.samples - 1 <= autoSeed.max;
}

/** A recipe's identity without its seed: equal for a renamed asset, whose automatic seed is then taken over. */
export function keyWithoutSeed(recipe: Recipe): Sha256 {
  const { seed: _seed, ...body } = recipe.body;
  return generationKey({ ...recipe, body });
}

interface SampleRequest {
  readonly sample: number;
  readonly seed: number | undefined;
  readonly digestOf: DigestOf;
}

function recipesWith(prepared: PreparedAsset, seed: number | undefined, digestOf: DigestOf): readonly Recipe[] {
  if (prepared.recipe !== undefined) return [{ ...prepared.recipe, sample: prepared.variation ?? 0 }];
  const recipes: Recipe[] = [];
  for (let sample = 0; sample < prepared.asset.samples; sample += 1) {
    const { endpoint, body } = translateSample(prepared, { sample, seed, digestOf });
    const distinct = prepared.asset.batch || body["seed"] === undefined;
    const mark = sample + (prepared.variation ?? 0);
    const recipe: Recipe = {
      provider: prepared.provider.name,
      epoch: prepared.provider.epoch,
      endpoint,
      body,
      ...((distinct || prepared.variation !== undefined) && mark > 0 && { sample: mark }),
    };
    recipes.push(canonical(recipe as unknown as JsonObject) as unknown as Recipe);
  }
  return recipes;
}

function translateSample(prepared: PreparedAsset, request: SampleRequest): Translation {
  const { asset, provider } = prepared;
  const parameters: Record<string, unknown> = { ...asset.parameters, ...requestSize(prepared) };
  for (const field of prepared.dropped) delete parameters[field];
  const seed = asset.parameters.seed ?? request.seed;
  if (seed !== undefined && !prepared.dropped.includes("seed"))
    parameters["seed"] = asset.batch ? seed : seed + request.sample;
  if (asset.batch && asset.samples > 1) parameters["n"] = asset.samples;
  const references: TranslateReference[] = [];
  for (const reference of asset.references) {
    if (prepared.dropped.includes(reference.field)) continue;
    const digest = reference.kind === "file" ? reference.sha256 : (request.digestOf(reference) ?? UNKNOWN_ORIGINAL);
    references.push({
      field: reference.field,
      ...(reference.frame !== undefined && { frame: reference.frame }),
      content: { $content: digest, $transform: reference.field === "frames" ? FRAME_TRANSFORM : INLINE_TRANSFORM },
    });
  }
  return provider.translate({ parameters, references });
}

/** With `fit: cover|contain` the size in the manifest is the wanted one; the nearest legal one is asked for. */
function requestSize({ asset, model, provider }: PreparedAsset): Pick<Parameters, "width" | "height" | "aspect_ratio"> {
  const { width, height } = asset.parameters;
  if (model !== undefined && asksForRatio(asset) && isInPixels(model.sizes)) {
    const pixels = nearestSize(megapixelOf(asset.parameters.aspect_ratio, asset.profile.scale), model.sizes);
    return { ...pixels, aspect_ratio: undefined } as unknown as Pick<Parameters, "width" | "height">;
  }
  const sizes = model?.sizes ?? provider.sizes;
  if (asset.fit === "exact" || width === undefined || height === undefined || sizes === undefined) return {};
  const size = nearestSize({ width, height }, sizes);
  // A ratio replaces the pixels: both together are refused by every model that takes a ratio.
  return "aspect_ratio" in size
    ? ({ ...size, width: undefined, height: undefined } as unknown as Pick<Parameters, "aspect_ratio">)
    : size;
}

/** A ratio that was meant for another model than a profile's: a draft has the real picture's all the same. */
function asksForRatio(asset: Asset): asset is Asset & {
  readonly profile: NonNullable<Asset["profile"]>;
  readonly parameters: { readonly aspect_ratio: string };
} {
  const { aspect_ratio: ratio, width, height } = asset.parameters;
  const isAlone = /^\d+:\d+$/.test(ratio ?? "") && width === undefined && height === undefined;
  return asset.profile !== undefined && isAlone && asset.media !== "clip" && isAnothers(asset, "aspect_ratio");
}

function isInPixels({ kind }: ModelFacts["sizes"]): boolean {
  return kind === "multiple" || kind === "menu" || kind === "area";
}

function automaticSeedRange(asset: Asset, model: ModelFacts | undefined): PreparedAsset["autoSeed"] {
  return asset.parameters.seed === undefined ? model?.seed : undefined;
}

function seedRangeProblems(asset: Asset, model: ModelFacts | undefined): readonly Diagnostic[] {
  const { seed } = asset.parameters;
  const last = seed === undefined || asset.batch ? undefined : seed + asset.samples - 1;
  if (last === undefined || model?.seed === undefined || asset.samples === 1 || last <= model.seed.max) return [];
  return [
    {
      severity: "error",
      code: "out-of-range",
      message: `seed ${seed} with n ${asset.samples} asks for seeds up to ${last}; the largest is ${model.seed.max}`,
      hint: `use a seed of at most ${model.seed.max - asset.samples + 1}`,
      place: placeOf(asset, "seed"),
      asset: asset.name,
    },
  ];
}

function isDroppable(asset: Asset, { field, code, severity }: ParameterProblem): boolean {
  const from = asset.origins[field]?.from;
  // What nobody knows is not tried out with a draft either.
  if (severity === "warning") return code === "parameter-unknown" && from !== undefined && isAnothers(asset, field);
  if (code === "parameter-unsupported" && (from === "defaults" || from === "profile")) return true;
  return from !== undefined && isAnothers(asset, field);
}

/** Was this set with another model in mind than the one that a profile has put in its place? */
function isAnothers({ origins }: Asset, field: ParameterName | FieldName): boolean {
  if (origins.provider?.from !== "profile" && origins.model?.from !== "profile") return false;
  return field !== "prompt" && field !== "model" && origins[field]?.from !== "profile";
}

function toDiagnostic(asset: Asset, problem: ParameterProblem): Diagnostic {
  return {
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
    ...(problem.hint !== undefined && { hint: problem.hint }),
    place: memberPlace(placeOf(asset, problem.field), problem.member),
    asset: asset.name,
  };
}

function memberPlace(place: Place, member: string | undefined): Place {
  if (member === undefined || !("pointer" in place)) return place;
  return { ...place, pointer: [...place.pointer, member], at: "key" };
}

function placeOf(asset: Asset, field: ParameterName | FieldName): Place {
  return asset.origins[field]?.place ?? asset.place;
}
