import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { errnoOf } from "./machine-error.ts";

/**
 * Makes a folder and those above it that are missing; true where the folder itself is new. Node's own recursive mkdir
 * never returns where a file system says ENOENT in a folder that is there, as that of `/proc` does.
 *
 * @throws the system's error
 */
export function makeFolders(folder: string, mode = 0o777): boolean {
  const missing: string[] = [];
  let level = resolve(folder);
  while (!isFolder(level) && level !== dirname(level)) {
    missing.unshift(level);
    level = dirname(level);
  }
  return missing.map((path) => makeFolder(path, mode)).at(-1) ?? false;
}

function makeFolder(path: string, mode: number): boolean {
  try {
    mkdirSync(path, mode);
    return true;
  } catch (error) {
    // Another process was faster. Anything else that is there is in the way.
    if (errnoOf(error) !== "EEXIST" || !isFolder(path)) throw error;
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    // Below a file there is nothing, and making it says so.
    if (errnoOf(error) === "ENOTDIR") return false;
    throw error;
  }
}
