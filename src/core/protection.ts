import { PROFILES_FOLDER } from "./file-names.ts";
import { formatOfExtension } from "./formats.ts";
import { isClipFormat } from "./operations.ts";
import { foldPath, pathProblem } from "./resolve/project-path.ts";
import type { ProtectedPaths } from "./resolve/protected-paths.ts";
import { describeFormat, isRasterFormat, sniffFormat } from "./sniff.ts";

/**
 * Why a file is neither deleted nor moved although the lock says that we wrote it. A lock arrives with a pull request:
 * with the right digests it could name any file of the project, so its word counts for pictures and clips alone, and
 * only where an output may be (T19).
 */
export interface Protection {
  readonly code: "protected-path" | "not-a-picture";
  /** Follows "it is". */
  readonly what: string;
}

/** Where files may be that a lock speaks of. */
export interface LockGround {
  readonly paths: ProtectedPaths;
  /** That of a profile speaks only of the profile's own files. */
  readonly profile: { readonly name: string; readonly folder: string } | undefined;
}

/** Judges a path of the project by its name. */
export function protectPath(path: string, { paths, profile }: LockGround): Protection | undefined {
  const isProtected = (what: string): Protection => ({ code: "protected-path", what });
  const problem = pathProblem(path);
  if (problem !== undefined) return isProtected(`no output of ours: ${problem}`);
  const within = profile === undefined ? path : pathWithin(path, profile);
  if (within === undefined) return isProtected(`not in the folder of the profile "${profile?.name}"`);
  const what = paths.whatIsAt(foldPath(within));
  if (what !== undefined) return isProtected(what);
  return /(^|\/)\.[^/]*$/.test(within) ? isProtected("a hidden file") : undefined;
}

/**
 * Judges a file by its first bytes and its ending. `head` is undefined for a Git LFS pointer: what that stands for is
 * known by its ending alone, and git has it.
 */
export function protectContent(path: string, head: Uint8Array | undefined): Protection | undefined {
  const extension = path.slice(path.lastIndexOf(".") + 1);
  if (formatOfExtension(extension) === undefined)
    return { code: "not-a-picture", what: "not called as a picture or a clip is" };
  if (head === undefined) return undefined;
  const format = sniffFormat(head);
  if (isRasterFormat(format) || isClipFormat(format)) return undefined;
  return { code: "not-a-picture", what: `${describeFormat(format)}, neither a picture nor a clip of ours` };
}

function pathWithin(path: string, { name, folder }: NonNullable<LockGround["profile"]>): string | undefined {
  const home = [folder, `${PROFILES_FOLDER}/${name}`].find((start) => path.startsWith(`${start}/`));
  return home === undefined ? undefined : path.slice(home.length + 1);
}
