import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { writeAtomically } from "../../src/store/files.ts";
import { openMemo } from "../../src/store/memo.ts";
import { writeRecall } from "../../src/store/recall.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "imagegen-state-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const ignored = () => readFileSync(join(root, ".imagegen/.gitignore"), "utf8").split("\n").includes("*");

it("is ignored by git whichever cache makes it first: the recall", async () => {
  await writeRecall(join(root, ".imagegen/recall"), { manifest: "version: 1\n", referred: [] }, root);
  expect(ignored()).toBe(true);
});

it("is ignored by git whichever cache makes it first: the memo", async () => {
  await writeAtomically(join(root, "a.png"), "a", { root, durable: false });
  // Well after the file was written: nothing about it is racy.
  const memo = openMemo(join(root, ".imagegen/memo"), { root, now: () => Date.now() + 10_000 });
  expect(memo.digest("a.png")).toMatchObject({ kind: "file", sha256: sha256("a") });
  await memo.save();
  memo.close();
  expect(ignored()).toBe(true);
});
