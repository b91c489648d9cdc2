import { lstatSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { digestFiles } from "./hash.ts";
import { pathInBucket, STORE_FOLDERS } from "./layout.ts";
import { errnoOf, machineError } from "./machine-error.ts";
import type { StoredObject } from "./object-bucket.ts";
import type { OriginalsFolder } from "./originals.ts";
import { isPointerFile } from "./pointer.ts";
import { namesInside } from "./read-inside.ts";
import type { Store } from "./store.ts";

export interface StoreStats {
  /** Paid for, or of unknown origin: objects that no derivation record alone explains. */
  readonly originals: Amount;
  /** What local work made and can make again. */
  readonly derived: Amount;
  readonly generations: number;
  readonly derivations: number;
  /** Files set aside because they failed their check. */
  readonly damaged: number;
  /** What the repository keeps; absent where the manifest names no folder for it. */
  readonly kept?: KeptAmount;
}

interface KeptAmount extends Amount {
  readonly directory: string;
  readonly notFetched: number;
}

export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** Reads every derivation record to tell derived files from paid ones, and writes nothing. */
export function storeStats(store: Store): StoreStats {
  const { originals, derived, generations, derivations } = survey(store);
  return {
    originals: amountOf(originals),
    derived: amountOf(derived),
    generations,
    derivations: derivations.size,
    damaged: namesInside(join(store.directory, STORE_FOLDERS.damaged)).length,
    ...(store.originals && { kept: keptIn(store.originals) }),
  };
}

/** A pointer counts with the bytes that it has here. */
function keptIn(folder: OriginalsFolder): KeptAmount {
  const files = [...folder.all()];
  const notFetched = files.filter(({ path }) => isPointerFile(path)).length;
  return { ...amountOf(files), directory: folder.directory, notFetched };
}

export interface CollectOptions {
  /** Digests that stay whatever else is true: everything that a lock on any branch names. */
  readonly keepObjects: ReadonlySet<Sha256>;
  /**
   * Records that stay with their originals. Absent: all stay, and so does every original; that is what runs after a
   * build. Originals go only when a person asks for it, with this set.
   */
  readonly keepGenerations?: ReadonlySet<Sha256>;
  /** Bytes that derived files may take; the oldest go first. Default: no limit. */
  readonly derivedCap?: number;
  /** Says what would go. */
  readonly dryRun?: boolean;
  /**
   * Milliseconds. Paid things younger than this stay: another build may have stored them and not written its lock yet.
   * Default: a day.
   */
  readonly grace?: number;
}

export interface Collected {
  readonly originals: Amount;
  /** Of the repository's folder for originals. */
  readonly kept: Amount;
  readonly derived: Amount;
  readonly generations: number;
  readonly derivations: number;
  readonly damaged: number;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Removes what nothing needs, and returns what that was. Records go before the bytes they name, so that a kill in
 * between leaves bytes without a record, which the next collection finds, and never a record that promises too much.
 *
 * @throws MachineError
 */
export function collectGarbage(store: Store, options: CollectOptions): Collected {
  const { originals, derived, derivations } = survey(store);
  const { keepObjects, keepGenerations } = options;
  // A time in the future is a wrong clock, and no reason to delete.
  const oldEnough = Date.now() - (options.grace ?? DAY);
  const remove = options.dryRun === true ? () => undefined : removeFile;

  const goneGenerations = new Set<Sha256>();
  const wanted = new Set(keepObjects);
  for (const record of store.generations()) {
    const stays =
      keepGenerations === undefined || keepGenerations.has(record.key) || recordTime(store, record.key) > oldEnough;
    if (!stays) goneGenerations.add(record.key);
    else for (const original of record.originals) wanted.add(original.sha256);
  }
  const goneOriginals =
    keepGenerations === undefined
      ? []
      : originals.filter(({ sha256, modified }) => !wanted.has(sha256) && modified <= oldEnough);
  const goneDerived = overCap(derived, wanted, options.derivedCap ?? Number.POSITIVE_INFINITY);
  const gone = new Set([...goneOriginals, ...goneDerived].map(({ sha256 }) => sha256));
  const goneDerivations = [...derivations].filter(([, sha256]) => gone.has(sha256) || !store.hasObject(sha256));
  const damaged = keepGenerations === undefined ? [] : namesInside(join(store.directory, STORE_FOLDERS.damaged));
  // Every one of them was named by a lock once, so that git's history has it.
  const goneKept =
    keepGenerations === undefined
      ? []
      : [...(store.originals?.all() ?? [])].filter(
          ({ sha256, modified }) => !wanted.has(sha256) && modified <= oldEnough,
        );

  for (const [key] of goneDerivations) remove(pathInBucket(store.directory, "derivations", key));
  for (const key of goneGenerations) remove(pathInBucket(store.directory, "generations", key));
  for (const { path } of [...goneOriginals, ...goneDerived, ...goneKept]) remove(path);
  for (const name of damaged) remove(join(store.directory, STORE_FOLDERS.damaged, name));
  return {
    originals: amountOf(goneOriginals),
    kept: amountOf(goneKept),
    derived: amountOf(goneDerived),
    generations: goneGenerations.size,
    derivations: goneDerivations.length,
    damaged: damaged.length,
  };
}

export interface Damage {
  readonly path: string;
  readonly sha256: Sha256;
  /** Bytes on disk. */
  readonly bytes: number;
}

export interface Verified {
  readonly checked: Amount;
  readonly damaged: readonly Damage[];
  /** Git LFS pointers: not damaged, not here. */
  readonly notFetched: readonly Damage[];
}

/**
 * Reads every object and every record again. Damaged objects are reported and stay until somebody wants to read them;
 * damaged records are set aside and told to the store's `onWarning`, as by any read.
 *
 * @throws MachineError when the disk cannot be read
 */
export async function verifyStore(store: Store): Promise<Verified> {
  const objects = [...store.objects(), ...(store.originals?.all() ?? [])];
  const digests = await digestFiles(objects);
  const damaged: Damage[] = [];
  const notFetched: Damage[] = [];
  for (const [index, { path, sha256, bytes }] of objects.entries()) {
    const digest = digests[index];
    // Gone since it was listed: somebody collected it.
    if (digest === undefined) continue;
    if (digest.sha256 !== sha256) damaged.push({ path, sha256, bytes });
    else if (digest.pointer === true) notFetched.push({ path, sha256, bytes });
  }
  // Reading a record checks it.
  for (const records of [store.generations(), store.derivations()]) for (const _record of records);
  return { checked: amountOf(objects), damaged, notFetched };
}

interface Survey {
  readonly originals: readonly StoredObject[];
  readonly derived: readonly StoredObject[];
  readonly generations: number;
  /** Key → digest of what it made. */
  readonly derivations: ReadonlyMap<Sha256, Sha256>;
}

function survey(store: Store): Survey {
  const paid = new Set<Sha256>();
  const keys = new Set<Sha256>();
  for (const record of store.generations()) {
    keys.add(record.key);
    for (const original of record.originals) paid.add(original.sha256);
  }
  const derivations = new Map<Sha256, Sha256>();
  for (const record of store.derivations()) derivations.set(record.key, record.sha256);
  const made = new Set(derivations.values());
  const originals: StoredObject[] = [];
  const derived: StoredObject[] = [];
  for (const object of store.objects()) {
    // Bytes that no record explains may be a paid answer whose build was killed before it wrote one.
    const isDerived = made.has(object.sha256) && !paid.has(object.sha256);
    (isDerived ? derived : originals).push(object);
  }
  return { originals, derived, generations: keys.size, derivations };
}

function overCap(derived: readonly StoredObject[], wanted: ReadonlySet<Sha256>, cap: number): readonly StoredObject[] {
  let total = amountOf(derived).bytes;
  const gone: StoredObject[] = [];
  for (const object of [...derived].sort((left, right) => left.modified - right.modified)) {
    if (total <= cap) break;
    if (wanted.has(object.sha256)) continue;
    gone.push(object);
    total -= object.bytes;
  }
  return gone;
}

function recordTime(store: Store, key: Sha256): number {
  return lstatSync(pathInBucket(store.directory, "generations", key), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function amountOf(objects: readonly StoredObject[]): Amount {
  return { files: objects.length, bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw machineError(error, { deed: "remove", path });
  }
}
