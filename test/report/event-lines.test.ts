import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { BuildEvent } from "../../src/core/event.ts";
import { createEventLines } from "../../src/report/event-lines.ts";

/** What a hostile server, prompt or file name may hold. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\u001B[2J", "\r\nall assets up to date", "\u009B31m", "\u202E"),
);

const event: fc.Arbitrary<BuildEvent> = fc.oneof(
  fc.record({ type: fc.constant("warning" as const), code: text, message: text, asset: text }),
  fc.record({ type: fc.constant("waiting-for-lease" as const), holder: text }),
  fc.record({ type: fc.constant("provider-paused" as const), provider: text, wait: fc.nat(), reason: text }),
  fc.record({ type: fc.constant("provider-stopped" as const), provider: text, reason: text }),
  fc.record({
    type: fc.constant("asset-skipped" as const),
    asset: text,
    reason: fc.constant("blocked" as const),
    message: text,
  }),
  fc.record({ type: fc.constant("asset-fresh" as const), asset: text, notes: fc.array(text) }),
  fc.record({
    type: fc.constant("asset-done" as const),
    asset: text,
    action: fc.constant("generate" as const),
    outputs: fc.array(fc.record({ path: text, bytes: fc.nat(), step: fc.constant("derived" as const) })),
    calls: fc.nat(3),
    notes: fc.array(text),
  }),
  fc.record({
    type: fc.constant("asset-failed" as const),
    asset: text,
    failure: fc.record({
      code: text,
      message: text,
      hint: text,
      exit: fc.constant(1 as const),
      calls: fc.nat(9),
      billed: fc.nat(9),
    }),
  }),
);

test("nothing that happens can move the cursor or forge a line (T13)", () => {
  fc.assert(
    fc.property(event, fc.constantFrom("quiet", "normal", "verbose"), (happened, detail) => {
      const lines = createEventLines({ color: false, sources: new Map(), detail }).of(happened);
      for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
    }),
  );
});
