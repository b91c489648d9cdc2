import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import type { DerivationRecord, GenerationRecord } from "../core/store-records.ts";
import { moveFile } from "./files.ts";
import { probeWritable } from "./folders.ts";
import { pathInBucket, requestLease, STORE_FOLDERS } from "./layout.ts";
import { acquireLease, type Release } from "./lease.ts";
import { MachineError } from "./machine-error.ts";
import { ObjectBucket, type StoredObject } from "./object-bucket.ts";
import { OriginalsFolder, type OriginalsOptions } from "./originals.ts";
import { receiveObject } from "./receive.ts";
import { RecordBuckets } from "./record-buckets.ts";
import { keepSpare, type Spare } from "./spare.ts";
import { StoreFolders, type StoreWarning } from "./store-folders.ts";
import { sweepTemporaryFiles } from "./temporary.ts";

/**
 * What was paid for, and what was made of it. Bytes are named by their digest, which is checked at each read; records
 * say which recipe gave which bytes. Everything appears whole, by rename. What fails its check is set aside with a
 * warning and counts as missing: a store can be damaged or deleted without a build going wrong.
 *
 * Answers to questions (`has…`, `get…` of records) are synchronous: planning asks thousands, and a `stat` in a loop
 * is several times faster than a promise for each.
 */
export interface Store {
  /** Absolute, links resolved. */
  readonly directory: string;
  /** The folder of the repository that keeps originals too, where the manifest names one. */
  readonly originals: OriginalsFolder | undefined;
  /**
   * Stores bytes under their digest; the same bytes twice is one object. `durable` for what was paid for: when the
   * promise resolves, they survive a power cut.
   * @throws MachineError
   */
  putObject(bytes: Uint8Array, options: { readonly durable: boolean }): Promise<Sha256>;
  /** The bytes, verified; undefined when there are none or they are damaged. */
  getObject(sha256: Sha256): Promise<Uint8Array | undefined>;
  /**
   * Takes an object in from a stream that nobody vouches for: verified before it has its name. Durable.
   * @throws MachineError, and what the stream throws
   */
  receiveObject(sha256: Sha256, chunks: AsyncIterable<Uint8Array>): Promise<"stored" | "damaged">;
  /** Where an object may lie: in this store, and where the repository keeps it. */
  objectPaths(sha256: Sha256): readonly string[];
  /** Is there such a file? Its bytes are only checked when they are read. */
  hasObject(sha256: Sha256): boolean;
  /**
   * Puts the bytes at a path inside `root`, whole or not at all. False when the store has no good copy.
   * @throws MachineError
   */
  copyObjectTo(sha256: Sha256, root: string, path: string): Promise<boolean>;
  /**
   * Adds to what is known of a recipe; originals already recorded stay, also for other hosts. Durable.
   * @throws MachineError
   */
  putGeneration(record: GenerationRecord): Promise<void>;
  /** The record of a key from the first host that is accepted (default: any). */
  getGeneration(key: Sha256, accepts?: (record: GenerationRecord) => boolean): GenerationRecord | undefined;
  /** @throws MachineError */
  putDerivation(record: DerivationRecord): Promise<void>;
  getDerivation(key: Sha256): DerivationRecord | undefined;
  /** Every record, one per key and host, sorted by key. */
  generations(): Iterable<GenerationRecord>;
  derivations(): Iterable<DerivationRecord>;
  /** Every object with its size, unchecked, sorted by digest. */
  objects(): Iterable<StoredObject>;
  /**
   * Waits for the right to send a request, across all projects that use this store (F44). Where the lease cannot be
   * had because its holder cannot be checked, the request may be sent without it, with a warning: rather twice than
   * never. Undefined when the signal stopped the waiting.
   */
  leaseRequest(key: Sha256, signal: AbortSignal): Promise<Release | undefined>;
  /**
   * Moves an output inside a project.
   * @throws MachineError
   */
  moveOutput(root: string, from: string, to: string): Promise<boolean>;
  /**
   * Tries to write, before anything is paid for (F33), and makes room for so many calls.
   * @throws MachineError
   */
  probe(calls?: number): void;
  /** Keeps so many bytes of the disk free for what is about to be paid for (F31). */
  keepSpare(bytes: number): Spare;
  /** Removes the temporary files of killed runs; returns how many. */
  sweep(): number;
}

export interface StoreOptions {
  readonly directory: string;
  /** Refuses to write, and leaves what is damaged where it is: for commands that only look. */
  readonly readOnly?: boolean;
  /** Told about what was damaged or could not be locked. */
  readonly onWarning?: (warning: StoreWarning) => void;
  /** Of the project, where the store is in it: made with it. */
  readonly stateFolder?: string | undefined;
  /** A second place to read from: see `OriginalsFolder`. */
  readonly originals?: Pick<OriginalsOptions, "root" | "directory"> | undefined;
}

/** So many calls fill most of the folders of a bucket. */
const MANY_CALLS = 64;

/**
 * Opens a store; nothing is created before something is written.
 * @throws MachineError `foreign-owner` when the directory is another user's (T18)
 */
export function openStore(options: StoreOptions): Store {
  const folders = new StoreFolders(options.directory, {
    readOnly: options.readOnly === true,
    stateFolder: options.stateFolder,
  });
  const warn = options.onWarning ?? (() => undefined);
  const objects = new ObjectBucket(folders, warn);
  const records = new RecordBuckets(folders, warn);
  const originals = options.originals && new OriginalsFolder({ ...options.originals, onWarning: warn });
  return {
    directory: folders.directory,
    originals,
    putObject: (bytes, { durable }) => objects.put(bytes, durable ? "durable" : "cached"),
    getObject: async (sha256) => objects.get(sha256) ?? originals?.get(sha256),
    receiveObject: (sha256, chunks) => receiveObject(folders, sha256, chunks),
    objectPaths(sha256) {
      const kept = originals?.pathOf(sha256);
      return [pathInBucket(folders.directory, "objects", sha256), ...(kept === undefined ? [] : [kept])];
    },
    hasObject: (sha256) => objects.has(sha256) || originals?.has(sha256) === true,
    copyObjectTo: async (sha256, root, path) =>
      (await objects.copyTo(sha256, { root, path })) || (await originals?.copyTo(sha256, { root, path })) === true,
    putGeneration: (record) => records.putGeneration(record),
    getGeneration: (key, accepts = () => true) => records.generationsOf(key).find(accepts),
    putDerivation: (record) => records.putDerivation(record),
    getDerivation: (key) => records.derivation(key),
    generations: () => records.generations(),
    derivations: () => records.derivations(),
    objects: () => objects.all(),
    leaseRequest: (key, signal) => leaseRequest({ folders, warn, key, signal }),
    moveOutput: (root, from, to) => moveFile(join(root, from), join(root, to), { root, durable: false }),
    probe(calls = 0) {
      probeWritable([folders.writable(STORE_FOLDERS.temporary)], { root: folders.directory, mode: 0o700 });
      originals?.probe();
      if (calls >= MANY_CALLS) folders.prepareBuckets();
    },
    keepSpare: (bytes) => keepSpare(folders.writable(STORE_FOLDERS.temporary), bytes),
    sweep: () =>
      folders.readOnly
        ? 0
        : sweepTemporaryFiles(placesWithTemporaryFiles(folders.directory)) + (originals?.sweep() ?? 0),
  };
}

function placesWithTemporaryFiles(directory: string): readonly string[] {
  return [STORE_FOLDERS.temporary, STORE_FOLDERS.leases].map((folder) => join(directory, folder));
}

async function leaseRequest(request: {
  readonly folders: StoreFolders;
  readonly warn: (warning: StoreWarning) => void;
  readonly key: Sha256;
  readonly signal: AbortSignal;
}): Promise<Release | undefined> {
  const { folders, warn, key, signal } = request;
  try {
    folders.writable(STORE_FOLDERS.leases);
    return await acquireLease(requestLease(folders.directory, key), { wait: Number.POSITIVE_INFINITY, signal });
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof MachineError) || error.code !== "lease-held") throw error;
    warn({ code: "request-not-leased", message: `${error.message}; asking without it` });
    return () => undefined;
  }
}
