import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import type { Lock } from "../core/lock.ts";
import { outputsOf } from "../core/lockfile.ts";
import type { Damage } from "../store/gc.ts";
import { findFile } from "../store/receive.ts";
import type { Store } from "../store/store.ts";
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
  const named = nameFiles(root, lock);
  await shared?.locate({ objects: damaged.map(({ sha256 }) => sha256), keys: [] });
  const mended: string[] = [];
  for (const { path, sha256 } of damaged) {
    const { outputs = [], format = "" } = named.get(sha256) ?? {};
    const [own, ...others] = store.objectPaths(sha256);
    const copyOf = () => findFile(sha256, [...(own === undefined ? [] : [own]), ...others, ...outputs]);
    let copy = await copyOf();
    if (copy === undefined && shared?.has(sha256) === true && (await shared.fetch(sha256, store)))
      copy = await copyOf();
    const sound =
      copy !== undefined &&
      (path === own
        ? copy.path === own || (await store.receiveObject(sha256, copy.open())) === "stored"
        : (await store.originals?.keep({ sha256, format }, copy.path)) === true);
    if (sound) mended.push(path);
  }
  return mended;
}

/** Digest → the outputs that have it, and the format of the original that it is of. */
function nameFiles(root: string, lock: Lock): ReadonlyMap<Sha256, { outputs: string[]; format: string }> {
  const named = new Map<Sha256, { outputs: string[]; format: string }>();
  const fileOf = (sha256: Sha256) => {
    const file = named.get(sha256) ?? { outputs: [], format: "" };
    named.set(sha256, file);
    return file;
  };
  for (const entry of lock.assets.values()) {
    for (const [path, { sha256 }] of outputsOf(entry)) fileOf(sha256).outputs.push(join(root, path));
    for (const { original } of entry.samples) fileOf(original.sha256).format = original.format;
  }
  return named;
}
