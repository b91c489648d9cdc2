import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { allCandidates } from "../../src/build/tries.ts";

it("what was tried under a profile was paid for as well, and is kept by store gc", () => {
  const root = mkdtempSync(join(tmpdir(), "imagegen-tries-"));
  const write = (folder: string, digit: string) => {
    const original = { sha256: digit.repeat(64), bytes: 1, width: 8, height: 8, format: "png" };
    const candidate = { number: 1, changes: {}, seed: 7, key: digit.repeat(64), original };
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "hero.json"), JSON.stringify({ version: 1, candidates: [candidate] }));
  };
  try {
    write(".imagegen/tries", "a");
    write(".imagegen/profiles/draft/tries", "b");
    expect(allCandidates({ root }).map(({ key }) => key[0])).toEqual(["a", "b"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
