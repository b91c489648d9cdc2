import type { Sha256 } from "./digest.ts";
import { lazily } from "./lazily.ts";
import { outputsOf, type LockedSample, type Lock } from "./lock.ts";
import { addTo } from "./multimap.ts";

/**
 * The lock seen from its other sides. Each side is built when it is first asked for: a build with nothing to do
 * never does.
 */
export interface LockIndex {
  /** A locked sample with this generation key, whatever asset it belongs to. */
  byKey(key: Sha256): { readonly asset: string; readonly sample: LockedSample } | undefined;
  /** The digest that was written to a path: by an asset, or by one that has left (orphans). */
  byPath(path: string): Sha256 | undefined;
  /** Paths that hold this digest and that nobody wants any more: a renamed asset's or a moved output's old place. */
  stale(digest: Sha256): readonly string[];
  /** Is it an output of an asset in the manifest? */
  isWanted(path: string): boolean;
  /** Every path that this digest was written to. */
  holders(digest: Sha256): readonly string[];
  /** What the lock says that these bytes can be had from again: an original, or nothing. Empty: it does not name them. */
  sources(digest: Sha256): readonly (Sha256 | undefined)[];
}

/** What the manifest has, and who wants to know what is looked up. */
interface LockUse {
  /** Is there an asset of this name? */
  isNamed(name: string): boolean;
  /** Is this path an output of an asset? */
  isPlanned(path: string): boolean;
  /** Told each key, path and digest that is looked up. */
  onLookUp?: ((fact: string) => void) | undefined;
}

/** Pure, and for one plan: the lock must not change under it. */
export function indexLock(lock: Lock, { isNamed, isPlanned, onLookUp = () => undefined }: LockUse): LockIndex {
  const keys = lazily(() => {
    const map = new Map<Sha256, { asset: string; sample: LockedSample }>();
    for (const [asset, entry] of lock.assets)
      for (const sample of entry.samples) {
        const known = map.get(sample.key);
        // Two assets may have a picture each of one request. Whoever asks has a new name: that whose name is gone is its.
        if (known === undefined || (isNamed(known.asset) && !isNamed(asset))) map.set(sample.key, { asset, sample });
      }
    return map;
  });
  const paths = lazily(() => {
    const map = new Map(lock.orphans);
    for (const entry of lock.assets.values())
      for (const [path, output] of outputsOf(entry)) map.set(path, output.sha256);
    return map;
  });
  const holders = lazily(() => {
    const map = new Map<Sha256, string[]>();
    for (const [path, digest] of paths()) addTo(map, digest, path);
    return map;
  });
  const sources = lazily(() => {
    const map = new Map<Sha256, (Sha256 | undefined)[]>();
    const add = (digest: Sha256, source: Sha256 | undefined) => {
      if (map.get(digest)?.includes(source) !== true) addTo(map, digest, source);
    };
    // Of what left the manifest the lock still has the bytes' digest, and no longer what they were made from.
    for (const digest of lock.orphans.values()) add(digest, undefined);
    for (const { samples } of lock.assets.values()) {
      for (const { original, outputs } of samples) {
        add(original.sha256, undefined);
        // An accepted edit cannot be derived, and a clip is its own original.
        for (const { sha256, origin } of Object.values(outputs))
          add(sha256, origin === "accepted" || sha256 === original.sha256 ? undefined : original.sha256);
      }
    }
    return map;
  });
  const lookUp = <Key extends string, Value>(key: Key, map: () => ReadonlyMap<Key, Value>) => {
    onLookUp(key);
    return map().get(key);
  };
  const holdersOf = (digest: Sha256) => lookUp(digest, holders) ?? [];
  return {
    byKey: (key) => lookUp(key, keys),
    byPath: (path) => lookUp(path, paths),
    stale: (digest) => holdersOf(digest).filter((path) => !isPlanned(path)),
    isWanted: isPlanned,
    holders: holdersOf,
    sources: (digest) => lookUp(digest, sources) ?? [],
  };
}
