import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "../../../src/core/diagnostic.ts";
import { resolveText } from "./resolve-text.ts";

const HEADS = [
  "",
  "defaults: { format: webp, width: 512, height: 512, fit: cover, widths: [256, 512] }\n",
  "defaults: { output: 'pictures-{name}-{nobody}.png', negative_prompt: 'no {who}' }\nvars: { who: us }\n",
  "defaults: { style: ink, outputs: [{ format: jpeg, effort: 9 }, { format: png, width: 64 }] }\n",
  "defaults: { model: kwaivgI/kling-2.1-standard, provider: together, format: mp4 }\n",
  "output: ../{name}.png\n",
];
const STYLES =
  "styles:\n  ink: { prompt: '{prompt}, in ink', negative_prompt: colour }\n  bare: { prompt: no place }\n";

/** What an entry may set; the first ones again and again, so that entries are alike. */
const PROMPTS = ["A fox", "A lake", "A {thing}", "A {{brace}}"];
const FIELDS = [
  "width: 640",
  "seed: 7",
  "format: jpeg",
  "format: webm",
  "quality: 90",
  "style: ink",
  "style: bare",
  "style: nobody",
  "style: [ink, bare]",
  "n: 2",
  "tags: [a, b]",
  "alt: A picture",
  "alt: '{who} again'",
  "output: 'other/{name}.png'",
  "outputs: [{ format: avif, effort: 10 }]",
  "model: kwaivgI/kling-2.1-standard",
  "provider: nobody",
  "background: nocolour",
  "image: asset:first",
  "negative_prompt: blur",
];

const nameOf = (field: string) => field.slice(0, field.indexOf(":"));

const entries = fc
  .record({
    times: fc.integer({ min: 1, max: 3 }),
    prompt: fc.option(fc.constantFrom(...PROMPTS), { freq: 8 }),
    fields: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom([], ["width: 640"], ["seed: 7", "format: jpeg"], ["style: ink"]) },
      fc.uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 3, selector: nameOf }),
    ),
  })
  .map(({ times, prompt, fields }) => {
    const all = [...(prompt === null ? [] : [`prompt: "${prompt}"`]), "steps: 4", ...fields];
    return Array.from({ length: times }, () => all.join(", "));
  });

const project = fc.record({
  head: fc.constantFrom(...HEADS),
  entries: fc.array(entries, { minLength: 1, maxLength: 3 }).map((several) => several.flat()),
  profile: fc.constantFrom(undefined, "draft"),
});

test("what an entry means, and what is said of it, does not depend on those that are like it", () => {
  let assets = 0;
  fc.assert(
    fc.property(project, ({ head, entries, profile }) => {
      const lines = entries.map((fields, index) => `  e${index}: { ${fields} }\n`);
      const resolve = (chosen: readonly string[]) =>
        resolveText({
          manifest: `provider: sketch\n${head}assets:\n${FIRST}${chosen.join("")}${STYLES}`,
          ...(profile !== undefined && { profile }),
        });
      const alone = lines.map((line) => resolve([line]));
      const together = resolve(lines);
      const others = ({ assets: all }: typeof together) => all.filter(({ name }) => name !== "first");
      expect(others(together)).toEqual(alone.flatMap(others));
      assets += others(together).length;
      const said = (results: readonly ReturnType<typeof resolve>[]) =>
        new Set(
          results.flatMap(({ diagnostics }) =>
            diagnostics.filter(isOfOne).map((found) => JSON.stringify({ ...found, assets: undefined })),
          ),
        );
      // Of very many mistakes in one place the last are only counted.
      const isCut = together.diagnostics.some(({ message }) => message.startsWith("and "));
      if (!isCut) expect(said([together])).toEqual(said(alone));
    }),
    { numRuns: 400 },
  );
  expect(assets).toBeGreaterThan(500);
});

const FIRST = "  first: { prompt: First, output: first.png, outputs: [{ format: png }] }\n";

/** Not about what all together do, nor how often something was said. */
function isOfOne({ code, message }: Diagnostic): boolean {
  return code !== "unused-style" && code !== "output-collision" && !message.startsWith("and ");
}
