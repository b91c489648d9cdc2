import { describe, expect, it } from "vitest";
import { indexLock } from "../../src/core/lock-index.ts";
import { EMPTY_LOCK, type Lock, type LockEntry } from "../../src/core/lock.ts";
import { isOnlyCopy } from "../../src/core/only-copy.ts";
import { lockEntry } from "../support/lock-entry.ts";

const digest = (letter: string) => letter.repeat(64);

function lockOf(assets: Readonly<Record<string, LockEntry>>): Lock {
  return { ...EMPTY_LOCK, assets: new Map(Object.entries(assets)) };
}

describe("the only copy of a picture", () => {
  const original = digest("b");
  const output = digest("d");
  const entry = lockEntry(["out/a.png"]);
  const [sample] = entry.samples;
  const accepted: LockEntry = {
    samples: entry.samples.map((sample) => ({
      ...sample,
      outputs: Object.fromEntries(
        Object.entries(sample.outputs).map(([path, file]) => [path, { ...file, origin: "accepted" as const }]),
      ),
    })),
  };

  it.each<[string, string, LockEntry, readonly string[], boolean]>([
    ["an output, of which nothing is stored", output, entry, [], true],
    ["an output that is stored", output, entry, [output], false],
    ["an output whose original is stored", output, entry, [original], false],
    ["an accepted edit, whatever it was an edit of", output, accepted, [original], true],
    ["a file that is an original, as a clip is", original, entry, [], true],
    ["what no entry names", digest("e"), entry, [], false],
  ])("%s", (_, bytes, locked, stored, only) => {
    expect(sample?.original.sha256).toBe(original);
    const index = indexLock(lockOf({ a: locked }), { isNamed: () => true, isPlanned: () => true });
    expect(isOnlyCopy(bytes, { index, facts: { has: (object) => stored.includes(object) } })).toBe(only);
  });
});
