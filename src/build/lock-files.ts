import { dirname, join, resolve } from "node:path";
import { ACTION_NEEDS, type AssetPlan } from "../core/asset-plan.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Summary } from "../core/event.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { formatMerge, mergeLocks, type LockConflict } from "../core/lock-merge.ts";
import { salvageLock } from "../core/lock-salvage.ts";
import { EMPTY_LOCK, type Lock } from "../core/lock.ts";
import { formatLock, parseLock } from "../core/lockfile.ts";
import { writeAtomically } from "../store/files.ts";
import { ensureFolder } from "../store/folders.ts";
import { runBuild } from "./build.ts";
import { DiagnosticsError } from "./diagnostics-error.ts";
import { readTextFile } from "./read-text.ts";
import type { Session } from "./session.ts";

export interface MergeRequest {
  readonly cwd: string;
  /** What all sides started from. A missing or empty file is an empty lock: git hands one over where there was none. */
  readonly base: string;
  /** Two or more; the first is written to, as git expects of a merge driver. */
  readonly sides: readonly [string, ...string[]];
  /** Written to instead of the first side. */
  readonly out?: string;
}

/**
 * Merges lock files asset by asset. What both changed differently stays in the file between git's markers, each side
 * whole; the next build takes the one that the merged manifest asks for.
 *
 * @throws DiagnosticsError for a file that is no lock; MachineError
 */
export async function mergeLockFiles(request: MergeRequest): Promise<readonly LockConflict[]> {
  const problems: Diagnostic[] = [];
  const read = (file: string, options: { readonly mayLack: boolean }): Lock => {
    const text = readTextFile(resolve(request.cwd, file)) ?? "";
    if (text.trim() === "" && options.mayLack) return EMPTY_LOCK;
    const parsed = parseLock(text);
    if ("lock" in parsed) return parsed.lock;
    problems.push({ ...parsed.problem, message: `${file}: ${parsed.problem.message}` });
    return EMPTY_LOCK;
  };
  const base = read(request.base, { mayLack: true });
  const [first, ...others] = request.sides;
  let lock = read(first, { mayLack: false });
  const conflicts: LockConflict[] = [];
  for (const other of others) {
    const merged = mergeLocks({ base, ours: lock, theirs: read(other, { mayLack: false }) });
    lock = merged.lock;
    conflicts.push(...merged.conflicts.filter(({ asset }) => !conflicts.some((known) => known.asset === asset)));
  }
  if (problems.length > 0) throw new DiagnosticsError(problems);
  const target = resolve(request.cwd, request.out ?? first);
  const text = formatMerge({ lock, conflicts }, { ours: "ours", theirs: "theirs" });
  await writeAtomically(target, text, { root: dirname(target), durable: true });
  return conflicts;
}

export interface Rebuilt {
  /** Entries that could be taken over from the broken file. */
  readonly salvaged: number;
  /** Where the broken file lies now, relative to the project; undefined where there was none. */
  readonly backup: string | undefined;
  /** What cannot be had back for nothing. */
  readonly left: readonly AssetPlan[];
  readonly summary: Summary;
}

/**
 * Makes the lock anew from what is left of it and from what the store holds. Calls nobody and pays for nothing; assets
 * that would have to be generated are left as they are and named.
 *
 * @throws DiagnosticsError, MachineError
 */
export async function rebuildLock(session: Session): Promise<Rebuilt> {
  const { root, files } = session;
  const file = join(root, LOCK_FILE);
  const release = await session.lease({ wait: true });
  let backup: string | undefined;
  let lock = EMPTY_LOCK;
  try {
    const text = readTextFile(file);
    const parsed = text === undefined ? undefined : parseLock(text);
    if (text !== undefined && parsed !== undefined && "problem" in parsed) {
      // It is not broken: an older program would lose what it does not know.
      if (parsed.problem.code === "lock-newer") throw new DiagnosticsError([parsed.problem]);
      lock = salvageLock(text);
      backup = join(dirname(files.journal), "lock-before-rebuild.json");
      ensureFolder(dirname(backup), { root, mode: 0o700 });
      await writeAtomically(backup, text, { root, durable: true });
      await writeAtomically(file, formatLock(lock), { root, durable: true });
    }
  } finally {
    release();
  }
  const { plan } = await session.begin({});
  // A person's edit is kept, which needs nobody either.
  const isFree = ({ action }: AssetPlan) =>
    ACTION_NEEDS[action] === "nothing" || ACTION_NEEDS[action] === "free" || action === "modified";
  const selected = new Set(plan.assets.filter(isFree).map(({ name }) => name));
  const never = new AbortController().signal;
  const left = plan.assets.filter((asset) => !isFree(asset));
  const wanted = { selected, frozen: false, maxCalls: 0, leavesWork: left.length > 0 };
  const summary = await runBuild(session, { ...wanted, stop: never, abort: never });
  return { salvaged: lock.assets.size, backup, left, summary };
}
