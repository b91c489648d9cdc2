import { LOCK_FILE } from "../core/file-names.ts";
import { parseLockText, type LockConflict } from "../core/lock-merge.ts";
import { EMPTY_LOCK, type Lock } from "../core/lock.ts";
import { git } from "./git.ts";
import { UsageError } from "./usage-error.ts";

/** How far back history counts: a branch that was deleted last week may be wanted again. */
const RECENT = "30 days ago";

/**
 * The locks of every branch, tag and stash of the repository around a project, and of their recent history: what they
 * name was paid for and is wanted by somebody. None outside a repository.
 *
 * @throws UsageError when one cannot be read: what it names is unknown then, so nothing may go.
 */
export async function readBranchLocks(root: string): Promise<readonly Lock[]> {
  const top = await git(root, ["rev-parse", "--show-toplevel"]).catch(() => undefined);
  if (top === undefined) return [];
  const prefix = await git(root, ["rev-parse", "--show-prefix"]);
  const refs = await git(root, ["for-each-ref", "--format=%(objectname)"]);
  const file = `${prefix.trim()}${LOCK_FILE}`;
  const recent = await git(root, ["log", "--all", "--reflog", `--since=${RECENT}`, "--format=%H", "--", LOCK_FILE]);
  const locks = new Map<string, readonly Lock[]>();
  for (const commit of new Set([...refs.split("\n"), ...recent.split("\n")].filter(Boolean))) {
    const blob = (await git(root, ["rev-parse", "--verify", "--quiet", `${commit}:${file}`]).catch(() => "")).trim();
    if (blob === "" || locks.has(blob)) continue;
    const parsed = parseLockText(await git(root, ["cat-file", "blob", blob]));
    if ("problem" in parsed) throw unreadable(file, commit, parsed.problem.message);
    locks.set(blob, [parsed.lock, otherSide(parsed.conflicts)]);
  }
  return [...locks.values()].flat();
}

/** A lock that was committed with its conflicts: what either side names is wanted. */
function otherSide(conflicts: readonly LockConflict[]): Lock {
  return { ...EMPTY_LOCK, assets: new Map(conflicts.map(({ asset, theirs }) => [asset, theirs])) };
}

function unreadable(file: string, commit: string, message: string): UsageError {
  return new UsageError(
    `${file} of ${commit.slice(0, 12)}: ${message}`,
    "nothing is collected while it is unknown which originals a branch needs",
  );
}
