import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { byCodeUnit } from "../core/json.ts";
import { errnoOf, machineError } from "./machine-error.ts";

/** The flag with which opening a link fails. Windows does not have it. */
export const NO_FOLLOW = process.platform === "win32" ? 0 : constants.O_NOFOLLOW;

/** A regular file of the store, or undefined: a link is not followed, at the file nor at the folder it is in. */
export function statInside(path: string): Stats | undefined {
  try {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry?.isFile() !== true || lstatSync(dirname(path)).isSymbolicLink()) return undefined;
    return entry;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw machineError(error, { deed: "read", path });
  }
}

/** The bytes of a regular file of the store, or undefined. */
export function readInside(path: string): Buffer | undefined {
  if (statInside(path) === undefined) return undefined;
  try {
    // For what happens between the look and the open.
    const descriptor = openSync(path, constants.O_RDONLY | NO_FOLLOW);
    try {
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw machineError(error, { deed: "read", path });
  }
}

/** The names in a folder in code-unit order; none when it does not exist. */
export function namesInside(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort(byCodeUnit);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw machineError(error, { deed: "read", path: folder });
  }
}

function isAbsence(error: unknown): boolean {
  const code = errnoOf(error);
  return code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP";
}
