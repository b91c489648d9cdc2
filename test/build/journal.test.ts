import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiagnosticsError } from "../../src/build/diagnostics-error.ts";
import { openBuildJournal } from "../../src/build/journal.ts";
import { lagOf, readLock, type ReadLock } from "../../src/build/read-lock.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import { formatMerge, mergeLocks } from "../../src/core/lock-merge.ts";
import { EMPTY_LOCK, type Lock } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { lockEntry } from "../support/lock-entry.ts";

let root: string;
let journalFile: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "imagegen-journal-"));
  mkdirSync(join(root, ".imagegen"));
  journalFile = join(root, ".imagegen/journal");
  named.length = 0;
  merges = 0;
});

afterEach(() => rmSync(root, { recursive: true }));

/** The assets of each lock that was to be written, and whether one was there by then. */
const named: { readonly assets: readonly string[]; readonly written: boolean }[] = [];

const beforeLockIsWritten = ({ assets }: Lock) => {
  named.push({ assets: [...assets.keys()], written: existsSync(join(root, LOCK_FILE)) });
  return Promise.resolve();
};

let merges = 0;
const onMerged = () => void (merges += 1);

function read(): ReadLock {
  const found = readLock(root, journalFile, ({ lock }) => lock);
  if ("problem" in found) throw new Error(found.problem.message);
  return found;
}

const digest = (letter: string) => letter.repeat(64);

const change = (asset: string, path: string) =>
  ({ type: "entry", asset, entry: lockEntry([path], { output: digest("d") }), moved: [] }) as const;

it("has what a lock names put where it belongs before it is written, and leaves the lock alone when it cannot", async () => {
  const full = () => Promise.reject(new Error("no room"));
  const hindered = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten: full, onMerged }, read());
  await hindered.record(change("hero", "out/hero.png"));
  await expect(hindered.fold()).rejects.toThrow("no room");
  await hindered.close();
  expect(existsSync(join(root, LOCK_FILE))).toBe(false);
  const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
  await journal.fold();
  await journal.close();
  expect(named).toEqual([{ assets: ["hero"], written: false }]);
  expect([...read().parsed.lock.assets.keys()]).toEqual(["hero"]);
});

it("settles anew a lock that looks as it did when somebody read and settled it otherwise", async () => {
  const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
  await journal.record(change("hero", "out/hero.png"));
  await journal.fold();
  await journal.close();
  const known = read();
  const look = known.look && { ...known.look, at: Date.now() + 60_000 };
  const again = readLock(root, journalFile, () => EMPTY_LOCK, { ...known, look });
  expect("text" in again && again.look).toBe(look);
  expect("lock" in again && again.lock.assets.size).toBe(0);
});

describe("what a killed build did", () => {
  it("counts on the lock it was started from, and is written by the next fold", async () => {
    const killed = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    await killed.record(change("hero", "out/hero.png"));
    await killed.close();
    const next = read();
    expect([...next.lock.assets.keys()]).toEqual(["hero"]);
    expect([next.pending.length, lagOf(next)]).toEqual([1, "interrupted"]);
    const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, next);
    await journal.fold();
    await journal.close();
    expect(readFileSync(join(root, LOCK_FILE), "utf8")).toContain('"hero"');
    expect([read().pending, lagOf(read())]).toEqual([[], undefined]);
  });

  it("is history after a checkout of another branch, but its files are still ours", async () => {
    const killed = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    await killed.placing("out/hero.png", digest("e"));
    await killed.record(change("hero", "out/hero.png"));
    await killed.close();
    writeFileSync(join(root, LOCK_FILE), '{"version":1,"assets":{}}');
    const next = read();
    expect(next.lock.assets.size).toBe(0);
    expect(next.placed.get("out/hero.png")).toEqual(new Set([digest("e"), digest("d")]));
  });

  it("leaves an edit that was accepted somebody's own", async () => {
    const killed = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    const { entry, ...line } = change("hero", "out/hero.png");
    const samples = entry.samples.map(({ outputs, ...sample }) => ({
      ...sample,
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([path, output]) => [path, { ...output, origin: "accepted" as const }]),
      ),
    }));
    await killed.record({ ...line, entry: { ...entry, samples } });
    await killed.close();
    writeFileSync(join(root, LOCK_FILE), '{"version":1,"assets":{}}');
    expect(read().placed.get("out/hero.png")).toBeUndefined();
  });

  it("is the same lock wherever between two writes it was cut", async () => {
    const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    await journal.record(change("a", "out/a.png"));
    await journal.fold();
    const lock = readFileSync(join(root, LOCK_FILE), "utf8");
    // Killed after the lock was written and before the page was turned: the old page names another lock.
    writeFileSync(journalFile, `{"type":"begin","lock":null}\n${JSON.stringify(change("a", "out/a.png"))}\n`);
    await journal.close();
    expect(read().pending).toEqual([]);
    expect(read().text).toBe(lock);
    expect([...read().lock.assets.keys()]).toEqual(["a"]);
  });
});

it("entries that come while the lock is being written are neither lost nor written twice", async () => {
  const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
  const names = Array.from({ length: 40 }, (_, index) => `asset-${index}`);
  await Promise.all(
    names.map((name, index) =>
      journal.record(change(name, `out/${name}.png`)).then(() => (index % 7 === 0 ? journal.fold() : undefined)),
    ),
  );
  // Whatever moment a kill picks, lock and journal together know everything that was acknowledged.
  expect([...read().lock.assets.keys()].sort()).toEqual(names.toSorted());
  await journal.fold();
  await journal.close();
  expect(read().pending).toEqual([]);
  expect([...read().lock.assets.keys()].sort()).toEqual(names.toSorted());
});

describe("a lock that somebody else wrote meanwhile", () => {
  const lockOf = (...assets: readonly string[]) =>
    formatLock({ ...EMPTY_LOCK, assets: new Map(assets.map((name) => [name, change(name, `out/${name}.png`).entry])) });

  it("keeps what they wrote, and what was done here", async () => {
    writeFileSync(join(root, LOCK_FILE), lockOf("a", "b"));
    const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    await journal.record(change("mine", "out/mine.png"));
    await journal.fold();
    expect(merges).toBe(0);
    // A colleague's asset came, and one of before left.
    writeFileSync(join(root, LOCK_FILE), lockOf("b", "mine", "theirs"));
    await journal.record(change("other", "out/other.png"));
    await journal.fold();
    await journal.close();
    expect([...read().parsed.lock.assets.keys()]).toEqual(["b", "mine", "other", "theirs"]);
    expect(read().pending).toEqual([]);
    expect(merges).toBe(1);
  });

  it("is left as it is where git left two sides of an asset: the manifest tells which is meant", async () => {
    writeFileSync(join(root, LOCK_FILE), lockOf("a"));
    const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    await journal.record(change("mine", "out/mine.png"));
    const other = (output: string) => ({
      ...EMPTY_LOCK,
      assets: new Map([["a", lockEntry(["out/a.png"], { output })]]),
    });
    const conflict = formatMerge(
      mergeLocks({ base: undefined, ours: other(digest("1")), theirs: other(digest("2")) }),
      { ours: "HEAD", theirs: "theirs" },
    );
    expect(conflict).toContain("<<<<<<<");
    writeFileSync(join(root, LOCK_FILE), conflict);
    await expect(journal.fold()).rejects.toThrow(DiagnosticsError);
    await journal.close();
    expect(readFileSync(join(root, LOCK_FILE), "utf8")).toBe(conflict);
  });

  it("is left as it is where it cannot be read: the journal knows what was done", async () => {
    const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
    await journal.record(change("mine", "out/mine.png"));
    writeFileSync(join(root, LOCK_FILE), "{ half a lock");
    await expect(journal.fold()).rejects.toThrow(DiagnosticsError);
    await journal.close();
    expect(readFileSync(join(root, LOCK_FILE), "utf8")).toBe("{ half a lock");
    rmSync(join(root, LOCK_FILE));
    expect([...read().lock.assets.keys()]).toEqual(["mine"]);
  });
});

it("writes nothing when nothing was done", async () => {
  const journal = openBuildJournal({ folder: root, file: journalFile, beforeLockIsWritten, onMerged }, read());
  await journal.fold();
  await journal.close();
  expect(read().text).toBeUndefined();
  expect(() => readFileSync(journalFile)).toThrow();
});
