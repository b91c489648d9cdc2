import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConflictMarkers } from "../../src/core/conflict-markers.ts";
import { formatMerge, mergeLocks, parseLockText } from "../../src/core/lock-merge.ts";
import { salvageLock } from "../../src/core/lock-salvage.ts";
import { EMPTY_LOCK, type Lock, type LockEntry } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { lockEntry } from "../support/lock-entry.ts";

/** An entry that is told from others by one letter. */
function entry(asset: string, letter: string): LockEntry {
  const digest = letter.repeat(64);
  const facts = { prompt: letter, key: digest, original: digest, derivation: digest, output: digest };
  return { auto_seed: 7, ...lockEntry([`out/${asset}.png`], facts) };
}

/** `{ hero: "a" }`: a lock with one entry. */
function lockOf(letters: Readonly<Record<string, string>>, orphans: Readonly<Record<string, string>> = {}): Lock {
  return {
    assets: new Map(Object.entries(letters).map(([asset, letter]) => [asset, entry(asset, letter)])),
    orphans: new Map(Object.entries(orphans).map(([path, letter]) => [path, letter.repeat(64)])),
    references: new Map(),
  };
}

function lettersOf(lock: Lock): Record<string, string | undefined> {
  return Object.fromEntries([...lock.assets].map(([asset, { samples }]) => [asset, samples[0]?.key[0]]));
}

const NAMES = { ours: "HEAD", theirs: "feature" };

describe("merging two locks over what both started from", () => {
  const base = lockOf({ hero: "a", icon: "a", team: "a" });

  it.each([
    ["one side changes", { hero: "b", icon: "a", team: "a" }, { hero: "a", icon: "a", team: "a" }, "b"],
    ["the other side changes", { hero: "a", icon: "a", team: "a" }, { hero: "b", icon: "a", team: "a" }, "b"],
    ["both change it in one way", { hero: "b", icon: "a", team: "a" }, { hero: "b", icon: "a", team: "a" }, "b"],
    ["one side removes", { icon: "a", team: "a" }, { hero: "a", icon: "a", team: "a" }, undefined],
    ["one removes and the other changes", { icon: "a", team: "a" }, { hero: "b", icon: "a", team: "a" }, "b"],
  ])("%s", (_, ours, theirs, hero) => {
    const merged = mergeLocks({ base, ours: lockOf(ours), theirs: lockOf(theirs) });
    expect(merged.conflicts).toEqual([]);
    expect(lettersOf(merged.lock)["hero"]).toBe(hero);
    expect(lettersOf(merged.lock)["icon"]).toBe("a");
  });

  it("each adds its own: both are there", () => {
    const merged = mergeLocks({
      base,
      ours: lockOf({ hero: "a", icon: "a", team: "a", x: "c" }),
      theirs: lockOf({ hero: "a", icon: "a", team: "a", y: "d" }),
    });
    expect(lettersOf(merged.lock)).toEqual({ hero: "a", icon: "a", team: "a", x: "c", y: "d" });
  });

  it("both change one asset: a conflict, and nothing of it is lost", () => {
    const merged = mergeLocks({ base, ours: lockOf({ hero: "b" }), theirs: lockOf({ hero: "c" }) });
    expect(merged.conflicts).toEqual([{ asset: "hero", ours: entry("hero", "b"), theirs: entry("hero", "c") }]);
  });

  it("a path that an asset has now is no orphan, whoever left it behind", () => {
    const merged = mergeLocks({
      base: lockOf({}),
      ours: lockOf({}, { "out/hero.png": "a", "out/old.png": "a" }),
      theirs: lockOf({ hero: "b" }),
    });
    expect([...merged.lock.orphans.keys()]).toEqual(["out/old.png"]);
  });
});

const anyLock = fc
  .dictionary(fc.constantFrom("a", "b", "c", "d", "e f", "g"), fc.constantFrom("a", "b", "c"))
  .map((letters) => lockOf(letters));

describe("whatever the sides are", () => {
  it("either may be called ours, and no entry that one side changed is lost", () => {
    fc.assert(
      fc.property(anyLock, anyLock, anyLock, (base, ours, theirs) => {
        const merged = mergeLocks({ base, ours, theirs });
        const mirrored = mergeLocks({ base, ours: theirs, theirs: ours });
        const names = (conflicts: typeof merged.conflicts) => conflicts.map(({ asset }) => asset).sort();
        expect(names(mirrored.conflicts)).toEqual(names(merged.conflicts));
        const disputed = new Set(names(merged.conflicts));
        const settled = (lock: Lock) =>
          Object.fromEntries(Object.entries(lettersOf(lock)).filter(([asset]) => !disputed.has(asset)));
        expect(settled(mirrored.lock)).toEqual(settled(merged.lock));
        for (const side of [ours, theirs]) {
          for (const [asset, letter] of Object.entries(lettersOf(side))) {
            if (lettersOf(base)[asset] === letter) continue;
            const there = [
              lettersOf(merged.lock)[asset],
              ...merged.conflicts
                .filter((conflict) => conflict.asset === asset)
                .map(({ theirs }) => theirs.samples[0]?.key[0]),
            ];
            expect(there).toContain(letter);
          }
        }
      }),
    );
  });

  it("its text, with markers or without, reads back as the same merge", () => {
    fc.assert(
      fc.property(anyLock, anyLock, (ours, theirs) => {
        const merged = mergeLocks({ base: undefined, ours, theirs });
        const read = parseLockText(formatMerge(merged, NAMES));
        if ("problem" in read) throw new Error(read.problem.message);
        expect(formatLock(read.lock)).toBe(formatLock(merged.lock));
        expect(read.conflicts.map(({ asset }) => asset).sort()).toEqual(
          merged.conflicts.map(({ asset }) => asset).sort(),
        );
        expect(read.unmerged).toBe(merged.conflicts.length > 0);
      }),
    );
  });
});

it("pins of either side are kept; of one that both moved, ours", () => {
  const pins = (references: Readonly<Record<string, string>>): Lock => ({
    ...EMPTY_LOCK,
    references: new Map(
      Object.entries(references).map(([path, letter]) => [`https://x.example/${path}`, letter.repeat(64)]),
    ),
  });
  const base = pins({ same: "a", moved: "a", both: "a", gone: "a" });
  const ours = pins({ same: "a", moved: "a", both: "b", added: "c" });
  const theirs = pins({ same: "a", moved: "d", both: "e", gone: "a", other: "f" });
  const { lock, conflicts } = mergeLocks({ base, ours, theirs });
  const wanted = pins({ same: "a", moved: "d", both: "b", added: "c", other: "f" });
  expect(formatLock(lock)).toBe(formatLock(wanted));
  expect(conflicts).toEqual([]);
  const cutOff = formatLock(lock).slice(0, -4);
  expect(salvageLock(cutOff).references).toEqual(lock.references);
});

describe("conflict markers", () => {
  it("with the base between them (diff3)", () => {
    const text = "a\n<<<<<<< HEAD\nb\n||||||| 1234567\nc\n=======\nd\n>>>>>>> x\ne\n";
    expect(readConflictMarkers(text)).toEqual({ base: "a\nc\ne\n", ours: "a\nb\ne\n", theirs: "a\nd\ne\n" });
  });

  it.each([
    ["no end", "<<<<<<< HEAD\nb\n=======\nd\n"],
    ["no beginning", "b\n=======\nd\n>>>>>>> x\n"],
    ["one inside another", "<<<<<<< HEAD\n<<<<<<< HEAD\nb\n=======\nd\n>>>>>>> x\n"],
    ["none at all", "b\n"],
  ])("that do not fit together are left to a person: %s", (_, text) => {
    expect(readConflictMarkers(text)).toBeUndefined();
  });

  it("around what is no lock are the problem that they were", () => {
    const text = formatLock(lockOf({ hero: "a" })).replace(
      '    "hero"',
      '<<<<<<< HEAD\n    "hero"\n=======\n}\n>>>>>>> x\n',
    );
    const read = parseLockText(text);
    expect("problem" in read && read.problem.code).toBe("lock-conflict");
  });
});
