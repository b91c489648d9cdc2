import type { Stats } from "node:fs";

/** A file's stat, and our clock just before it was asked for. */
export interface Look {
  readonly stat: Stats;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The coarsest clock of a file system that is in use (FAT), in milliseconds. */
export const GRANULARITY = 2000;

/**
 * Do the file's times lie clearly before the moment it was looked at? Of a younger one, another content may have the
 * same stat: it was written twice within one tick of its file system's clock. (Git's racy rule.)
 */
export function isAtRest({ stat, at }: Look): boolean {
  return Math.max(stat.mtimeMs, stat.ctimeMs) < at - GRANULARITY;
}
