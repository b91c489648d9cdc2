import type { Sha256 } from "./digest.ts";
import { outputsOf, type Lock, type LockEntry } from "./lock.ts";

/** A change to the lock, small enough for one line of the journal. */
export type LockChange =
  | EntryChange
  /** The asset is gone from the manifest and its files are pruned. */
  | { readonly type: "removed"; readonly asset: string }
  /** A pruned or vanished orphan file. */
  | { readonly type: "forgotten"; readonly path: string }
  /** What is at a URL that an asset refers to. */
  | { readonly type: "pinned"; readonly url: string; readonly sha256: Sha256 }
  /** No asset refers to this URL any more. */
  | { readonly type: "unpinned"; readonly url: string };

/** The asset's entry is now this. */
export interface EntryChange {
  readonly type: "entry";
  readonly asset: string;
  readonly entry: LockEntry;
  /** Files that left their old place. */
  readonly moved: readonly string[];
  /** Assets that still need former entries: the first that of `asset`, each other one that of the one before it. */
  readonly heirs?: readonly string[];
}

/** Applies changes in order. Outputs that an entry no longer names become orphans, so that `prune` finds them. */
export function applyChanges(lock: Lock, changes: readonly LockChange[]): Lock {
  if (changes.length === 0) return lock;
  const assets = new Map(lock.assets);
  const orphans = new Map(lock.orphans);
  const references = new Map(lock.references);
  const moved = new Set<string>();
  for (const change of changes) {
    switch (change.type) {
      case "entry":
        for (const path of change.moved) moved.add(path);
        for (const [path, output] of outputsOf(handOn(assets, change)))
          // An accepted edit is somebody's own work: `prune` is not told of it.
          if (output.origin !== "accepted") orphans.set(path, output.sha256);
        assets.set(change.asset, change.entry);
        for (const [path] of outputsOf(change.entry)) orphans.delete(path);
        break;
      case "removed":
        assets.delete(change.asset);
        break;
      case "forgotten":
        orphans.delete(change.path);
        break;
      case "pinned":
        references.set(change.url, change.sha256);
        break;
      case "unpinned":
        references.delete(change.url);
        break;
      default:
        change satisfies never;
    }
  }
  for (const path of moved) orphans.delete(path);
  if (moved.size > 0) dropMovedEntries(assets, moved);
  for (const entry of assets.values()) for (const [path] of outputsOf(entry)) orphans.delete(path);
  return { assets, orphans, references };
}

/** Gives former entries to their heirs, with the files where they are; what is left is nobody's any more. */
function handOn(assets: Map<string, LockEntry>, { asset, heirs = [] }: EntryChange): LockEntry | undefined {
  let former = assets.get(asset);
  for (const heir of heirs) {
    const own = assets.get(heir);
    if (former !== undefined) assets.set(heir, former);
    former = own;
  }
  return former;
}

/** An entry all of whose files were moved to another asset was renamed: nothing of it is left to keep. */
function dropMovedEntries(assets: Map<string, LockEntry>, moved: ReadonlySet<string>): void {
  for (const [name, entry] of assets) {
    const paths = [...outputsOf(entry)].map(([path]) => path);
    if (paths.length > 0 && paths.every((path) => moved.has(path))) assets.delete(name);
  }
}
