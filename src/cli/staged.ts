import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { findManifest } from "../build/load/find-manifest.ts";
import { STATE_FOLDER } from "../core/file-names.ts";
import type { Context } from "./context.ts";
import { git } from "./git.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Runs a body over what is staged for the next commit instead of what lies in the working tree: the index is written
 * out, inside `.git`, and forgotten afterwards. Git LFS files are left as pointers, which a check understands.
 *
 * @throws UsageError outside a repository
 */
export async function withStaged<Result>(
  context: Context,
  body: (staged: Context) => Promise<Result>,
): Promise<Result> {
  const { cwd } = context;
  const top = (await git(cwd, ["rev-parse", "--show-toplevel"]).catch(() => "")).trim();
  if (top === "") throw new UsageError("--staged needs a git repository");
  const state = resolve(cwd, (await git(cwd, ["rev-parse", "--git-path", "imagegen"])).trim());
  mkdirSync(state, { recursive: true });
  const tree = mkdtempSync(join(state, "staged-"));
  try {
    // The search for a manifest ends at a repository's edge; this is one.
    writeFileSync(join(tree, ".git"), "");
    const words = ["-c", "filter.lfs.smudge=cat", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"];
    await git(top, [...words, "checkout-index", "--all", `--prefix=${tree}/`]);
    return await body({ ...context, cwd: join(tree, relative(top, cwd)), environment: withStore(context) });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** What is missing from the index is still in the project's own store: the advice should be to restore it. */
function withStore({ cwd, globals, environment }: Context): Context["environment"] {
  const { root } = findManifest({ cwd, ...(globals.config !== undefined && { config: globals.config }) });
  return (name) => environment(name) ?? (name === "IMAGEGEN_STORE" ? join(root, STATE_FOLDER) : undefined);
}
