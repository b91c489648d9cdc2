import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readBranchLocks } from "../../src/cli/branch-locks.ts";
import { EMPTY_LOCK } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { git } from "../support/git.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imagegen-branches-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A lock that can be told apart from others. */
function lockText(path: string): string {
  return formatLock({ ...EMPTY_LOCK, orphans: new Map([[path, "a".repeat(64)]]) });
}

function commitLock(text: string): void {
  mkdirSync(join(folder, "site"), { recursive: true });
  writeFileSync(join(folder, "site", "images.lock.json"), text);
  git(folder, "add", "--all");
  git(folder, "commit", "--message", "lock");
}

async function orphansNamed(): Promise<readonly string[]> {
  const locks = await readBranchLocks(join(folder, "site"));
  return locks.flatMap(({ orphans }) => [...orphans.keys()]).sort();
}

test("every branch and tag is asked, in the project's own folder", async () => {
  git(folder, "init");
  commitLock(lockText("main.webp"));
  git(folder, "checkout", "--quiet", "-b", "other");
  commitLock(lockText("other.webp"));
  git(folder, "checkout", "--quiet", "--detach");
  commitLock(lockText("tagged.webp"));
  git(folder, "tag", "v1");
  git(folder, "checkout", "--quiet", "main");
  writeFileSync(join(folder, "images.lock.json"), lockText("elsewhere.webp"));
  git(folder, "add", "--all");
  git(folder, "commit", "--message", "another project");
  expect(await orphansNamed()).toEqual(["main.webp", "other.webp", "tagged.webp"]);
});

test("a lock that cannot be read stops the collection", async () => {
  git(folder, "init");
  commitLock("{");
  await expect(readBranchLocks(join(folder, "site"))).rejects.toThrow(/^site\/images\.lock\.json of [0-9a-f]{12}: /);
});

test("outside a repository there are none", async () => {
  mkdirSync(join(folder, "site"));
  expect(await orphansNamed()).toEqual([]);
});

test("what a commit of the last weeks named counts, though no branch names it any more", async () => {
  git(folder, "init");
  commitLock(lockText("old.png"));
  commitLock(lockText("new.png"));
  const locks = await readBranchLocks(join(folder, "site"));
  expect(locks.flatMap(({ orphans }) => [...orphans.keys()]).sort()).toEqual(["new.png", "old.png"]);
});
