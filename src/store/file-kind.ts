import { constants, type Stats } from "node:fs";

/**
 * Flags for opening what somebody else named: a FIFO that nobody writes to would keep `open` waiting for ever. Nothing
 * changes for a regular file. Windows has no such flag, and no such files.
 */
export const OPEN_AT_ONCE = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** What stands where a regular file should, in words. Not for links: of those the stat is taken behind them. */
export function describeKind(stat: Pick<Stats, "isDirectory" | "isFIFO" | "isSocket">): string {
  if (stat.isDirectory()) return "a folder";
  if (stat.isFIFO()) return "a FIFO";
  return stat.isSocket() ? "a socket" : "a device";
}
