import type { AssetPlan } from "./asset-plan.ts";
import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import { outputsOf, type Lock } from "./lock.ts";
import type { Protection } from "./protection.ts";

/** Something the lock knows and the manifest does not. `prune` deletes what is ours. */
export interface Orphan {
  readonly path: string;
  /** The asset that left; undefined when only this output of an asset is gone. */
  readonly asset: string | undefined;
  readonly sha256: Sha256;
  /** `modified`: edited by hand, also where that was accepted. `protected`: as the lock says, and still not ours to delete. */
  readonly state: "ours" | "modified" | "missing" | "protected";
  /** Why it is protected. */
  readonly protection?: Protection;
}

/** What the lock still has of assets and outputs that left, except where something is planned now. */
export function orphansOf(
  { lock, facts }: { readonly lock: Lock; readonly facts: Facts },
  byName: ReadonlyMap<string, unknown>,
  planned: ReadonlySet<string>,
): readonly Orphan[] {
  const orphans: Orphan[] = [];
  const add = (path: string, asset: string | undefined, digest: Sha256, edited: boolean) => {
    if (planned.has(path)) return;
    const file = facts.file(path);
    const isOurs = file.kind === "file" && file.sha256 === digest && !edited;
    const protection = isOurs ? facts.protection(path) : undefined;
    const state = protection !== undefined ? "protected" : isOurs ? "ours" : "modified";
    orphans.push({
      path,
      asset,
      sha256: digest,
      state: file.kind === "missing" ? "missing" : state,
      ...(protection && { protection }),
    });
  };
  for (const [name, entry] of lock.assets) {
    if (byName.has(name)) continue;
    for (const [path, output] of outputsOf(entry)) add(path, name, output.sha256, output.origin === "accepted");
  }
  for (const [path, digest] of lock.orphans) add(path, undefined, digest, false);
  return orphans;
}

/**
 * What an asset has for its output after all, as its picture's hash tells, is not left over; nor is what one is about
 * to take its picture from: `prune` must not delete the last copy, nor the entry that says which picture, and with what
 * seed.
 */
export function withoutSources(
  orphans: readonly Orphan[],
  assets: readonly AssetPlan[],
  lock: Lock,
): readonly Orphan[] {
  if (orphans.length === 0) return orphans;
  const claimed = new Set<string>();
  const taken = new Set<Sha256>();
  for (const { source, key, outputs } of assets.flatMap(({ samples }) => samples)) {
    for (const { path, step } of outputs) {
      claimed.add(path);
      if ("from" in step) claimed.add(step.from);
    }
    // Also where an edit stands in the way and nothing is moved: then the entry alone says whose picture it is.
    if (source.type === "stored" && key !== undefined) taken.add(key);
  }
  const isTaken = (asset: string) => lock.assets.get(asset)?.samples.some(({ key }) => taken.has(key)) === true;
  const renamed = new Set(
    orphans.flatMap(({ path, asset }) => (asset !== undefined && (claimed.has(path) || isTaken(asset)) ? [asset] : [])),
  );
  for (const { reasons } of assets)
    for (const reason of reasons) if (reason.type === "renamed") renamed.add(reason.from);
  return orphans.filter(({ path, asset }) => !claimed.has(path) && (asset === undefined || !renamed.has(asset)));
}
