import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Parameters } from "../../../src/core/provider.ts";
import { TOGETHER } from "../../../src/providers/together.ts";
import { MODELS } from "../../../src/providers/together/models.ts";
import { publishedCheck } from "../../support/together-server/published.ts";
import { refusalOf } from "../../support/together-server/strict.ts";

/** The planner's judgement against the API's, which is other code over the same data. */

const sides = fc.oneof(
  fc.integer({ min: 1, max: 300 }).map((eighths) => eighths * 8),
  fc.integer({ min: 1, max: 2000 }),
);
const url = fc.constant("https://example.com/fox.png");

const VALUES = {
  aspect_ratio: fc.constantFrom("1:1", "16:9", "21:9"),
  n: fc.integer({ min: 0, max: 6 }),
  steps: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer({ min: -5, max: 2 ** 31 + 5 }),
  negative_prompt: fc.constant("blurry"),
  // Whole: the interface of the video endpoint and its older pages disagree about others.
  guidance_scale: fc.integer({ min: 0, max: 20 }),
  prompt_upsampling: fc.boolean(),
  response_format: fc.constantFrom("base64" as const, "url" as const),
  disable_safety_checker: fc.boolean(),
  image_url: url,
  reference_images: fc.array(url, { minLength: 1, maxLength: 3 }),
  frame_images: fc.array(
    url.map((input_image) => ({ input_image })),
    { minLength: 1, maxLength: 2 },
  ),
  image_loras: fc.array(
    url.map((path) => ({ path, scale: 1 })),
    { minLength: 1, maxLength: 3 },
  ),
};

const parameters: fc.Arbitrary<Parameters> = fc.constantFrom(...MODELS).chain((model) => {
  const menu = model.size.kind === "menu" ? model.size.sizes : [[1024, 1024] as const];
  const size = fc.oneof(
    fc.constant({}),
    fc.record({ width: sides, height: sides }, { requiredKeys: [] }),
    fc.constantFrom(...menu).map(([width, height]) => ({ width, height })),
  );
  // A few at a time: with many, something is always wrong.
  const others = fc
    .subarray(Object.keys(VALUES) as (keyof typeof VALUES)[], { maxLength: 3 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, VALUES[name]]))));
  const prompt = fc.constantFrom({ prompt: "A fox" }, { prompt: "A fox" }, {});
  return fc.tuple(prompt, size, others).map((parts) => Object.assign({ model: model.id }, ...parts) as Parameters);
});

test("what passes planning without a word is in the published form, and the API takes it", () => {
  let passed = 0;
  let refused = 0;
  fc.assert(
    fc.property(parameters, (asked) => {
      const { problems, body, endpoint } = TOGETHER.translate({ parameters: asked, references: [] });
      const refusal = refusalOf(body);
      if (refusal !== undefined) refused += 1;
      // A model that may be gone is said to be, whatever else is well.
      if (problems.some(({ code }) => code !== "model-retired") || /non-serverless/.test(refusal?.message ?? ""))
        return;
      passed += 1;
      expect(refusal).toBeUndefined();
      expect(publishedCheck(endpoint === "videos" ? "videoRequest" : "imageRequest")(body)).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
  // Neither side says always the same.
  expect(passed).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
});

test("what the API refuses for certain is an error in planning, not a warning", () => {
  fc.assert(
    fc.property(parameters, (asked) => {
      const { problems, body } = TOGETHER.translate({ parameters: asked, references: [] });
      const refusal = refusalOf(body);
      // Menus that the sources disagree on, and models that may be gone, are said and not stopped.
      if (refusal === undefined || /Supported values|non-serverless/.test(refusal.message)) return;
      expect(problems.map(({ severity }) => severity)).toContain("error");
    }),
    { numRuns: 20_000 },
  );
});

test("whatever planning lets through, with or without a word, is in the published form", () => {
  fc.assert(
    fc.property(parameters, (asked) => {
      const { problems, body, endpoint } = TOGETHER.translate({ parameters: asked, references: [] });
      if (problems.some(({ severity }) => severity === "error")) return;
      const message = endpoint === "videos" ? "videoRequest" : "imageRequest";
      expect(publishedCheck(message)(body)).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
});
