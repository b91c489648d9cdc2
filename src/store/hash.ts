import { createHash, hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import type { Sha256 } from "../core/digest.ts";
import { startHashWorker, type HashWorker } from "./hash-worker.ts";
import { errnoOf, machineError } from "./machine-error.ts";
import { parsePointer } from "./pointer.ts";

/** What a file holds. */
export interface FileDigest {
  readonly sha256: Sha256;
  /** Of the content: for a pointer the size that it declares. */
  readonly bytes: number;
  /** A Git LFS pointer stands in for the file: `sha256` is its oid. */
  readonly pointer?: true;
}

/** A file and its size, as a stat just before saw it; the size only balances the work. */
export interface FileToDigest {
  readonly path: string;
  readonly bytes: number;
}

/** Below this a second thread costs more than it saves: starting one takes about 30 ms. */
const PARALLEL_FROM_BYTES = 64 * 1024 * 1024;

/** How long the event loop may be kept waiting, in milliseconds. */
const SLICE = 20;

/**
 * The digest of a file, read in pieces; undefined when there is none (or it is a folder).
 * @throws MachineError when it cannot be read
 */
export async function digestFile(path: string): Promise<FileDigest | undefined> {
  return (await digestFiles([{ path, bytes: 0 }]))[0];
}

/**
 * The digests of files, in the order asked; undefined for those that are missing. One file is open per thread, so a
 * small `ulimit -n` does no harm (F34). Large sets use a second core: sha256 is the work, and one piece of memory per
 * thread that is used again and again is what makes reading cheap (a fresh buffer per file halves the speed).
 *
 * @throws MachineError for the first file that cannot be read
 */
export async function digestFiles(
  files: readonly FileToDigest[],
  options: { readonly parallelFrom?: number } = {},
): Promise<readonly (FileDigest | undefined)[]> {
  return finishDigests(files, startDigests(files, options));
}

/**
 * Begins `digestFiles` on another thread, if that is worth it, while this one has other work. `finishDigests` with the
 * same files helps with the rest; who does not come to that must `stop` it.
 */
export function startDigests(
  files: readonly FileToDigest[],
  options: { readonly parallelFrom?: number } = {},
): HashWorker | undefined {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const parallel = files.length > 1 && total >= (options.parallelFrom ?? PARALLEL_FROM_BYTES);
  return parallel ? startHashWorker(files.map((file) => file.path)) : undefined;
}

/** See `startDigests`. @throws MachineError for the first file that cannot be read */
export async function finishDigests(
  files: readonly FileToDigest[],
  worker: HashWorker | undefined,
): Promise<readonly (FileDigest | undefined)[]> {
  const results: (FileDigest | undefined)[] = files.map(() => undefined);
  const take = worker === undefined ? counter() : () => worker.take();
  let started = performance.now();
  try {
    for (let index = take(); index < files.length; index = take()) {
      results[index] = digestNow((files[index] as FileToDigest).path);
      if (performance.now() - started < SLICE) continue;
      await new Promise((done) => setImmediate(done));
      started = performance.now();
    }
  } catch (error) {
    await worker?.stop();
    throw error;
  }
  for (const [index, sha256, bytes] of (await worker?.finish()) ?? []) results[index] = { sha256, bytes };
  // What the thread left out: pointers, and what it could not read, for here errors are made into words.
  for (const [index, file] of files.entries()) results[index] ??= digestNow(file.path);
  return results;
}

/** As `digestFile`, at once, on this thread. For single files of the size of a picture. */
export function digestNow(path: string): FileDigest | undefined {
  try {
    return read(path);
  } catch (error) {
    const code = errnoOf(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw machineError(error, { deed: "read", path });
  }
}

let buffer: Buffer | undefined;

function read(path: string): FileDigest {
  // Shared by all calls of this thread: nothing is awaited while it is in use.
  const piece = (buffer ??= Buffer.allocUnsafeSlow(1024 * 1024));
  const descriptor = openSync(path, "r");
  try {
    let count = readSync(descriptor, piece);
    if (count < piece.length) {
      const next = count === 0 ? 0 : readSync(descriptor, piece, count, piece.length - count, null);
      if (next === 0) {
        const content = piece.subarray(0, count);
        return parsePointer(content) ?? { sha256: hash("sha256", content, "hex"), bytes: count };
      }
      count += next;
    }
    const digest = createHash("sha256");
    let bytes = 0;
    for (; count > 0; count = readSync(descriptor, piece)) {
      digest.update(piece.subarray(0, count));
      bytes += count;
    }
    return { sha256: digest.digest("hex"), bytes };
  } finally {
    closeSync(descriptor);
  }
}

function counter(): () => number {
  let next = 0;
  return () => next++;
}
