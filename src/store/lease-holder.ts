import { randomBytes } from "node:crypto";
import { lstatSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseJsonObject } from "../core/json.ts";
import { errnoOf } from "./machine-error.ts";
import { makeFolders } from "./make-folders.ts";
import { ownIdentity, type ProcessIdentity } from "./process-identity.ts";
import { abandonTemporary, temporaryPath } from "./temporary.ts";

/** Whose a lease is: what stands in its file. */
export interface Holder extends ProcessIdentity {
  /** Random: no two processes share one. A process has one for all the leases that it has in a folder. */
  readonly id: string;
  /** Since when it has leases there, ISO 8601. For people. */
  readonly since: string;
}

/** The holder that a file's text tells of; undefined when it cannot be understood. */
export function parseHolder(text: string): Holder | undefined {
  const value = parseJsonObject(text);
  if (value === undefined) return undefined;
  const { pid, host, id, since, boot, namespace, start } = value;
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof host !== "string" || typeof since !== "string") return undefined;
  // It becomes part of a path.
  if (typeof id !== "string" || !/^[0-9a-f]{16}$/.test(id)) return undefined;
  return {
    pid,
    host,
    id,
    since,
    ...(typeof boot === "string" && { boot }),
    ...(typeof namespace === "string" && { namespace }),
    ...(typeof start === "string" && { start }),
  };
}

/** A hidden file that says who this process is. Its leases in that folder are hard links to it. */
export interface OwnFile {
  readonly path: string;
  readonly id: string;
  readonly content: string;
  readonly ino: bigint;
  readonly dev: bigint;
}

/**
 * The file for the leases in a folder, made when the first is wanted. One for all of them: a build takes one for each
 * call, and a file of its own for each is expensive where files come and go (ext4 looks through the inodes that were
 * freed in the last minutes whenever it makes one).
 *
 * @throws the system's error when it cannot be written
 */
export function useOwnFile(folder: string): OwnFile {
  const known = ownFiles.get(folder);
  if (known !== undefined) {
    known.uses += 1;
    return known;
  }
  const id = randomBytes(8).toString("hex");
  const holder: Holder = { ...ownIdentity(), id, since: new Date().toISOString() };
  const path = temporaryPath(folder);
  const content = `${JSON.stringify(holder)}\n`;
  const { ino, dev } = writeNew(path, content);
  const file = { path, id, content, ino, dev, uses: 1 };
  ownFiles.set(folder, file);
  return file;
}

/** For each `useOwnFile` once. The file goes with its last use. */
export function giveUpOwnFile(file: OwnFile): void {
  const folder = dirname(file.path);
  const known = ownFiles.get(folder);
  if (known !== file) return;
  known.uses -= 1;
  if (known.uses === 0) forgetOwnFile(file);
}

/** The file is not used for another lease, be it that somebody removed it. Leases that are linked to it stay. */
export function forgetOwnFile(file: OwnFile): void {
  const folder = dirname(file.path);
  if (ownFiles.get(folder) === file) ownFiles.delete(folder);
  abandonTemporary(file.path);
}

const ownFiles = new Map<string, OwnFile & { uses: number }>();

function writeNew(file: string, content: string): { readonly ino: bigint; readonly dev: bigint } {
  const options = { flag: "wx", mode: 0o600 };
  try {
    try {
      writeFileSync(file, content, options);
    } catch (error) {
      if (errnoOf(error) !== "ENOENT") throw error;
      makeFolders(dirname(file), 0o700);
      writeFileSync(file, content, options);
    }
    return lstatSync(file, { bigint: true });
  } catch (error) {
    // On a full disk it is there, and empty.
    abandonTemporary(file);
    throw error;
  }
}
