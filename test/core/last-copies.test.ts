import { describe, expect, it } from "vitest";
import { handOn } from "../../src/core/hand-on.ts";
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
    const index = indexLock(lockOf({ a: locked }), () => true);
    expect(isOnlyCopy(bytes, { index, facts: { has: (object) => stored.includes(object) } })).toBe(only);
  });
});

describe("entries that a build of some assets would forget", () => {
  const entryOf = (name: string, letter: string) => lockEntry([`out/${name}.png`], { key: digest(letter) });
  const before = lockOf({ a: entryOf("a", "1"), b: entryOf("b", "2"), c: entryOf("c", "3") });
  /** Assets were built and have these keys now; others want those. */
  const handedOn = (built: Record<string, string>, wants: Record<string, string>, stored: readonly string[] = []) => {
    const after = lockOf({
      ...Object.fromEntries(before.assets),
      ...Object.fromEntries(Object.entries(built).map(([name, letter]) => [name, entryOf(name, letter)])),
    });
    const wanted = new Map(Object.entries(wants).map(([name, letter]) => [name, [digest(letter)]]));
    const changes = handOn({
      before,
      after,
      wanted: () => wanted,
      isStored: (key) => stored.some((letter) => key === digest(letter)),
    });
    return changes.map((change) =>
      change.type === "entry" ? `${change.asset}: ${change.entry.samples[0]?.key[0]}` : "",
    );
  };

  it.each<[string, Record<string, string>, Record<string, string>, readonly string[]]>([
    ["two names exchanged: the other has it", { a: "2" }, { b: "1", c: "3" }, ["b: 1"]],
    ["three in a ring: it waits where nothing is forgotten by it", { a: "2" }, { b: "3", c: "1" }, ["b: 1"]],
    ["a new name that wants it", { a: "4" }, { b: "2", c: "3", z: "1" }, ["z: 1"]],
    ["nobody wants it", { a: "4" }, { b: "2", c: "3" }, []],
    ["who wants it knows of another that nobody wants", { a: "4" }, { b: "1", c: "3" }, ["b: 1"]],
    ["who wants it is the only one that knows of another's", { a: "4" }, { b: "1", c: "2" }, []],
    ["what is up to date keeps its entry", { a: "2" }, { b: "2", c: "3", z: "9" }, []],
    ["nothing was built", {}, { a: "9", b: "9", c: "9" }, []],
  ])("%s", (_, built, wants, changes) => {
    expect(handedOn(built, wants)).toEqual(changes);
  });

  it("with a record in the store nothing has to be handed on, and nobody is asked what he wants", () => {
    expect(handedOn({ a: "2" }, { b: "1", c: "3" }, ["1"])).toEqual([]);
    const after = lockOf({ ...Object.fromEntries(before.assets), a: entryOf("a", "2") });
    const wanted = () => {
      throw new Error("asked");
    };
    expect(handOn({ before, after, wanted, isStored: () => true })).toEqual([]);
  });
});
