import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  START,
  step,
  type PaidWork,
  type WatchEffect,
  type WatchEvent,
  type Watching,
} from "../../src/watch/machine.ts";

const WORK: PaidWork = { assets: ["hero"], automatic: true, local: false };
const MANUAL: PaidWork = { assets: ["hero"], automatic: false, local: false };

/** Feeds events one after another; the last state's name, and the effects of the last event. */
function feed(...events: readonly WatchEvent[]): readonly [state: string, ...effects: string[]] {
  let watching: Watching = START;
  let effects: readonly WatchEffect[] = [];
  for (const event of events) ({ next: watching, effects } = step(watching, event));
  return [watching.state.name, ...effects.map(({ type }) => type)];
}

const hint = { type: "hint" } as const;
const nothing = { type: "looked", paid: undefined } as const;
const paid = { type: "looked", paid: WORK } as const;
const waits = { type: "looked", paid: MANUAL } as const;
const settled = { type: "settled" } as const;
const ran = { type: "ran" } as const;
const go = { type: "go", wish: {} } as const;
const goHero = { type: "go", wish: { assets: ["hero"], insist: "replace" } } as const;
const goNote = { type: "go", wish: { assets: ["note"], insist: "replace" } } as const;
const placeHero = { type: "go", wish: { assets: ["hero"], maxCost: 0 } } as const;
const pause = { type: "pause" } as const;
const quit = { type: "quit" } as const;

describe("one event after another", () => {
  test.each<[string, readonly WatchEvent[], readonly string[]]>([
    ["a hint is looked at", [hint], ["looking", "look"]],
    ["nothing to pay: idle", [hint, nothing], ["idle"]],
    ["a hint while looking is looked at afterwards, once", [hint, hint, hint, nothing], ["looking", "look"]],
    ["paid work waits until typing has settled", [hint, paid], ["settling", "start-settling"]],
    ["typing goes on: look again", [hint, paid, hint], ["looking", "stop-settling", "look"]],
    ["settled: run", [hint, paid, settled], ["running", "run"]],
    ["after a run it looks", [hint, paid, settled, ran], ["looking", "look"]],
    ["what must not run by itself waits for a person", [hint, waits], ["idle"]],
    ["who comes: it looks once more, for the files may be others by now", [hint, waits, go], ["looking", "look"]],
    ["and runs", [hint, waits, go, waits], ["running", "run"]],
    ["or does not wait for the typing to settle", [hint, paid, go], ["looking", "stop-settling", "look"]],
    ["and runs then", [hint, paid, go, paid], ["running", "run"]],
    ["asking with nothing waiting looks first", [go], ["looking", "look"]],
    ["and runs what it finds", [go, waits], ["running", "run"]],
    ["a wish while something runs waits", [hint, paid, settled, go], ["running"]],
    ["and is looked after then", [hint, paid, settled, goHero, ran, nothing], ["running", "run"]],
    ["wishes are run one after another", [goHero, goNote, nothing, ran, nothing], ["running", "run"]],
    ["until none is left", [goHero, goNote, nothing, ran, nothing, ran, nothing], ["idle"]],
    ["a second click pays no second time", [goHero, goHero, nothing, ran, nothing], ["idle"]],
    ["nor while the first is made", [goHero, nothing, goHero, ran, nothing], ["idle"]],
    ["but is a wish of its own after it", [goHero, nothing, ran, nothing, goHero], ["looking", "look"]],
    ["what costs nothing is done again", [placeHero, nothing, placeHero, ran, nothing], ["running", "run"]],
    ["everything that waits may be nothing", [go, nothing], ["idle"]],
    ["and the next wish something", [go, goHero, nothing], ["running", "run"]],
    ["paused: hints are kept", [pause, hint], ["idle"]],
    ["and looked at when it goes on", [pause, hint, hint, pause], ["looking", "look"]],
    ["pausing takes the work back from the clock", [hint, paid, pause], ["idle", "stop-settling"]],
    ["quitting when idle closes", [quit], ["stopped", "close"]],
    ["quitting while settling too", [hint, paid, quit], ["stopped", "stop-settling", "close"]],
    ["quitting while running lets paid calls finish", [hint, paid, settled, quit], ["stopping", "stop-run"]],
    ["then closes", [hint, paid, settled, quit, ran], ["stopped", "close"]],
    ["stopped is stopped", [quit, hint, go, pause, ran], ["stopped"]],
  ])("%s", (_, events, expected) => {
    expect(feed(...events)).toEqual(expected);
  });
});

const anyEvent = fc.constantFrom<WatchEvent>(hint, nothing, paid, waits, settled, ran, go, goHero, pause, quit);

test("whatever happens: never two runs or looks at once, no run that nobody asked for, and one close", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      let watching = START;
      let [running, looking, closed, settling] = [0, 0, 0, false];
      for (const event of events) {
        // The world answers only what was asked.
        if (event.type === "ran" && running === 0) continue;
        if (event.type === "looked" && looking === 0) continue;
        if (event.type === "settled" && !settling) continue;
        if (event.type === "ran") running -= 1;
        if (event.type === "looked") looking -= 1;
        if (event.type === "settled") settling = false;
        const { next, effects } = step(watching, event);
        watching = next;
        for (const effect of effects) {
          if (effect.type === "run") {
            running += 1;
            expect(effect.wish !== undefined || event.type === "settled").toBe(true);
          }
          if (effect.type === "look") looking += 1;
          if (effect.type === "start-settling") settling = true;
          if (effect.type === "stop-settling") settling = false;
          if (effect.type === "close") closed += 1;
        }
        expect(running).toBeLessThanOrEqual(1);
        // One may still be answering when a quit closes everything.
        expect(looking).toBeLessThanOrEqual(1);
        expect(closed).toBeLessThanOrEqual(1);
        if (watching.state.name === "stopped") expect(running).toBe(0);
      }
    }),
    { numRuns: 1000 },
  );
});
