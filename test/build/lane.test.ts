import { setMaxListeners } from "node:events";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lane, type LaneOptions } from "../../src/build/lane.ts";
import { EXIT } from "../../src/core/exit.ts";
import { SimulatedClock } from "../support/simulated-clock.ts";

const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);
const HOLD = 10;

interface Options {
  readonly concurrency: number;
  readonly perMinute?: number;
  /** By model. */
  readonly models?: Readonly<Record<string, ReturnType<LaneOptions["limitsOf"]>>>;
  readonly signal?: AbortSignal;
}

function laneWith(clock: SimulatedClock, { concurrency, perMinute, models = {}, signal = NEVER }: Options): Lane {
  return new Lane({
    limits: { concurrency, timeout: 1, ...(perMinute !== undefined && { requestsPerMinute: perMinute }) },
    limitsOf: (model) => models[model ?? ""] ?? { concurrency: undefined, requestsPerMinute: undefined },
    clock,
    signal,
  });
}

/** Sends calls that take a while, all at once; tells when each was started, and how many ran at the same time. */
async function traffic(clock: SimulatedClock, lane: Lane, models: readonly (string | undefined)[]) {
  let running = 0;
  let most = 0;
  const starts: (readonly [model: string | undefined, moment: number])[] = [];
  const task = (model: string | undefined) => async () => {
    running += 1;
    most = Math.max(most, running);
    starts.push([model, clock.now()]);
    await clock.sleep(HOLD, NEVER);
    running -= 1;
  };
  await clock.until(Promise.all(models.map((model) => lane.send(model, task(model)))));
  return { most, starts };
}

const calls = (count: number, model?: string) => Array.from({ length: count }, () => model);

describe("the lane to a provider", () => {
  it("runs as many tasks at a time as the provider takes", async () => {
    const clock = new SimulatedClock();
    const { most } = await traffic(clock, laneWith(clock, { concurrency: 3 }), calls(12));
    expect(most).toBe(3);
  });

  it("makes everybody wait for a shared back-off, until its end and no longer", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 16 });
    lane.pause(1000);
    lane.pause(400);
    const { starts } = await traffic(clock, lane, ["a", "b", "c"]);
    expect(starts).toEqual([
      ["a", 1000],
      ["b", 1000],
      ["c", 1000],
    ]);
  });

  it("lets what was paid for be fetched during a back-off", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 8 });
    lane.pause(1000);
    expect(await clock.until(lane.run(() => Promise.resolve(clock.now())))).toBe(0);
  });

  it("keeps what was paid for in its turn after a stop, jobs to their number", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 2 });
    lane.stop({ reason: "it is over", exit: EXIT.failed });
    const starts: number[] = [];
    const job = (): Promise<void> =>
      lane.run((turn) => {
        starts.push(clock.now());
        return turn.aside(() => clock.sleep(HOLD, NEVER));
      }, "job");
    await clock.until(Promise.all([job(), job(), job()]));
    expect(starts).toEqual([0, 0, HOLD]);
  });

  it("sends as many at a time as were under way when one was refused, and one more after ten answers", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 8 });
    const others = traffic(clock, lane, calls(3));
    await lane.send("m", (turn) => Promise.resolve(turn.refused()));
    await others;
    expect((await traffic(clock, lane, calls(10))).most).toBe(3);
    for (let answer = 0; answer < 9; answer += 1) lane.succeeded();
    expect((await traffic(clock, lane, calls(10))).most).toBe(3);
    lane.succeeded();
    expect((await traffic(clock, lane, calls(10))).most).toBe(4);
  });

  it("stops after five pictures in a row that the server failed, and says so", () => {
    const lane = laneWith(new SimulatedClock(), { concurrency: 1 });
    for (let picture = 0; picture < 4; picture += 1) lane.failed();
    lane.succeeded();
    for (let picture = 0; picture < 4; picture += 1) lane.failed();
    expect(lane.stopOf("a")).toBeUndefined();
    lane.failed();
    expect(lane.stopOf("a")?.reason).toBe("5 pictures in a row failed at the server");
  });

  it("stops after eight calls in a row that were refused one at a time, and says so", async () => {
    const lane = laneWith(new SimulatedClock(), { concurrency: 4 });
    const refuse = () => lane.send("a", (turn) => Promise.resolve(turn.refused()));
    for (let call = 0; call < 7; call += 1) await refuse();
    expect(lane.refusedInARow).toBe(7);
    lane.succeeded();
    for (let call = 0; call < 7; call += 1) await refuse();
    expect(lane.stopOf("a")).toBeUndefined();
    await refuse();
    expect(lane.stopOf("a")).toEqual({ reason: "it refused 8 calls in a row for their rate", exit: 1 });
  });

  it("keeps a model to its own concurrency and lets the others pass", async () => {
    const clock = new SimulatedClock();
    const models = { slow: { concurrency: 1, requestsPerMinute: undefined } };
    const lane = laneWith(clock, { concurrency: 4, models });
    const { starts } = await traffic(clock, lane, [...calls(3, "slow"), ...calls(3, "quick")]);
    expect(starts.filter(([model]) => model === "slow").map(([, at]) => at)).toEqual([0, HOLD, 2 * HOLD]);
    expect(starts.filter(([model]) => model === "quick").map(([, at]) => at)).toEqual([0, 0, 0]);
  });

  it("keeps a limit per minute: of a model, and of the provider", async () => {
    const clock = new SimulatedClock();
    const models = { scarce: { concurrency: undefined, requestsPerMinute: 2 } };
    const scarce = await traffic(clock, laneWith(clock, { concurrency: 8, models }), calls(5, "scarce"));
    expect(scarce.starts.map(([, at]) => at)).toEqual([0, 0, 60_000, 60_000, 120_000]);
    const start = clock.now();
    const all = await traffic(clock, laneWith(clock, { concurrency: 8, perMinute: 2 }), ["a", "b", "c"]);
    expect(all.starts.map(([, at]) => at - start)).toEqual([0, 0, 60_000]);
  });

  it("waits for nothing any more when the run is to stop, or the provider is", async () => {
    const clock = new SimulatedClock();
    const stop = new AbortController();
    const stopping = laneWith(clock, { concurrency: 8, perMinute: 1, signal: stop.signal });
    const first = traffic(clock, stopping, calls(3));
    stop.abort();
    expect((await first).starts.map(([, at]) => at)).toEqual([0, 0, 0]);
    const start = clock.now();
    const stopped = laneWith(clock, { concurrency: 8, perMinute: 1 });
    const second = traffic(clock, stopped, calls(3));
    stopped.stop({ reason: "no credit", exit: 5 });
    expect((await second).starts.map(([, at]) => at - start)).toEqual([0, 0, 0]);
  });

  it("stops one model, and the others go on", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 8, perMinute: 1 });
    const stop = { reason: "not for this account", exit: EXIT.provider, model: "blocked" };
    lane.stop(stop);
    lane.stop({ ...stop, reason: "again" });
    const sending = traffic(clock, lane, ["blocked", "blocked", "free", "free"]);
    expect([lane.stopOf("blocked"), lane.stopOf("free"), lane.stopOf(undefined)]).toEqual([stop, undefined, undefined]);
    // What finds out that it is stopped waits for nothing, and takes nothing of the rate.
    expect((await sending).starts).toEqual([
      ["blocked", 0],
      ["blocked", 0],
      ["free", 0],
      ["free", 60_000],
    ]);
    lane.stop({ reason: "no credit", exit: 5 });
    expect(lane.stopOf("free")?.reason).toBe("no credit");
  });

  it("lets others have the slot of a job that stands aside, and the job its slot back before them", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 1 });
    const seen: string[] = [];
    const job = (name: string) =>
      lane.send(
        "clips",
        async ({ aside }) => {
          seen.push(`${name} asked for`);
          await aside(() => clock.sleep(1.5 * HOLD, NEVER));
          seen.push(`${name} done`);
        },
        "job",
      );
    const picture = (name: string) =>
      lane.send("pictures", async () => {
        await clock.sleep(HOLD, NEVER);
        seen.push(name);
      });
    await clock.until(Promise.all([job("a"), job("b"), ...["1", "2", "3"].map(picture)]));
    // As many jobs at a time as calls: here one, so the second is asked for when the first is done.
    expect(seen).toEqual(["a asked for", "1", "2", "a done", "b asked for", "3", "b done"]);
  });

  it("keeps a job that stands aside within its model's concurrency, and out of the rate", async () => {
    const clock = new SimulatedClock();
    const models = { clips: { concurrency: 2, requestsPerMinute: undefined } };
    const lane = laneWith(clock, { concurrency: 4, models });
    let [under, most] = [0, 0];
    const job = () =>
      lane.send(
        "clips",
        async ({ heard, aside }) => {
          under += 1;
          most = Math.max(most, under);
          heard({ remaining: 0, reset: HOLD, limit: 1 });
          await aside(() => clock.sleep(10 * HOLD, NEVER));
          under -= 1;
        },
        "job",
      );
    await clock.until(Promise.all([job(), job(), job()]));
    // The second went in the next window, though the first was still awaited.
    expect([most, clock.now()]).toEqual([2, 20 * HOLD]);
  });

  it("gives a slot back that was left by a wait that failed", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 1 });
    const broken = lane.send("clips", ({ aside }) => aside(() => Promise.reject(new Error("abandoned"))), "job");
    await expect(clock.until(broken)).rejects.toThrow("abandoned");
    expect((await traffic(clock, lane, calls(3))).most).toBe(1);
  });

  it("goes on after a task that rejects", async () => {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency: 1 });
    const bad = lane.send("a", () => Promise.reject(new Error("no")));
    const good = lane.send("a", () => Promise.resolve("yes"));
    await expect(clock.until(bad)).rejects.toThrow("no");
    expect(await clock.until(good)).toBe("yes");
  });
});

describe("a server with a rate", () => {
  /** Counts by fixed windows as of its own clock, and says in each answer what is left. */
  function server(clock: SimulatedClock, { limit, window, offset }: { limit: number; window: number; offset: number }) {
    let current = -1;
    let count = 0;
    let refused = 0;
    return {
      refused: () => refused,
      answer() {
        const age = clock.now() + offset;
        if (Math.floor(age / window) !== current) [current, count] = [Math.floor(age / window), 0];
        count += 1;
        const ok = count <= limit;
        if (!ok) refused += 1;
        return { ok, rate: { remaining: Math.max(0, limit - count), reset: window - (age % window), limit } };
      },
    };
  }

  interface World {
    readonly limit: number;
    readonly window: number;
    readonly offset: number;
    readonly concurrency: number;
    /** Of each call: milliseconds to the server, and back. */
    readonly latencies: readonly (readonly [there: number, back: number])[];
  }

  /** Has every call answered in the end, asking again after each refusal; tells how many of those there were. */
  async function play({
    concurrency,
    latencies,
    ...rate
  }: World): Promise<{ readonly refused: number; readonly milliseconds: number }> {
    const clock = new SimulatedClock();
    const api = server(clock, rate);
    const lane = laneWith(clock, { concurrency });
    const ask = ([there, back]: readonly [number, number]): Promise<boolean> =>
      lane.send("m", async (turn) => {
        await clock.sleep(there, NEVER);
        const { ok, rate: said } = api.answer();
        await clock.sleep(back, NEVER);
        turn.heard(said);
        return ok;
      });
    const untilAnswered = async (way: readonly [number, number]): Promise<void> => {
      while (!(await ask(way)));
    };
    await clock.until(Promise.all(latencies.map(untilAnswered)));
    return { refused: api.refused(), milliseconds: clock.now() };
  }

  const worldWith = (there: number) =>
    fc.record({
      limit: fc.integer({ min: 1, max: 12 }),
      window: fc.constantFrom(1000, 10_000, 60_000),
      offset: fc.nat(60_000),
      concurrency: fc.integer({ min: 1, max: 12 }),
      latencies: fc.array(fc.tuple(fc.nat(there), fc.integer({ min: 1, max: 800 })), { minLength: 20, maxLength: 40 }),
    });

  it("refuses none but the first calls, which nobody could know better, however answers overtake one another", async () => {
    await fc.assert(
      fc.asyncProperty(worldWith(0), async (world) => {
        const { refused, milliseconds } = await play(world);
        expect(refused).toBeLessThanOrEqual(Math.max(0, world.concurrency - world.limit));
        // And nobody starves: no window passes without a call.
        expect(milliseconds).toBeLessThanOrEqual((world.latencies.length + 2) * (world.window + 800));
      }),
      { numRuns: 100 },
    );
  });

  it("refuses few more where calls take their time to arrive, and may do so in another window", async () => {
    let [refused, usual] = [0, 0];
    await fc.assert(
      fc.asyncProperty(worldWith(200), async (world) => {
        const played = await play(world);
        // One world in twenty thousand is refused a few more than is usual.
        expect(played.refused).toBeLessThanOrEqual(world.concurrency + world.latencies.length / 5);
        refused += played.refused;
        usual += world.concurrency + world.latencies.length / 10;
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeLessThanOrEqual(usual / 2);
  });
});

describe("a server that takes few calls at a time and says nothing of it", () => {
  interface World {
    readonly takes: number;
    readonly concurrency: number;
    /** Milliseconds that each call takes, unless it is refused. */
    readonly calls: readonly number[];
  }

  /** Asks as the executor does: up to five times, each pause twice as long. Gives the attempts of each call. */
  async function play({ takes, concurrency, calls: durations }: World): Promise<readonly number[]> {
    const clock = new SimulatedClock();
    const lane = laneWith(clock, { concurrency });
    let busy = 0;
    const ask = (duration: number): Promise<boolean> =>
      lane.send("m", async (turn) => {
        if (busy === takes) {
          turn.refused();
          return false;
        }
        busy += 1;
        await clock.sleep(duration, NEVER);
        busy -= 1;
        return true;
      });
    const attempts = async (duration: number): Promise<number> => {
      for (let attempt = 1; ; attempt += 1) {
        if (await ask(duration)) {
          lane.succeeded();
          return attempt;
        }
        lane.pause(1000 * 2 ** (attempt - 1));
      }
    };
    return clock.until(Promise.all(durations.map(attempts)));
  }

  it("refuses hardly any but the first calls, and none five times", async () => {
    const worlds = fc.record({
      takes: fc.integer({ min: 1, max: 8 }),
      concurrency: fc.integer({ min: 1, max: 32 }),
      calls: fc.array(fc.integer({ min: 100, max: 20_000 }), { maxLength: 200, size: "max" }),
    });
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const attempts = await play(world);
        expect(Math.max(...attempts)).toBeLessThan(5);
        const refused = attempts.reduce((sum, count) => sum + count - 1, 0);
        const first = Math.max(0, world.concurrency - world.takes);
        expect(refused).toBeLessThanOrEqual(first + world.calls.length / 5);
      }),
      { numRuns: 100 },
    );
  });
});
