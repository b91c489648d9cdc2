import { availableParallelism } from "node:os";

/**
 * Runs a task when a core is free; of those that wait, the dearest first. All pictures share these slots, so that one
 * picture with many outputs keeps every core busy and many pictures do not crowd each other out.
 */
export function runInSlot<Value>(cost: number, task: () => Promise<Value>): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const run = () => {
      task().then(resolve, reject).finally(release);
    };
    if (free > 0) {
      free -= 1;
      run();
    } else {
      const cheaper = waiting.findIndex((other) => other.cost < cost);
      waiting.splice(cheaper === -1 ? waiting.length : cheaper, 0, { cost, run });
    }
  });
}

let free = availableParallelism();
const waiting: { readonly cost: number; readonly run: () => void }[] = [];

function release(): void {
  const next = waiting.shift();
  if (next === undefined) free += 1;
  else next.run();
}
