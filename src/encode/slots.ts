import { availableParallelism } from "node:os";
import PQueue from "p-queue";

/** sharp itself is pinned to one thread a picture: AVIF bytes depend on its thread count. */
const queue = new PQueue({ concurrency: availableParallelism() });

/**
 * Runs a task when a core is free; of those that wait, the dearest first. All pictures share these slots, so that one
 * picture with many outputs keeps every core busy and many pictures do not crowd each other out.
 */
export function runInSlot<Value>(cost: number, task: () => Promise<Value>): Promise<Value> {
  return queue.add(task, { priority: cost });
}
