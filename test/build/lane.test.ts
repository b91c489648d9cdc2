import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/build/clock.ts";
import { createLane } from "../../src/build/lane.ts";

/** Time that passes only when somebody sleeps. */
function fakeClock(): Clock & { slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    random: () => 0,
    sleep(milliseconds) {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

const never = new AbortController().signal;

describe("the lane to a provider", () => {
  it("runs as many tasks at a time as the provider takes", async () => {
    const lane = createLane({ concurrency: 3, timeout: 1 }, fakeClock(), never);
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => lane.run(task)));
    expect(most).toBe(3);
  });

  it("makes everybody wait for a shared back-off, until its end and no longer", async () => {
    const clock = fakeClock();
    const lane = createLane({ concurrency: 8, timeout: 1 }, clock, never);
    lane.pause(1000);
    lane.pause(400);
    await lane.ready();
    await lane.ready();
    expect(clock.slept).toEqual([1000]);
  });

  it("halves its width when the rate is limited and grows back by one for each success", async () => {
    const lane = createLane({ concurrency: 4, timeout: 1 }, fakeClock(), never);
    const width = async () => {
      let running = 0;
      let most = 0;
      const task = async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      };
      await Promise.all(Array.from({ length: 10 }, () => lane.run(task)));
      return most;
    };
    lane.pause(0);
    expect(await width()).toBe(2);
    lane.succeeded();
    expect(await width()).toBe(3);
  });

  it("stops after five pictures in a row that the server failed, and says so", () => {
    const lane = createLane({ concurrency: 1, timeout: 1 }, fakeClock(), never);
    for (let picture = 0; picture < 4; picture += 1) lane.failed();
    lane.succeeded();
    for (let picture = 0; picture < 4; picture += 1) lane.failed();
    expect(lane.stopped).toBeUndefined();
    lane.failed();
    expect(lane.stopped?.reason).toBe("5 pictures in a row failed at the server");
  });
});
