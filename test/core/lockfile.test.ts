import { describe, expect, it } from "vitest";
import { parseLockText } from "../../src/core/lock-merge.ts";
import { EMPTY_LOCK, type LockEntry } from "../../src/core/lock.ts";
import { applyChanges, formatLock, parseLock } from "../../src/core/lockfile.ts";
import { lockEntry } from "../support/lock-entry.ts";

const digest = (letter: string) => letter.repeat(64);

const entry = (...paths: readonly string[]): LockEntry => lockEntry(paths, { output: digest("d") });

const problemOf = (text: string) => {
  const parsed = parseLock(text);
  return "problem" in parsed ? parsed.problem.code : undefined;
};

describe("a lock that cannot be used is refused with the way out", () => {
  const good = formatLock(
    applyChanges(EMPTY_LOCK, [{ type: "entry", asset: "hero", entry: entry("out/hero.png"), moved: [] }]),
  );

  it.each([
    ["cut off", good.slice(0, 100), "lock-syntax"],
    ["empty", "", "lock-syntax"],
    ["of a newer version", good.replace('"version": 1', '"version": 2'), "lock-newer"],
    ["with a field of a newer version", good.replace('"version": 1', '"version": 1, "later": {}'), "lock-newer"],
    ["without a version", "{}", "lock-newer"],
    ["a list", "[]", "lock-invalid"],
    ["with conflict markers", good.replace('    "hero"', '<<<<<<< HEAD\n    "hero"'), "lock-conflict"],
    ["with a path out of the project", good.replace("out/hero.png", "../hero.png"), "lock-invalid"],
    ["with an absolute path", good.replace("out/hero.png", "/etc/passwd"), "lock-invalid"],
    ["with a path into .git", good.replace("out/hero.png", ".git/config"), "lock-invalid"],
    ["with a path into .GIT", good.replace("out/hero.png", "sub/.GIT/config"), "lock-invalid"],
    ["with a path into .git. ", good.replace("out/hero.png", ".git. /config"), "lock-invalid"],
    ["with a path into git~1", good.replace("out/hero.png", "GIT~1/config"), "lock-invalid"],
    ["with a path into .git, unseen", good.replace("out/hero.png", ".g\u200cit/config"), "lock-invalid"],
    ["with a digest that is none", good.replace(digest("d"), "d"), "lock-invalid"],
  ])("%s", (_, text, code) => {
    expect(problemOf(text)).toBe(code);
  });

  it.each([
    [
      good.slice(0, good.indexOf('"samples"')).trimEnd(),
      "it is not valid JSON in line 4 (cut off, or a git conflict?)",
    ],
    [good.replace('"samples"', "samples"), "it is not valid JSON in line 5 (cut off, or a git conflict?)"],
    [good.replace('    "hero"', '<<<<<<< HEAD\n    "hero"'), "git conflict markers in line 4"],
  ])("with the line: %#", (text, message) => {
    const parsed = parseLock(text);
    expect("problem" in parsed && parsed.problem.message).toBe(`cannot use images.lock.json: ${message}`);
  });

  it("while a byte order mark is nothing that git or an editor broke", () => {
    const parsed = parseLockText(`\ufeff${good.replaceAll("\n", "\r\n")}`);
    expect("lock" in parsed && formatLock(parsed.lock)).toBe(good);
    const conflict = `\ufeff<<<<<<< HEAD\n${good}=======\n${good}>>>>>>> other\n`;
    expect(parseLockText(conflict)).toMatchObject({ conflicts: [], unmerged: true });
  });

  it("while an asset called __proto__ is just an asset", () => {
    const text = good.replace('"hero"', '"__proto__"');
    const parsed = parseLock(text);
    expect("lock" in parsed && [...parsed.lock.assets.keys()]).toEqual(["__proto__"]);
    expect("lock" in parsed && formatLock(parsed.lock)).toBe(text);
    expect(({} as Record<string, unknown>)["samples"]).toBeUndefined();
  });
});

describe("changes", () => {
  it("turn outputs that are no longer named into orphans, and back", () => {
    const first = applyChanges(EMPTY_LOCK, [
      { type: "entry", asset: "hero", entry: entry("a.png", "b.png"), moved: [] },
    ]);
    const second = applyChanges(first, [{ type: "entry", asset: "hero", entry: entry("a.png"), moved: [] }]);
    expect([...second.orphans.keys()]).toEqual(["b.png"]);
    const third = applyChanges(second, [{ type: "entry", asset: "other", entry: entry("b.png"), moved: [] }]);
    expect([...third.orphans.keys()]).toEqual([]);
    expect([...applyChanges(second, [{ type: "forgotten", path: "b.png" }]).orphans.keys()]).toEqual([]);
  });

  it("pin what URLs were, and forget it", () => {
    const url = "https://example.org/a.png";
    const pinned = applyChanges(EMPTY_LOCK, [
      { type: "pinned", url, sha256: "a".repeat(64) },
      { type: "pinned", url, sha256: "b".repeat(64) },
    ]);
    expect([...pinned.references]).toEqual([[url, "b".repeat(64)]]);
    expect(parseLock(formatLock(pinned))).toEqual({ lock: pinned });
    const unpinned = applyChanges(pinned, [{ type: "unpinned", url }]);
    expect(formatLock(unpinned)).toBe(formatLock(EMPTY_LOCK));
    expect(parseLock(formatLock(pinned).replace("b".repeat(64), "nonsense"))).toMatchObject({
      problem: { code: "lock-invalid" },
    });
  });

  it("drop an entry all of whose files were moved away", () => {
    const first = applyChanges(EMPTY_LOCK, [{ type: "entry", asset: "hero", entry: entry("a.png"), moved: [] }]);
    const renamed = applyChanges(first, [{ type: "entry", asset: "banner", entry: entry("b.png"), moved: ["a.png"] }]);
    expect([...renamed.assets.keys()]).toEqual(["banner"]);
    expect(renamed.orphans.size).toBe(0);
  });

  it("hand former entries on with their files, and leave over only what nobody names", () => {
    const written = (asset: string, path: string, heirs: readonly string[] = []) =>
      ({ type: "entry", asset, entry: entry(path), moved: [], heirs }) as const;
    const first = applyChanges(EMPTY_LOCK, [written("a", "a.png"), written("b", "b.png")]);
    const row = applyChanges(first, [written("a", "new.png", ["b", "c"])]);
    expect([...row.assets].map(([name, { samples }]) => [name, Object.keys(samples[0]?.outputs ?? {})])).toEqual([
      ["a", ["new.png"]],
      ["b", ["a.png"]],
      ["c", ["b.png"]],
    ]);
    expect([...row.orphans.keys()]).toEqual([]);
    const ring = applyChanges(first, [written("a", "b.png", ["b"])]);
    expect([...ring.orphans.keys()]).toEqual([]);
    expect([...applyChanges(first, [written("a", "a.png", ["b"])]).orphans.keys()]).toEqual(["b.png"]);
  });

  it("give the same lock however they are cut into folds", () => {
    const changes = [
      { type: "entry", asset: "a", entry: entry("1.png", "2.png"), moved: [] },
      { type: "entry", asset: "a", entry: entry("2.png"), moved: [] },
      { type: "entry", asset: "b", entry: entry("1.png"), moved: [] },
      { type: "entry", asset: "a", entry: entry("3.png"), moved: [], heirs: ["b", "c"] },
      { type: "entry", asset: "c", entry: entry("4.png"), moved: [] },
      { type: "removed", asset: "a" },
    ] as const;
    const once = formatLock(applyChanges(EMPTY_LOCK, changes));
    const stepwise = changes.reduce((lock, change) => applyChanges(lock, [change]), EMPTY_LOCK);
    expect(formatLock(stepwise)).toBe(once);
  });
});

it("has one fact per line, LF, and ends with one line break", () => {
  const text = formatLock(
    applyChanges(EMPTY_LOCK, [{ type: "entry", asset: "hero", entry: entry("out/hero.png"), moved: [] }]),
  );
  expect(text).not.toContain("\r");
  expect(text.endsWith("}\n")).toBe(true);
  for (const line of text.trimEnd().split("\n")) expect(line.split('": ').length, line).toBeLessThanOrEqual(2);
});
