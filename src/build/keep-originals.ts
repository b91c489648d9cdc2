import type { Lock, Original } from "../core/lock.ts";
import type { Store } from "../store/store.ts";

/**
 * Originals that a lock names, that are in the store of this machine, and that the repository does not keep although
 * the manifest says that it does. None where it says no such thing.
 */
export function originalsToKeep({ originals, hasObject }: Store, lock: Lock): readonly Original[] {
  if (originals === undefined) return [];
  const found = new Map<string, Original>();
  for (const { samples } of lock.assets.values())
    for (const { original } of samples)
      if (!originals.keeps(original.sha256) && hasObject(original.sha256)) found.set(original.sha256, original);
  return [...found.values()];
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
