import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paidCallsIn } from "../../src/build/paid-calls.ts";
import { sha256 } from "../../src/core/digest.ts";
import { totalSpent, type CallEnding } from "../../src/core/spend.ts";
import type { LedgerLine } from "../../src/store/journal-lines.ts";

const host = "https://api.example";
const AT = "2026-01-02T03:04:05.000Z";
const ONE = sha256("one");

const intent = (key = ONE, at = AT): LedgerLine => ({
  type: "intent",
  key,
  host,
  asset: "hero",
  provider: "together",
  model: "m",
  usd: 0.01,
  at,
});
const ticket = (key = ONE): LedgerLine => ({ type: "ticket", key, host, ticket: { kind: "job", id: "1" } });
const stored = (key = ONE): LedgerLine => ({ type: "stored", key, host, sha256s: [ONE] });
const failed = (billed: "yes" | "no" | "maybe", code = "x", key = ONE): LedgerLine => ({
  type: "failed",
  key,
  host,
  code,
  billed,
});

const endings = (lines: readonly LedgerLine[], since?: string): readonly CallEnding[] =>
  paidCallsIn(lines, since).calls.map(({ ending }) => ending);

describe("how a call ended", () => {
  it.each<[string, readonly LedgerLine[], readonly CallEnding[]]>([
    ["a picture came", [intent(), stored()], ["answered"]],
    ["refused, then answered", [intent(), failed("no"), intent(), stored()], ["unbilled", "answered"]],
    ["reset, then answered", [intent(), failed("maybe"), intent(), stored()], ["unanswered", "answered"]],
    ["killed, then answered", [intent(), intent(), stored()], ["unanswered", "answered"]],
    ["came damaged", [intent(), stored(), failed("yes", "image-damaged")], ["useless"]],
    ["came in part: what came is kept", [intent(), stored(), failed("yes", "fewer-images")], ["answered"]],
    ["to be fetched", [intent(), ticket()], ["fetchable"]],
    ["not fetched, but still there", [intent(), ticket(), failed("yes")], ["fetchable"]],
    ["fetched by a later run", [intent(), ticket(), failed("yes"), stored()], ["answered"]],
    [
      "gone for good, then paid again",
      [intent(), ticket(), failed("yes", "ticket-dead"), intent(), stored()],
      ["useless", "answered"],
    ],
    ["asked again on purpose", [intent(), stored(), intent(), stored()], ["answered", "answered"]],
  ])("%s", (_, lines, expected) => {
    expect(endings(lines)).toEqual(expected);
  });

  it("is not known yet for what was started since a build began that still runs", () => {
    const lines = [intent(ONE, "2026-01-01T00:00:00.000Z"), intent(sha256("two"), "2026-01-03T00:00:00.000Z")];
    expect(endings(lines, "2026-01-02T00:00:00.000Z")).toEqual(["unanswered", "running"]);
    expect(endings(lines)).toEqual(["unanswered", "unanswered"]);
  });

  it("is known although the line of the start is lost", () => {
    expect(paidCallsIn([intent(), stored(), failed("no", "x", sha256("two"))]).calls).toMatchObject([
      { asset: "hero", ending: "answered" },
      { asset: undefined, usd: undefined, at: AT, ending: "unbilled" },
    ]);
  });

  it("does not count what was drawn here", () => {
    const line: LedgerLine = { type: "intent", key: ONE, asset: "hero", provider: "sketch", usd: 0, at: AT };
    const drawn = { type: "stored", key: ONE, sha256s: [ONE] } as const;
    expect(paidCallsIn([line, drawn])).toEqual({ calls: [], drawn: 1 });
  });
});

it("counts each start once, in whatever order requests mix and whichever other lines are lost", () => {
  const key = fc.constantFrom(ONE, sha256("two"), sha256("three"));
  const call = key.chain((request) =>
    fc.constantFrom<readonly LedgerLine[]>(
      [intent(request)],
      [intent(request), stored(request)],
      [intent(request), failed("no", "x", request)],
      [intent(request), failed("maybe", "x", request)],
      [intent(request), ticket(request), stored(request)],
      [intent(request), stored(request), failed("yes", "image-damaged", request)],
    ),
  );
  fc.assert(
    fc.property(fc.array(call, { maxLength: 30 }), fc.func(fc.boolean()), (history, isLost) => {
      const lines = history.flat().filter((line, index) => line.type === "intent" || !isLost(index));
      const { calls } = paidCallsIn(lines);
      expect(calls.length).toBe(history.length);
      const total = totalSpent(calls);
      expect(total.answered + total.unbilled + total.wasted + total.unanswered + total.running).toBe(total.calls);
      expect(total.usd).toBeCloseTo(0.01 * (total.answered + total.wasted), 9);
      expect(total.doubtfulUsd).toBeCloseTo(0.01 * total.unanswered, 9);
    }),
  );
});
