import type { Action, AssetPlan } from "./asset-plan.ts";
import { otherSeed, seedsOf } from "./automatic-seed.ts";
import { decide } from "./decide.ts";
import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import { lazily } from "./lazily.ts";
import { startHandingOn } from "./lock-heirs.ts";
import { indexLock, type LockIndex } from "./lock-index.ts";
import type { Lock, LockEntry } from "./lock.ts";
import { addCost, NO_COST, type Cost } from "./money.ts";
import { orphansOf, withoutSources, type Orphan } from "./orphans.ts";
import { fitsTemplate, hasContentPath } from "./output-path.ts";
import type { Reason } from "./reason.ts";
import { startRenames } from "./rename.ts";
import type { DigestOf, PreparedAsset } from "./request.ts";
import { shareRequests } from "./share-requests.ts";
import { startUnlockedAnswers } from "./unlocked-answers.ts";
import { lackingOriginals, originalOf, recipesAndNotes } from "./upstream.ts";
import type { Wishes } from "./wishes.ts";

export interface PlanInput extends Wishes {
  /** Every asset of the manifest, each after those it refers to. */
  readonly assets: readonly PreparedAsset[];
  readonly lock: Lock;
  readonly facts: Facts;
  /** Names to plan; undefined for all. The others count as they stand. */
  readonly selected?: ReadonlySet<string>;
  /** Told each key, path and digest that is looked up in the entries of the lock, beside an asset's own. */
  onLookUp?(fact: string): void;
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

/** Makes plans over one snapshot, and decides single assets again while a build moves on. */
export interface Planning {
  plan(): Plan;
  /** Decides one asset anew, seeing what was decided or done since. */
  again(name: string): AssetPlan;
  /** This recipe has been answered in this run: the store's latest picture is the one to use. */
  answered(key: Sha256): void;
  /** What is at this URL has been fetched in this run. */
  pinned(url: string, digest: Sha256): void;
  /** What this URL is pinned to: by this run, else by the lock. */
  pinOf(url: string): Sha256 | undefined;
  /** This asset will not be made in this run: what waits for it is blocked. */
  gaveUp(name: string): void;
  /** This entry is about to be written: the assets that its former one, and theirs, go to; see `startHandingOn`. */
  heirsOf(name: string, entry: LockEntry): readonly string[];
  readonly index: LockIndex;
}

/** See `Planning`. Pure: everything it knows of the outside comes through `input.facts`. */
export function startPlanning(input: PlanInput): Planning {
  const byName = new Map(input.assets.map((prepared) => [prepared.asset.name, prepared]));
  const pathsOf = (withContent: boolean) =>
    input.assets.flatMap(({ asset }) =>
      asset.outputs.flatMap((outputs) =>
        outputs.flatMap(({ path }) => (hasContentPath(path) === withContent ? [path] : [])),
      ),
    );
  const planned = lazily(() => new Set(pathsOf(false)));
  const templates = lazily(() => new Set(pathsOf(true)));
  const index = indexLock(input.lock, {
    isNamed: (name) => byName.has(name),
    isPlanned: (path) => planned().has(path) || fitsTemplate(path, templates()),
    onLookUp: input.onLookUp,
  });
  const takeoverOf = startRenames(input.assets, input.lock);
  const formerSeedOf = startUnlockedAnswers({ ...input, index });
  const latest = new Map<string, AssetPlan>();
  const isSelected = (name: string) => input.selected?.has(name) ?? true;
  const upstream = { latest, isSelected, facts: input.facts };
  const isReplaced = (name: string) => isSelected(name) && (input.replace?.has(name) ?? false);

  const answered = new Set<Sha256>();
  const givenUp = new Set<string>();
  const fetched = new Map<string, Sha256>();
  const pinOf = (url: string) => fetched.get(url) ?? input.lock.references.get(url);
  const digestsFor = (name: string): DigestOf => {
    const refresh = isSelected(name) && (input.refreshReferences ?? false);
    return (reference) => {
      if (reference.kind === "asset") return originalOf(latest, reference.name, reference.sample);
      return refresh ? fetched.get(reference.url) : pinOf(reference.url);
    };
  };
  /** Assets whose originals others need and no store has: they are made again, the next time round. */
  const remade = new Set<string>();
  const mayRemake = (name: string) =>
    isSelected(name) && (input.regenerateLost === true || byName.get(name)?.provider.local === true);
  const decideWith = (prepared: PreparedAsset, seed: number | undefined, known: Known = {}): AssetPlan => {
    const { name } = prepared.asset;
    const replace = isReplaced(name);
    const { recipes, notes } =
      known.obstacles === undefined
        ? recipesAndNotes(prepared, seed, { digestOf: digestsFor(name), latest, givenUp, isSelected })
        : { recipes: undefined, notes: known.obstacles };
    return decide({
      prepared,
      seed,
      recipes,
      entry: input.lock.assets.get(name),
      renamedFrom: known.renamedFrom,
      index,
      facts: input.facts,
      wishes: input,
      replace,
      remake: remade.has(name),
      answered,
      notes: replace ? [replaceReason(prepared), ...notes] : notes,
    });
  };
  const decideBest = (prepared: PreparedAsset): AssetPlan => {
    const { name } = prepared.asset;
    const entry = input.lock.assets.get(name);
    const { own, first } = seedsOf(prepared, { entry, digestOf: digestsFor(name) });
    if (isReplaced(name)) return decideWith(prepared, entry === undefined ? own : otherSeed(prepared, own));
    const plan = decideWith(prepared, own);
    if (plan.samples.every(({ source }) => source.type === "locked")) return plan;
    // Back to what it was before it took over another's seed.
    const before = first === own ? plan : decideWith(prepared, first);
    if (!needsCall(before)) return before;
    if (!needsCall(plan)) return plan;
    const takeover = takeoverOf(prepared);
    if (takeover !== undefined) return decideWith(prepared, takeover.seed, { renamedFrom: takeover.from });
    const former = formerSeedOf(prepared, plan.samples[0]?.recipe);
    return former === undefined ? plan : decideWith(prepared, former);
  };
  const decideOne = (prepared: PreparedAsset): AssetPlan => {
    const best = decideBest(prepared);
    const obstacles = best.action === "generate" ? lackingOriginals(prepared, upstream) : [];
    for (const { asset } of obstacles) if (mayRemake(asset)) remade.add(asset);
    const plan = obstacles.length === 0 ? best : decideWith(prepared, best.autoSeed, { obstacles });
    latest.set(plan.name, plan);
    return plan;
  };

  const takesOver = (prepared: PreparedAsset): string | undefined => {
    const takeover = takeoverOf(prepared);
    if (takeover === undefined) return undefined;
    // What it would get for nothing with another seed is its picture.
    const plan = latest.get(prepared.asset.name) ?? decideBest(prepared);
    return plan.autoSeed === takeover.seed || needsCall(plan) ? takeover.from : undefined;
  };

  return {
    index,
    heirsOf: startHandingOn({ assets: input.assets, lock: input.lock, takesOver }),
    again: (name) => decideOne(byName.get(name) as PreparedAsset),
    answered: (key) => void answered.add(key),
    pinned: (url, digest) => void fetched.set(url, digest),
    pinOf,
    gaveUp: (name) => void givenUp.add(name),
    plan() {
      const needed = input.selected === undefined ? undefined : withDependencies(input.selected, byName);
      const wanted = input.assets.filter(({ asset }) => needed?.has(asset.name) ?? true);
      let assets: readonly AssetPlan[];
      let remaking: number;
      do {
        remaking = remade.size;
        assets = wanted.map(decideOne);
      } while (remade.size > remaking);
      const shared = shareRequests(assets.filter(({ name }) => isSelected(name)));
      const orphans = orphansOf(input, byName, planned());
      return { assets: shared, orphans: withoutSources(orphans, shared, input.lock), ...totals(shared) };
    },
  };
}

/** How many assets need each action. */
export function countActions(plan: Plan): ReadonlyMap<Action, number> {
  const counts = new Map<Action, number>();
  for (const { action } of plan.assets) counts.set(action, (counts.get(action) ?? 0) + 1);
  return counts;
}

/** What a plan may cost at most at providers that charge: what is drawn on this machine costs nothing. */
export function paidCost(plan: Plan): Cost {
  return plan.assets
    .filter(({ prepared }) => !prepared.provider.local)
    .reduce((sum, { most }) => addCost(sum, most), NO_COST);
}

/** Will a build change anything: a file, the lock, or somebody's bill? Orphans wait for `prune` and do not count. */
export function hasChanges(plan: Plan): boolean {
  return plan.assets.some(({ action }) => action !== "fresh" && action !== "modified");
}

function needsCall({ samples }: AssetPlan): boolean {
  return samples.some(({ source }) => source.type === "generate" || source.type === "waiting");
}

/** A seed that somebody set stays: then the answer may be the same, which is said. */
function replaceReason({ asset, dropped }: PreparedAsset): Reason {
  const { seed } = asset.parameters;
  return { type: "replace", ...(seed !== undefined && !dropped.includes("seed") && { seed }) };
}

/** What is known of an asset beside its seed. */
interface Known {
  /** The name that it had when that seed was chosen. */
  readonly renamedFrom?: string;
  /** Why it cannot be asked for, although its request is known. */
  readonly obstacles?: readonly Reason[];
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

function totals(assets: readonly AssetPlan[]): { certain: Cost; most: Cost } {
  return {
    certain: assets.reduce((sum, plan) => addCost(sum, plan.certain), NO_COST),
    most: assets.reduce((sum, plan) => addCost(sum, plan.most), NO_COST),
  };
}
