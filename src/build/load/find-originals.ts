import { realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { originalsPath, type OriginalsPath } from "../../core/originals-path.ts";

/** Where originals are kept, relative to the project, or why they cannot be kept there. */
export type FoundOriginals = { readonly path: string } | { readonly problem: Diagnostic };

/**
 * Judges `store.originals` of the manifest `file`, links followed: what is written there must be in the repository.
 * It need not exist yet. `root` has no links in it.
 */
export function findOriginals(root: string, text: string, file: string): FoundOriginals {
  const named = originalsPath(text);
  const found = "path" in named ? followLinks(root, named.path) : named;
  if ("path" in found) return found;
  return {
    problem: {
      severity: "error",
      code: found.code,
      message: `originals cannot be kept in ${JSON.stringify(text)}: ${found.why}`,
      hint: "name a folder of its own that git keeps, such as images/originals",
      place: { file, pointer: ["store", "originals"], at: "value" },
    },
  };
}

/** The path as it was, if what it leads to is as good. */
function followLinks(root: string, path: string): OriginalsPath {
  for (let folder = join(root, path); folder !== root; folder = dirname(folder)) {
    const real = realOf(folder);
    if (real === undefined) continue;
    const inside = relative(root, real.path).split(sep).join("/");
    if (!real.isFolder) return { code: "path-invalid", why: `${inside} is a file` };
    const judged = originalsPath(inside);
    return "path" in judged ? { path } : { ...judged, why: `it is a link to ${inside}, and ${judged.why}` };
  }
  return { path };
}

function realOf(path: string): { readonly path: string; readonly isFolder: boolean } | undefined {
  try {
    const real = realpathSync.native(path);
    return { path: real, isFolder: statSync(real).isDirectory() };
  } catch {
    // Not there, or a link into nothing: making it, which looks again, tells.
    return undefined;
  }
}
