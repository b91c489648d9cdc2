import type { AssetPlan } from "../core/asset-plan.ts";
import type { Sha256 } from "../core/digest.ts";
import type { LockEntry, Original } from "../core/lock.ts";
import { addTo } from "../core/multimap.ts";
import { requestKey, type Recipe } from "../core/recipe.ts";
import { readLedger } from "../store/journal.ts";
import type { Store } from "../store/store.ts";
import { readSpending } from "./read-spending.ts";
import type { Begun, Session } from "./session.ts";

/** A picture that an asset had, or was to have. */
export interface PastOriginal {
  readonly key: Sha256;
  readonly recipe: Recipe;
  readonly original: Original;
  /** ISO 8601, UTC: when it was asked for. Empty where this machine did not ask. */
  readonly at: string;
  /** From 0. */
  readonly sample: number;
}

/** What is read once for many assets. */
export interface HistorySources {
  /** What earlier versions of the lock named, by asset. */
  readonly former: ReadonlyMap<string, readonly PastOriginal[]>;
  readonly arrivals?: Arrivals;
}

/**
 * Every original that was made for an asset and that the store still holds, the latest first: by this machine's
 * ledger, under former names too, and by the lock. Nothing is fetched and nothing is written.
 *
 * @throws MachineError when the ledger exists and cannot be read
 */
export function historyOf(
  session: Session,
  { plan, lock, store }: Begun,
  name: string,
  { former, arrivals = readArrivals(session) }: HistorySources,
): readonly PastOriginal[] {
  const planned = plan.assets.find((asset) => asset.name === name);
  const entry = lock.assets.get(name);
  const known = recipesByRequest(planned, entry);
  const found: PastOriginal[] = [...(former.get(name) ?? [])];
  const add = (key: Sha256, at: string, only?: ReadonlySet<Sha256>) => {
    const record = store.getGeneration(key);
    for (const original of record?.originals ?? [])
      if (record !== undefined && (only?.has(original.sha256) ?? true))
        found.push({ key, recipe: record.recipe, original, at, sample: sampleOf(record.recipe, planned) });
  };
  for (const { key, at, sha256s } of arrivals.get(name) ?? [])
    for (const own of store.getGeneration(key) === undefined ? (known.get(key) ?? []) : [key])
      add(own, at, new Set(sha256s));
  for (const { key } of planned?.samples ?? []) if (key !== undefined) add(key, "");
  for (const [sample, { key, recipe, original }] of (entry?.samples ?? []).entries())
    found.push({ key, recipe, original, at: "", sample });
  return latestFirst(found, store);
}

interface Arrival {
  readonly key: Sha256;
  readonly at: string;
  readonly sha256s: readonly Sha256[];
}

/** Answers by the asset that they were asked for, under the name that it has now. */
export type Arrivals = ReadonlyMap<string, readonly Arrival[]>;

/**
 * Reads them from the ledger: once, for whoever looks at many assets.
 * @throws MachineError when it exists and cannot be read
 */
export function readArrivals({ root, files }: Session): Arrivals {
  const { renamed } = readSpending(root);
  /** By request, who asked for it and when. */
  const asked = new Map<Sha256, Map<string, string>>();
  const found = new Map<string, Arrival[]>();
  for (const line of readLedger(files.ledger).lines) {
    const askers = asked.get(line.key) ?? new Map<string, string>();
    if (line.type === "intent") asked.set(line.key, askers.set(renamed.get(line.asset) ?? line.asset, line.at));
    if (line.type !== "stored") continue;
    for (const [name, at] of askers) addTo(found, name, { key: line.key, at, sha256s: line.sha256s });
  }
  return found;
}

/** The pictures of a batch share one request, and each has a key of its own. */
function recipesByRequest(
  planned: AssetPlan | undefined,
  entry: LockEntry | undefined,
): ReadonlyMap<Sha256, readonly Sha256[]> {
  const keys = new Map<Sha256, Sha256[]>();
  for (const { key, recipe } of [...(planned?.samples ?? []), ...(entry?.samples ?? [])]) {
    if (key !== undefined && recipe !== undefined) addTo(keys, requestKey(recipe), key);
  }
  return keys;
}

/** Samples differ by their seeds, or are numbered. */
function sampleOf({ body, sample }: Recipe, planned: AssetPlan | undefined): number {
  const index = planned?.samples.findIndex(({ recipe }) => recipe?.body["seed"] === body["seed"]) ?? -1;
  const count = planned?.samples.length ?? 1;
  return Math.min(count - 1, sample ?? Math.max(0, index));
}

function latestFirst(found: readonly PastOriginal[], store: Store): readonly PastOriginal[] {
  const latest = new Map<string, PastOriginal>();
  for (const past of found) {
    const place = `${past.sample} ${past.original.sha256}`;
    const known = latest.get(place);
    // Who asked for it knows best when; a commit may come days later.
    if (known === undefined || known.at === "" || (past.at !== "" && past.at < known.at)) latest.set(place, past);
  }
  return [...latest.values()]
    .filter(({ original }) => store.hasObject(original.sha256))
    .toSorted((left, right) => (left.at === right.at ? 0 : left.at < right.at ? 1 : -1));
}
