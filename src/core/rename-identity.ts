import { sha256, type Sha256 } from "./digest.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { Lock, LockEntry } from "./lock.ts";
import { generationKey, isContentReference, type Recipe } from "./recipe.ts";
import { keyWithoutSeed, recipesOf, type DigestOf, type PreparedAsset } from "./request.ts";

/**
 * What an asset is, whatever it is called: its recipe without an automatic seed. Where the recipe holds the picture
 * of another asset, that asset's identity stands in its place, so a renamed asset that uses renamed assets is
 * recognised before any of them has a picture.
 */
export interface Identities {
  /** By asset of the manifest, of those whose seed is of this kind. */
  readonly wanted: ReadonlyMap<string, Sha256>;
  /** By entry of the lock, of those whose seed is of this kind. */
  readonly locked: ReadonlyMap<string, Sha256>;
}

/**
 * @param assets each after those it refers to
 * @param seeds those that nobody set, or those that somebody set or that there are none of
 */
export function identities(
  assets: readonly PreparedAsset[],
  lock: Lock,
  seeds: "automatic" | "fixed" = "automatic",
): Identities {
  const isMeant = (seed: unknown) => (seed !== undefined) === (seeds === "automatic");
  const entries = new LockedIdentities(lock);
  const all = new Map<string, Sha256>();
  const wanted = new Map<string, Sha256>();
  for (const prepared of assets) {
    const { name } = prepared.asset;
    const tokenOf: DigestOf = (reference) =>
      reference.kind === "asset"
        ? token(all.get(reference.name) ?? reference.name, reference.sample)
        : lock.references.get(reference.url);
    const [recipe] = recipesOf(prepared, prepared.autoSeed?.min, tokenOf) ?? [];
    if (recipe === undefined) continue;
    const identity = identityOf(entries.withTokens(recipe), prepared.autoSeed !== undefined);
    all.set(name, identity);
    if (isMeant(prepared.autoSeed)) wanted.set(name, identity);
  }
  const locked = new Map<string, Sha256>();
  for (const [name, entry] of lock.assets) {
    const identity = isMeant(entry.auto_seed) ? entries.of(name) : undefined;
    if (identity !== undefined) locked.set(name, identity);
  }
  return { wanted, locked };
}

/** Assets that use assets that use assets: more levels than this are not followed. */
const MOST_LEVELS = 100;

class LockedIdentities {
  readonly #lock: Lock;
  readonly #known = new Map<string, Sha256 | undefined>();
  /** Whose picture a digest is. */
  readonly #owners = new Map<Sha256, { readonly name: string; readonly sample: number }>();

  constructor(lock: Lock) {
    this.#lock = lock;
    for (const [name, { samples }] of lock.assets)
      for (const [sample, { original }] of samples.entries()) this.#claim(original.sha256, { name, sample });
  }

  of(name: string, level = 0): Sha256 | undefined {
    if (this.#known.has(name)) return this.#known.get(name);
    // Also what ends a ring, which only a lock that was edited by hand can hold.
    this.#known.set(name, undefined);
    const entry = this.#lock.assets.get(name) as LockEntry;
    const recipe = entry.samples[0]?.recipe;
    if (recipe === undefined || level > MOST_LEVELS) return undefined;
    const identity = identityOf(this.withTokens(recipe, level + 1), entry.auto_seed !== undefined);
    this.#known.set(name, identity);
    return identity;
  }

  /** The recipe with identities where it holds pictures of assets. */
  withTokens(recipe: Recipe, level = 0): Recipe {
    return { ...recipe, body: this.#replace(recipe.body, level) as JsonObject };
  }

  #replace(value: Json, level: number): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.#replace(item, level));
    if (!isJsonObject(value)) return value;
    if (!isContentReference(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#replace(item, level)]));
    const owner = this.#owners.get(value.$content);
    const identity = owner && this.of(owner.name, level);
    return identity === undefined ? value : { ...value, $content: token(identity, owner?.sample ?? 0) };
  }

  /** Of several with one picture the first by name, so that the order of the lock does not matter. */
  #claim(digest: Sha256, owner: { readonly name: string; readonly sample: number }): void {
    const before = this.#owners.get(digest);
    if (before === undefined || owner.name < before.name) this.#owners.set(digest, owner);
  }
}

function identityOf(recipe: Recipe, automatic: boolean): Sha256 {
  return automatic ? keyWithoutSeed(recipe) : generationKey(recipe);
}

/** Stands where a picture's digest would. */
function token(identity: string, sample: number): Sha256 {
  return sha256(`${identity} ${sample}`);
}
