import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import { lazily } from "./lazily.ts";
import type { LockIndex } from "./lock-index.ts";
import type { Lock } from "./lock.ts";
import { addTo } from "./multimap.ts";
import type { Recipe } from "./recipe.ts";
import { keyWithoutSeed, seedFromName, type PreparedAsset } from "./request.ts";

export interface UnlockedAnswersInput {
  readonly assets: readonly PreparedAsset[];
  readonly lock: Lock;
  readonly facts: Facts;
  readonly index: LockIndex;
}

/** What the store has under a name that is gone. */
interface Former {
  readonly name: string;
  readonly seed: number;
}

/**
 * Finds the automatic seed of an asset that was paid for under another name and never came into the lock, so that no
 * entry tells of it: its picture had another size than asked for, say, and `fit` was set together with the new name.
 * The ledger knows for which names this machine asked, the store knows with what. Each seed is given once.
 *
 * Only the seed that a name gives counts: one that somebody set or tried out says nothing about what another name wants.
 */
export function startUnlockedAnswers({
  assets,
  lock,
  facts,
  index,
}: UnlockedAnswersInput): (prepared: PreparedAsset, recipe: Recipe | undefined) => number | undefined {
  const formers = lazily(() => {
    const names = new Set(assets.map(({ asset }) => asset.name));
    const found = new Map<Sha256, Former[]>();
    for (const { asset: name, key } of facts.asked()) {
      // What the lock has under whatever name has found its asset.
      if (names.has(name) || lock.assets.has(name) || index.byKey(key) !== undefined) continue;
      const recipe = facts.generation(key)?.recipe;
      const seed = recipe?.body["seed"];
      if (recipe === undefined || typeof seed !== "number") continue;
      const identity = keyWithoutSeed(recipe);
      addTo(found, identity, { name, seed });
    }
    return found;
  });
  const heirs = new Map<string, string>();
  return (prepared, recipe) => {
    const { autoSeed, asset, provider } = prepared;
    if (autoSeed === undefined || provider.local || lock.assets.has(asset.name)) return undefined;
    if (recipe === undefined || formers().size === 0) return undefined;
    const former = formers()
      .get(keyWithoutSeed(recipe))
      ?.find(({ name, seed }) => {
        // Of several pictures any may be the one that came: each has a seed of its own, from the name's on.
        const sample = seed - seedFromName(name, autoSeed);
        return sample >= 0 && sample < asset.samples && (heirs.get(name) ?? asset.name) === asset.name;
      });
    if (former === undefined) return undefined;
    heirs.set(former.name, asset.name);
    return seedFromName(former.name, autoSeed);
  };
}
