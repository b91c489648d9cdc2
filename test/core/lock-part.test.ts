import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { cutLock, type ByteSource } from "../../src/core/lock-part.ts";
import { EMPTY_LOCK, type LockEntry } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { lockEntry } from "../support/lock-entry.ts";

const entryOf = (name: string): LockEntry =>
  lockEntry([], {
    prompt: `A picture of ${name}`,
    key: sha256(`key of ${name}`),
    original: sha256(`original of ${name}`),
  });

// More than three pieces of a mebibyte.
const names = Array.from({ length: 8000 }, (_, index) => `asset-${String(index).padStart(4, "0")}`);
const bytes = Buffer.from(formatLock({ ...EMPTY_LOCK, assets: new Map(names.map((name) => [name, entryOf(name)])) }));

/** Gives its one piece of memory out again and again, as a file does. */
function sourceOf(whole: Buffer): ByteSource {
  let piece = Buffer.alloc(0);
  return {
    read(position, length) {
      if (piece.length < length) piece = Buffer.alloc(length);
      return piece.subarray(0, whole.copy(piece, 0, position, position + length));
    },
  };
}

test("every entry is found, and what it has is not elsewhere, wherever the pieces end", () => {
  const MEBIBYTE = 1024 * 1024;
  expect(bytes.length).toBeGreaterThan(3 * MEBIBYTE);
  const entries = MEBIBYTE / (bytes.length / names.length);
  const atEnds = names.filter((_, index) => Math.abs(index - Math.round(index / entries) * entries) < 12);
  expect(atEnds.length).toBeGreaterThan(60);
  for (const name of atEnds) {
    const part = cutLock(sourceOf(bytes), [name]);
    expect(part?.assets.get(name)).toEqual(entryOf(name));
    expect(part?.hasElsewhere([sha256(`key of ${name}`), sha256(`original of ${name}`), "nowhere"])).toBe(false);
  }
});

test("a fact of any other entry is elsewhere", () => {
  fc.assert(
    fc.property(fc.subarray(names, { minLength: 1, maxLength: 5 }), fc.constantFrom(...names), (taken, other) => {
      const part = cutLock(sourceOf(bytes), taken);
      expect([...(part?.assets.keys() ?? [])]).toEqual(taken);
      expect(part?.hasElsewhere(["nowhere", sha256(`original of ${other}`)])).toBe(!taken.includes(other));
    }),
    { numRuns: 60 },
  );
});

test("a name that is not there, or an entry that no lock has, is nothing to go by", () => {
  expect(cutLock(sourceOf(bytes), ["asset-0000", "nobody"])).toBeUndefined();
  expect(cutLock(sourceOf(Buffer.from('{\n    "hero": {\n    }\n')), ["hero"])).toBeUndefined();
  expect(cutLock(sourceOf(bytes.subarray(0, 300)), ["asset-0000"])).toBeUndefined();
});
