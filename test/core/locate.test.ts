import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic, Pointer } from "../../src/core/diagnostic.ts";
import type { Json } from "../../src/core/json.ts";
import { locate, locateDiagnostics } from "../../src/core/locate.ts";

const TEXT = `version: 1
defaults: &shared
  steps: 4
  nested: { deep: [one, two] }
assets:
  hero:
    <<: *shared
    prompt: |
      A lake
      at night
    widths: [480, 960]
    seed:
  other: *shared
  both: { <<: [*shared, { steps: 5, extra: x }], seed: 1 }
`;

const found = (pointer: Pointer, at: "key" | "value" = "value") => {
  const [span] = locate(TEXT, [{ pointer, at }]);
  const { offset, length } = span ?? { offset: -1, length: 0 };
  return [TEXT.slice(0, offset).split("\n").length, TEXT.slice(offset, offset + length)];
};

describe("where a node is", () => {
  test.each([
    [["version"], "key", 1, "version"],
    [["version"], "value", 1, "1"],
    [["assets", "hero", "widths", 1], "value", 11, "960"],
    [["assets", "hero", "widths", 1], "key", 11, "960"],
    [["assets", "hero", "prompt"], "value", 8, "|\n      A lake\n      at night"],
    // Merged and aliased: where it is written.
    [["assets", "hero", "steps"], "key", 3, "steps"],
    [["assets", "other", "nested", "deep", 1], "value", 4, "two"],
    [["assets", "other"], "value", 13, "*shared"],
    [["assets", "both", "steps"], "value", 3, "4"],
    [["assets", "both", "extra"], "key", 14, "extra"],
    // Without a value the key is all there is.
    [["assets", "hero", "seed"], "value", 12, "seed"],
    // Not there: the nearest parent.
    [["assets", "hero", "height"], "value", 6, "hero"],
    [["assets", "hero", "widths", 7], "value", 11, "widths"],
    [["budget", "max_cost"], "value", 1, ""],
    [[], "key", 1, ""],
  ] as const)("%j, %s", (pointer, at, line, text) => {
    expect(found(pointer, at)).toEqual([line, text]);
  });

  test("in a text that is not YAML, or too deep", () => {
    for (const text of ["", "[".repeat(500)])
      expect(locate(text, [{ pointer: ["a"], at: "key" }])).toEqual([{ offset: 0, length: 0 }]);
  });
});

test("every value of a document is where it is written", () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== "<<"),
        tie("tree"),
        { maxKeys: 4 },
      ),
    ),
  }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tree, { minKeys: 1, maxKeys: 4 }),
      fc.constantFrom(undefined, 2),
      (document, indent) => {
        const text = JSON.stringify(document, undefined, indent);
        const leaves = leavesOf(document, []);
        const spans = locate(
          text,
          leaves.map(({ pointer }) => ({ pointer, at: "value" })),
        );
        expect(spans.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual(
          leaves.map(({ value }) => JSON.stringify(value)),
        );
      },
    ),
  );
});

function leavesOf(value: Json, pointer: Pointer): readonly { readonly pointer: Pointer; readonly value: Json }[] {
  if (value === null || typeof value !== "object") return [{ pointer, value }];
  const members: [string | number, Json][] = Array.isArray(value)
    ? [...(value as readonly Json[]).entries()]
    : Object.entries(value as Record<string, Json>);
  return members.flatMap(([key, member]) => leavesOf(member, [...pointer, key]));
}

test("diagnostics get offsets where the text is at hand", () => {
  const place = (file: string) => ({ file, pointer: ["version"], at: "value" }) as const;
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "cycle",
    message: "x",
    place: place("a.yaml"),
    related: [
      { message: "here", place: { file: "a.yaml", offset: 3, length: 1 } },
      { message: "there", place: place("b.yaml") },
      { message: "nowhere", place: place("c.yaml") },
    ],
  };
  const sources = new Map([
    ["a.yaml", "version: 7"],
    ["b.yaml", "# b\nversion: 8"],
  ]);
  expect(locateDiagnostics([diagnostic, { severity: "warning", code: "cycle", message: "y" }], sources)).toEqual([
    {
      ...diagnostic,
      place: { file: "a.yaml", offset: 9, length: 1 },
      related: [
        { message: "here", place: { file: "a.yaml", offset: 3, length: 1 } },
        { message: "there", place: { file: "b.yaml", offset: 13, length: 1 } },
        { message: "nowhere", place: place("c.yaml") },
      ],
    },
    { severity: "warning", code: "cycle", message: "y" },
  ]);
});
