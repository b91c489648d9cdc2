import { closeSync, openSync, readSync } from "node:fs";
import { PEEK } from "../core/sniff.ts";
import { OPEN_AT_ONCE } from "./file-kind.ts";
import { NO_FOLLOW } from "./read-inside.ts";

/**
 * The first bytes of a file: enough to tell its format.
 *
 * @param follow whether a link in the last place of the path may be followed; else it is an error (`ELOOP`)
 * @throws the error of the file system
 */
export function peekFile(path: string, { follow }: { readonly follow: boolean }): Uint8Array {
  const descriptor = openSync(path, follow ? OPEN_AT_ONCE : OPEN_AT_ONCE | NO_FOLLOW);
  try {
    const bytes = new Uint8Array(PEEK);
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
