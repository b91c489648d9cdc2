import { existsSync, lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Session } from "../build/session.ts";
import { LOCK_FILE, STATE_FOLDER } from "../core/file-names.ts";
import { hasContentPath } from "../core/output-path.ts";

/** Folders to listen at, absolute. Files are never watched themselves: a rename-save would lose them. */
export interface Places {
  /** Their own entries only. */
  readonly shallow: ReadonlySet<string>;
  /** With everything below: a pattern searches them. */
  readonly deep: ReadonlySet<string>;
}

/**
 * Where a project's files are: manifest, fragments, tables, prompts, references, outputs, also those that do not exist
 * yet. A folder that is not there is waited for in the nearest one above it that is.
 */
export function placesOf(session: Pick<Session, "root" | "inputs" | "assets" | "manifestFile">): Places {
  const { root, inputs, assets, manifestFile } = session;
  const shallow = new Set<string>();
  const deep = new Set<string>();
  const seen = new Set<string>();
  const listenTo = (file: string) => {
    const folder = dirname(join(root, file));
    // Thousands of files are in one folder, and each look at the disk is one too many.
    if (seen.has(folder)) return;
    seen.add(folder);
    shallow.add(nearestFolder(folder, root));
  };
  for (const file of [manifestFile, LOCK_FILE, ...inputs.files.map((input) => input.file)]) listenTo(file);
  for (const { asset } of assets)
    for (const { path } of asset.outputs.flat())
      // Drafts in our own folder are nobody's to edit, and what we write beside them is no news.
      if (!hasContentPath(path) && !path.startsWith(`${STATE_FOLDER}/`)) listenTo(path);
  for (const { folder } of inputs.globs) deep.add(nearestFolder(join(root, folder), root));
  return { shallow, deep };
}

function nearestFolder(folder: string, root: string): string {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(current) || current === root || current === dirname(current)) return current;
  }
}

/** How a file looks, for telling our own writes from others'. */
export function lookOf(path: string): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "missing" : `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.ino}`;
}
