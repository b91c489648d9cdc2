import { constants, linkSync, lstatSync, readFileSync, renameSync, unlinkSync } from "node:fs";
import { copyFile, open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { whenFree } from "./descriptors.ts";
import { ensureFolder, pathInside, syncFolder, syncFolderAside } from "./folders.ts";
import { digestFile } from "./hash.ts";
import { errnoOf, machineError } from "./machine-error.ts";
import { abandonTemporary, temporaryPath } from "./temporary.ts";

/**
 * How files come to be. Whatever bears a final name is complete: it is written beside its target under a hidden name
 * and renamed, so a reader, a kill or a full disk sees the old file or the new one and nothing else. Beside the
 * target, because a rename does not cross file systems (EXDEV) and a temporary folder that others share invites
 * races (T20).
 */
export interface WriteOptions {
  /** The parent's real path must be inside this folder (T7). It must exist. */
  readonly root: string;
  /** Survive a power cut: fsync of the file, then of its folder. A failed fsync is a failed write (F35). */
  readonly durable: boolean;
  /** Permissions of the file. Default: 0666 less the umask. */
  readonly mode?: number;
  /** Permissions of folders that have to be made, before the umask. */
  readonly folderMode?: number;
  /** The parent exists and was just looked at, by `StoreFolders`. */
  readonly checked?: true;
  /** Where the hidden file is written, on the same file system. Default: beside the target. */
  readonly temporaryFolder?: string;
}

export interface ReplaceOptions extends WriteOptions {
  /** Writes over these bytes alone. Compared when nothing but the rename is left, so that little time is for others. */
  readonly replaces?: Uint8Array;
}

/**
 * Writes a file whole or not at all; missing folders are made. A symbolic link at the path is replaced, never
 * followed. When the same bytes are there already, nothing is touched. `changed`: what is there is not what was to be
 * replaced, and it stays.
 *
 * @throws MachineError; then no temporary file is left and the old file stands
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array | string,
  options: ReplaceOptions,
): Promise<"written" | "same" | "changed"> {
  const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  if (holds(path, content)) {
    // The check of the parent must not depend on what the file holds.
    if (options.checked !== true) pathInside(path, options.root);
    // Whoever wrote them may not have synced them, or not yet.
    if (options.durable) await syncWritten(path);
    return "same";
  }
  let changed = false;
  await place(path, { ...options, needed: content.length }, async (temporary) => {
    await fillWith(temporary, content, options);
    changed = options.replaces !== undefined && !holds(path, options.replaces);
    return changed ? "abandon" : "filled";
  });
  return changed ? "changed" : "written";
}

/**
 * Writes a file that is not there yet, whole or not at all: of several that write at once exactly one is told
 * `created`. `exists`: another is there, and stays. `refused`: no file can be made in this way here, as where there
 * are no hard links.
 *
 * @throws MachineError; then no temporary file is left
 */
export async function createAtomically(path: string, text: string, options: WriteOptions): Promise<Creation> {
  const content = Buffer.from(text);
  let result: Creation = "created";
  await place(path, { ...options, needed: content.length }, async (temporary, target) => {
    await fillWith(temporary, content, options);
    try {
      linkSync(temporary, target);
    } catch (error) {
      result = errnoOf(error) === "EEXIST" ? "exists" : "refused";
      return "abandon";
    }
    return "linked";
  });
  return result;
}

export type Creation = "created" | "exists" | "refused";

export interface CopyOptions extends WriteOptions {
  /** What the bytes must be: checked on the copy, before anybody can see it. */
  readonly expect: Sha256;
}

/** `damaged`: the source is not what was expected. `missing`: there is no such file. Then the target is as it was. */
export type CopyResult = "written" | "same" | "damaged" | "missing";

/**
 * Copies a file to a place in the project, whole or not at all, sharing blocks where the file system can. A target
 * that already has the expected bytes is not touched.
 *
 * The content is always synced before the rename: a power cut may leave a name without its bytes, and an output with
 * other bytes than ours would pass for somebody's edit, while a missing one is just copied again.
 *
 * @throws MachineError as `writeAtomically`
 */
export async function copyInto(source: string, target: string, options: CopyOptions): Promise<CopyResult> {
  const from = lstatSync(source, { throwIfNoEntry: false });
  if (from === undefined) return "missing";
  if (!from.isFile()) return "damaged";
  const there = lookAt(target);
  if (there?.isFile() === true && there.size === from.size && (await digestFile(target))?.sha256 === options.expect) {
    pathInside(target, options.root);
    return "same";
  }
  let damaged = false;
  await place(target, { ...options, needed: from.size }, async (temporary) => {
    await copyFile(source, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    damaged = (await digestFile(temporary))?.sha256 !== options.expect;
    if (damaged) return "abandon";
    const handle = await open(temporary, "r+");
    try {
      await setMode(handle, options.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return "filled";
  });
  return damaged ? "damaged" : "written";
}

/**
 * Copies an object of a store to a path inside `root`. Damaged, or replaced while it was copied: the verified `read`
 * tells, and deals with what is bad. False when there is no good copy.
 *
 * @throws MachineError
 */
export async function copyOut(
  source: string,
  to: {
    readonly root: string;
    readonly path: string;
    readonly expect: Sha256;
    read(): Uint8Array | undefined;
  },
): Promise<boolean> {
  const target = join(to.root, to.path);
  const options = { root: to.root, durable: false };
  const result = await copyInto(source, target, { ...options, expect: to.expect });
  if (result === "written" || result === "same") return true;
  const bytes = to.read();
  if (bytes === undefined) return false;
  await writeAtomically(target, bytes, options);
  return true;
}

/**
 * Moves a file inside the project; what is at the target is replaced. Across file systems it is copied whole first.
 * Returns false when there is nothing to move.
 *
 * @throws MachineError
 */
export async function moveFile(source: string, target: string, options: WriteOptions): Promise<boolean> {
  const there = lookAt(source);
  if (there === undefined) return false;
  try {
    const from = pathInside(source, options.root);
    const to = join(ensureFolder(dirname(target), folderOptions(options)), basename(target));
    try {
      renameSync(from, to);
      if (options.durable) syncFolder(dirname(to));
    } catch (error) {
      if (errnoOf(error) !== "EXDEV" || !there.isFile()) throw error;
      await writeAtomically(to, readFileSync(from), options);
      unlinkSync(from);
    }
    return true;
  } catch (error) {
    throw machineError(error, { deed: "move", path: source });
  }
}

/**
 * Removes a file or a link (not what it points to). Returns false when there was none.
 * @throws MachineError
 */
export function removeFile(path: string, options: { readonly root: string }): boolean {
  if (lookAt(path) === undefined) return false;
  try {
    unlinkSync(pathInside(path, options.root));
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw machineError(error, { deed: "remove", path });
  }
}

/** Fills the hidden file. `linked`: what is in it bears its final name already. */
type Filling = (temporary: string, target: string) => Promise<"filled" | "linked" | "abandon">;

async function fillWith(temporary: string, content: Uint8Array, options: WriteOptions): Promise<void> {
  // FileHandle.writeFile goes on after a short write; a bare write on a full disk just returns a smaller count.
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(content);
    if (options.mode !== 0o600) await setMode(handle, options.mode);
    if (options.durable) await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Fills a hidden file, then renames it to the target; whatever goes wrong, the hidden file is gone. */
function place(path: string, options: WriteOptions & { readonly needed: number }, fill: Filling): Promise<void> {
  return whenFree(() => placeNow(path, options, fill));
}

async function placeNow(
  path: string,
  options: WriteOptions & { readonly needed: number },
  fill: Filling,
): Promise<void> {
  let temporary: string | undefined;
  try {
    const folder = options.checked === true ? dirname(path) : ensureFolder(dirname(path), folderOptions(options));
    const hidden = temporaryPath(options.temporaryFolder ?? folder);
    temporary = hidden;
    const target = join(folder, basename(path));
    const filled = await fill(hidden, target);
    if (filled === "abandon") return;
    if (filled === "filled") {
      renameSync(hidden, target);
      temporary = undefined;
    }
    if (options.durable) await syncFolderAside(folder);
  } catch (error) {
    throw machineError(error, { deed: "write", path, needed: options.needed });
  } finally {
    if (temporary !== undefined) abandonTemporary(temporary);
  }
}

function folderOptions(options: WriteOptions): { root: string; durable: boolean; mode?: number } {
  return {
    root: options.root,
    durable: options.durable,
    ...(options.folderMode !== undefined && { mode: options.folderMode }),
  };
}

async function setMode(handle: { chmod(mode: number): Promise<void> }, mode: number | undefined): Promise<void> {
  try {
    await handle.chmod(mode ?? 0o666 & ~(umask ??= process.umask()));
  } catch (error) {
    // FAT and some mounts know no permissions; the file is as good without them.
    const code = errnoOf(error);
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EINVAL") throw error;
  }
}

let umask: number | undefined;

async function syncWritten(path: string): Promise<void> {
  try {
    const handle = await open(path, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolderAside(dirname(path));
  } catch (error) {
    throw machineError(error, { deed: "write", path });
  }
}

function holds(path: string, bytes: Uint8Array): boolean {
  const there = lookAt(path);
  if (there?.isFile() !== true || there.size !== bytes.length) return false;
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

function lookAt(path: string): ReturnType<typeof lstatSync> | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A parent that is a file: nothing is there, and the attempt to write will say why not.
    if (errnoOf(error) === "ENOTDIR") return undefined;
    throw machineError(error, { deed: "read", path });
  }
}
