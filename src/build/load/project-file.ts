import { existsSync, lstatSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { dirname, basename, join, relative, sep, isAbsolute } from "node:path";
import { nearest } from "../../core/nearest.ts";
import type { InputProblem } from "../../core/resolve/project.ts";
import { unreadable } from "./source-text.ts";

/** A file that really is in the project. */
export interface ProjectFile {
  /** Relative to the project, links followed, with `/`. */
  readonly path: string;
  readonly stat: Stats;
}

/**
 * Follows a path of the project to the file that it stands for. A link that leads out is refused, and so is a hidden
 * file (`.env`, `.git/config`): what is read here is sent to somebody, and a manifest may come with a pull request (T5). `root` has no links in it (`realRoot`). A name is tried in both Unicode forms: which one a disk has is an accident.
 */
export function findProjectFile(root: string, path: string): ProjectFile | InputProblem {
  let failure: unknown;
  for (const spelling of spellings(path)) {
    try {
      const real = realpathSync.native(join(root, spelling));
      const inside = relative(root, real);
      if (leadsOut(inside))
        return { problem: "path-outside-project", message: "it is a link to somewhere outside the project" };
      if (isHidden(inside)) return HIDDEN;
      return { path: inside.split(sep).join("/"), stat: statSync(real) };
    } catch (error) {
      failure ??= error;
    }
  }
  const problem = unreadable(failure);
  if (problem.problem === "file-forbidden") return problem;
  const near = nearestEntry(join(root, path));
  return {
    ...problem,
    ...(near !== undefined && { hint: `did you mean "${near}"?` }),
  };
}

/**
 * What is wrong with a manifest that is a link: it leads out of the repository that `root` is in (out of `root` where
 * that is in none), or to a hidden file. Undefined for what is no link, or leads nowhere, which is said when it is read.
 */
export function linkProblem(root: string, path: string): InputProblem | undefined {
  try {
    if (!lstatSync(path).isSymbolicLink()) return undefined;
    const inside = relative(realRoot(repositoryOf(root) ?? root), realpathSync.native(path));
    return leadsOut(inside) ? LINKED_OUT : isHidden(inside) ? HIDDEN : undefined;
  } catch {
    return undefined;
  }
}

function repositoryOf(folder: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    if (existsSync(join(above, ".git"))) return above;
    if (above === dirname(above)) return undefined;
  }
}

/** Is a relative path one to somewhere else? */
export function leadsOut(inside: string): boolean {
  return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

const LINKED_OUT: InputProblem = {
  problem: "path-outside-project",
  message: "it is a link to somewhere outside the repository",
  hint: "name the file that it leads to with --config",
};

function isHidden(inside: string): boolean {
  return inside.split(sep).some((segment) => segment.startsWith("."));
}

/** Globs match none of them either. */
const HIDDEN: InputProblem = {
  problem: "path-hidden",
  message: "it is hidden (a name that begins with a dot), and hidden files may hold keys",
  hint: "put what is to be read into a file with another name",
};

/** The folder without links; as it is where it does not exist. */
export function realRoot(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

function spellings(path: string): Iterable<string> {
  const composed = path.normalize("NFC");
  const decomposed = path.normalize("NFD");
  return composed === decomposed ? [path] : new Set([path, composed, decomposed]);
}

function nearestEntry(path: string): string | undefined {
  try {
    return nearest(basename(path), readdirSync(dirname(path)));
  } catch {
    return undefined;
  }
}
