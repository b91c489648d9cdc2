import type { LockEntry } from "./lock.ts";
import { generationKey, type Recipe } from "./recipe.ts";
import { isLegalSeed, recipesOf, seedFromName, type DigestOf, type PreparedAsset } from "./request.ts";

/**
 * The seed where nobody set one: the pinned one (it survives a change of prompt, and the removal of an explicit
 * seed: the picture was not objected to), else that of the name, which every asset has at `first`.
 */
export function seedsOf(
  prepared: PreparedAsset,
  { entry, digestOf }: { readonly entry: LockEntry | undefined; readonly digestOf: DigestOf },
): { readonly own: number | undefined; readonly first: number | undefined } {
  if (prepared.autoSeed === undefined) return { own: undefined, first: undefined };
  const pinned = entry?.auto_seed ?? entry?.samples[0]?.recipe.body["seed"];
  const first = seedFromName(prepared.asset.name, prepared.autoSeed);
  if (isLegalSeed(prepared, pinned)) return { own: pinned, first };
  // Made without a seed, and nothing else has changed: a table that has learnt of seeds since makes nobody pay again.
  const isSeedless = entry !== undefined && isLocked(recipesOf(prepared, undefined, digestOf), entry);
  return isSeedless ? { own: undefined, first: undefined } : { own: first, first };
}

/**
 * For `--replace`: the automatic seed moves on, past those of all samples, for the same seed may well give the same
 * picture again. By the lock alone, so that the executor, who asks again, gets the same one.
 */
export function otherSeed({ autoSeed, asset }: PreparedAsset, seed: number | undefined): number | undefined {
  if (autoSeed === undefined || seed === undefined) return seed;
  const next = seed + asset.samples;
  return next + asset.samples - 1 <= autoSeed.max ? next : autoSeed.min;
}

function isLocked(recipes: readonly Recipe[] | undefined, { samples }: LockEntry): boolean {
  return (
    recipes !== undefined &&
    samples.length > 0 &&
    samples.every(({ key }, index) => {
      const recipe = recipes[index];
      return recipe === undefined || generationKey(recipe) === key;
    })
  );
}
