import { existsSync } from "node:fs";
import { join } from "node:path";
import { STATE_FOLDER } from "../core/file-names.ts";
import { stateFiles } from "../store/layout.ts";
import { MachineError } from "../store/machine-error.ts";
import type { Memo } from "../store/memo.ts";
import { findManifest } from "./load/find-manifest.ts";
import { pathsOf } from "./observe.ts";
import { readLock, type ReadLock } from "./read-lock.ts";
import type { SessionOptions } from "./session.ts";

/**
 * On a fresh clone every output has to be read. That begins before the manifest is parsed: what the lock names is what
 * will be asked for.
 */
export function readAhead(options: SessionOptions, memoOf: (root: string) => Memo): ReadLock | undefined {
  const found = findManifest(options);
  const { memo, journal } = stateFiles(join(found.root, STATE_FOLDER));
  if ("problem" in found || options.profile !== undefined || existsSync(memo)) return undefined;
  try {
    const read = readLock(found.root, journal, ({ lock }) => lock);
    if ("problem" in read) return undefined;
    memoOf(found.root).readAhead(pathsOf([], read.lock));
    return read;
  } catch (error) {
    // Said when the plan begins, after what is wrong with the manifest.
    if (error instanceof MachineError) return undefined;
    throw error;
  }
}
