import type { Sha256 } from "./digest.ts";
import type { Lock, LockEntry } from "./lock.ts";
import type { LockChange } from "./lockfile.ts";

export interface HandOnInput {
  readonly before: Lock;
  readonly after: Lock;
  /** What each asset that was not asked for wants, in the order of the manifest. Asked for when it matters. */
  wanted(): ReadonlyMap<Wish[0], Wish[1]>;
  /** Would the store answer for this recipe? */
  isStored(key: Sha256): boolean;
}

/**
 * After a build of some of the assets: entries that no name has any more and that another asset is waiting for. Of two
 * names that were exchanged one was built, and it has the other's entry now; its own said what the other one's picture
 * is, and where there is no record in a store nothing else does. So the name that is left over takes it.
 *
 * An entry is given to whoever wants it, or, in a ring of names, to one whose own entry says nothing any more; never
 * to an asset that is as its entry says.
 */
export function handOn({ before, after, wanted, isStored }: HandOnInput): readonly LockChange[] {
  const displaced = [...before.assets].flatMap(([name, entry]) => {
    const unknown = after.assets.get(name) === entry ? [] : [...keysOf(entry)].filter((key) => !isStored(key));
    return unknown.length === 0 ? [] : [{ entry, unknown }];
  });
  if (displaced.length === 0) return [];
  const kept = new Map([...after.assets].map(([name, entry]) => [name, keysOf(entry)]));
  const isKept = (key: Sha256, except?: string) => [...kept].some(([name, keys]) => name !== except && keys.has(key));
  const changes: LockChange[] = [];
  for (const { entry, unknown } of displaced) {
    const lost = unknown.filter((key) => !isKept(key));
    const heirs = lost.length === 0 ? [] : [...wanted()].filter(([, keys]) => keys.some((key) => lost.includes(key)));
    if (heirs.length === 0) continue;
    // Of whom nobody knows what it wants, it is not known that its entry is of no use.
    const speaksFor = ([name, keys]: Wish) => keys.every((key) => kept.get(name)?.has(key));
    const isIdle = ([name]: Wish, isSpare: (key: Sha256) => boolean) =>
      [...(kept.get(name) ?? [])].every((key) => isKept(key, name) || isSpare(key));
    const isWanted = (key: Sha256) => [...wanted().values()].some((keys) => keys.includes(key));
    const [asset] =
      heirs.find((heir) => !speaksFor(heir) && isIdle(heir, (key) => isStored(key) || !isWanted(key))) ??
      [...wanted()].find((other) => kept.has(other[0]) && !speaksFor(other) && isIdle(other, () => false)) ??
      [];
    if (asset === undefined) continue;
    changes.push({ type: "entry", asset, entry, moved: [] });
    kept.set(asset, keysOf(entry));
  }
  return changes;
}

/** A name and the recipes that it wants. */
type Wish = readonly [name: string, keys: readonly Sha256[]];

function keysOf({ samples }: LockEntry): ReadonlySet<Sha256> {
  return new Set(samples.map(({ key }) => key));
}
