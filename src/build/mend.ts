import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { irreplaceableIn, type Irreplaceable } from "../core/irreplaceable.ts";
import { outputsOf, type Lock } from "../core/lock.ts";
import { addTo } from "../core/multimap.ts";
import { findFile, type FileToSend } from "../store/receive.ts";
import type { Store } from "../store/store.ts";
import type { Damage } from "../store/verify.ts";
import type { Session } from "./session.ts";

/**
 * Replaces damaged files of the store, and of what the repository keeps, by any other copy that can be had: the other
 * of the two, an output of the project with the same bytes, else the team's store. Returns the paths of those that are
 * sound now.
 *
 * @throws MachineError
 */
export async function mendObjects(
  { root, shared }: Session,
  { store, lock, damaged }: { readonly store: Store; readonly lock: Lock; readonly damaged: readonly Damage[] },
): Promise<readonly string[]> {
  if (damaged.length === 0) return [];
  const outputs = outputsByDigest(root, lock);
  const named = irreplaceableIn(lock);
  await shared?.locate({ objects: damaged.map(({ sha256 }) => sha256), keys: [] });
  const mended: string[] = [];
  for (const damage of damaged) {
    const { path, sha256 } = damage;
    const copies = [...store.objectPaths(sha256), ...(outputs.get(sha256) ?? [])];
    let copy = await findFile(sha256, copies);
    if (copy === undefined && shared?.has(sha256) === true && (await shared.fetch(sha256, store)))
      copy = await findFile(sha256, copies);
    if (copy === undefined) continue;
    if (await replace(damage, { copy, store, original: named.get(sha256) ?? { sha256, format: "" } }))
      mended.push(path);
  }
  return mended;
}

interface Replacement {
  readonly copy: FileToSend;
  readonly store: Store;
  readonly original: Irreplaceable;
}

/** Is the file sound now? */
async function replace({ path, sha256 }: Damage, { copy, store, original }: Replacement): Promise<boolean> {
  const [own] = store.objectPaths(sha256);
  if (path !== own) return (await store.originals?.keep(original, copy.path)) === true;
  // What comes from the team's store is put into this very place.
  if (copy.path === own) return true;
  return (await store.receiveObject(sha256, copy.open())) === "stored";
}

/** Digest → the outputs of the project that have it. */
function outputsByDigest(root: string, lock: Lock): ReadonlyMap<Sha256, readonly string[]> {
  const outputs = new Map<Sha256, string[]>();
  for (const entry of lock.assets.values())
    for (const [path, { sha256 }] of outputsOf(entry)) addTo(outputs, sha256, join(root, path));
  return outputs;
}
