import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import type { LockEntry } from "../../src/core/lock.ts";
import { generationKey } from "../../src/core/recipe.ts";
import type { JournalLine, LedgerLine } from "../../src/store/journal-lines.ts";
import { openJournal, openLedger, readJournal, readLedger } from "../../src/store/journal.ts";
import { script, start, workspace } from "./workspace.ts";

const DIGEST = sha256("x");
const RECIPE = { provider: "sketch", epoch: 1, endpoint: "draw", body: { prompt: "Füße\n\u2028" } };
const ENTRY: LockEntry = {
  auto_seed: 7,
  samples: [
    {
      key: generationKey(RECIPE),
      recipe: RECIPE,
      original: { sha256: DIGEST, bytes: 3, format: "png" },
      outputs: { "a.png": { key: DIGEST, operations: { format: "png" }, sha256: DIGEST, bytes: 3 } },
    },
  ],
};
const LINES: readonly JournalLine[] = [
  { type: "begin", lock: null },
  { type: "begin", lock: DIGEST },
  { type: "placed", path: "a.png", sha256: DIGEST },
  { type: "entry", asset: "hero", entry: ENTRY, moved: ["old.png"] },
  { type: "entry", asset: "hero", entry: ENTRY, moved: [], heirs: ["banner"] },
  { type: "removed", asset: "gone" },
  { type: "forgotten", path: "lost.png" },
];
const PAID: readonly LedgerLine[] = [
  {
    type: "intent",
    key: DIGEST,
    asset: "hero",
    provider: "together",
    model: "m",
    usd: 0.003,
    at: "2026-01-02T03:04:05Z",
  },
  { type: "intent", key: DIGEST, asset: "hero", provider: "together", at: "2026-01-02T03:04:05Z" },
  { type: "ticket", key: DIGEST, ticket: { id: "job-1" } },
  { type: "stored", key: DIGEST, sha256s: [DIGEST] },
  { type: "failed", key: DIGEST, code: "timeout", billed: "maybe" },
];

describe("what is written is read", () => {
  test("journal and ledger", async () => {
    const folder = workspace();
    const journal = openJournal(join(folder, "journal"));
    for (const line of LINES) await journal.append(line, { durable: true });
    await journal.close();
    expect(readJournal(join(folder, "journal"))).toEqual({ lines: LINES, damaged: 0 });
    const ledger = openLedger(join(folder, "ledger"));
    for (const line of PAID) await ledger.append(line, { durable: true });
    await ledger.close();
    expect(readLedger(join(folder, "ledger"))).toEqual({ lines: PAID, damaged: 0 });
    // One is not the other.
    expect(readLedger(join(folder, "journal"))).toEqual({ lines: [], damaged: LINES.length });
  });

  test("no file is no lines", () => {
    expect(readJournal(join(workspace(), "journal"))).toEqual({ lines: [], damaged: 0 });
  });

  test("many at once keep their order", async () => {
    const file = join(workspace(), "journal");
    const journal = openJournal(file);
    const lines = Array.from({ length: 300 }, (_, index) => ({ type: "removed", asset: String(index) }) as const);
    await Promise.all(lines.map((line, index) => journal.append(line, { durable: index % 3 === 0 })));
    expect(readJournal(file).lines).toEqual(lines);
    await journal.close();
  });

  test("a link at its place is not written through", async () => {
    const folder = workspace();
    writeFileSync(join(folder, "victim"), "precious");
    symlinkSync("victim", join(folder, "journal"));
    const attempt = openJournal(join(folder, "journal")).append({ type: "begin", lock: null }, { durable: true });
    await expect(attempt).rejects.toMatchObject({ name: "MachineError", exit: 6 });
    expect(readFileSync(join(folder, "victim"), "utf8")).toBe("precious");
  });
});

describe("damage", () => {
  const whole = Buffer.from(LINES.map((line) => `${JSON.stringify(line)}\n`).join(""));

  test("cut at any byte: a prefix of the lines, and no line is lost that is added then", async () => {
    const folder = workspace();
    const added: JournalLine = { type: "removed", asset: "added" };
    let shorter = 0;
    for (let length = 0; length <= whole.length; length += 1) {
      const file = join(folder, String(length));
      writeFileSync(file, whole.subarray(0, length));
      const { lines, damaged } = readJournal(file);
      expect(damaged).toBe(0);
      expect(lines).toEqual(LINES.slice(0, lines.length));
      expect(lines.length).toBeGreaterThanOrEqual(whole.subarray(0, length).toString().split("\n").length - 1);
      if (lines.length < LINES.length) shorter += 1;
      if (length % 5 !== 0) continue;
      const journal = openJournal(file);
      await journal.append(added, { durable: false });
      await journal.close();
      expect(readJournal(file).lines).toEqual([...lines, added]);
    }
    expect(shorter).toBeGreaterThan(100);
  });

  test("any bytes at all: read without an error, and lines added are found", async () => {
    const folder = workspace();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 30 }),
            fc.constantFrom(...LINES).map((line) => JSON.stringify(line)),
            fc.constant("\n"),
            fc.json(),
          ),
        ),
        async (parts) => {
          const file = join(folder, String((count += 1)));
          writeFileSync(file, "");
          for (const part of parts) appendFileSync(file, part);
          const before = readJournal(file).lines;
          const journal = openJournal(file);
          await journal.append(LINES[3] as JournalLine, { durable: false });
          await journal.close();
          expect(readJournal(file).lines).toEqual([...before, LINES[3]]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "[1]"],
    ["an unknown type", '{"type":"constructor"}'],
    ["a digest that is none", '{"type":"placed","path":"a","sha256":"../../x"}'],
    ["an entry without samples", '{"type":"entry","asset":"a","entry":{"samples":[]},"moved":[]}'],
    ["an output outside the project", JSON.stringify(LINES[3]).replace('"a.png"', '"../a.png"')],
  ])("%s is skipped and counted", (_, text) => {
    const file = join(workspace(), "journal");
    writeFileSync(file, `${JSON.stringify(LINES[0])}\n${text}\n${JSON.stringify(LINES[4])}\n`);
    expect(readJournal(file)).toEqual({ lines: [LINES[0], LINES[4]], damaged: 1 });
  });

  test("killed: every line that was acknowledged is there", async () => {
    const file = join(workspace(), "journal");
    const child = start(
      await script(`
        import { openJournal } from "#store/journal.ts";
        const journal = openJournal(process.argv[2]);
        for (let index = 0; ; index += 1) {
          await journal.append({ type: "removed", asset: index + "x".repeat(5000) }, { durable: true });
          console.log(index);
        }
      `),
      file,
    );
    await child.lines(20);
    child.process.kill("SIGKILL");
    const acknowledged = (await child.ended).lines.length;
    const { lines, damaged } = readJournal(file);
    expect(damaged).toBe(0);
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
    expect(lines.length).toBeLessThanOrEqual(acknowledged + 2);
    for (const [index, line] of lines.entries())
      expect(line).toEqual({ type: "removed", asset: index + "x".repeat(5000) });
  });
});

describe("compact", () => {
  const removed = (asset: string): JournalLine => ({ type: "removed", asset });

  test("lines from before are judged, lines from after are kept", async () => {
    const file = join(workspace(), "journal");
    const journal = openJournal(file);
    const before = ["a", "b"].map((asset) => journal.append(removed(asset), { durable: true }));
    const seen: JournalLine[] = [];
    const compacted = journal.compact((line) => {
      seen.push(line);
      return line.type === "removed" && line.asset === "b";
    });
    const after = journal.append(removed("c"), { durable: false });
    await Promise.all([...before, compacted, after]);
    expect(seen).toEqual([removed("a"), removed("b")]);
    expect(readJournal(file).lines).toEqual([removed("b"), removed("c")]);
    await journal.compact(() => false);
    expect(readFileSync(file, "utf8")).toBe("");
    await journal.append(removed("d"), { durable: true });
    await journal.close();
    expect(readJournal(file).lines).toEqual([removed("d")]);
  });

  test("a new page begins with the lines it is given, in one step", async () => {
    const file = join(workspace(), "journal");
    const journal = openJournal(file);
    const before = journal.append(removed("a"), { durable: false });
    const added = [removed("b")];
    const compacted = journal.compact(() => false, added);
    const after = journal.append(removed("c"), { durable: false });
    added.push(removed("never"));
    await Promise.all([before, compacted, after]);
    await journal.close();
    expect(readJournal(file).lines).toEqual([removed("b"), removed("c")]);
  });
});
