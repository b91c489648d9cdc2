import { linkSync, lstatSync, renameSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { isDigest, sha256 as digestOf, type Sha256 } from "../core/digest.ts";
import { copyOut, writeAtomically } from "./files.ts";
import { BUCKETS, foldersInBucket, pathInBucket, STORE_FOLDERS } from "./layout.ts";
import { isPointerFile, parsePointer } from "./pointer.ts";
import { namesInside, readInside, statInside } from "./read-inside.ts";
import type { StoreFolders, StoreWarning } from "./store-folders.ts";

export interface StoredObject {
  readonly sha256: Sha256;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly path: string;
}

/** Bytes by digest. */
export class ObjectBucket {
  readonly #folders: StoreFolders;
  readonly #warn: (warning: StoreWarning) => void;
  #saidNotFetched = false;

  constructor(folders: StoreFolders, warn: (warning: StoreWarning) => void) {
    this.#folders = folders;
    this.#warn = warn;
  }

  async put(bytes: Uint8Array, care: "durable" | "cached"): Promise<Sha256> {
    const sha256 = digestOf(bytes);
    const temporaryFolder = this.#folders.writable(STORE_FOLDERS.temporary);
    this.#folders.writable(...foldersInBucket("objects", sha256));
    const path = this.#path(sha256);
    // It compares with what is there, so damaged bytes under the right name are mended.
    await writeAtomically(path, bytes, {
      root: this.#folders.directory,
      durable: care === "durable",
      mode: 0o600,
      temporaryFolder,
      checked: true,
    });
    return sha256;
  }

  get(sha256: Sha256): Uint8Array | undefined {
    const path = this.#path(sha256);
    const bytes = readInside(path);
    if (bytes === undefined) return undefined;
    return digestOf(bytes) === sha256 ? bytes : this.#refuse(sha256, bytes);
  }

  has(sha256: Sha256): boolean {
    const path = this.#path(sha256);
    const found = statInside(path);
    if (found === undefined || found.size === 0) return false;
    // A store that is kept in git by LFS holds pointers until they are fetched.
    if (!isPointerFile(path, found)) return true;
    this.#sayNotFetched(path);
    return false;
  }

  async copyTo(sha256: Sha256, to: { readonly root: string; readonly path: string }): Promise<boolean> {
    const source = this.#path(sha256);
    if (statInside(source) === undefined) return false;
    return copyOut(source, { ...to, expect: sha256, read: () => this.get(sha256) });
  }

  *all(): Generator<StoredObject> {
    const bucket = join(this.#folders.directory, BUCKETS.objects.folder);
    for (const fan of namesInside(bucket)) {
      for (const name of namesInside(join(bucket, fan))) {
        if (!isDigest(name) || name.slice(0, 2) !== fan) continue;
        const path = join(bucket, fan, name);
        const entry = statInside(path);
        if (entry !== undefined) yield { sha256: name, bytes: entry.size, modified: entry.mtimeMs, path };
      }
    }
  }

  #path(sha256: Sha256): string {
    return pathInBucket(this.#folders.directory, "objects", sha256);
  }

  #refuse(sha256: Sha256, bytes: Uint8Array): Uint8Array | undefined {
    const path = this.#path(sha256);
    if (parsePointer(bytes)?.sha256 === sha256) {
      this.#sayNotFetched(path);
      return undefined;
    }
    const mended = this.#folders.readOnly ? undefined : this.#setAside(sha256);
    if (mended !== undefined) return mended;
    this.#warn({
      code: "object-damaged",
      message: `${path} is damaged (${bytes.length} bytes that are not what its name says) and is not used`,
    });
    return undefined;
  }

  /** Once: where one was not fetched, none was. */
  #sayNotFetched(path: string): void {
    if (!this.#saidNotFetched)
      this.#warn({ code: "object-not-fetched", message: `${path} is a Git LFS pointer; run: git lfs pull` });
    this.#saidNotFetched = true;
  }

  /**
   * Moved, not deleted: half a picture that was paid for may still be worth something to a person. Another process
   * may have mended the object after we read it, and then we have just taken away good bytes: they go back.
   */
  #setAside(sha256: Sha256): Uint8Array | undefined {
    const path = this.#path(sha256);
    const aside = join(this.#folders.writable(STORE_FOLDERS.damaged), sha256);
    try {
      renameSync(path, aside);
      const bytes = readInside(aside);
      if (bytes === undefined || digestOf(bytes) !== sha256) return undefined;
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) linkSync(aside, path);
      unlinkSync(aside);
      return bytes;
    } catch {
      // Somebody else has set it aside, or it cannot be moved: it is not used either way.
      return undefined;
    }
  }
}
