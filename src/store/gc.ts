import { lstatSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { pathInBucket, STORE_FOLDERS } from "./layout.ts";
import { errnoOf, machineError } from "./machine-error.ts";
import type { StoredObject } from "./object-bucket.ts";
import { namesInside } from "./read-inside.ts";
import type { Store } from "./store.ts";
import { amountOf, survey, type Amount } from "./survey.ts";

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
  const removesPaid = keepGenerations !== undefined;
  // A time in the future is a wrong clock, and no reason to delete.
  const oldEnough = Date.now() - (options.grace ?? DAY);
  const isOld = (modified: number) => modified <= oldEnough;
  const remove = options.dryRun === true ? () => undefined : removeFile;

  const goneGenerations = new Set<Sha256>();
  const wanted = new Set(keepObjects);
  for (const record of store.generations()) {
    const stays = !removesPaid || keepGenerations.has(record.key) || !isOld(recordTime(store, record.key));
    if (!stays) goneGenerations.add(record.key);
    else for (const original of record.originals) wanted.add(original.sha256);
  }
  const isUnwanted = ({ sha256, modified }: StoredObject) => !wanted.has(sha256) && isOld(modified);
  const goneOriginals = removesPaid ? originals.filter(isUnwanted) : [];
  // Every one of them was named by a lock once, so that git's history has it.
  const goneKept = removesPaid ? [...(store.originals?.all() ?? [])].filter(isUnwanted) : [];
  const damaged = removesPaid ? namesInside(join(store.directory, STORE_FOLDERS.damaged)) : [];
  const goneDerived = overCap(derived, wanted, options.derivedCap ?? Number.POSITIVE_INFINITY);
  const gone = new Set([...goneOriginals, ...goneDerived].map(({ sha256 }) => sha256));
  const goneDerivations = [...derivations].filter(([, sha256]) => gone.has(sha256) || !store.hasObject(sha256));

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

function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw machineError(error, { deed: "remove", path });
  }
}
