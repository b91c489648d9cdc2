import { closeSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../core/lock-part.ts";

/** Opens a file to be read in pieces. Whoever replaces it by a rename does not change what is read. */
export function openBytes(file: string): ByteSource & { close(): void } {
  const descriptor = openSync(file, "r");
  let piece = Buffer.alloc(0);
  return {
    read(position, length) {
      if (piece.length < length) piece = Buffer.allocUnsafeSlow(length);
      let count = 0;
      for (let more = -1; more !== 0 && count < length; count += more)
        more = readSync(descriptor, piece, count, length - count, position + count);
      return piece.subarray(0, count);
    },
    close: () => closeSync(descriptor),
  };
}
