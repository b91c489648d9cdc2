import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedItems, cutManifest } from "../../src/core/manifest/items.ts";

const HEAD = "version: 1\nprovider: sketch\nassets:\n";
const TAIL = "styles:\n  ink: { prompt: x }\n";

/** The same by cutting both texts as a whole: what may be said, and what it has to be. */
function byWholeTexts(before: string, after: string) {
  const [old, now] = [cutManifest(before), cutManifest(after)];
  if (old === undefined || now === undefined || old.head !== now.head || old.tail !== now.tail) return undefined;
  if (old.items.length !== now.items.length) return undefined;
  if (!old.items.every(({ key }, index) => now.items[index]?.key === key)) return undefined;
  return old.items.filter(({ text }, index) => now.items[index]?.text !== text).map(({ key }) => key);
}

const line = fc.constantFrom(
  "  hero: { prompt: A lake }\n",
  "  icon:\n    prompt: A fox\n    seed: 7\n",
  "  note:\n    prompt: |\n      A note\n\n      of two\n",
  "  # a comment\n",
  "\n",
  "# at the margin\n",
  "  sign: { prompt: A sign } # why\n",
);
const manifest = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom("", TAIL))
  .map(
    ([lines, tail]) =>
      HEAD + lines.map((text, at) => text.replace(/(hero|icon|note|sign):/, `$1${at}:`)).join("") + tail,
  );
const edit = fc.record({
  at: fc.integer({ min: 0, max: 999 }),
  remove: fc.oneof(fc.constant(0), fc.nat({ max: 12 })),
  insert: fc.oneof(
    fc.constant("x"),
    fc.constantFrom(
      "",
      "x",
      " ",
      "  ",
      "\n",
      "\n  ",
      "hero9: { prompt: x }\n",
      "  hero9: { prompt: x }\n",
      "#",
      "x: 1\n",
      "\n---\n",
    ),
    fc.string({ maxLength: 4 }),
  ),
});

test("what is said of two texts is what cutting both as a whole says", () => {
  let said = 0;
  fc.assert(
    fc.property(manifest, fc.array(edit, { minLength: 1, maxLength: 3 }), (before, edits) => {
      fc.pre(cutManifest(before) !== undefined);
      let after = before;
      for (const { at, remove, insert } of edits) {
        const from = Math.floor((at / 1000) * after.length);
        after = after.slice(0, from) + insert + after.slice(from + remove);
      }
      const change = changedItems(before, after, 50);
      if (change === undefined) return;
      said += 1;
      expect(change.keys).toEqual(byWholeTexts(before, after));
      for (const [part, whole] of [
        [change.before, before],
        [change.after, after],
      ] as const) {
        const items = new Map(cutManifest(whole)?.items.map(({ key, text }) => [key, text]));
        const cut = cutManifest(part);
        expect(cut?.items.map(({ key }) => key)).toEqual(change.keys);
        expect(cut?.tail).toBe(cutManifest(whole)?.tail);
        // Comments before the first entry may stay behind.
        for (const { key, text } of cut?.items ?? []) expect(items.get(key)?.endsWith(text)).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
  // The edits are such that some stay within entries.
  expect(said).toBeGreaterThan(100);
});

describe("an edit within an entry is found", () => {
  const before = `${HEAD}  # first\n  hero: { prompt: A lake }\n  icon:\n    prompt: A fox\n\n  note: { prompt: A note }\n${TAIL}`;
  test.each([
    ["of the first", "A lake", "A sea", ["hero"]],
    ["of the last", "A note", "A letter", ["note"]],
    ["of one in the middle", "A fox", "A hare", ["icon"]],
    ["that adds a line", "    prompt: A fox\n", "    prompt: A fox\n    seed: 1\n", ["icon"]],
  ])("%s", (_, from, to, keys) => {
    expect(changedItems(before, before.replace(from, to), 50)?.keys).toEqual(keys);
  });
  test.each([
    ["another name", "icon:", "icons:"],
    ["an entry more", "  icon:", "  new: { prompt: x }\n  icon:"],
    ["another indentation of the first key alone", "  hero", "    hero"],
    ["something before the entries", "sketch", "together"],
    ["something after the entries", "ink", "pen"],
    ["an anchor", "A lake", "&a A lake"],
  ])("%s is for the whole", (_, from, to) => {
    expect(changedItems(before, before.replace(from, to), 50)).toBeUndefined();
  });
});
