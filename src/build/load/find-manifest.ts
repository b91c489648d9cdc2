import { basename, dirname, resolve } from "node:path";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { MANIFEST_NAMES } from "../../core/file-names.ts";
import { findProjectFolder } from "./project-folder.ts";

/** Where a project is, or why it is not found. */
export type FoundManifest =
  | { readonly root: string; readonly file: string }
  | { readonly root: string; readonly problem: Diagnostic };

/** The manifest that holds for a folder: in it or above it. Its folder is the project's root. */
export function findManifest({ cwd, config }: { readonly cwd: string; readonly config?: string }): FoundManifest {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    return { root: dirname(path), file: basename(path) };
  }
  const found = findProjectFolder(cwd);
  const [file, second] = found?.names ?? [];
  if (found === undefined || file === undefined) return { root: resolve(cwd), problem: missing() };
  return second === undefined ? { root: found.folder, file } : { root: found.folder, problem: ambiguous(found.names) };
}

function ambiguous(names: readonly string[]): Diagnostic {
  return {
    severity: "error",
    code: "manifest-ambiguous",
    message: `${names.join(" and ")} are in one folder`,
    hint: "keep one of them, or say which with --config",
    place: { file: names[0] as string },
  };
}

function missing(): Diagnostic {
  return {
    severity: "error",
    code: "manifest-not-found",
    message: `there is no ${MANIFEST_NAMES[0]} here or above, up to the repository's root`,
    hint: "make one with `imagegen init`, or name it with --config",
  };
}
