import { expect, test } from "vitest";
import { copiesOf } from "../../src/studio/copies.ts";
import { assetPlan, ORIGINAL, preparedAsset, samplePlan } from "../report/builders.ts";

function copies(name: string, path: string, alt?: string): Record<string, string> {
  const output = { path, operations: { format: "webp" } as const, key: undefined, step: { type: "pending" } as const };
  const planned = assetPlan(name, "fresh", {
    samples: [samplePlan({ type: "locked", original: ORIGINAL }, [output])],
    prepared: preparedAsset(name, { asset: { alt } }),
  });
  const files = { file: () => ({ kind: "file", sha256: ORIGINAL.sha256, bytes: 1 }) as const };
  return Object.fromEntries(copiesOf(planned, files).map(({ label, text }) => [label, text]));
}

test.each([
  ["hero-night", "heroNight"],
  ["2024-cover", "image2024Cover"],
  ["class", "imageClass"],
  ["default", "imageDefault"],
  ["für-alle", "fürAlle"],
  ["-", "image"],
])("an import of %s has a name that the language takes: %s", (name, identifier) => {
  expect(copies(name, "out/a.webp")["Import"]).toBe(`import ${identifier} from "./out/a.webp";`);
});

test("what is special in Markdown stays text, and a path stays one address", () => {
  expect(copies("hero", "out/a (1).webp", "A [lake]\nat *night*")["Markdown"]).toBe(
    "![A \\[lake\\] at \\*night\\*](out/a%20%281%29.webp)",
  );
});

test("HTML is quoted", () => {
  expect(copies("hero", "out/a.webp", 'A "lake" & more')["HTML"]).toBe(
    '<img src="out/a.webp" alt="A &quot;lake&quot; &amp; more">',
  );
});

test("of what does not lie there nothing can be copied", () => {
  expect(copiesOf(assetPlan("hero", "generate"), { file: () => ({ kind: "missing" }) })).toEqual([]);
});
