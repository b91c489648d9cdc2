import { join } from "node:path";
import type { LockChange } from "../core/lock-changes.ts";
import type { Orphan } from "../core/orphans.ts";
import type { Protection } from "../core/protection.ts";
import { removeFile } from "../store/files.ts";
import { editLock } from "./lock-edit.ts";
import { secureOnlyCopy } from "./secure-copies.ts";
import type { Begun, Session } from "./session.ts";

export interface Pruned {
  /** Files that were (or with `dryRun` would be) deleted. */
  readonly deleted: readonly string[];
  /** Edited by hand: never deleted, from now on nobody's but the user's. */
  readonly kept: readonly string[];
  /** As the lock says, and yet not to be deleted on its word (T19); the lock lets go of them. */
  readonly refused: readonly Refused[];
  /** Assets whose entries left the lock. */
  readonly assets: readonly string[];
  /** Pinned URLs that no asset refers to any more. */
  readonly references: readonly string[];
}

interface Refused extends Protection {
  readonly path: string;
}

/**
 * Deletes the files of assets and outputs that left the manifest, if they are still as they were written, and lets
 * go of them in the lock. What is the last copy of a picture goes into the store first; what is there already stays.
 *
 * @throws MachineError, DiagnosticsError
 */
export async function pruneOrphans(session: Session, options: { readonly dryRun: boolean }): Promise<Pruned> {
  if (options.dryRun) return summarise(session, await session.begin({}));
  return editLock(session, async (begun) => {
    const { plan } = begun;
    const pruned = summarise(session, begun);
    for (const path of pruned.deleted) {
      await secureOnlyCopy({ root: session.root, ...begun }, path);
      removeFile(join(session.root, path), { root: session.root });
    }
    const changes: LockChange[] = pruned.assets.map((asset) => ({ type: "removed", asset }));
    for (const { asset, path } of plan.orphans) if (asset === undefined) changes.push({ type: "forgotten", path });
    for (const url of pruned.references) changes.push({ type: "unpinned", url });
    return { changes, result: pruned };
  });
}

function summarise({ referenceUrls }: Session, { plan: { orphans }, lock }: Begun): Pruned {
  const referred = new Set(referenceUrls);
  const pathsIn = (state: Orphan["state"]) =>
    orphans.filter((orphan) => orphan.state === state).map(({ path }) => path);
  const assets = new Set(orphans.flatMap(({ asset }) => (asset === undefined ? [] : [asset])));
  return {
    deleted: pathsIn("ours"),
    kept: pathsIn("modified"),
    refused: orphans.flatMap(({ path, protection }) => (protection === undefined ? [] : [{ path, ...protection }])),
    assets: [...assets],
    references: [...lock.references.keys()].filter((url) => !referred.has(url)),
  };
}
