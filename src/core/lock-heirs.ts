import type { Sha256 } from "./digest.ts";
import { lazily } from "./lazily.ts";
import type { Lock, LockEntry } from "./lock.ts";
import { addTo } from "./multimap.ts";
import { identities } from "./rename-identity.ts";
import { provisionalRecipes, type PreparedAsset } from "./request.ts";

export interface HandOnInput {
  /** Each after those it refers to. */
  readonly assets: readonly PreparedAsset[];
  /** As it was when the plan began. */
  readonly lock: Lock;
  /** The name that an asset takes its automatic seed, and so its picture, over from. */
  takesOver(prepared: PreparedAsset): string | undefined;
}

/**
 * Where names were exchanged or passed on, the entry of a name is what another asset takes its picture from, and that
 * one may come later, in another run, or not at all. So when an asset's entry is replaced, the former one is handed on
 * to its heir, whose own goes to the next one, and so on: as if the names had been changed and the files not yet.
 *
 * The answer are those heirs, in this order. It has to be asked for each entry that is written, once and in that order:
 * what has been written or handed on is nobody's former entry.
 */
export function startHandingOn(input: HandOnInput): (asset: string, entry: LockEntry) => readonly string[] {
  const { lock } = input;
  const wanting = lazily(() => byPrompt(input.assets));
  const isHeir = startClaims(input);
  const settled = new Set<string>();
  const heirOf = (name: string): string | undefined => {
    const former = lock.assets.get(name);
    if (former === undefined) return undefined;
    const wants = wanting().get(former.samples[0]?.recipe.body["prompt"]) ?? [];
    const heir = wants.find((prepared) => !settled.has(prepared.asset.name) && isHeir(prepared, name));
    return heir?.asset.name;
  };
  return (asset, entry) => {
    const heirs: string[] = [];
    const isLeft = !settled.has(asset) && lock.assets.get(asset)?.samples[0]?.key !== entry.samples[0]?.key;
    settled.add(asset);
    let heir = isLeft ? heirOf(asset) : undefined;
    while (heir !== undefined) {
      settled.add(heir);
      heirs.push(heir);
      heir = heirOf(heir);
    }
    return heirs;
  };
}

/** Spares a build of edited prompts the search for renames: as a rule nobody else wants the former one. */
function byPrompt(assets: readonly PreparedAsset[]): ReadonlyMap<unknown, readonly PreparedAsset[]> {
  const lists = new Map<unknown, PreparedAsset[]>();
  for (const prepared of assets) {
    addTo(lists, provisionalRecipes(prepared, prepared.autoSeed?.min)[0]?.body["prompt"], prepared);
  }
  return lists;
}

/** Does an asset want the picture that the lock has under this name, and will nothing else give it to it? */
function startClaims({ assets, lock, takesOver }: HandOnInput): (heir: PreparedAsset, name: string) => boolean {
  // A seed that somebody set is part of what is asked for, so there is nothing to be shared out.
  const fixed = lazily(() => {
    const { wanted, locked } = identities(assets, lock, "fixed");
    const stays = (name: string) => wanted.get(name) === locked.get(name);
    const kept = new Set<Sha256 | undefined>([...wanted].flatMap(([name, own]) => (stays(name) ? [own] : [])));
    return { wanted, locked, kept };
  });
  return (heir, name) => {
    if (heir.autoSeed !== undefined) return takesOver(heir) === name;
    const { wanted, locked, kept } = fixed();
    const want = wanted.get(heir.asset.name);
    return want !== undefined && want === locked.get(name) && !kept.has(want);
  };
}
