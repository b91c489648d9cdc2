import { LOCK_FILE } from "../core/file-names.ts";
import type { LockChange } from "../core/lock-changes.ts";
import type { Lock } from "../core/lock.ts";
import type { Planning } from "../core/plan.ts";
import { openBuildJournal, type BuildJournal } from "./journal.ts";
import { keepOriginals } from "./keep-originals.ts";
import type { Begun, Session } from "./session.ts";

/**
 * Runs a command that changes the lock without building: under the lease, and written when it is done.
 * @throws MachineError, DiagnosticsError
 */
export async function editLock<Result>(
  session: Session,
  edit: (begun: Begun) => Promise<{ readonly changes: readonly LockChange[]; readonly result: Result }>,
): Promise<Result> {
  const release = await session.lease({ wait: true });
  try {
    const begun = await session.begin({});
    const { changes, result } = await edit(begun);
    const journal = openProjectJournal(session, begun);
    try {
      for (const change of changes) await journal.record(change);
      await journal.fold();
    } finally {
      await journal.close();
    }
    return result;
  } finally {
    release();
  }
}

/**
 * The journal on top of the lock as it was when the plan began. Whoever writes an entry, what another asset needs of
 * the former one is handed on with it.
 */
export function openProjectJournal(
  { lockFolder, files, profile, listener }: Session,
  { read, store, planning }: Begun,
): BuildJournal {
  // What a profile makes is not committed, and has no place among what is.
  const beforeLockIsWritten = async (lock: Lock) => (profile === undefined ? keepOriginals(store, lock) : undefined);
  const onMerged = () => {
    const message = `${LOCK_FILE} was changed by something else meanwhile; merged asset by asset`;
    listener({ type: "warning", code: "lock-merged", message });
  };
  const journal = openBuildJournal({ folder: lockFolder, file: files.journal, beforeLockIsWritten, onMerged }, read);
  return { ...journal, record: (change) => journal.record(withHeirs(planning, change)) };
}

function withHeirs(planning: Planning, change: LockChange): LockChange {
  if (change.type !== "entry") return change;
  const heirs = planning.heirsOf(change.asset, change.entry);
  return heirs.length === 0 ? change : { ...change, heirs };
}
