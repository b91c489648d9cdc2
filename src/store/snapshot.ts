import { lstatSync, readFileSync, type Stats } from "node:fs";
import type { Sha256 } from "../core/digest.ts";
import { isAtRest, looksTheSame, type StatData } from "./at-rest.ts";

/**
 * The memory of a build that had nothing to do: every file and folder that its plan depended on, with its stat. As
 * long as they all look the same there is still nothing to do, and nobody has to parse, plan or hash to know it.
 *
 * It is trusted as git trusts its index: an entry counts only if its times lie clearly before the moment it was looked
 * at, else a second write within the same tick of the clock would be missed. A snapshot with a younger entry is not
 * written at all (`snapshot-write.ts`). Lost or damaged, it costs time.
 */
export interface Snapshot {
  /** What else the plan depended on: the program's version. Any text. */
  readonly circumstances: string;
  /** What is said when it still holds. */
  readonly assets: number;
  readonly orphans: number;
  /** Digest of what else is worth keeping from that plan (`recall.ts`); null for nothing. */
  readonly recall: Sha256 | null;
}

/** Four numbers for each path: bytes, modified, changed (milliseconds since 1970, with their fraction), inode. */
export const NUMBERS = 4;

/**
 * The file is a line of JSON, the paths with NUL between them, and 64-bit floats in this machine's own order. It is read at every start, and reading 50,000 files' numbers as text takes as long as looking at the files.
 */
export interface SnapshotHeader extends Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT;
  /** Bytes of the paths. */
  readonly length: number;
}

export const SNAPSHOT_FORMAT = 3;

export interface SnapshotRequest {
  readonly root: string;
  readonly circumstances: string;
  /**
   * Files that it must have seen. The folder may arrive with a pull request: nobody can foretell the stat of a file
   * that is about to be checked out, but that some other file will not exist is easy to foretell.
   */
  readonly required: readonly string[];
  /** One of these that may look different now, or be gone. */
  readonly except?: string;
}

/** Reads a snapshot and looks at everything it depends on; undefined when anything is different, or there is none. */
export function readSnapshot(file: string, request: SnapshotRequest): Snapshot | undefined {
  const { root, circumstances, required, except } = request;
  try {
    const parsed = readParsed(file);
    if (parsed === undefined) return undefined;
    const { header, paths, numbers } = parsed;
    if (header.circumstances !== circumstances) return undefined;
    const look = lookFrom(root);
    // First those that change most often.
    const firm = required.every((path) => {
      const at = paths.indexOf(path) * NUMBERS;
      return (numbers[at] ?? -1) >= 0 && (path === except || look(path, numbers, at));
    });
    const same = (path: string, index: number) => path === except || look(path, numbers, index * NUMBERS);
    return firm && paths.every(same) ? header : undefined;
  } catch {
    // None yet, damaged, or something that cannot be looked at: the ordinary way will say what.
    return undefined;
  }
}

interface Parsed {
  readonly header: SnapshotHeader;
  readonly paths: readonly string[];
  readonly numbers: Float64Array;
}

/** The last one that was read: where something has changed, it is asked for once more, now without that. */
let last: { readonly file: string; readonly stat: Stats; readonly parsed: Parsed } | undefined;

function readParsed(file: string): Parsed | undefined {
  const stat = lstatSync(file);
  if (last?.file === file && looksTheSame(stat, last.stat)) return last.parsed;
  const bytes = readFileSync(file);
  const start = bytes.indexOf("\n") + 1;
  const header = JSON.parse(bytes.toString("utf8", 0, start)) as SnapshotHeader;
  if (header.format !== SNAPSHOT_FORMAT) return undefined;
  const paths = bytes.toString("utf8", start, start + header.length).split("\0");
  // A copy, because floats must begin at a multiple of eight.
  const numbers = new Float64Array(new Uint8Array(bytes.subarray(start + header.length)).buffer);
  if (numbers.length !== paths.length * NUMBERS) return undefined;
  const parsed = { header, paths, numbers };
  if (isAtRest({ stat, at: Date.now() })) last = { file, stat, parsed };
  return parsed;
}

/** Compares the stat of a path with the four numbers at an index. */
function lookFrom(root: string): (path: string, numbers: Float64Array, at: number) => boolean {
  const prefix = root.endsWith("/") ? root : `${root}/`;
  const options = { throwIfNoEntry: false } as const;
  // One after the other: every promise form of `stat` is 2 to 12 times slower.
  return (path, numbers, at) => {
    const stat = lstatSync(prefix + path, options);
    return stat === undefined ? numbers[at] === -1 : looksTheSame(stat, statAt(numbers, at));
  };
}

function statAt(numbers: Float64Array, at: number): StatData {
  const number = (index: number) => numbers[at + index] ?? -1;
  return { size: number(0), mtimeMs: number(1), ctimeMs: number(2), ino: number(3) };
}
