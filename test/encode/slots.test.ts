import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { runInSlot } from "../../src/encode/slots.ts";

const cores = availableParallelism();

it("runs as many at a time as there are cores, then the dearest that waits", async () => {
  const started: string[] = [];
  let running = 0;
  let most = 0;
  const gates: (() => void)[] = [];
  const task = (name: string) => async () => {
    started.push(name);
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((open) => gates.push(open));
    running -= 1;
    return name;
  };
  const blockers = Array.from({ length: cores }, (_, index) => runInSlot(0, task(`first ${index}`)));
  const costs = [1, 3, 2, 3, Number.POSITIVE_INFINITY, 0];
  const waiting = costs.map((cost, index) => runInSlot(cost, task(`${cost} (${index})`)));
  expect(started).toHaveLength(cores);
  while (started.length < cores + costs.length) {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const open of gates) open();
  expect(await Promise.all(waiting)).toHaveLength(costs.length);
  await Promise.all(blockers);
  expect(started.slice(cores)).toEqual(["Infinity (4)", "3 (1)", "3 (3)", "2 (2)", "1 (0)", "0 (5)"]);
  expect(most).toBe(cores);
});

it("hands an error on and frees the slot", async () => {
  const failing = Array.from({ length: cores * 2 }, () => runInSlot(1, () => Promise.reject(new Error("no"))));
  const results = await Promise.allSettled(failing);
  expect(results.every(({ status }) => status === "rejected")).toBe(true);
  expect(await runInSlot(1, () => Promise.resolve("still works"))).toBe("still works");
});
