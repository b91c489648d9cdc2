import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseManifest } from "../../src/core/manifest.ts";
import { formatDiagnostic } from "../../src/report/diagnostic-text.ts";

const FIXTURES = new URL("../../fixtures/manifest/", import.meta.url);
const texts = readdirSync(FIXTURES).flatMap((leaf) => {
  const folder = new URL(`${leaf}/`, FIXTURES);
  const files = readdirSync(folder).filter((name) => name.startsWith("images.config."));
  return files.map((name) => readFileSync(new URL(name, folder), "utf8"));
});

/** What means something to YAML, to the checks or to a terminal. */
const CHARACTERS = Array.from("\t\n\r\u0000\uFEFF\uD800\u2028\u001B[]{},:#&*!|>'\"%@`?-~");
const WORDS =
  "<<: *a|&a |*a|!!binary x|!t |? |- |: |\n---\n|\n...\n|\n%YAML 1.2\n|%TAG ! x\n|>-\n|#ff0000|null|1e999|0x|.nan|" +
  "__proto__: |!!null x|!!int x|!!omap [a: 1]|tgp_v1_0123456789abcdef";
const PIECES = [...CHARACTERS, ...WORDS.split("|")];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat({ max: 8 }),
  inserted: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 4 })),
});

const damaged = fc.tuple(fc.constantFrom(...texts), fc.array(edit, { maxLength: 5 })).map(([text, edits]) =>
  edits.reduce((before, { at, removed, inserted }) => {
    const start = Math.floor(at * before.length);
    return before.slice(0, start) + inserted + before.slice(start + removed);
  }, text),
);
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("utf8"));
const soup = fc.array(fc.constantFrom(...PIECES, "a", " ", "\n  "), { maxLength: 60 }).map((parts) => parts.join(""));
const files = fc.constantFrom("a.yaml", "a.json");
const kinds = fc.constantFrom("root" as const, "fragment" as const);

test("whatever the text is: a document or errors inside the text, and lines that a terminal can show", () => {
  fc.assert(
    fc.property(fc.oneof(damaged, bytes, soup), kinds, files, (text, kind, file) => {
      const { document, diagnostics } = parseManifest({ file, text, kind });
      expect(diagnostics.some(({ severity }) => severity === "error")).toBe(document === undefined);
      for (const diagnostic of diagnostics) {
        const { place } = diagnostic;
        expect(place).not.toHaveProperty("pointer");
        if (place !== undefined && "offset" in place) {
          expect(place.offset).toBeGreaterThanOrEqual(0);
          expect(place.length).toBeGreaterThanOrEqual(0);
          expect(place.offset + place.length).toBeLessThanOrEqual(text.length);
        }
        const said = formatDiagnostic(diagnostic, new Map([[file, text]]), { color: false });
        expect(said.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      }
    }),
    { numRuns: 800 },
  );
});

test("the same text gives the same values and the same mistakes", () => {
  fc.assert(
    fc.property(damaged, kinds, (text, kind) => {
      const source = { file: "a.yaml", text, kind };
      expect(parseManifest(source)).toEqual(parseManifest(source));
    }),
    { numRuns: 200 },
  );
});
