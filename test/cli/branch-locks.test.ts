import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readBranchLocks } from "../../src/cli/branch-locks.ts";
import { EMPTY_LOCK } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imagegen-branches-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function git(...words: string[]): void {
  const identity = [
    "-c",
    "user.name=t",
    "-c",
    "user.email=t@example.org",
    "-c",
    "init.defaultBranch=main",
    "-c",
    "commit.gpgsign=false",
  ];
  execFileSync("git", [...identity, ...words], { cwd: folder, stdio: "pipe" });
}

/** A lock that can be told apart from others. */
function lockText(path: string): string {
  return formatLock({ ...EMPTY_LOCK, orphans: new Map([[path, "a".repeat(64)]]) });
}

function commitLock(text: string): void {
  mkdirSync(join(folder, "site"), { recursive: true });
  writeFileSync(join(folder, "site", "images.lock.json"), text);
  git("add", "--all");
  git("commit", "--message", "lock");
}

async function orphansNamed(): Promise<readonly string[]> {
  const locks = await readBranchLocks(join(folder, "site"));
  return locks.flatMap(({ orphans }) => [...orphans.keys()]).sort();
}

test("every branch and tag is asked, in the project's own folder", async () => {
  git("init");
  commitLock(lockText("main.webp"));
  git("checkout", "--quiet", "-b", "other");
  commitLock(lockText("other.webp"));
  git("checkout", "--quiet", "--detach");
  commitLock(lockText("tagged.webp"));
  git("tag", "v1");
  git("checkout", "--quiet", "main");
  writeFileSync(join(folder, "images.lock.json"), lockText("elsewhere.webp"));
  git("add", "--all");
  git("commit", "--message", "another project");
  expect(await orphansNamed()).toEqual(["main.webp", "other.webp", "tagged.webp"]);
});

test("a lock that cannot be read stops the collection", async () => {
  git("init");
  commitLock("{");
  await expect(readBranchLocks(join(folder, "site"))).rejects.toThrow(/^site\/images\.lock\.json of [0-9a-f]{12}: /);
});

test("outside a repository there are none", async () => {
  mkdirSync(join(folder, "site"));
  expect(await orphansNamed()).toEqual([]);
});

test("what a commit of the last weeks named counts, though no branch names it any more", async () => {
  git("init");
  commitLock(lockText("old.png"));
  commitLock(lockText("new.png"));
  const locks = await readBranchLocks(join(folder, "site"));
  expect(locks.flatMap(({ orphans }) => [...orphans.keys()]).sort()).toEqual(["new.png", "old.png"]);
});
