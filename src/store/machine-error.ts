import { statfsSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { EXIT, type ExitCode } from "../core/exit.ts";

/** What the machine refused. Stable: scripts match on it. */
export type MachineErrorCode =
  /** No room, or a quota is used up. */
  | "disk-full"
  | "no-inodes"
  | "read-only"
  | "permission"
  | "name-too-long"
  | "too-many-files"
  /** A path that leads out of the folder it has to stay in, by `..` or by a symbolic link. */
  | "outside-project"
  /** The store belongs to another user, who could have put anything into it. */
  | "foreign-owner"
  | "lease-held"
  /** Everything else: EIO, a folder in the way. */
  | "io";

/** The disk, the user's rights or another process stand in the way: not the manifest, not the API, not a bug. */
export class MachineError extends Error {
  override readonly name = "MachineError";
  readonly code: MachineErrorCode;
  /** The file or folder it is about. */
  readonly path: string;

  constructor(code: MachineErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }

  /** A path out of the project is a mistake in the manifest (T7); all else is the machine. */
  get exit(): ExitCode {
    return this.code === "outside-project" ? EXIT.usage : EXIT.machine;
  }
}

export interface FailedDeed {
  /** The verb for the message: "cannot write PATH". */
  readonly deed: "write" | "read" | "remove" | "move" | "create";
  readonly path: string;
  /** Bytes that were to be written. */
  readonly needed?: number;
}

/**
 * The error in words. What is no system error (a TypeError, an abort) comes back as it is, so that a bug stays a bug.
 */
export function machineError(error: unknown, failed: FailedDeed): unknown {
  if (error instanceof MachineError || !isSystemError(error)) return error;
  const { code, reason } = classify(error, failed);
  return new MachineError(code, failed.path, `cannot ${failed.deed} ${failed.path}: ${reason}`, { cause: error });
}

/** The `errno` name of a system error, e.g. `ENOENT`; undefined for any other value. */
export function errnoOf(error: unknown): string | undefined {
  return isSystemError(error) ? error.code : undefined;
}

/**
 * A hard link was refused because this file system has none (FAT, some network drives; Node says EISDIR of exFAT on
 * Windows), or no more of them.
 */
export function hasNoLinks(error: unknown): boolean {
  return ["EPERM", "ENOTSUP", "ENOSYS", "EMLINK", "EISDIR", "EXDEV"].includes(errnoOf(error) ?? "");
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

function classify(
  error: NodeJS.ErrnoException & { code: string },
  failed: FailedDeed,
): { readonly code: MachineErrorCode; readonly reason: string } {
  switch (error.code) {
    case "ENOSPC":
      return fullDisk(failed);
    case "EDQUOT":
      return { code: "disk-full", reason: `the disk quota is used up${needs(failed)}` };
    case "EROFS":
      return { code: "read-only", reason: "the file system is read-only" };
    case "EACCES":
    case "EPERM":
      return { code: "permission", reason: `${userName()} may not (${error.code})` };
    case "ENAMETOOLONG":
      return { code: "name-too-long", reason: "the name is longer than the file system takes" };
    case "EMFILE":
    case "ENFILE":
      return { code: "too-many-files", reason: `too many open files (${error.code}; see ulimit -n)` };
    case "EISDIR":
    case "ENOTEMPTY":
    case "ENOTDIR":
      return { code: "io", reason: `a folder or a file is in the way (${error.code})` };
    default:
      return { code: "io", reason: error.message };
  }
}

function fullDisk(failed: FailedDeed): { readonly code: MachineErrorCode; readonly reason: string } {
  const room = roomAt(failed.path) ?? roomAt(dirname(failed.path));
  // ENOSPC also means "no inode left"; file systems that make inodes as they go report 0 of 0.
  if (room !== undefined && room.inodes > 0 && room.freeInodes === 0)
    return { code: "no-inodes", reason: "the file system has no inodes left (too many files)" };
  const free = room === undefined ? "" : `, ${room.free} bytes free`;
  return { code: "disk-full", reason: `the disk is full${needs(failed)}${free}` };
}

function needs({ needed }: FailedDeed): string {
  return needed === undefined ? "" : `: ${needed} bytes needed`;
}

function roomAt(folder: string): { free: number; inodes: number; freeInodes: number } | undefined {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(folder);
    return { free: bavail * bsize, inodes: files, freeInodes: ffree };
  } catch {
    return undefined;
  }
}

/** For a message about rights. */
export function userName(): string {
  try {
    return `user ${userInfo().username}`;
  } catch {
    // A container may run under a number that has no name.
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
