import { closeSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../core/lock-part.ts";
import { machineError } from "./machine-error.ts";

/**
 * Opens a file to be read in pieces. Whoever replaces it by a rename does not change what is read.
 * @throws MachineError, when it is opened and when it is read
 */
export function openBytes(file: string): ByteSource & { close(): void } {
  const orSay = <Value>(task: () => Value): Value => {
    try {
      return task();
    } catch (error) {
      throw machineError(error, { deed: "read", path: file });
    }
  };
  const descriptor = orSay(() => openSync(file, "r"));
  let piece = Buffer.alloc(0);
  return {
    read(position, length) {
      if (piece.length < length) piece = Buffer.allocUnsafeSlow(length);
      let count = 0;
      for (let more = -1; more !== 0 && count < length; count += more)
        more = orSay(() => readSync(descriptor, piece, count, length - count, position + count));
      return piece.subarray(0, count);
    },
    close: () => closeSync(descriptor),
  };
}
