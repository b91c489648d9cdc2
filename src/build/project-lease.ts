import { join } from "node:path";
import type { Listener } from "../core/event.ts";
import { acquireLease } from "../store/lease.ts";
import { DiagnosticsError } from "./diagnostics-error.ts";
import { readTextFile } from "./read-text.ts";

interface LeaseRequest {
  /** Absolute. */
  readonly file: string;
  readonly wait: boolean;
  readonly signal: AbortSignal | undefined;
  readonly listener: Listener;
  /** The project as it was read: its folder, and the texts by their paths in it. Absent: it is not looked at again. */
  readonly read?: { readonly root: string; readonly sources: ReadonlyMap<string, string> };
}

/**
 * One build of a project at a time. Whoever had to wait is refused if what was read before is another text by now: to
 * act on it would pay for a prompt that nobody has any more, or delete what has just been built.
 *
 * @returns what gives the lease back
 * @throws MachineError `lease-held` when it must not wait; DiagnosticsError naming each file that changed
 */
export async function leaseProject({ file, wait, signal, listener, read }: LeaseRequest): Promise<() => void> {
  let waited = false;
  const onWait = (holder: string) => {
    waited = true;
    listener({ type: "waiting-for-lease", holder });
  };
  const patience = wait ? Number.POSITIVE_INFINITY : 0;
  const release = await acquireLease(file, {
    wait: patience,
    work: "another build of this project",
    onWait,
    ...(signal && { signal }),
  });
  if (!waited || read === undefined) return release;
  try {
    refuseChanged(read);
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

function refuseChanged({ root, sources }: NonNullable<LeaseRequest["read"]>): void {
  const changed = [...sources].filter(([path, text]) => readTextFile(join(root, path)) !== text);
  if (changed.length === 0) return;
  throw new DiagnosticsError(
    changed.map(([path]) => ({
      severity: "error",
      code: "source-changed",
      message: "it changed while this command waited for another build; nothing was done",
      hint: "run the command again",
      place: { file: path },
    })),
  );
}
