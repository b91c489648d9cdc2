import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { sha256 as digestOf, type Sha256 } from "../core/digest.ts";
import { extensionOf, FORMATS } from "../core/formats.ts";
import type { Irreplaceable } from "../core/irreplaceable.ts";
import { isClipFormat, type Format } from "../core/operations.ts";
import { copyInto, copyOut } from "./files.ts";
import { probeWritable } from "./folders.ts";
import type { StoredObject } from "./object-bucket.ts";
import { isPointerFile, parsePointer } from "./pointer.ts";
import { namesInside, readInside, statInside } from "./read-inside.ts";
import type { StoreWarning } from "./store-folders.ts";
import { sweepTemporaryFiles } from "./temporary.ts";

export interface OriginalsOptions {
  /** The project, which the folder must not leave. Absolute. */
  readonly root: string;
  /** Absolute; made when the first original is kept. */
  readonly directory: string;
  readonly onWarning?: (warning: StoreWarning) => void;
}

/**
 * The folder of a repository that keeps originals for a team without a server: `<directory>/ab/<sha256>.<extension>`,
 * so that people, previews and patterns of Git LFS know what they see. An output that was edited by hand and accepted
 * is as irreplaceable, and is there as well. It is a second place to read from, after the store of this machine, and
 * believed as little: bytes count when they have the digest that is asked for. Which recipe they belong to is said by
 * the lock, and by nothing here.
 *
 * The files are git's as well as ours. So nothing is moved away or replaced behind its back: what is damaged is not
 * used and said, until it is checked out again or `store verify` mends it, and a pointer stays one.
 */
export class OriginalsFolder {
  readonly directory: string;
  readonly #root: string;
  readonly #warn: (warning: StoreWarning) => void;
  /** Digest → path, listed when it is first asked for. */
  #paths: Map<Sha256, string> | undefined;
  readonly #refused = new Set<Sha256>();
  #saidNotFetched = false;

  constructor({ root, directory, onWarning }: OriginalsOptions) {
    this.#root = root;
    this.directory = existsSync(directory) ? realpathSync.native(directory) : directory;
    this.#warn = onWarning ?? (() => undefined);
  }

  /** Is it kept here? In a clone where `git lfs pull` has not run, it is as well. */
  keeps(sha256: Sha256): boolean {
    return this.#listed().has(sha256) && !this.#refused.has(sha256);
  }

  /** Are its bytes here? They are only checked when they are read. */
  has(sha256: Sha256): boolean {
    const path = this.pathOf(sha256);
    if (path === undefined || !this.keeps(sha256) || (statInside(path)?.size ?? 0) === 0) return false;
    if (!isPointerFile(path)) return true;
    this.#sayNotFetched(path);
    return false;
  }

  /** The bytes, verified; undefined when there are none or they are damaged, which is said. */
  get(sha256: Sha256): Uint8Array | undefined {
    const path = this.pathOf(sha256);
    const bytes = path === undefined || this.#refused.has(sha256) ? undefined : readInside(path);
    if (path === undefined || bytes === undefined) return undefined;
    if (digestOf(bytes) === sha256) return bytes;
    if (parsePointer(bytes)?.sha256 === sha256) {
      this.#sayNotFetched(path);
      return undefined;
    }
    // As long as it counted as being here, it would be tried again and again.
    this.#refused.add(sha256);
    this.#warn({
      code: "object-damaged",
      message: `${path} is damaged (${bytes.length} bytes that are not what its name says) and is not used; git checkout has it, or imagegen store verify mends it`,
    });
    return undefined;
  }

  /** As `Store.copyObjectTo`. @throws MachineError */
  async copyTo(sha256: Sha256, to: { readonly root: string; readonly path: string }): Promise<boolean> {
    const path = this.has(sha256) ? this.pathOf(sha256) : undefined;
    return path !== undefined && copyOut(path, { ...to, expect: sha256, read: () => this.get(sha256) });
  }

  /** Where it lies; undefined when it does not. */
  pathOf(sha256: Sha256): string | undefined {
    return this.#listed().get(sha256);
  }

  /**
   * Keeps something of which `source` is a copy: durably, and whole or not at all. False when the copy is damaged.
   * @throws MachineError
   */
  async keep({ sha256, format }: Irreplaceable, source: string): Promise<boolean> {
    const name = `${sha256}.${extensionFor(format)}`;
    const path = this.pathOf(sha256) ?? join(this.directory, sha256.slice(0, 2), name);
    const options = { root: this.#root, durable: true, temporaryFolder: this.directory, expect: sha256 };
    const result = await copyInto(source, path, options);
    if (result !== "written" && result !== "same") return false;
    this.#listed().set(sha256, path);
    this.#refused.delete(sha256);
    return true;
  }

  /** Every file with its size, unchecked. */
  *all(): Generator<StoredObject> {
    for (const [sha256, path] of this.#listed()) {
      const entry = statInside(path);
      if (entry !== undefined) yield { sha256, bytes: entry.size, modified: entry.mtimeMs, path };
    }
  }

  /** Tries to write, before anything is paid for (F33). @throws MachineError */
  probe(): void {
    probeWritable([this.directory], { root: this.#root });
  }

  /** Removes the temporary files of killed runs; returns how many. */
  sweep(): number {
    return sweepTemporaryFiles([this.directory]);
  }

  #listed(): Map<Sha256, string> {
    if (this.#paths !== undefined) return this.#paths;
    const paths = new Map<Sha256, string>();
    for (const fan of namesInside(this.directory)) {
      if (!/^[0-9a-f]{2}$/.test(fan)) continue;
      for (const name of namesInside(join(this.directory, fan))) {
        const sha256 = /^([0-9a-f]{64})\.[a-z0-9]{1,5}$/.exec(name)?.[1];
        if (sha256?.startsWith(fan) === true) paths.set(sha256, join(this.directory, fan, name));
      }
    }
    return (this.#paths = paths);
  }

  /** Once: where one was not fetched, none was. */
  #sayNotFetched(path: string): void {
    if (!this.#saidNotFetched)
      this.#warn({ code: "object-not-fetched", message: `${path} is a Git LFS pointer; run: git lfs pull` });
    this.#saidNotFetched = true;
  }
}

/** The lock is text that somebody wrote, and this becomes part of a path. */
function extensionFor(format: string): string {
  if (isClipFormat(format)) return format;
  return Object.hasOwn(FORMATS, format) ? extensionOf(format as Format) : "bin";
}
