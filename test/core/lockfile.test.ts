import { describe, expect, it } from "vitest";
import { applyChanges } from "../../src/core/lock-changes.ts";
import { parseLockText } from "../../src/core/lock-merge.ts";
import { EMPTY_LOCK, type LockEntry } from "../../src/core/lock.ts";
import { formatLock, parseLock } from "../../src/core/lockfile.ts";
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

it("has one fact per line, LF, and ends with one line break", () => {
  const text = formatLock(
    applyChanges(EMPTY_LOCK, [{ type: "entry", asset: "hero", entry: entry("out/hero.png"), moved: [] }]),
  );
  expect(text).not.toContain("\r");
  expect(text.endsWith("}\n")).toBe(true);
  for (const line of text.trimEnd().split("\n")) expect(line.split('": ').length, line).toBeLessThanOrEqual(2);
});
