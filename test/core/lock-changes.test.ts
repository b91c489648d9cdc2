import { describe, expect, it } from "vitest";
import { applyChanges } from "../../src/core/lock-changes.ts";
import { EMPTY_LOCK, type LockEntry } from "../../src/core/lock.ts";
import { formatLock, parseLock } from "../../src/core/lockfile.ts";
import { lockEntry } from "../support/lock-entry.ts";

const entry = (...paths: readonly string[]): LockEntry => lockEntry(paths, { output: "d".repeat(64) });

describe("changes to the lock", () => {
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
