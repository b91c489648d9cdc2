import { join } from "node:path";
import type { Options } from "fast-glob";
import { byCodeUnit } from "../../core/json.ts";
import type { InputProblem } from "../../core/resolve/project.ts";

/** Paths relative to the folder, in code-unit order. */
export type GlobResult = { readonly paths: readonly string[] } | InputProblem;

const MOST_CHARACTERS = 256;
const MOST_HITS = 10_000;
/** Braces are written out before matching. */
const MOST_ALTERNATIVES = 64;
/** With more in one name, matching it becomes a search whose time has their number in the exponent. */
const MOST_STARS = 3;

/** True when a path means more than itself to the glob library. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}()!+@\\]/.test(path);
}

/** Why a pattern is not tried at all: one that is meant to be expensive arrives with a pull request (T12). */
export function globProblem(pattern: string): string | undefined {
  if (pattern.length > MOST_CHARACTERS) return `a pattern has at most ${MOST_CHARACTERS} characters`;
  if (/\{[^{}]*\.\.[^{}]*\}/.test(pattern)) return "ranges like {1..9} are not taken";
  if (/\{[^}]*\{/.test(pattern)) return "braces within braces are not taken";
  const braces = pattern.match(/\{[^}]*\}/g) ?? [];
  if (braces.reduce((product, brace) => product * brace.split(",").length, 1) > MOST_ALTERNATIVES)
    return `braces in a pattern give at most ${MOST_ALTERNATIVES} alternatives`;
  if (/[@!+*?]\(/.test(pattern)) return "patterns like @(a|b) are not taken; write {a,b}";
  if ((pattern.match(/\*\*/g)?.length ?? 0) > 3) return "a pattern has at most three **";
  const segments = pattern.split("/");
  if (segments.some((segment) => segment !== "**" && segment.split("*").length - 1 > MOST_STARS))
    return `there are at most ${MOST_STARS} * between two slashes`;
  return segments.includes("..") ? "`..` can only stand at the start" : undefined;
}

/** What a glob means, wherever it is asked: hidden files, linked folders and node_modules are not in it. */
const RULES: Options = {
  followSymbolicLinks: false,
  onlyFiles: true,
  dot: false,
  extglob: false,
  suppressErrors: true,
  ignore: ["**/node_modules/**"],
};

/** The part of Node's file system by which the glob library looks at a project. */
export type GlobFiles = Required<Pick<NonNullable<Options["fs"]>, "lstatSync" | "statSync" | "readdirSync">>;

/** What a sound glob would match in a folder of files that need not exist, by the library that matches those that do. */
export async function matchImagined(cwd: string, pattern: string, files: GlobFiles): Promise<readonly string[]> {
  const { default: fastGlob } = await import("fast-glob");
  return fastGlob.sync(pattern, { ...RULES, cwd, fs: files }).sort(byCodeUnit);
}

/**
 * The files that a glob matches below a folder: none that begin with a dot, nothing through linked folders, nothing in
 * node_modules. At most ten thousand.
 */
export async function matchGlob(root: string, folder: string, pattern: string): Promise<GlobResult> {
  const problem = globProblem(pattern);
  if (problem !== undefined) return { problem: "glob-invalid", message: problem };
  const { default: fastGlob } = await import("fast-glob");
  const paths: string[] = [];
  const stream = fastGlob.stream(pattern, { ...RULES, cwd: join(root, folder) });
  for await (const path of stream as AsyncIterable<string>) {
    if (paths.length === MOST_HITS)
      return { problem: "glob-invalid", message: `it matches more than ${MOST_HITS} files`, hint: "make it narrower" };
    paths.push(path);
  }
  return { paths: paths.sort(byCodeUnit) };
}
