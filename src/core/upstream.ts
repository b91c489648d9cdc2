import { isPaid, type AssetPlan } from "./asset-plan.ts";
import type { DecideInput } from "./decide.ts";
import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import type { Reason } from "./reason.ts";
import { recipesOf, type DigestOf, type PreparedAsset } from "./request.ts";

/** The assets that were decided before the one that refers to them. */
export interface Upstream {
  readonly latest: ReadonlyMap<string, AssetPlan>;
  isSelected(name: string): boolean;
}

type BlockedBy = Extract<Reason, { type: "blocked-by" }>;

/** The original of an asset's sample, as far as it has one: by the lock, or by a store. */
export function originalOf(latest: Upstream["latest"], asset: string, sample: number): Sha256 | undefined {
  const source = latest.get(asset)?.samples[sample]?.source;
  return source?.type === "locked" || source?.type === "stored" ? source.original.sha256 : undefined;
}

/** The requests of an asset, or, where a picture that they carry is not known yet, what they wait for or what blocks them. */
export function recipesAndNotes(
  prepared: PreparedAsset,
  seed: number | undefined,
  world: Upstream & { readonly digestOf: DigestOf; readonly givenUp: ReadonlySet<string> },
): Pick<DecideInput, "recipes" | "notes"> {
  const notes: Reason[] = [];
  for (const reference of prepared.asset.references) {
    if (reference.kind === "file" || world.digestOf(reference) !== undefined) continue;
    if (reference.kind === "url") {
      notes.push({ type: "fetches", url: reference.url });
      continue;
    }
    const upstream = world.latest.get(reference.name);
    const selected = world.isSelected(reference.name);
    const comes = selected && !world.givenUp.has(reference.name) && upstream !== undefined && isPaid(upstream);
    if (notes.some((note) => "asset" in note && note.asset === reference.name)) continue;
    if (comes) notes.push({ type: "waits-for", asset: reference.name });
    else notes.push({ type: "blocked-by", asset: reference.name, selected, ...obstacleAt(upstream) });
  }
  return { notes, recipes: recipesOf(prepared, seed, world.digestOf) };
}

/**
 * What a request carries must be at hand before it is sent, not only known: on a fresh clone the lock names originals
 * that no store has.
 */
export function lackingOriginals(
  { asset: { references }, dropped }: PreparedAsset,
  { latest, isSelected, facts }: Upstream & { readonly facts: Pick<Facts, "has"> },
): readonly BlockedBy[] {
  const lacking = new Map<string, BlockedBy>();
  for (const reference of references) {
    if (reference.kind !== "asset" || dropped.includes(reference.field)) continue;
    const { name: asset, sample } = reference;
    const original = originalOf(latest, asset, sample);
    if (original === undefined || facts.has(original)) continue;
    const [selected, cause] = [isSelected(asset), { asset, action: "lost" } as const];
    lacking.set(asset, { type: "blocked-by", asset, selected, lost: true, takes: "regenerate-lost", cause });
  }
  return [...lacking.values()];
}

/** What somebody has to ask for or to decide before the asset, or what blocks it, is made. */
function obstacleAt(upstream: AssetPlan | undefined): Pick<BlockedBy, "takes" | "cause"> {
  if (upstream === undefined) return {};
  const { name: asset, action, reasons } = upstream;
  if (action === "lost") return { takes: "regenerate-lost", cause: { asset, action } };
  if (action === "refused") return { takes: "retry-refused", cause: { asset, action } };
  if (action === "unfit" || action === "foreign") return { cause: { asset, action } };
  for (const reason of reasons) {
    if (reason.type !== "blocked-by" || reason.cause === undefined) continue;
    return { ...(reason.takes !== undefined && { takes: reason.takes }), cause: reason.cause };
  }
  return {};
}
