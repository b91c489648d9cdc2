import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { MANIFEST_NAMES } from "../../core/file-names.ts";

/**
 * The nearest folder with a manifest, from a folder upwards, and the names that manifests have there: never empty, and
 * more than one is somebody's mistake. Not above the repository's root, so that a project never picks up what lies in
 * somebody's home. Loads nothing else, for a build with nothing to do asks it too.
 */
export function findProjectFolder(
  start: string,
): { readonly folder: string; readonly names: readonly string[] } | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const names = MANIFEST_NAMES.filter((name) => existsSync(join(folder, name)));
    if (names.length > 0) return { folder, names };
    if (existsSync(join(folder, ".git")) || folder === dirname(folder)) return undefined;
  }
}
