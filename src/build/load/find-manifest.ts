import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { MANIFEST_NAMES } from "../../core/file-names.ts";

/** Where a project is, or why it is not found. */
export type FoundManifest =
  | { readonly root: string; readonly file: string }
  | { readonly root: string; readonly problem: Diagnostic };

/**
 * The manifest that holds for a folder: in it or above it, not above the repository's root, so that a project never
 * picks up what lies in somebody's home. Its folder is the project's root.
 */
export function findManifest({ cwd, config }: { readonly cwd: string; readonly config?: string }): FoundManifest {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    return { root: dirname(path), file: basename(path) };
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const here = MANIFEST_NAMES.filter((name) => existsSync(join(folder, name)));
    const [file, second] = here;
    if (second !== undefined) return { root: folder, problem: ambiguous(here) };
    if (file !== undefined) return { root: folder, file };
    if (existsSync(join(folder, ".git")) || folder === dirname(folder))
      return { root: resolve(cwd), problem: missing() };
  }
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
