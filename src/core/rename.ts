import type { Sha256 } from "./digest.ts";
import { byCodeUnit } from "./json.ts";
import { lazily } from "./lazily.ts";
import type { Lock, LockEntry } from "./lock.ts";
import { addTo } from "./multimap.ts";
import { identities } from "./rename-identity.ts";
import { isLegalSeed, recipesOf, type PreparedAsset } from "./request.ts";

/** Where an asset's automatic seed comes from when it had another name. */
export interface Takeover {
  readonly from: string;
  readonly seed: number;
}

/** Answers for one asset at a time. What is costly is done for the first that may have been renamed. */
export function startRenames(
  assets: readonly PreparedAsset[],
  lock: Lock,
): (prepared: PreparedAsset) => Takeover | undefined {
  // As a rule a prompt was edited, and nobody has the new one.
  const prompts = lazily(
    () => new Set([...lock.assets.values()].map(({ samples }) => samples[0]?.recipe.body["prompt"])),
  );
  const renames = lazily(() => findRenames(assets, lock));
  return (prepared) => {
    if (prepared.autoSeed === undefined || lock.assets.size === 0) return undefined;
    const prompt = recipesOf(prepared, prepared.autoSeed.min, () => "")?.[0]?.body["prompt"];
    const takeover = prompts().has(prompt) ? renames().get(prepared.asset.name) : undefined;
    return isLegalSeed(prepared, takeover?.seed) ? takeover : undefined;
  };
}

/**
 * Finds the assets that were renamed: those that want the recipe, apart from an automatic seed, that the lock has
 * under another name. They take over its seed, so the recipe is the same to the last digit and costs nothing.
 *
 * A seed is taken from a name that is free: it has left the manifest, or wants another recipe now. It is given once,
 * so two assets with one prompt keep their two pictures. And an asset that the lock knows takes another's only when
 * its own lives on under another name: names that were exchanged, or passed on in a row or a ring. Otherwise it was
 * edited, not renamed, and keeps its seed, so that undoing the edit is free.
 *
 * Nothing here depends on the order of entries, or on what is on disk.
 *
 * @param assets each after those it refers to
 */
export function findRenames(assets: readonly PreparedAsset[], lock: Lock): ReadonlyMap<string, Takeover> {
  const { wanted, locked } = identities(assets, lock);
  // What stays as it was has no seed to give and asks for none.
  const stays = (name: string) => wanted.get(name) === locked.get(name);
  const heirs = new Map([...wanted].filter(([name]) => !stays(name)).sort(byName));
  const seedOf = (name: string) => (lock.assets.get(name) as LockEntry).auto_seed as number;
  const pictures = [...locked].sort(byName).map(([name, identity]): Picture => {
    return { name, identity, text: `${identity} ${seedOf(name)}`, stays: stays(name), isGone: !heirs.has(name) };
  });
  const takeovers = new Map<string, string>();
  const search: Search = { heirs, pictures: new Pictures(pictures), takeovers };
  takeInRows(
    [...heirs.keys()].filter((name) => !lock.assets.has(name)),
    search,
  );
  takeInRings(search);
  return new Map([...takeovers].map(([heir, from]) => [heir, { from, seed: seedOf(from) }]));
}

interface Search {
  /** What they want, in the order in which they may choose. */
  readonly heirs: ReadonlyMap<string, Sha256>;
  readonly pictures: Pictures;
  /** From heir to the name it takes over from. */
  readonly takeovers: Map<string, string>;
}

/** A new name takes over a seed; a name that it was taken from and that is still in use needs one in turn. */
function takeInRows(newNames: readonly string[], { heirs, pictures, takeovers }: Search): void {
  const waiting = new Set([...newNames, ...pictures.livingOn.filter((name) => heirs.has(name))]);
  for (const heir of waiting) {
    // A set that grows while it is walked visits what is added.
    const from = pictures.take(heirs.get(heir) as Sha256);
    if (from === undefined) continue;
    takeovers.set(heir, from);
    for (const name of pictures.namesLike(from)) if (heirs.has(name)) waiting.add(name);
  }
}

/**
 * Rings: each name takes the next one's seed, the last the first one's. A path is followed from name to name until it
 * comes back to where it has been; that part is a ring and leaves the path. Each name is visited once, and where
 * names were only exchanged every path comes back.
 */
function takeInRings({ heirs, pictures, takeovers }: Search): void {
  const path: string[] = [];
  const positions = new Map<Sha256, number>();
  const step = (name: string): void => {
    positions.set(pictures.identityOf(name) as Sha256, path.length);
    path.push(name);
  };
  const stepBack = (length: number): readonly string[] => {
    const left = path.splice(length);
    for (const name of left) positions.delete(pictures.identityOf(name) as Sha256);
    return left;
  };
  const isWaiting = (name: string) => heirs.has(name) && !takeovers.has(name);
  for (const start of heirs.keys()) {
    if (!isWaiting(start) || !pictures.withdraw(start)) continue;
    step(start);
    while (path.length > 0) {
      const wanted = heirs.get(path.at(-1) as string) as Sha256;
      const position = positions.get(wanted);
      if (position !== undefined) {
        const ring = stepBack(position);
        for (const [index, heir] of ring.entries()) takeovers.set(heir, (ring[index + 1] ?? ring[0]) as string);
        continue;
      }
      const next = pictures.take(wanted, isWaiting);
      if (next === undefined) stepBack(path.length - 1);
      else step(next);
    }
  }
}

interface Picture {
  readonly name: string;
  readonly identity: Sha256;
  /** The same for names with one recipe and one seed. */
  readonly text: string;
  readonly stays: boolean;
  /** Its name wants no other picture. */
  readonly isGone: boolean;
}

/** The pictures of the lock, each to be given away once, and not at all while a name keeps it. */
class Pictures {
  /** Names whose picture another name keeps: a rename that was undone, while the entry of the other name stayed. */
  readonly livingOn: readonly string[];
  readonly #byName: ReadonlyMap<string, Picture>;
  readonly #names = new Map<string, string[]>();
  readonly #offered = new Map<Sha256, string[]>();
  readonly #free: Set<string>;

  constructor(pictures: readonly Picture[]) {
    const kept = new Set(pictures.flatMap(({ stays, text }) => (stays ? [text] : [])));
    this.livingOn = pictures.flatMap(({ name, stays, text }) => (!stays && kept.has(text) ? [name] : []));
    this.#byName = new Map(pictures.map((picture) => [picture.name, picture]));
    this.#free = new Set(pictures.flatMap(({ text }) => (kept.has(text) ? [] : [text])));
    for (const { name, text } of pictures) addTo(this.#names, text, name);
    // Those that have left the manifest go first: nobody waits for theirs.
    const goneFirst = pictures.toSorted((left, right) => Number(right.isGone) - Number(left.isGone));
    for (const { name, identity } of goneFirst) addTo(this.#offered, identity, name);
  }

  identityOf(name: string): Sha256 | undefined {
    return this.#byName.get(name)?.identity;
  }

  namesLike(name: string): readonly string[] {
    return this.#names.get(this.#byName.get(name)?.text ?? "") ?? [];
  }

  /** The name of a picture like this that is still free; it is not free afterwards. */
  take(identity: Sha256, accepts: (name: string) => boolean = () => true): string | undefined {
    const names = this.#offered.get(identity) ?? [];
    for (let name = names.shift(); name !== undefined; name = names.shift())
      if (accepts(name) && this.withdraw(name)) return name;
    return undefined;
  }

  /** False when it is not free. */
  withdraw(name: string): boolean {
    const picture = this.#byName.get(name);
    return picture !== undefined && this.#free.delete(picture.text);
  }
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return byCodeUnit(left, right);
}
