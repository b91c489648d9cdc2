import { parseJsonObject } from "../core/json.ts";
import type { StatData } from "./at-rest.ts";
import type { FileDigest } from "./hash.ts";

/** One file: its stat and what it held then. Its `size` on disk differs from `bytes` for a Git LFS pointer. */
export interface MemoEntry extends FileDigest, StatData {}

export interface MemoContent {
  /** Our clock when it was written. */
  readonly written: number;
  readonly entries: ReadonlyMap<string, MemoEntry>;
}

/**
 * The file's text: one column per property, because a few long arrays are read several times faster than many small
 * objects, and digests end to end, because slices of one long string cost nothing.
 */
export function formatMemo({ written, entries }: MemoContent): string {
  const rows = [...entries.values()];
  return JSON.stringify({
    version: VERSION,
    written,
    paths: [...entries.keys()],
    sizes: rows.map((row) => row.size),
    modified: rows.map((row) => row.mtimeMs),
    changed: rows.map((row) => row.ctimeMs),
    inodes: rows.map((row) => row.ino),
    digests: rows.map((row) => row.sha256).join(""),
    pointers: rows.flatMap((row, index) => (row.pointer === true ? [[index, row.bytes]] : [])),
  });
}

/** Undefined for anything that is not a whole memo of this version. */
export function parseMemo(text: string): MemoContent | undefined {
  const memo = parseJsonObject(text);
  if (memo?.["version"] !== VERSION || typeof memo["written"] !== "number") return undefined;
  const { paths, sizes, modified, changed, inodes, digests, pointers } = memo;
  if (!isArrayOf(paths, "string") || typeof digests !== "string" || !Array.isArray(pointers)) return undefined;
  const columns = [sizes, modified, changed, inodes];
  if (!columns.every((column) => isArrayOf(column, "number") && column.length === paths.length)) return undefined;
  if (digests.length !== paths.length * 64 || !/^[0-9a-f]*$/.test(digests)) return undefined;
  const [size, mtime, ctime, inode] = columns as number[][];
  const entries = new Map<string, MemoEntry>();
  for (const [index, path] of paths.entries()) {
    entries.set(path, {
      size: size?.[index] as number,
      mtimeMs: mtime?.[index] as number,
      ctimeMs: ctime?.[index] as number,
      ino: inode?.[index] as number,
      sha256: digests.slice(index * 64, index * 64 + 64),
      bytes: size?.[index] as number,
    });
  }
  for (const pointer of pointers) {
    const [index, bytes] = isArrayOf(pointer, "number") ? pointer : [];
    const path = paths[index ?? -1];
    const entry = path === undefined ? undefined : entries.get(path);
    if (path === undefined || entry === undefined || bytes === undefined) return undefined;
    entries.set(path, { ...entry, bytes, pointer: true });
  }
  return { written: memo["written"], entries };
}

const VERSION = 1;

function isArrayOf(value: unknown, type: "string"): value is string[];
function isArrayOf(value: unknown, type: "number"): value is number[];
function isArrayOf(value: unknown, type: "string" | "number"): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}
