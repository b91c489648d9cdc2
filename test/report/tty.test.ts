import { describe, expect, test } from "vitest";
import type { BuildEvent } from "../../src/core/event.ts";
import { createTerminalReporter } from "../../src/report/tty.ts";
import { assetPlan, call, EVENTS, plan, record, SUMMARY } from "./builders.ts";

/** Control sequences made readable. */
function readable(text: string): string {
  return text
    .replaceAll("\u001B", "ESC")
    .replaceAll("ESC[?25l", "<hide>")
    .replaceAll("ESC[?25h", "<show>")
    .replace(/ESC\[(\d+)A\rESC\[J/g, "<up $1>")
    .replace(/ESC\[\d+m/g, "");
}

const PLANNED: BuildEvent = {
  type: "planned",
  plan: plan([
    assetPlan("a", "generate", { samples: [call(0.01)] }),
    assetPlan("b", "generate", { samples: [call(0.02)] }),
  ]),
};

function started(asset: string, attempt = 1): BuildEvent {
  return { type: "call-started", asset, sample: 0, provider: "together", model: "org/model-1", attempt, usd: 0.01 };
}

describe("the live block", () => {
  test("is rewritten in place below the lines that stay", () => {
    const recording = record(createTerminalReporter);
    recording.listener(PLANNED);
    recording.listener(started("a"));
    expect(recording.stderr()).toBe("");
    recording.pass(100);
    expect(readable(recording.stderr())).toBe(
      "<hide>0/2  1 call  $0 of at most $0.0300 estimated\n  a  0 s  model-1\n",
    );

    recording.pass(2900);
    recording.stderr();
    recording.listener({ type: "call-finished", asset: "a", sample: 0, bytes: 1, milliseconds: 3000, usd: 0.01 });
    recording.listener({
      type: "asset-done",
      asset: "a",
      action: "generate",
      outputs: [{ path: "a.webp", bytes: 500, step: "derived" }],
      calls: 1,
      notes: [],
    });
    recording.listener(started("b", 2));
    recording.listener({ type: "provider-paused", provider: "together", wait: 5000, reason: "rate limited" });
    recording.pass(100);
    expect(readable(recording.stderr())).toBe(
      "<up 2>generate  a  $0.0100  3.0 s  a.webp (500 B)\ntogether: rate limited, waiting 5.0 s\n" +
        "1/2  2 calls  $0.0100 of at most $0.0300 estimated\n  together paused 5 s: rate limited\n  b  0 s  model-1  attempt 2\n",
    );

    recording.end({ ...SUMMARY, done: 1, failed: 1, calls: 2, usd: 0.01, milliseconds: 3100 });
    expect(readable(recording.stderr())).toBe("<up 3>1 done, 1 failed; 2 calls, $0.0100 estimated; 3.1 s.\n<show>");
  });

  test("is drawn at most ten times a second, whatever happens", () => {
    const recording = record(createTerminalReporter);
    recording.listener(PLANNED);
    for (let index = 0; index < 1000; index += 1) {
      recording.listener(started(`asset-${index}`));
      recording.pass(1);
    }
    expect(readable(recording.stderr()).match(/<up/g)).toHaveLength(9);
  });

  test("lists five calls and counts the others", () => {
    const recording = record(createTerminalReporter);
    recording.listener(PLANNED);
    for (let index = 0; index < 8; index += 1) recording.listener(started(`asset-${index}`));
    recording.pass(100);
    const lines = readable(recording.stderr()).trimEnd().split("\n");
    expect(lines).toHaveLength(7);
    expect(lines.at(-1)).toBe("  and 3 more calls");
  });

  test("is not written again while it would look the same", () => {
    const recording = record(createTerminalReporter);
    recording.listener(PLANNED);
    recording.listener(started("a"));
    recording.pass(400);
    expect(readable(recording.stderr())).toBe(
      "<hide>0/2  1 call  $0 of at most $0.0300 estimated\n  a  0 s  model-1\n",
    );
    recording.pass(1000);
    expect(readable(recording.stderr())).toBe(
      "<up 2>0/2  1 call  $0 of at most $0.0300 estimated\n  a  1 s  model-1\n",
    );
  });

  test("rests when nothing happens", () => {
    const recording = record(createTerminalReporter);
    recording.listener(PLANNED);
    recording.pass(100);
    recording.stderr();
    recording.pass(10_000);
    expect(recording.stderr()).toBe("");
  });
});

test.each([8, 20, 40])("on %i columns no line of the block is as wide as the terminal", (columns) => {
  const recording = record(createTerminalReporter, { columns });
  recording.listener(PLANNED);
  recording.listener({
    type: "provider-paused",
    provider: "together",
    wait: 5000,
    reason: "上限に達しました、しばらくお待ちください",
  });
  for (let index = 0; index < 8; index += 1) recording.listener(started(`a-rather-long-name-of-an-asset-${index}`));
  recording.pass(100);
  const block = readable(recording.stderr()).replace("<hide>", "").trimEnd().split("\n").slice(1);
  expect(block.length).toBeGreaterThan(5);
  for (const line of block) expect(cellsOf(line)).toBeLessThan(columns);
});

describe("a line is cut by the cells that its characters take", () => {
  /** The line of a call to a model of this name, on a terminal on which `  a  0 s  ` leaves room for eight cells. */
  function shown(model: string): string | undefined {
    const recording = record(createTerminalReporter, { columns: 19 });
    recording.listener(PLANNED);
    recording.listener({ ...started("a"), model } as BuildEvent);
    recording.pass(100);
    return readable(recording.stderr()).trimEnd().split("\n").at(-1)?.slice("  a  0 s  ".length);
  }

  test.each([
    ["abcdefgh", "abcdefgh"],
    ["abcdefghi", "abcdefg…"],
    // A combining mark takes none, and stays with its letter.
    ["abcdefge\u0301", "abcdefge\u0301"],
    ["abcdefe\u0301gh", "abcdefe\u0301…"],
    // An emoji takes two, and one that is cut leaves both.
    ["🌊🌊🌊🌊", "🌊🌊🌊🌊"],
    ["🌊🌊🌊🌊🌊", "🌊🌊🌊…"],
    ["a🌊🌊🌊🌊", "a🌊🌊🌊…"],
  ])("%s", (model, expected) => {
    expect(shown(model)).toBe(expected);
  });
});

/** The test's own text has no wide characters but those of one block of Unicode. */
function cellsOf(line: string): number {
  return Array.from(line).reduce((cells, character) => cells + (character > "\u2E80" ? 2 : 1), 0);
}

test("quiet shows no block, only failures", () => {
  const recording = record(createTerminalReporter, { detail: "quiet" });
  EVENTS.forEach(recording.listener);
  recording.pass(1000);
  recording.end(SUMMARY);
  expect(
    recording
      .stderr()
      .split("\n")
      .map((line) => line.split(":")[0]),
  ).toEqual(["failed bad", "skipped night", ""]);
});

test("a run that breaks off gives the cursor back, once", () => {
  const recording = record(createTerminalReporter);
  recording.listener(PLANNED);
  recording.listener(started("a"));
  recording.pass(100);
  recording.stderr();
  recording.end();
  expect(readable(recording.stderr())).toBe("<up 2><show>");
  recording.end();
  recording.pass(1000);
  expect(recording.stderr()).toBe("");
});
