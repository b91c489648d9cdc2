import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { editAsset } from "../../src/core/edit/edit-asset.ts";
import type { Json } from "../../src/core/json.ts";
import { parseManifest } from "../../src/core/manifest.ts";

function edit(text: string, changes: Readonly<Record<string, Json>>, key = "hero"): string {
  const edited = editAsset(text, key, changes);
  return "text" in edited ? edited.text : `problem: ${edited.problem}`;
}

describe("one line changes, the rest is the author's", () => {
  test.each<[string, string, Readonly<Record<string, Json>>, string]>([
    [
      "a number, with its comment",
      "assets:\n  hero:\n    prompt: A lake\n    seed: 42   # the one we like\n\n  icon: { prompt: A fox }\n",
      { seed: 7 },
      "assets:\n  hero:\n    prompt: A lake\n    seed: 7   # the one we like\n\n  icon: { prompt: A fox }\n",
    ],
    [
      "a field that was not there, beside the other numbers",
      "assets:\n  hero:\n    prompt: A lake # deep\n    width: 512\n    outputs:\n      - { format: png }\n  # next\n  icon: { prompt: A fox }\n",
      { seed: 7 },
      "assets:\n  hero:\n    prompt: A lake # deep\n    width: 512\n    seed: 7\n    outputs:\n      - { format: png }\n  # next\n  icon: { prompt: A fox }\n",
    ],
    [
      "at the end of a file without a line feed, with CRLF",
      "assets:\r\n  hero:\r\n    prompt: A lake",
      { seed: 7 },
      "assets:\r\n  hero:\r\n    prompt: A lake\r\n    seed: 7",
    ],
    [
      "braces on one line",
      "assets:\n  hero: { prompt: A lake, width: 512 }  # x\n",
      { width: 768, seed: 7 },
      "assets:\n  hero: { prompt: A lake, width: 768, seed: 7 }  # x\n",
    ],
    [
      "braces over several lines, with a comma at the end",
      "assets:\n  hero: {\n    prompt: A lake,\n    width: 512,\n  }\n",
      { seed: 7 },
      "assets:\n  hero: {\n    prompt: A lake,\n    width: 512,\n    seed: 7\n  }\n",
    ],
    [
      "JSON",
      '{\n  "assets": {\n    "hero": {\n      "prompt": "A lake"\n    }\n  }\n}\n',
      { seed: 7, prompt: 'A "sea"' },
      '{\n  "assets": {\n    "hero": {\n      "prompt": "A \\"sea\\"",\n      "seed": 7\n    }\n  }\n}\n',
    ],
    [
      "double quotes",
      'assets:\n  hero:\n    prompt: "A lake"\n',
      { prompt: "A: sea" },
      'assets:\n  hero:\n    prompt: "A: sea"\n',
    ],
    [
      "single quotes",
      "assets:\n  hero:\n    prompt: 'A lake'\n",
      { prompt: "A fox's" },
      "assets:\n  hero:\n    prompt: 'A fox''s'\n",
    ],
    [
      "a plain text that needs quotes",
      "assets:\n  hero:\n    prompt: A lake\n",
      { prompt: "#ff0000: red" },
      'assets:\n  hero:\n    prompt: "#ff0000: red"\n',
    ],
    [
      "a block of lines",
      "assets:\n  hero:\n    prompt: |\n      A lake\n      at dusk\n    seed: 1\n",
      { prompt: "A sea\nat dawn\n" },
      "assets:\n  hero:\n    prompt: |\n      A sea\n      at dawn\n    seed: 1\n",
    ],
    [
      "a field that a merged map gives: set on the asset itself",
      "x: &base { seed: 1, width: 512 }\nassets:\n  hero:\n    <<: *base\n    prompt: A lake\n",
      { seed: 7 },
      "x: &base { seed: 1, width: 512 }\nassets:\n  hero:\n    <<: *base\n    prompt: A lake\n    seed: 7\n",
    ],
    [
      "an asset that is an alias",
      "x: &base { prompt: A lake }\nassets:\n  hero: *base\n  icon: *base\n",
      { seed: 7 },
      "x: &base { prompt: A lake }\nassets:\n  hero: { <<: *base, seed: 7 }\n  icon: *base\n",
    ],
    [
      "a value that is an alias",
      "x: &s 5\nassets:\n  hero:\n    prompt: A lake\n    seed: *s\n",
      { seed: 7 },
      "x: &s 5\nassets:\n  hero:\n    prompt: A lake\n    seed: 7\n",
    ],
    [
      "a field that goes, with its comment and its line",
      "assets:\n  hero:\n    prompt: A lake\n    seed: 42   # the one\n    width: 512\n",
      { seed: null },
      "assets:\n  hero:\n    prompt: A lake\n    width: 512\n",
    ],
    [
      "the last one between braces",
      "assets:\n  hero: { prompt: A lake, seed: 7 }\n",
      { seed: null },
      "assets:\n  hero: { prompt: A lake }\n",
    ],
    [
      "the first one between braces",
      "assets:\n  hero: { seed: 7, prompt: A lake }\n",
      { seed: null },
      "assets:\n  hero: { prompt: A lake }\n",
    ],
    [
      "one that is not there",
      "assets:\n  hero: { prompt: A lake }\n",
      { seed: null },
      "assets:\n  hero: { prompt: A lake }\n",
    ],
  ])("%s", (_, before, changes, after) => {
    expect(edit(before, changes)).toBe(after);
  });
});

test.each<[string, string, Readonly<Record<string, Json>>?]>([
  ["an asset that others are made of", "assets:\n  hero: &h { prompt: A lake }\n  icon: *h\n"],
  [
    "a value that others have too",
    "assets:\n  hero: { prompt: A lake, seed: &s 5 }\n  icon: { prompt: A fox, seed: *s }\n",
  ],
  [
    "a field of a map that is merged",
    "x: &b { seed: 1 }\nassets:\n  hero: { <<: *b, prompt: A lake }\n",
    { seed: null },
  ],
  ["another name", "assets:\n  icon: { prompt: A fox }\n"],
  ["no YAML", "assets: [\n"],
])("%s is left to a person", (_, text, changes = { seed: 7 }) => {
  expect(edit(text, changes)).toMatch(/^problem: /);
});

/** Control characters; `\p{Cc}` less the three that texts are laid out with. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]/u;

/** Texts that YAML has trouble with. */
const awkward = fc.oneof(
  fc.constantFrom(
    "yes",
    "~",
    "1e3",
    "0x1F",
    "- a",
    "a: b",
    "# x",
    "'",
    '"',
    "{a}",
    "[b]",
    "&x",
    "*y",
    "!z",
    "| a",
    "> b",
    "%c",
    "@d",
    "",
    " a ",
    "a\nb",
    "\na",
    "a\n\n",
    "tab\tx",
    "ä€😀",
    "no # comment",
    "<<",
  ),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);
const anyValue = fc.oneof(awkward, fc.integer(), fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.boolean());

test("a field is taken out with the blank lines of its text, which the text before it would make its own", () => {
  const text =
    "version: 1\nassets:\n  hero:\n    prompt: |+\n      a\n\n    negative_prompt: |+\n      b\n\n    tags: [c]\n";
  expect(editAsset(text, "hero", { negative_prompt: null })).toEqual({
    text: "version: 1\nassets:\n  hero:\n    prompt: |+\n      a\n\n    tags: [c]\n",
  });
});

test("whatever is written, it means what it meant with these fields changed, and all other lines stay", () => {
  fc.assert(
    fc.property(
      fc.record({ prompt: awkward, negative_prompt: awkward }),
      fc.record(
        { seed: fc.integer(), prompt: anyValue, steps: anyValue, negative_prompt: fc.option(anyValue) },
        { requiredKeys: [] },
      ),
      fc.constantFrom("block", "flow", "json"),
      fc.boolean(),
      (own, changes, style, crlf) => {
        const value = {
          version: 1,
          assets: { first: { prompt: "x # y" }, hero: { ...own, tags: ["a"] }, last: { prompt: "z" } },
        };
        const written =
          style === "json"
            ? JSON.stringify(value, null, 2)
            : stringify(value, { lineWidth: 0, collectionStyle: style === "flow" ? "any" : "block" });
        const before = (
          style === "flow"
            ? written.replace(/hero:\n(?: {4}.*\n|\n)+/, `hero: ${JSON.stringify(value.assets.hero)}\n`)
            : written
        ).replaceAll("\n", crlf ? "\r\n" : "\n");
        const read = (text: string) => parseManifest({ file: "x", text, kind: "fragment" });
        // What cannot stand in a manifest is no manifest to edit.
        fc.pre(read(before).diagnostics.every(({ code }) => code !== "yaml-syntax" && code !== "invalid-text"));
        const edited = editAsset(before, "hero", changes);
        if ("problem" in edited) {
          // Only what cannot stand in a manifest at all has no way to be written.
          expect(Object.values(changes).some((value) => typeof value === "string" && UNWRITABLE.test(value))).toBe(
            true,
          );
          return;
        }
        const lines = (text: string) => text.split(/\r?\n/);
        const kept = lines(before).filter((line) => /first|x # y|last|"z"| z$|version/.test(line));
        for (const line of kept) expect(lines(edited.text)).toContain(line);
        expect(edited.text.includes("\r\n")).toBe(crlf && before.includes("\n"));
      },
    ),
    { numRuns: 300 },
  );
});
