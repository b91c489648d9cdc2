import type { AssetPlan } from "./asset-plan.ts";
import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import type { Lock } from "./lock.ts";
import { outputsOf } from "./lockfile.ts";

/** Something the lock knows and the manifest does not. `prune` deletes what is ours. */
export interface Orphan {
  readonly path: string;
  /** The asset that left; undefined when only this output of an asset is gone. */
  readonly asset: string | undefined;
  readonly sha256: Sha256;
  /** `modified`: edited by hand, also where that was accepted. */
  readonly state: "ours" | "modified" | "missing";
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
    orphans.push({
      path,
      asset,
      sha256: digest,
      state: file.kind === "missing" ? "missing" : isOurs ? "ours" : "modified",
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
 * What an asset is about to take its picture from is not left over: `prune` must not delete the last copy, nor the entry
 * that says which picture, and with what seed.
 */
export function withoutSources(orphans: readonly Orphan[], assets: readonly AssetPlan[]): readonly Orphan[] {
  if (orphans.length === 0) return orphans;
  const sources = new Set(
    assets.flatMap(({ samples }) =>
      samples.flatMap(({ outputs }) => outputs.flatMap(({ step }) => ("from" in step ? [step.from] : []))),
    ),
  );
  const renamed = new Set(orphans.filter(({ path }) => sources.has(path)).map(({ asset }) => asset));
  for (const { reasons } of assets)
    for (const reason of reasons) if (reason.type === "renamed") renamed.add(reason.from);
  return orphans.filter(({ path, asset }) => !sources.has(path) && (asset === undefined || !renamed.has(asset)));
}
