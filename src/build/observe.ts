import type { Sha256 } from "../core/digest.ts";
import { isSameFile, type AskedFor, type Facts, type FileFact } from "../core/facts.ts";
import { EMPTY_LOCK, outputsOf, type Lock } from "../core/lock.ts";
import { hasContentPath } from "../core/output-path.ts";
import type { Protection } from "../core/protection.ts";
import type { Refusal } from "../core/refusal.ts";
import type { PreparedAsset } from "../core/request.ts";
import type { DerivationRecord, GenerationRecord } from "../core/store-records.ts";
import type { Memo } from "../store/memo.ts";
import type { Store } from "../store/store.ts";
import { callIdentity, type CallIdentity } from "./call-identity.ts";
import type { PlacedHistory } from "./placed.ts";
import type { SharedStore } from "./shared-store.ts";

export interface ObserveOptions {
  readonly memo: Memo;
  readonly store: Store;
  /** The API origin in force for a provider, empty for a local one. */
  hostOf(provider: string): string;
  /** What interrupted builds wrote, by path. */
  readonly placed: ReadonlyMap<string, ReadonlySet<Sha256>>;
  /** What finished ones wrote, under whatever lock. */
  readonly history: PlacedHistory;
  /** The team's store, where there is one. */
  readonly shared?: SharedStore;
  /** What must stay where it is, whatever a lock says. */
  protection(path: string, file: FileFact): Protection | undefined;
  /** What was refused until now, by what was asked of whom. Asked for only when something is to be paid for. */
  refusals(): ReadonlyMap<CallIdentity, Refusal>;
  /** What was paid for and is still to be fetched, as `refusals`. */
  fetchable(): ReadonlySet<CallIdentity>;
  /** Which pictures whole answers brought, as `refusals`: that of a run that was killed may lie here without a record. */
  arrived(): ReadonlyMap<CallIdentity, readonly Sha256[]>;
  /** Which assets were asked for until now, as `refusals`. */
  asked(): readonly AskedFor[];
}

/**
 * The facts of a real project: a look at the disk and the store, remembered, so that the same question has the same
 * answer until the executor, who changes things, says that it has.
 */
export class ProjectFacts implements Facts {
  readonly #options: ObserveOptions;
  readonly #files = new Map<string, FileFact>();
  readonly #assumed = new Map<string, FileFact>();
  readonly #generations = new Map<Sha256, GenerationRecord | undefined>();
  readonly #derivations = new Map<Sha256, DerivationRecord | undefined>();
  readonly #objects = new Map<Sha256, boolean>();
  readonly #protections = new Map<string, Protection | undefined>();
  /** Asked for and not here. */
  readonly #missing = { objects: new Set<Sha256>(), keys: new Set<Sha256>() };
  #refusals: ReadonlyMap<CallIdentity, Refusal> | undefined;
  #fetchable: ReadonlySet<CallIdentity> | undefined;
  #arrived: ReadonlyMap<CallIdentity, readonly Sha256[]> | undefined;

  constructor(options: ObserveOptions) {
    this.#options = options;
  }

  /** Looks at many paths at once: one stat each, and reading what changed on as many cores as there are. */
  async observe(paths: Iterable<string>): Promise<void> {
    for (const [path, fact] of await this.#options.memo.observe(paths)) this.#files.set(path, fact);
  }

  /**
   * Those of these paths that another thread is still reading are taken for what the lock says, until they are
   * observed. False: there are none. What is planned meanwhile is good if `observe` finds them so.
   */
  assume(lock: Lock, paths: ReadonlySet<string>): boolean {
    const reading = new Set(this.#options.memo.reading);
    if (reading.size === 0) return false;
    for (const entry of lock.assets.values()) {
      for (const [path, { sha256, bytes }] of outputsOf(entry))
        if (reading.has(path) && paths.has(path)) this.#assumed.set(path, { kind: "file", sha256, bytes });
    }
    for (const [path, fact] of this.#assumed) this.#files.set(path, fact);
    return this.#assumed.size > 0;
  }

  /** Are all of them as they were taken for? */
  get isAsAssumed(): boolean {
    return [...this.#assumed].every(([path, fact]) => isSameFile(this.#files.get(path), fact));
  }

  file(path: string): FileFact {
    return remembered(this.#files, path, () => this.#options.memo.digest(path));
  }

  generation(key: Sha256): GenerationRecord | undefined {
    return remembered(this.#generations, key, () => this.freshGeneration(key));
  }

  /** As `generation`, looking again: another build may have answered the request meanwhile. */
  freshGeneration(key: Sha256): GenerationRecord | undefined {
    const record = this.#options.store.getGeneration(key, this.#isHere) ?? this.sharedRecord(key);
    if (record === undefined) this.#missing.keys.add(key);
    return record;
  }

  /** What the team's store knows of a recipe, where a trusted key has signed it. */
  sharedRecord(key: Sha256): GenerationRecord | undefined {
    return this.#options.shared?.record(key, this.#isHere);
  }

  /** What a test server or a gateway answered never passes for the real thing. */
  readonly #isHere = ({ host, recipe }: GenerationRecord) => host === this.#options.hostOf(recipe.provider);

  derivation(key: Sha256): DerivationRecord | undefined {
    return remembered(this.#derivations, key, () => this.#options.store.getDerivation(key));
  }

  has(object: Sha256): boolean {
    return remembered(this.#objects, object, () => {
      if (this.#options.store.hasObject(object)) return true;
      this.#missing.objects.add(object);
      return this.#options.shared?.has(object) ?? false;
    });
  }

  /**
   * Asks the team's store for everything that a plan asked for and did not find. True: something is there, so another
   * plan would be another one.
   */
  async askShared(): Promise<boolean> {
    const { shared } = this.#options;
    if (shared === undefined) return false;
    await shared.locate(this.#missing);
    const objects = [...this.#missing.objects].filter((object) => shared.has(object));
    const keys = [...this.#missing.keys].filter((key) => this.sharedRecord(key) !== undefined);
    this.#missing.objects.clear();
    this.#missing.keys.clear();
    for (const object of objects) this.#objects.delete(object);
    for (const key of keys) this.#generations.delete(key);
    return objects.length + keys.length > 0;
  }

  wasPlaced(path: string, digest: Sha256): boolean {
    return this.#options.placed.get(path)?.has(digest) === true || this.#options.history.has(path, digest);
  }

  protection(path: string): Protection | undefined {
    return remembered(this.#protections, path, () => this.#options.protection(path, this.file(path)));
  }

  refusal(request: Sha256, provider: string): Refusal | undefined {
    this.#refusals ??= this.#options.refusals();
    return this.#refusals.get(callIdentity({ key: request, host: this.#options.hostOf(provider) }));
  }

  isFetchable(request: Sha256, provider: string): boolean {
    const identity = callIdentity({ key: request, host: this.#options.hostOf(provider) });
    this.#fetchable ??= this.#options.fetchable();
    if (this.#fetchable.has(identity)) return true;
    this.#arrived ??= this.#options.arrived();
    return this.#arrived.get(identity)?.every((digest) => this.#options.store.hasObject(digest)) ?? false;
  }

  asked(): readonly AskedFor[] {
    return this.#options.asked();
  }

  forgetFile(path: string): void {
    this.#files.delete(path);
    this.#protections.delete(path);
  }

  forgetGeneration(key: Sha256): void {
    this.#generations.delete(key);
  }

  /** An object turned out to be gone or damaged, or has just been stored. */
  forgetObject(object: Sha256): void {
    this.#objects.delete(object);
  }

  forgetDerivation(key: Sha256): void {
    this.#derivations.delete(key);
  }

  save(): Promise<void> {
    return this.#options.memo.save();
  }
}

/**
 * The paths that are looked at together before a plan is made; others are looked at when the plan asks. For a few of
 * many assets these are theirs: the plan asks about the rest only where it matters.
 */
export function pathsToObserve(
  assets: readonly PreparedAsset[],
  lock: Lock,
  selected: ReadonlySet<string> | undefined,
): Iterable<string> {
  if (selected === undefined || selected.size * FEW > assets.length) return pathsOf(assets, lock);
  return pathsOf(
    assets.filter(({ asset }) => selected.has(asset.name)),
    EMPTY_LOCK,
  );
}

/** One of so many is few. */
const FEW = 10;

/** Every path that a plan can ask about ahead of time. */
export function* pathsOf(assets: readonly PreparedAsset[], lock: Lock): Generator<string> {
  for (const { asset } of assets) {
    for (const outputs of asset.outputs) for (const { path } of outputs) if (!hasContentPath(path)) yield path;
  }
  for (const entry of lock.assets.values()) for (const [path] of outputsOf(entry)) yield path;
  yield* lock.orphans.keys();
}

function remembered<Key, Value>(map: Map<Key, Value>, key: Key, look: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined || map.has(key)) return known as Value;
  const seen = look();
  map.set(key, seen);
  return seen;
}
