import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, statfsSync, unlinkSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { errnoOf, machineError, MachineError } from "./machine-error.ts";
import { temporaryPath } from "./temporary.ts";

export interface FolderOptions {
  /** The folder that nothing may lead out of, neither by `..` nor by a symbolic link (T7). It must exist. */
  readonly root: string;
  /** Also survive a power cut: fsync the folder that the new one is entered in. */
  readonly durable?: boolean;
  /** Permissions of what is created, before the umask. Default 0777. */
  readonly mode?: number;
}

/**
 * Creates a folder with its parents, and returns its real path. Nothing is created before it is known to be inside
 * the root: `mkdir -p` would follow a link out of it.
 *
 * @throws MachineError `outside-project`, `read-only`, `permission`, `disk-full`, ...
 */
export function ensureFolder(folder: string, options: FolderOptions): string {
  try {
    return create(resolve(folder), { ...options, root: realpathSync.native(options.root) });
  } catch (error) {
    throw machineError(error, { deed: "create", path: folder });
  }
}

/**
 * The path with its parent resolved, so that only the last name is still open to links; `rename` replaces those.
 * @throws MachineError `outside-project`
 */
export function pathInside(path: string, root: string): string {
  const full = resolve(path);
  try {
    const parent = realpathSync.native(dirname(full));
    assertInside(parent, realpathSync.native(root), path);
    return join(parent, basename(full));
  } catch (error) {
    throw machineError(error, { deed: "read", path });
  }
}

/** Makes a rename or a new name in a folder survive a power cut. Where folders cannot be synced, nothing. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder for this, and orders its metadata itself.
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!isUnknownCall(error)) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * As `syncFolder`, on another thread: it waits for the disk, and calls go on meanwhile. Names that come into a folder
 * while it is being synced wait for the next sync and share it.
 */
export function syncFolderAside(folder: string): Promise<void> {
  const next = nextSyncs.get(folder);
  if (next !== undefined) return next;
  const sync = (runningSyncs.get(folder) ?? Promise.resolve()).then(() => {
    nextSyncs.delete(folder);
    const running = syncNow(folder);
    const ended = running.catch(() => undefined).then(() => void runningSyncs.delete(folder));
    runningSyncs.set(folder, ended);
    return running;
  });
  nextSyncs.set(folder, sync);
  return sync;
}

/** By folder: syncs that have not begun, and the end of the one that has. */
const nextSyncs = new Map<string, Promise<void>>();
const runningSyncs = new Map<string, Promise<void>>();

async function syncNow(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!isUnknownCall(error)) throw error;
  } finally {
    await handle.close();
  }
}

/** Some network and FUSE file systems do not know how to sync a folder. EIO and the like are real. */
function isUnknownCall(error: unknown): boolean {
  const code = errnoOf(error);
  return code === "EINVAL" || code === "ENOTSUP" || code === "ENOSYS";
}

/**
 * Tries to create a file in each of the folders (made if missing), before the first call is paid (F33).
 * @throws MachineError for the first folder that cannot be written
 */
export function probeWritable(folders: Iterable<string>, options: FolderOptions): void {
  for (const folder of new Set(folders)) {
    const probe = temporaryPath(ensureFolder(folder, options));
    try {
      const descriptor = openSync(probe, "wx", 0o600);
      try {
        // A name may fit where a block does not.
        writeSync(descriptor, "imagegen");
      } finally {
        closeSync(descriptor);
        unlinkSync(probe);
      }
    } catch (error) {
      throw machineError(error, { deed: "write", path: folder });
    }
  }
}

/** Bytes that this user may still write at a path, or where it would be created. Undefined where it cannot be asked. */
export function freeBytes(path: string): number | undefined {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    } catch (error) {
      const code = errnoOf(error);
      if ((code !== "ENOENT" && code !== "ENOTDIR") || folder === dirname(folder)) return undefined;
    }
  }
}

function create(folder: string, options: FolderOptions): string {
  const existing = realPathOf(folder);
  if (existing !== undefined) {
    assertInside(existing, options.root, folder);
    return existing;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new MachineError("io", folder, `cannot create ${folder}: there is no such volume`);
  const realParent = create(parent, options);
  const target = join(realParent, basename(folder));
  try {
    mkdirSync(target, options.mode ?? 0o777);
  } catch (error) {
    // Another process was faster, or a link that leads nowhere is in the way: the look below tells.
    if (errnoOf(error) !== "EEXIST") throw error;
  }
  const real = realpathSync.native(target);
  assertInside(real, options.root, folder);
  if (options.durable === true) syncFolder(realParent);
  return real;
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function assertInside(real: string, root: string, path: string): void {
  const prefix = root.endsWith(sep) ? root : root + sep;
  if (real !== root && !real.startsWith(prefix))
    throw new MachineError("outside-project", path, `${path} leads out of ${root} (to ${real})`);
}
