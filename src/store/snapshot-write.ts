import { lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAtRest } from "./at-rest.ts";
import { writeAtomically } from "./files.ts";
import { ensureFolder } from "./folders.ts";
import { NUMBERS, SNAPSHOT_FORMAT, type Snapshot, type SnapshotHeader } from "./snapshot.ts";
import { makeStateFolder } from "./state-folder.ts";

/** What a plan depended on. Paths are relative to the project. */
export interface SnapshotContent extends Omit<Snapshot, "recall"> {
  /** Files that exist. */
  readonly files: Iterable<string>;
  /** Files that may exist or not: that must stay so. */
  readonly others: Iterable<string>;
  /** Folders that were searched, with all below them; '' is the project. */
  readonly searched: Iterable<string>;
  /** Writes what is to be recalled, once the snapshot is known to be trusted. */
  recall(): Promise<Snapshot["recall"]>;
  /** When the first of them was looked at: milliseconds since 1970. */
  readonly since: number;
}

/** Looking at more costs more than it saves. */
const MOST_FOLDERS = 2000;

/**
 * Writes a snapshot, unless something in it cannot be trusted: it is too young, or a link, which may lead elsewhere
 * tomorrow and look the same. Not durable. Returns whether it was written.
 * @throws MachineError
 */
export async function writeSnapshot(file: string, root: string, content: SnapshotContent): Promise<boolean> {
  const folders = [...content.searched].flatMap((folder) => foldersBelow(root, folder));
  if (folders.length > MOST_FOLDERS) return false;
  const needed = new Set([...content.files, ...folders]);
  const paths = [...new Set([...needed, ...content.others])].sort();
  const numbers = new Float64Array(paths.length * NUMBERS);
  for (const [index, path] of paths.entries()) {
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined && needed.has(path)) return false;
    if (stat?.isSymbolicLink() === true) return false;
    const { size, mtimeMs, ctimeMs, ino } = stat ?? MISSING;
    if (!isAtRest({ stat: { mtimeMs, ctimeMs }, at: content.since })) return false;
    numbers.set([size, mtimeMs, ctimeMs, ino], index * NUMBERS);
  }
  const { circumstances, assets, orphans } = content;
  const recall = await content.recall();
  const names = Buffer.from(paths.join("\0"));
  const summary: Snapshot = { circumstances, assets, orphans, recall };
  const header: SnapshotHeader = { format: SNAPSHOT_FORMAT, ...summary, length: names.length };
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), names, Buffer.from(numbers.buffer)]);
  const folder = dirname(file);
  makeStateFolder(folder);
  ensureFolder(folder, { root, mode: 0o700 });
  await writeAtomically(file, bytes, { root: folder, durable: false, mode: 0o600 });
  return true;
}

const MISSING = { size: -1, mtimeMs: -1, ctimeMs: -1, ino: -1 };

/** A new file changes the time of its folder. Hidden folders and node_modules are not searched by anybody. */
function foldersBelow(root: string, start: string): readonly string[] {
  const found = [start === "" ? "." : start];
  for (const folder of found) {
    if (found.length > MOST_FOLDERS) break;
    const below = folder === "." ? "" : `${folder}/`;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
        found.push(below + entry.name);
    }
  }
  return found;
}
