import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { LOCK_FILE, MANIFEST_NAMES } from "../../core/file-names.ts";
import { findProjectFolder } from "./project-folder.ts";

/** Where a project is, or why it is not found. */
export type FoundManifest =
  | { readonly root: string; readonly file: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly root: string; readonly problem: Diagnostic };

/** The manifest that holds for a folder: in it or above it. Its folder is the project's root. */
export function findManifest({ cwd, config }: { readonly cwd: string; readonly config?: string }): FoundManifest {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    const [root, file] = [dirname(path), basename(path)];
    return { root, file, diagnostics: sharedLock(root, file) };
  }
  const found = findProjectFolder(cwd);
  const [file, second] = found?.names ?? [];
  if (found === undefined || file === undefined) return { root: resolve(cwd), problem: missing() };
  if (second !== undefined) return { root: found.folder, problem: ambiguous(found.names) };
  return { root: found.folder, file, diagnostics: [] };
}

/**
 * A lock belongs to a folder. Two manifests that are built in one take each other's assets for renamed or dropped ones:
 * nothing is paid twice, but files move to and fro, and `prune` of the one deletes those of the other.
 */
function sharedLock(root: string, file: string): readonly Diagnostic[] {
  const other = MANIFEST_NAMES.find((name) => name !== file && existsSync(join(root, name)));
  if (other === undefined || !existsSync(join(root, file))) return [];
  return [
    {
      severity: "warning",
      code: "lock-shared",
      message: `${file} and ${other} are in one folder and share its ${LOCK_FILE}: each takes the other's assets for its own former ones`,
      hint: `give ${file} a folder of its own, or \`include\` it in ${other}`,
      place: { file },
    },
  ];
}

function ambiguous(names: readonly string[]): Diagnostic {
  return {
    severity: "error",
    code: "manifest-ambiguous",
    message: `${names.join(" and ")} are in one folder`,
    hint: "keep one of them: a folder has one lock, so each manifest needs a folder of its own",
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
