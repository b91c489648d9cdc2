import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import { loadSharp } from "../encode/load-sharp.ts";

/**
 * Pictures in hand: as many decoded originals at a time as there are cores, the dearest first, apart from the calls.
 * What is done to them takes its turn by output, see `encode/slots.ts`.
 */
export interface EncodeQueue {
  /** `cost` orders what waits: pixels times the format's price. */
  run<Value>(task: () => Promise<Value>, cost: number): Promise<Value>;
  /** Loads the encoder, which takes 70 to 90 ms, while the first calls are waiting for their answers. */
  warmUp(): void;
  /** Resolves when little waits: the bounded hand-over that keeps paid answers from piling up in memory. */
  roomy(): Promise<void>;
}

/** Milliseconds. */
const WARM_UP_DELAY = 40;

/** One for a run: a second one would put twice as many pictures in memory. */
export function createEncodeQueue(): EncodeQueue {
  const concurrency = availableParallelism();
  const queue = new PQueue({ concurrency });
  let warm = false;
  return {
    warmUp() {
      if (warm) return;
      warm = true;
      // Not before the requests that were just started are on their way. What is wrong with it is said when it is used.
      setTimeout(() => void loadSharp().catch(() => undefined), WARM_UP_DELAY).unref();
    },
    run: (task, cost) => queue.add(task, { priority: cost }),
    roomy: () => queue.onSizeLessThan(concurrency * 4),
  };
}
