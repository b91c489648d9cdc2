import type { Stats } from "node:fs";

/** A file's stat, and our clock just before it was asked for. */
export interface Look {
  readonly stat: Stats;
  /** Milliseconds since 1970. */
  readonly at: number;
}

type Times = Pick<Stats, "mtimeMs" | "ctimeMs">;

/**
 * What tells a file from another one of that name: its size in bytes, its inode, and times in milliseconds since 1970
 * with their fraction. `ctimeMs` is the inode's own time, which nobody can set: it gives away an edit whose author put
 * the old `mtimeMs` back.
 */
export type StatData = Times & Pick<Stats, "size" | "ino">;

/** The coarsest clock of a file system that is in use (FAT), in milliseconds. */
export const GRANULARITY = 2000;

/**
 * Do the file's times lie clearly before the moment it was looked at? Of a younger one, another content may have the
 * same stat: it was written twice within one tick of its file system's clock. (Git's racy rule.)
 */
export function isAtRest({ stat, at }: { readonly stat: Times; readonly at: Look["at"] }): boolean {
  return Math.max(stat.mtimeMs, stat.ctimeMs) < at - GRANULARITY;
}

/** Is it the file that it was? For one that was at rest. */
export function looksTheSame(left: StatData, right: StatData): boolean {
  return (
    left.ino === right.ino &&
    left.size === right.size &&
    left.mtimeMs === right.mtimeMs &&
    left.ctimeMs === right.ctimeMs
  );
}
