import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import type { Lock } from "../core/lock.ts";
import { outputsOf } from "../core/lockfile.ts";
import { findFile } from "../store/receive.ts";
import type { Store } from "../store/store.ts";
import type { Session } from "./session.ts";

/**
 * Replaces damaged objects by any other copy that can be had: an output of the project with the same bytes, else the
 * team's store. Returns the digests of those that are sound now.
 *
 * @throws MachineError
 */
export async function mendObjects(
  { root, shared }: Session,
  { store, lock, damaged }: { readonly store: Store; readonly lock: Lock; readonly damaged: readonly Sha256[] },
): Promise<readonly Sha256[]> {
  if (damaged.length === 0) return [];
  const paths = new Map<Sha256, string[]>();
  for (const entry of lock.assets.values())
    for (const [path, { sha256 }] of outputsOf(entry))
      paths.set(sha256, [...(paths.get(sha256) ?? []), join(root, path)]);
  await shared?.locate({ objects: damaged, keys: [] });
  const mended: Sha256[] = [];
  for (const sha256 of damaged) {
    const copy = await findFile(sha256, paths.get(sha256) ?? []);
    const sound =
      copy === undefined
        ? shared?.has(sha256) === true && (await shared.fetch(sha256, store))
        : (await store.receiveObject(sha256, copy.open())) === "stored";
    if (sound) mended.push(sha256);
  }
  return mended;
}
