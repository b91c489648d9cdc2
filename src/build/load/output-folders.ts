import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Asset } from "../../core/asset.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { leadsOut } from "./project-file.ts";

/**
 * Outputs whose folder a link takes out of the project. Nothing is written through such a link (T7); said here, a plan
 * knows it before anything is paid for. Each folder is looked at once, and named with the first asset that it befalls.
 *
 * @param root without links in it
 */
export function outputsThroughLinks(root: string, assets: readonly Asset[]): readonly Diagnostic[] {
  const problems = new Map<string, string | undefined>([[".", undefined]]);
  const problemOf = (folder: string): string | undefined => {
    if (!problems.has(folder)) problems.set(folder, problemOf(dirname(folder)) ?? linkProblem(root, folder));
    return problems.get(folder);
  };
  const found = new Map<string, { readonly first: Asset; readonly path: string; count: number }>();
  for (const asset of assets) {
    for (const { path } of asset.outputs.flat()) {
      const problem = problemOf(dirname(path));
      const known = problem === undefined ? undefined : found.get(problem);
      if (known !== undefined) known.count += 1;
      else if (problem !== undefined) found.set(problem, { first: asset, path, count: 1 });
    }
  }
  return [...found].map(([problem, { first, path, count }]) => ({
    severity: "error",
    code: "path-outside-project",
    message: `${path}${count > 1 ? ` (and ${count - 1} more)` : ""}: ${problem}`,
    hint: "remove the link, or give the asset another `output`",
    place: (first.origins.output ?? first.origins.outputs)?.place ?? first.place,
    asset: first.name,
  }));
}

function linkProblem(root: string, folder: string): string | undefined {
  const path = join(root, folder);
  if (!isLink(path)) return undefined;
  try {
    const real = realpathSync.native(path);
    return leadsOut(relative(root, real)) ? `${folder} is a link out of the project, to ${real}` : undefined;
  } catch {
    return `${folder} is a link that leads nowhere`;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    // A file in the way, a folder that may not be looked into: said where it is written.
    return false;
  }
}
