import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBoard } from "../../src/studio/board.ts";
import type { Patch, Row, Status } from "../../src/studio/protocol.ts";

const STATUS: Status = {
  title: "demo",
  phase: "idle",
  follows: true,
  paused: false,
  revision: 0,
  broken: false,
  problems: [],
  waiting: { assets: 0, price: { usd: 0, text: "" } },
  spent: { usd: 0, calls: 0, text: "$0 for 0 calls" },
  budget: undefined,
};

function row(name: string, reason: string): Row {
  const money = { usd: 0, text: "" };
  return { name, state: "fresh", reason, prompt: "", tags: [], folder: "", price: money, trying: 0 };
}

/** As the page does it. */
function apply(shown: ReadonlyMap<string, Row>, { rows, order }: Patch): ReadonlyMap<string, Row> {
  const known = new Map(shown);
  for (const one of rows) known.set(one.name, one);
  return new Map((order ?? [...shown.keys()]).map((name) => [name, known.get(name) as Row]));
}

const anyRows = fc
  .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("x", "y")), { selector: ([name]) => name })
  .map((pairs) => pairs.map(([name, reason]) => row(name, reason)));

test("patch by patch the page comes to show what a new one is given, and nothing new is no patch", () => {
  fc.assert(
    fc.property(fc.array(anyRows, { maxLength: 8 }), (steps) => {
      const board = createBoard(STATUS);
      let shown: ReadonlyMap<string, Row> = new Map();
      for (const rows of steps) {
        const patch = board.show(rows, STATUS);
        if (patch !== undefined) shown = apply(shown, patch);
        const whole = board.whole();
        expect([...shown.values()]).toEqual(whole.rows);
        expect(whole.rows.map(({ name, reason }) => [name, reason])).toEqual(
          rows.map(({ name, reason }) => [name, reason]),
        );
        expect(board.show(rows, STATUS)).toBeUndefined();
      }
    }),
  );
});

test("only rows that changed are sent", () => {
  const board = createBoard(STATUS);
  board.show([row("a", "x"), row("b", "x")], STATUS);
  const patch = board.show([row("a", "y"), row("b", "x")], STATUS);
  expect(patch?.rows.map(({ name }) => name)).toEqual(["a"]);
});
