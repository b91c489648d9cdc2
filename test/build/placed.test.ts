import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPlacedHistory } from "../../src/build/placed.ts";
import { sha256 } from "../../src/core/digest.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imagegen-placed-"));
  file = join(folder, "placed");
});

afterEach(() => rmSync(folder, { recursive: true }));

const [first, second] = [sha256("first"), sha256("second")];
const lines = () => readFileSync(file, "utf8").trimEnd().split("\n");
const line = (path: string, digest: string) => JSON.stringify({ type: "placed", path, sha256: digest });

describe("what was ever placed", () => {
  it("grows by what is new, not by what is placed again", async () => {
    for (let round = 0; round < 10; round += 1) {
      await openPlacedHistory(file).add([
        ["out/a.png", first],
        ["out/b.png", first],
        ["out/a.png", second],
      ]);
    }
    expect(lines()).toEqual([line("out/a.png", first), line("out/b.png", first), line("out/a.png", second)]);
    expect(openPlacedHistory(file).has("out/a.png", first)).toBe(true);
    expect(openPlacedHistory(file).has("out/b.png", second)).toBe(false);
  });

  it("is written anew when most of it is said twice, and forgets nothing", async () => {
    const old = Array.from({ length: 50 }, () => [line("out/a.png", first), line("out/b.png", second)]).flat();
    writeFileSync(file, `${old.join("\n")}\n`);
    const history = openPlacedHistory(file);
    await history.add([["out/c.png", first]]);
    expect(lines()).toEqual([line("out/a.png", first), line("out/b.png", second), line("out/c.png", first)]);
    for (const [path, digest] of [
      ["out/a.png", first],
      ["out/b.png", second],
      ["out/c.png", first],
    ] as const)
      expect(history.has(path, digest)).toBe(true);
  });

  it("keeps a line that is said twice where little would be won", async () => {
    writeFileSync(file, [line("out/a.png", first), line("out/a.png", first), line("out/b.png", first), ""].join("\n"));
    await openPlacedHistory(file).add([["out/c.png", first]]);
    expect(lines()).toHaveLength(4);
  });
});
