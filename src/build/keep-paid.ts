import { collectGarbage } from "../store/gc.ts";
import { MachineError } from "../store/machine-error.ts";
import type { BuildContext } from "./context.ts";

/** Milliseconds that a paid answer waits in memory for somebody to make room. */
const PATIENCE = 60_000;

/** Milliseconds between attempts. */
const PAUSE = 500;

/**
 * Writes what cannot be had again without paying (F31, F34). Where there is no room, nothing more is asked for, the
 * spare room and then what was derived make way, and then the answer waits in memory while a person may free some.
 * Each attempt writes everything anew, so a failed sync is never taken for a good one (F35).
 *
 * @throws MachineError when there is no room in the end, or the machine refuses for another reason
 */
export async function keepPaid<Value>(context: BuildContext, write: () => Promise<Value>): Promise<Value> {
  const { clock, listener, store } = context;
  const makeRoom = [
    () => context.giveUpSpare(),
    () => collectGarbage(store, { keepObjects: new Set(), derivedCap: 0 }),
  ];
  let until: number | undefined;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof MachineError) || !SHORTAGES.has(error.code)) throw error;
      context.halt(error);
      const next = makeRoom.shift();
      if (next !== undefined) {
        tryTo(next);
        continue;
      }
      if (until === undefined) {
        until = clock.now() + PATIENCE;
        const message = `a picture that was paid for is held in memory for ${PATIENCE / 1000} s: ${error.message}`;
        listener({ type: "warning", code: "no-room-for-answer", message });
      }
      if (clock.now() >= until || context.abort.aborted) throw error;
      await clock.sleep(PAUSE, context.abort);
    }
  }
}

/** An answer is not lost because something else could not be removed. */
function tryTo(makeRoom: () => unknown): void {
  try {
    makeRoom();
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
  }
}

/** What may pass: room is made, files are closed. */
const SHORTAGES: ReadonlySet<MachineError["code"]> = new Set(["disk-full", "no-inodes", "too-many-files"]);
