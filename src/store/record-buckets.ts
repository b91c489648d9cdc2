import { renameSync } from "node:fs";
import { basename, join } from "node:path";
import { isDigest, type Sha256 } from "../core/digest.ts";
import { canonicalText, type JsonObject } from "../core/json.ts";
import { generationKey } from "../core/recipe.ts";
import type { DerivationRecord, GenerationRecord } from "../core/store-records.ts";
import { createAtomically, writeAtomically, type Creation, type WriteOptions } from "./files.ts";
import { BUCKETS, foldersInBucket, pathInBucket, STORE_FOLDERS } from "./layout.ts";
import { acquireLease } from "./lease.ts";
import { MachineError } from "./machine-error.ts";
import { namesInside, readInside } from "./read-inside.ts";
import { formatGenerations, mergeGeneration, parseDerivation, parseGenerations } from "./record-text.ts";
import type { StoreFolders, StoreWarning } from "./store-folders.ts";

type RecordBucket = "generations" | "derivations";

/** Milliseconds to wait for another writer of the same record; it needs a few. */
const PATIENCE = 5000;

const ATTEMPTS = 3;

/** What a recipe gave, and what local work gave: small JSON files, checked when they are read. */
export class RecordBuckets {
  readonly #folders: StoreFolders;
  readonly #warn: (warning: StoreWarning) => void;

  constructor(folders: StoreFolders, warn: (warning: StoreWarning) => void) {
    this.#folders = folders;
    this.#warn = warn;
  }

  async putGeneration(record: GenerationRecord): Promise<void> {
    if (generationKey(record.recipe) !== record.key) throw new Error(`the recipe of ${record.key} has another key`);
    const { key } = record;
    // The first of its recipe, as most are, overwrites nobody's and needs no lease.
    if (this.generationsOf(key).length === 0 && (await this.#create(record)) === "created") return;
    const release = await this.#leaseRecord(key);
    try {
      for (let attempt = 1; ; attempt += 1) {
        const known = this.generationsOf(key);
        const created = known.length === 0 ? await this.#create(record) : undefined;
        if (created === "created") return;
        // Whoever creates one needs no lease: what came since we looked is read first. Unless it cannot be read.
        if (created === "exists" && attempt < ATTEMPTS) continue;
        return await this.#write("generations", key, formatGenerations(mergeGeneration(known, record)));
      }
    } finally {
      release();
    }
  }

  #create(record: GenerationRecord): Promise<Creation> {
    return createAtomically(...this.#file("generations", record.key, formatGenerations([record])));
  }

  generationsOf(key: Sha256): readonly GenerationRecord[] {
    return this.#read("generations", key, parseGenerations) ?? [];
  }

  async putDerivation(record: DerivationRecord): Promise<void> {
    await this.#write("derivations", record.key, canonicalText(record as unknown as JsonObject));
  }

  derivation(key: Sha256): DerivationRecord | undefined {
    return this.#read("derivations", key, parseDerivation);
  }

  *generations(): Generator<GenerationRecord> {
    for (const key of this.#keys("generations")) yield* this.generationsOf(key);
  }

  *derivations(): Generator<DerivationRecord> {
    for (const key of this.#keys("derivations")) {
      const record = this.derivation(key);
      if (record !== undefined) yield record;
    }
  }

  async #write(bucket: RecordBucket, key: Sha256, text: string): Promise<void> {
    await writeAtomically(...this.#file(bucket, key, text));
  }

  /** What the functions that write files want to know. */
  #file(bucket: RecordBucket, key: Sha256, text: string): [path: string, text: string, options: WriteOptions] {
    const temporaryFolder = this.#folders.writable(STORE_FOLDERS.temporary);
    this.#folders.writable(...foldersInBucket(bucket, key));
    const options: WriteOptions = {
      root: this.#folders.directory,
      durable: bucket === "generations",
      mode: 0o600,
      temporaryFolder,
      checked: true,
    };
    return [this.#path(bucket, key), `${text}\n`, options];
  }

  #read<Result>(
    bucket: RecordBucket,
    key: Sha256,
    parse: (text: string, key: Sha256) => Result | undefined,
  ): Result | undefined {
    const path = this.#path(bucket, key);
    const bytes = readInside(path);
    if (bytes === undefined) return undefined;
    const result = parse(bytes.toString("utf8"), key);
    if (result === undefined) this.#refuse(path);
    return result;
  }

  #refuse(path: string): void {
    if (!this.#folders.readOnly) {
      try {
        renameSync(path, join(this.#folders.writable(STORE_FOLDERS.damaged), basename(path)));
      } catch {
        // It stays where it is and is refused again next time.
      }
    }
    this.#warn({ code: "record-damaged", message: `${path} is damaged and is not used` });
  }

  /** Two writers that read, merge and rename at once would lose one's original: paid for and forgotten. */
  async #leaseRecord(key: Sha256): Promise<() => void> {
    const file = join(this.#folders.writable(STORE_FOLDERS.leases), `${key}.record`);
    try {
      return await acquireLease(file, { wait: PATIENCE });
    } catch (error) {
      // Held by somebody who cannot be checked. Not writing would lose the record for certain.
      if (error instanceof MachineError && error.code === "lease-held") return () => undefined;
      throw error;
    }
  }

  *#keys(bucket: RecordBucket): Generator<Sha256> {
    const { folder, sorted, extension } = BUCKETS[bucket];
    const directory = join(this.#folders.directory, folder);
    for (const place of sorted ? namesInside(directory) : [""]) {
      for (const name of namesInside(join(directory, place))) {
        const key = name.slice(0, 64);
        if (isDigest(key) && name === key + extension && key.startsWith(place)) yield key;
      }
    }
  }

  #path(bucket: RecordBucket, key: Sha256): string {
    return pathInBucket(this.#folders.directory, bucket, key);
  }
}
