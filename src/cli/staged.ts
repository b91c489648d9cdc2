import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { findManifest } from "../build/load/find-manifest.ts";
import { openPlacedHistory } from "../build/placed.ts";
import type { Sha256 } from "../core/digest.ts";
import { LOCK_FILE, STATE_FOLDER } from "../core/file-names.ts";
import { parseLockText } from "../core/lock-merge.ts";
import { EMPTY_LOCK, outputsOf } from "../core/lock.ts";
import { stateFiles } from "../store/layout.ts";
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

/**
 * Whether imagegen wrote these bytes to this path before what is staged: by the lock of the last commit, or by what
 * this machine remembers. Such a file is nobody's edit.
 */
export async function writtenBefore(context: Context): Promise<(path: string, digest: Sha256) => boolean> {
  const root = projectRoot(context);
  const text = await git(root, ["cat-file", "blob", `HEAD:./${LOCK_FILE}`]).catch(() => "");
  const parsed = parseLockText(text);
  const lock = "problem" in parsed ? EMPTY_LOCK : parsed.lock;
  const locked = new Map([...lock.assets.values()].flatMap((entry) => [...outputsOf(entry)]));
  const history = openPlacedHistory(stateFiles(join(root, STATE_FOLDER)).placed);
  return (path, digest) => locked.get(path)?.sha256 === digest || history.has(path, digest);
}

function projectRoot({ cwd, globals }: Context): string {
  return findManifest({ cwd, ...(globals.config !== undefined && { config: globals.config }) }).root;
}

/** What is missing from the index is still in the project's own store: the advice should be to restore it. */
function withStore(context: Context): Context["environment"] {
  const root = projectRoot(context);
  return (name) => context.environment(name) ?? (name === "IMAGEGEN_STORE" ? join(root, STATE_FOLDER) : undefined);
}
