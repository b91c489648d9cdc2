import { irreplaceableIn, type Irreplaceable } from "../core/irreplaceable.ts";
import type { Lock } from "../core/lock.ts";
import type { Store } from "../store/store.ts";

/**
 * What a lock names that nothing gives again, that is in the store of this machine, and that the repository does not
 * keep although the manifest says that it does. Empty where it says no such thing.
 */
export function originalsToKeep({ originals, hasObject }: Store, lock: Lock): readonly Irreplaceable[] {
  if (originals === undefined) return [];
  return [...irreplaceableIn(lock).values()].filter(({ sha256 }) => !originals.keeps(sha256) && hasObject(sha256));
}

/**
 * Copies them into the repository. Done before a lock that names them is written, so that whoever commits the one has
 * the other, however a build ends; what no lock names, such as a candidate that nobody picked, stays out.
 *
 * @throws MachineError
 */
export async function keepOriginals(store: Store, lock: Lock): Promise<void> {
  const { originals } = store;
  for (const original of originalsToKeep(store, lock)) {
    const [path] = store.objectPaths(original.sha256);
    const kept = path !== undefined && (await originals?.keep(original, path));
    // The verified read says what is wrong with the copy, and sets it aside.
    if (kept === false) await store.getObject(original.sha256);
  }
}
