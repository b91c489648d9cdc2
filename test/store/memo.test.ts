import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import type { FileFact } from "../../src/core/facts.ts";
import { openMemo } from "../../src/store/memo.ts";
import { tick } from "../support/tick.ts";
import { CAN_MOUNT, mountCoarseClock, REQUIRED, workspace } from "./workspace.ts";

/** Seconds since 1970: an mtime that somebody sets, the same each time. */
const LONG_AGO = 1_000_000_000;

/** A clock that tests push forward, so that files come to rest without waiting. */
function clockAhead(): { now: () => number; ahead: number; settle(folder: string): void } {
  const clock = {
    ahead: 0,
    now: () => Date.now() + clock.ahead,
    settle(folder: string): void {
      clock.ahead += 10_000;
      tick(folder);
    },
  };
  return clock;
}

/** The file system's clock cannot be pushed, but the memo's own time can. */
function alignClock(file: string, time: number): void {
  if (existsSync(file)) utimesSync(file, time / 1000, time / 1000);
}

function fileFact(text: string): FileFact {
  return { kind: "file", sha256: sha256(text), bytes: text.length };
}

describe("what is there", () => {
  test("files, nothing, and things that are no files", async () => {
    const root = workspace();
    writeFileSync(join(root, "a"), "text");
    mkdirSync(join(root, "folder"));
    symlinkSync("a", join(root, "link"));
    const memo = openMemo(join(root, ".state/memo"), { root });
    const facts = await memo.observe(["link", "folder", "a", "a/below", "missing"]);
    expect(Object.fromEntries(facts)).toEqual({
      a: fileFact("text"),
      "a/below": { kind: "missing" },
      folder: { kind: "other", what: "a folder" },
      link: { kind: "other", what: "a link to a", isLink: true },
      missing: { kind: "missing" },
    });
    for (const [path, fact] of facts) expect(memo.digest(path)).toEqual(fact);
  });
});

describe("when a file is read again", () => {
  test("at rest: once, also in the next run; after an edit: again", async () => {
    const root = workspace();
    const file = join(root, ".state/memo");
    const clock = clockAhead();
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256("x")}\nsize 99\n`;
    writeFileSync(join(root, "a"), "text");
    writeFileSync(join(root, "b"), pointer);
    clock.settle(root);
    const memo = openMemo(file, { root, now: clock.now });
    const facts = await memo.observe(["a", "b"]);
    expect(await memo.observe(["a", "b"])).toEqual(facts);
    expect(memo.hashed).toBe(2);
    await memo.save();
    alignClock(file, clock.now());

    const next = openMemo(file, { root, now: clock.now });
    expect(await next.observe(["a", "b"])).toEqual(facts);
    expect(facts.get("b")).toEqual({ kind: "file", sha256: sha256("x"), bytes: 99, pointer: true });
    expect(next.hashed).toBe(0);
    const written = statSync(file).mtimeMs;
    await next.save();
    expect(statSync(file).mtimeMs).toBe(written);
    writeFileSync(join(root, "a"), "next");
    expect(next.digest("a")).toEqual(fileFact("next"));
    expect(next.hashed).toBe(1);
  });

  test("an edit that puts size and mtime back is seen", async () => {
    const root = workspace();
    const clock = clockAhead();
    const path = join(root, "a");
    writeFileSync(path, "text");
    utimesSync(path, LONG_AGO, LONG_AGO);
    clock.settle(root);
    const memo = openMemo(join(root, "memo"), { root, now: clock.now });
    memo.digest("a");
    const { mtimeMs, size, ino } = statSync(path);
    writeFileSync(path, "next");
    utimesSync(path, LONG_AGO, LONG_AGO);
    expect(statSync(path)).toMatchObject({ mtimeMs, size, ino });
    expect(memo.digest("a")).toEqual(fileFact("next"));
  });

  const coarse =
    "two writes within one tick are told apart, in this run and in the next (needs root, to mount a ramfs)";
  test.skipIf(!CAN_MOUNT && !REQUIRED)(coarse, async () => {
    const root = workspace();
    mountCoarseClock(root);
    const path = join(root, "a");
    let equal = 0;
    for (let round = 0; round < 500 && equal < 3; round += 1) {
      const memo = openMemo(join(root, "memo"), { root });
      writeFileSync(path, "one");
      const first = statSync(path);
      expect(memo.digest("a")).toEqual(fileFact("one"));
      writeFileSync(path, "two");
      const second = statSync(path);
      if (first.mtimeMs === second.mtimeMs && first.ctimeMs === second.ctimeMs) equal += 1;
      expect(memo.digest("a")).toEqual(fileFact("two"));
      await memo.save();
      writeFileSync(path, "six");
      expect(openMemo(join(root, "memo"), { root }).digest("a")).toEqual(fileFact("six"));
    }
    // The fault did happen: stats that do not differ although the bytes do.
    expect(equal).toBe(3);
  });

  test("a time in the future is never trusted", () => {
    const root = workspace();
    writeFileSync(join(root, "a"), "text");
    utimesSync(join(root, "a"), 4e9, 4e9);
    const clock = clockAhead();
    clock.settle(root);
    const memo = openMemo(join(root, "memo"), { root, now: clock.now });
    memo.digest("a");
    memo.digest("a");
    expect(memo.hashed).toBe(2);
  });

  test("when the disk's clock is not ours, the memo is not used", async () => {
    const root = workspace();
    const file = join(root, "memo");
    const clock = clockAhead();
    writeFileSync(join(root, "a"), "text");
    clock.settle(root);
    const memo = openMemo(file, { root, now: clock.now });
    memo.digest("a");
    await memo.save();
    expect(Math.abs(statSync(file).mtimeMs - clock.now())).toBeGreaterThan(5000);
    const next = openMemo(file, { root, now: clock.now });
    next.digest("a");
    expect(next.hashed).toBe(1);
  });

  test("a memo that is cut anywhere, or is not one, is empty", async () => {
    const root = workspace();
    const file = join(root, "memo");
    const clock = clockAhead();
    for (const name of ["a", "b"]) writeFileSync(join(root, name), name);
    clock.settle(root);
    const memo = openMemo(file, { root, now: clock.now });
    const facts = await memo.observe(["a", "b"]);
    await memo.save();
    const whole = readFileSync(file);
    const damages = Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length).toString());
    damages.push("null", "[]", whole.toString().replace('"paths":[', '"paths":["c",'));
    for (const text of damages) {
      writeFileSync(file, text);
      alignClock(file, clock.now());
      const next = openMemo(file, { root, now: clock.now });
      expect(await next.observe(["a", "b"])).toEqual(facts);
      expect(next.hashed).toBe(2);
    }
  });
});

const NAMES = ["a", "b", "sub/c"] as const;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("write"),
      name: fc.constantFrom(...NAMES),
      text: fc.constantFrom("one", "two", "longer"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("forge"),
      name: fc.constantFrom(...NAMES),
      text: fc.constantFrom("one", "two"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("remove", "cut", "replace"),
      name: fc.constantFrom(...NAMES),
      text: fc.constantFrom("one", "two"),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("look", "reopen", "settle"),
      name: fc.constantFrom(...NAMES),
      text: fc.constant(""),
    }),
  },
);

test("what was read ahead counts only for files that still look the same", async () => {
  const root = workspace();
  const clock = clockAhead();
  const paths = ["same", "edited", "deleted"];
  for (const path of paths) {
    writeFileSync(join(root, path), path);
    // Holes: enough bytes for a second thread.
    truncateSync(join(root, path), 32 * 1024 * 1024);
  }
  clock.settle(root);
  const memo = openMemo(join(root, ".state/memo"), { root, now: clock.now });
  memo.readAhead(paths);
  writeFileSync(join(root, "edited"), "in between");
  rmSync(join(root, "deleted"));
  const facts = await memo.observe([...paths, "new"]);
  expect(facts).toEqual(await openMemo(undefined, { root }).observe([...paths, "new"]));
  expect(facts.get("edited")).toEqual(fileFact("in between"));
  // All that was there was read, and what had changed since once more.
  expect(memo.hashed).toBeGreaterThanOrEqual(3);
  memo.close();
});

test("whatever happens to the files, the answer is that of reading them", async () => {
  let reused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const root = workspace();
      const file = join(root, ".state/memo");
      mkdirSync(join(root, "sub"));
      const clock = clockAhead();
      let memo = openMemo(file, { root, now: clock.now });
      const content = new Map<string, string>();
      for (const { do: what, name, text } of steps) {
        const path = join(root, name);
        const before = content.get(name);
        if (what === "write" || (what === "forge" && before === undefined)) {
          writeFileSync(path, text);
          content.set(name, text);
        } else if (what === "forge") {
          writeFileSync(path, text);
          utimesSync(path, LONG_AGO, LONG_AGO);
          content.set(name, text);
        } else if (what === "replace") {
          writeFileSync(`${path}.new`, text);
          renameSync(`${path}.new`, path);
          content.set(name, text);
        } else if (what === "remove") {
          rmSync(path, { force: true });
          content.delete(name);
        } else if (what === "cut" && before !== undefined) {
          truncateSync(path, 2);
          content.set(name, before.slice(0, 2));
        } else if (what === "settle") clock.settle(root);
        else if (what === "reopen") {
          await memo.observe(NAMES);
          await memo.save();
          alignClock(file, clock.now());
          memo = openMemo(file, { root, now: clock.now });
        }
        if (what === "settle") continue;
        const hashed = memo.hashed;
        const facts = await memo.observe(NAMES);
        for (const known of NAMES) {
          const expected = content.get(known);
          expect(facts.get(known)).toEqual(expected === undefined ? { kind: "missing" } : fileFact(expected));
        }
        reused += content.size - (memo.hashed - hashed);
      }
    }),
    { numRuns: 150 },
  );
  // It did remember: otherwise this test would prove nothing.
  expect(reused).toBeGreaterThan(20);
});
