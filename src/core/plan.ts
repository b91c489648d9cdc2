import type { Action, AssetPlan } from "./asset-plan.ts";
import { decide, type DecideInput } from "./decide.ts";
import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import { indexLock, type LockIndex } from "./lock-index.ts";
import type { Lock, LockEntry } from "./lock.ts";
import { outputsOf } from "./lockfile.ts";
import { addCost, NO_COST, type Cost } from "./money.ts";
import { fitsTemplate, hasContentPath } from "./output-path.ts";
import type { Reason } from "./reason.ts";
import { generationKey, type Recipe } from "./recipe.ts";
import { keyWithoutSeed, recipesOf, seedFromName, type OriginalOf, type PreparedAsset } from "./request.ts";

export interface PlanInput {
  /** Every asset of the manifest, each after those it refers to. */
  readonly assets: readonly PreparedAsset[];
  readonly lock: Lock;
  readonly facts: Facts;
  /** Names to plan; undefined for all. The others count as they stand. */
  readonly selected?: ReadonlySet<string>;
  /** Names for which a new picture is asked, although the recipe may be the same. */
  readonly replace?: ReadonlySet<string>;
  readonly overwrite?: boolean;
  readonly regenerateLost?: boolean;
  /** Told each key, path and digest that is looked up in the entries of the lock, beside an asset's own. */
  asked?(fact: string): void;
}

/** What a build would do: plain data, the same value for preview, check and execution. */
export interface Plan {
  /** The selected assets, each after those it refers to. */
  readonly assets: readonly AssetPlan[];
  readonly orphans: readonly Orphan[];
  /** An estimate. Calls that several assets share are counted once. */
  readonly certain: Cost;
  readonly most: Cost;
}

/** Something the lock knows and the manifest does not. `prune` deletes what is ours. */
export interface Orphan {
  readonly path: string;
  /** The asset that left; undefined when only this output of an asset is gone. */
  readonly asset: string | undefined;
  readonly sha256: Sha256;
  readonly state: "ours" | "modified" | "missing";
}

/** Makes plans over one snapshot, and decides single assets again while a build moves on. */
export interface Planning {
  plan(): Plan;
  /** Decides one asset anew, seeing what was decided or done since. */
  again(name: string): AssetPlan;
  /** This recipe has been answered in this run: the store's latest picture is the one to use. */
  answered(key: Sha256): void;
  /** This asset will not be made in this run: what waits for it is blocked. */
  gaveUp(name: string): void;
  readonly index: LockIndex;
}

/** See `Planning`. Pure: everything it knows of the outside comes through `input.facts`. */
export function startPlanning(input: PlanInput): Planning {
  const byName = new Map(input.assets.map((prepared) => [prepared.asset.name, prepared]));
  const planned = lazySet(() =>
    input.assets.flatMap(({ asset }) =>
      asset.outputs.flatMap((outputs) => outputs.filter(({ path }) => !hasContentPath(path)).map(({ path }) => path)),
    ),
  );
  const templates = lazySet(() =>
    input.assets.flatMap(({ asset }) =>
      asset.outputs.flatMap((outputs) => outputs.filter(({ path }) => hasContentPath(path)).map(({ path }) => path)),
    ),
  );
  const index = indexLock(
    input.lock,
    (name) => byName.has(name),
    (path) => planned().has(path) || fitsTemplate(path, templates()),
    input.asked,
  );
  const latest = new Map<string, AssetPlan>();
  const isSelected = (name: string) => input.selected?.has(name) ?? true;

  const answered = new Set<Sha256>();
  const givenUp = new Set<string>();
  const decideOne = (prepared: PreparedAsset): AssetPlan => {
    const { name } = prepared.asset;
    const entry = input.lock.assets.get(name);
    const replace = isSelected(name) && (input.replace?.has(name) ?? false);
    const original: OriginalOf = (asset, sample) => originalOf(latest, asset, sample);
    const seed = seedOf(prepared, { entry, index, original });
    const { recipes, notes } = requestOf(prepared, seed, { latest, givenUp, isSelected });
    const plan = decide({
      prepared,
      seed,
      recipes,
      entry,
      index,
      facts: input.facts,
      replace,
      answered,
      overwrite: input.overwrite ?? false,
      regenerateLost: input.regenerateLost ?? false,
      notes: replace ? [{ type: "replace" }, ...notes] : notes,
    });
    latest.set(plan.name, plan);
    return plan;
  };

  return {
    index,
    again: (name) => decideOne(byName.get(name) as PreparedAsset),
    answered: (key) => void answered.add(key),
    gaveUp: (name) => void givenUp.add(name),
    plan() {
      const needed = input.selected === undefined ? undefined : withDependencies(input.selected, byName);
      const assets: AssetPlan[] = [];
      for (const prepared of input.assets) {
        const { name } = prepared.asset;
        if (needed !== undefined && !needed.has(name)) continue;
        const plan = decideOne(prepared);
        if (isSelected(name)) assets.push(plan);
      }
      const shared = shareRequests(assets);
      const orphans = orphansOf(input, byName, planned());
      return { assets: shared, orphans: withoutSources(orphans, shared), ...totals(shared) };
    },
  };
}

/** How many assets need each action. */
export function countActions(plan: Plan): ReadonlyMap<Action, number> {
  const counts = new Map<Action, number>();
  for (const { action } of plan.assets) counts.set(action, (counts.get(action) ?? 0) + 1);
  return counts;
}

/** Will a build change anything: a file, the lock, or somebody's bill? Orphans wait for `prune` and do not count. */
export function hasChanges(plan: Plan): boolean {
  return plan.assets.some(({ action }) => action !== "fresh" && action !== "modified");
}

/**
 * The seed where nobody set one: the pinned one (it survives a change of prompt, and the removal of an explicit
 * seed: the picture was not objected to), else that of the asset this one was renamed from, else from the name.
 */
function seedOf(
  prepared: PreparedAsset,
  world: { readonly entry: LockEntry | undefined; readonly index: LockIndex; readonly original: OriginalOf },
): number | undefined {
  const { entry, index, original } = world;
  const range = prepared.autoSeed;
  if (range === undefined) return undefined;
  const legal = (seed: unknown): seed is number =>
    typeof seed === "number" && seed >= range.min && seed + prepared.asset.samples - 1 <= range.max;
  const pinned = entry?.auto_seed ?? entry?.samples[0]?.recipe.body["seed"];
  if (legal(pinned)) return pinned;
  // Made without a seed, and nothing else has changed: a table that has learnt of seeds since makes nobody pay again.
  if (entry !== undefined && isLocked(recipesOf(prepared, undefined, original), entry)) return undefined;
  if (entry === undefined) {
    const inherited = index.inheritSeed(prepared.asset.name, () => {
      const [first] = recipesOf(prepared, range.min, original) ?? [];
      return first && keyWithoutSeed(first);
    });
    if (legal(inherited)) return inherited;
  }
  return seedFromName(prepared.asset.name, range);
}

function isLocked(recipes: readonly Recipe[] | undefined, { samples }: LockEntry): boolean {
  return (
    recipes !== undefined &&
    samples.length > 0 &&
    samples.every(({ key }, index) => {
      const recipe = recipes[index];
      return recipe === undefined || generationKey(recipe) === key;
    })
  );
}

function requestOf(
  prepared: PreparedAsset,
  seed: number | undefined,
  world: {
    readonly latest: ReadonlyMap<string, AssetPlan>;
    readonly givenUp: ReadonlySet<string>;
    isSelected(name: string): boolean;
  },
): Pick<DecideInput, "recipes" | "notes"> {
  const notes: Reason[] = [];
  for (const reference of prepared.asset.references) {
    if (reference.kind !== "asset" || originalOf(world.latest, reference.name, reference.sample) !== undefined)
      continue;
    const upstream = world.latest.get(reference.name);
    const selected = world.isSelected(reference.name);
    const comes =
      selected &&
      !world.givenUp.has(reference.name) &&
      (upstream?.action === "generate" || upstream?.action === "maybe");
    if (notes.some((note) => "asset" in note && note.asset === reference.name)) continue;
    notes.push(
      comes ? { type: "waits-for", asset: reference.name } : { type: "blocked-by", asset: reference.name, selected },
    );
  }
  return { notes, recipes: recipesOf(prepared, seed, (asset, sample) => originalOf(world.latest, asset, sample)) };
}

function originalOf(latest: ReadonlyMap<string, AssetPlan>, asset: string, sample: number): Sha256 | undefined {
  const source = latest.get(asset)?.samples[sample]?.source;
  return source?.type === "locked" || source?.type === "stored" ? source.original.sha256 : undefined;
}

function withDependencies(
  selected: ReadonlySet<string>,
  byName: ReadonlyMap<string, PreparedAsset>,
): ReadonlySet<string> {
  const needed = new Set(selected);
  for (const name of needed) {
    // A set that grows while it is walked visits what is added.
    for (const reference of byName.get(name)?.asset.references ?? [])
      if (reference.kind === "asset") needed.add(reference.name);
  }
  return needed;
}

/** Assets with equal generation keys share one request: the first pays, the others say with whom they share. */
function shareRequests(assets: readonly AssetPlan[]): readonly AssetPlan[] {
  const payer = new Map<string, string>();
  return assets.map((plan) => {
    if (plan.action !== "generate") return plan;
    let saved: Cost = NO_COST;
    const reasons: Reason[] = [];
    for (const { source } of plan.samples) {
      if (source.type !== "generate") continue;
      const first = payer.get(source.request);
      if (first === undefined) payer.set(source.request, plan.name);
      else if (first !== plan.name && !reasons.some((reason) => reason.type === "shared" && reason.with === first))
        reasons.push({ type: "shared", with: first });
      if (first !== undefined && first !== plan.name) {
        saved = addCost(saved, { calls: -1, usd: -(source.price ?? 0), unpriced: source.price === undefined ? -1 : 0 });
      }
    }
    if (reasons.length === 0) return plan;
    return {
      ...plan,
      reasons: [...plan.reasons, ...reasons],
      certain: addCost(plan.certain, saved),
      most: addCost(plan.most, saved),
    };
  });
}

function orphansOf(
  input: PlanInput,
  byName: ReadonlyMap<string, PreparedAsset>,
  planned: ReadonlySet<string>,
): readonly Orphan[] {
  const orphans: Orphan[] = [];
  const add = (path: string, asset: string | undefined, digest: Sha256) => {
    if (planned.has(path)) return;
    const file = input.facts.file(path);
    const state =
      file.kind === "missing" ? "missing" : file.kind === "file" && file.sha256 === digest ? "ours" : "modified";
    orphans.push({ path, asset, sha256: digest, state });
  };
  for (const [name, entry] of input.lock.assets) {
    if (byName.has(name)) continue;
    for (const [path, output] of outputsOf(entry)) add(path, name, output.sha256);
  }
  for (const [path, digest] of input.lock.orphans) add(path, undefined, digest);
  return orphans;
}

/** What an asset is about to take its picture from is not left over: `prune` must not delete the last copy. */
function withoutSources(orphans: readonly Orphan[], assets: readonly AssetPlan[]): readonly Orphan[] {
  if (orphans.length === 0) return orphans;
  const sources = new Set(
    assets.flatMap(({ samples }) =>
      samples.flatMap(({ outputs }) => outputs.flatMap(({ step }) => ("from" in step ? [step.from] : []))),
    ),
  );
  const renamed = new Set(orphans.filter(({ path }) => sources.has(path)).map(({ asset }) => asset));
  return orphans.filter(({ path, asset }) => !sources.has(path) && (asset === undefined || !renamed.has(asset)));
}

function totals(assets: readonly AssetPlan[]): { certain: Cost; most: Cost } {
  return {
    certain: assets.reduce((sum, plan) => addCost(sum, plan.certain), NO_COST),
    most: assets.reduce((sum, plan) => addCost(sum, plan.most), NO_COST),
  };
}

function lazySet(make: () => Iterable<string>): () => ReadonlySet<string> {
  let made: ReadonlySet<string> | undefined;
  return () => (made ??= new Set(make()));
}
