import { createHash } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Sha256 } from "../core/digest.ts";
import { moveFile, removeFile } from "./files.ts";
import { digestFile } from "./hash.ts";
import { foldersInBucket, pathInBucket, STORE_FOLDERS } from "./layout.ts";
import { machineError } from "./machine-error.ts";
import type { StoreFolders } from "./store-folders.ts";
import { temporaryPath } from "./temporary.ts";

/** Bytes: nothing that a build makes or is answered with is larger. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Takes an object in from a stream that nobody vouches for: written under a hidden name while it is hashed, synced,
 * and renamed only when its digest is the one asked for. `damaged` leaves nothing behind. What the stream throws is
 * passed on, likewise.
 *
 * @throws MachineError
 */
export async function receiveObject(
  folders: StoreFolders,
  sha256: Sha256,
  chunks: AsyncIterable<Uint8Array>,
): Promise<"stored" | "damaged"> {
  const temporary = temporaryPath(folders.writable(STORE_FOLDERS.temporary));
  folders.writable(...foldersInBucket("objects", sha256));
  const options = { root: folders.directory };
  try {
    if (!(await writeStream(temporary, sha256, chunks))) return "damaged";
    await moveFile(temporary, pathInBucket(folders.directory, "objects", sha256), { ...options, durable: true });
    return "stored";
  } finally {
    removeFile(temporary, options);
  }
}

/** Was it all of what was promised, and nothing else? */
async function writeStream(path: string, sha256: Sha256, chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  const hash = createHash("sha256");
  const handle = await open(path, "wx", 0o600).catch((error: unknown) => {
    throw machineError(error, { deed: "create", path });
  });
  let length = 0;
  try {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > MOST_BYTES) return false;
      hash.update(chunk);
      // Not a bare `write`: on a full disk that may only return a smaller count. This goes on until all is written.
      await handle.appendFile(chunk).catch((error: unknown) => {
        throw machineError(error, { deed: "write", path });
      });
    }
    await handle.sync().catch((error: unknown) => {
      throw machineError(error, { deed: "write", path });
    });
  } finally {
    await handle.close();
  }
  return hash.digest("hex") === sha256;
}

/** A file to be sent: its size, and a fresh stream of it. */
export interface FileToSend {
  readonly path: string;
  readonly bytes: number;
  open(): ReadStream;
}

/** The file at one of these paths that holds what its digest says; undefined when none does. @throws MachineError */
export async function findFile(sha256: Sha256, paths: readonly string[]): Promise<FileToSend | undefined> {
  for (const path of paths) {
    const digest = await digestFile(path);
    if (digest?.sha256 === sha256 && digest.pointer !== true)
      return { path, bytes: digest.bytes, open: () => createReadStream(path) };
  }
  return undefined;
}
