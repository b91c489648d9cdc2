import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { LOCK_FILE, PROFILES_FOLDER, STATE_FOLDER } from "../core/file-names.ts";
import type { Lock } from "../core/lock.ts";
import { ensureFolder } from "../store/folders.ts";
import { stateFiles, type StateFiles } from "../store/layout.ts";
import { makeStateFolder } from "../store/state-folder.ts";
import { readLock } from "./read-lock.ts";

/** Where the state of a project is, or that of one of its profiles. */
export interface StatePlace {
  /** The folder that the lock is in, absolute. */
  readonly lockFolder: string;
  readonly files: StateFiles;
}

/**
 * A profile has a lock of its own, and with it the journal of that lock, the memory of what was placed, and the lists of
 * what was tried: a candidate for a draft is none for the real picture. The rest it shares with the project: one build at a time, one ledger of what was paid, one store, one memo.
 *
 * @param profile its name; undefined for the real thing
 */
export function statePlace(root: string, profile: string | undefined): StatePlace {
  const files = stateFiles(join(root, STATE_FOLDER));
  if (profile === undefined) return { lockFolder: root, files };
  const lockFolder = join(root, PROFILES_FOLDER, profile);
  const { journal, placed, tries } = stateFiles(lockFolder);
  return { lockFolder, files: { ...files, journal, placed, tries } };
}

/** Makes the folders of a state, for whoever is about to write. @throws MachineError */
export function ensureStatePlace(root: string, { lockFolder }: StatePlace): void {
  const state = join(root, STATE_FOLDER);
  makeStateFolder(state);
  if (lockFolder !== root) ensureFolder(lockFolder, { root: state, mode: 0o700 });
}

/** What is wrong with a lock, in words that fit the lock of a profile too. */
export function lockProblem(problem: Diagnostic, profile: string | undefined): Diagnostic {
  if (profile === undefined) return problem;
  const folder = `${PROFILES_FOLDER}/${profile}`;
  const file = `${folder}/${LOCK_FILE}`;
  return {
    severity: problem.severity,
    code: problem.code,
    message: problem.message.replaceAll(LOCK_FILE, file),
    hint: `delete ${folder}: what was paid for stays in the store, and the drafts are made from there`,
    place: { file },
  };
}

/**
 * The locks of all profiles that were ever built here: what they name was paid for and is wanted, until somebody
 * deletes the profile's folder.
 *
 * @throws MachineError
 */
export function readProfileLocks(
  root: string,
): readonly ({ readonly lock: Lock } | { readonly problem: Diagnostic })[] {
  return builtProfiles(root).map((name) => {
    const { lockFolder, files } = statePlace(root, name);
    const read = readLock(lockFolder, files.journal, ({ lock }) => lock);
    return "problem" in read ? { problem: lockProblem(read.problem, name) } : { lock: read.lock };
  });
}

/** The names of all profiles that have a folder here. */
export function builtProfiles(root: string): readonly string[] {
  const folder = join(root, PROFILES_FOLDER);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
