import { closeSync, openSync, unlinkSync, writeSync } from "node:fs";
import { temporaryPath } from "./temporary.ts";

/**
 * Room on the disk that nobody else can take: a hidden file of zeros. Free space is looked at before a call, but the
 * disk may fill up before the answer comes (F31); then this file makes place for it. A killed run's spare is swept as
 * any other temporary file.
 */
export interface Spare {
  /** Gives the room up; false when there was none. */
  release(): boolean;
}

/** Keeps `bytes` in `folder`, which must exist. Where there is no room even for that, there is nothing to give up. */
export function keepSpare(folder: string, bytes: number): Spare {
  let path: string | undefined = temporaryPath(folder);
  const release = (): boolean => {
    if (path === undefined) return false;
    try {
      unlinkSync(path);
    } catch {
      // Somebody cleaned up: the room is as free as it would be.
    }
    path = undefined;
    return true;
  };
  try {
    fill(path, bytes);
  } catch {
    release();
  }
  return { release };
}

/** Written, not declared: a file with a hole in it keeps no room. */
function fill(path: string, bytes: number): void {
  const zeros = Buffer.alloc(bytes);
  const descriptor = openSync(path, "wx", 0o600);
  try {
    for (let written = 0; written < bytes;) written += writeSync(descriptor, zeros, written);
  } finally {
    closeSync(descriptor);
  }
}
