import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { watchSignals } from "../../src/cli/signals.ts";

function watch(grace = 60_000) {
  const source = new EventEmitter();
  const left: number[] = [];
  const signals = watchSignals(source, { grace, leave: (code) => left.push(code) });
  const state = () => [signals.stop.aborted, signals.abort.aborted, signals.exit(), ...left];
  return { source, signals, state };
}

test("SIGINT stops, then aborts, then leaves", () => {
  const { source, signals, state } = watch();
  expect(state()).toEqual([false, false, undefined]);
  source.emit("SIGINT");
  expect(state()).toEqual([true, false, 130]);
  source.emit("SIGINT");
  expect(state()).toEqual([true, true, 130]);
  source.emit("SIGINT");
  expect(state()).toEqual([true, true, 130, 130]);
  signals.release();
});

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])("%s is both stages with exit %i", (name, code) => {
  const { source, signals, state } = watch();
  source.emit(name);
  expect(state()).toEqual([true, true, code]);
  signals.release();
});

test("paid calls get their time after the first SIGINT, and no more", async () => {
  const { source, signals } = watch(1);
  source.emit("SIGINT");
  expect(signals.abort.aborted).toBe(false);
  await new Promise((resolve) => signals.abort.addEventListener("abort", resolve, { once: true }));
  expect(signals.exit()).toBe(130);
  signals.release();
});

test("released, it listens no more", () => {
  const { source, signals } = watch();
  signals.release();
  expect(source.eventNames()).toEqual([]);
});
