import { expect, test } from "vitest";
import type { Origins } from "../../src/core/asset.ts";
import { explanationToJson, formatExplanation } from "../../src/report/explain-text.ts";
import { assetPlan, MANIFEST, ORIGINAL, preparedAsset, provider, samplePlan } from "./builders.ts";

const TEXT = "version: 1\ndefaults: { model: m, steps: 4 }\nassets:\n  hero:\n    prompt: A lake\n";
const SOURCES = new Map([[MANIFEST, TEXT]]);

function at(word: string) {
  return { file: MANIFEST, offset: TEXT.indexOf(word), length: word.length };
}

const ORIGINS: Origins = {
  prompt: { from: "asset", place: at("prompt") },
  model: { from: "defaults", place: at("model") },
  steps: { from: "defaults", place: at("steps") },
  negative_prompt: { from: "style", style: "watercolor", place: { file: "styles.images.yaml" } },
  references: { from: "asset", place: at("hero") },
  provider: { from: "command-line", place: at("version") },
};

const BODY = { model: "m", prompt: "A lake", seed: 1234, negative_prompt: "blurry" };

const GENERATED = assetPlan("hero", "generate", {
  prepared: preparedAsset("hero", {
    origins: ORIGINS,
    dropped: ["steps"],
    asset: {
      references: [
        { field: "references", kind: "file", path: "brand/logo.png", sha256: ORIGINAL.sha256, place: at("hero") },
        { field: "references", kind: "asset", name: "team", sample: 1, place: at("hero") },
        {
          field: "references",
          kind: "url",
          url: "https://example.org/a.png?signature=abc",
          place: at("hero"),
        },
      ],
    },
  }),
  autoSeed: 1234,
  reasons: [
    { type: "recipe", field: "prompt", old: "A see", new: "A lake" },
    { type: "recipe", field: "seed", old: 42, new: 1234 },
  ],
  samples: [
    {
      index: 0,
      recipe: { provider: "together", epoch: 1, endpoint: "images/generations", body: BODY },
      key: "k".repeat(64),
      source: { type: "generate", request: "r", price: 0.0154, replaces: ORIGINAL },
      outputs: [
        {
          path: "public/hero-480.avif",
          operations: { format: "avif", width: 480, quality: 50 },
          key: undefined,
          step: { type: "pending" },
        },
        {
          path: "public/hero.jpg",
          operations: { format: "jpeg", width: 8, height: 6, fit: "cover" },
          key: undefined,
          step: { type: "modified" },
        },
      ],
    },
  ],
});

test("an asset that will be generated", () => {
  expect(formatExplanation(GENERATED, SOURCES)).toBe(`hero: generate, a new picture is asked for

Why
  prompt "A see" → "A lake" (asset, images.config.yaml:5)
  seed 42 → 1234 (automatic)

Request
  to together, images/generations
  model            "m"  (defaults, images.config.yaml:2)
  negative_prompt  "blurry"  (style watercolor, styles.images.yaml)
  prompt           "A lake"  (asset, images.config.yaml:5)
  seed             1234  (automatic: from the asset's name, then pinned in the lock)

Uses
  references: brand/logo.png, content 01234567  (asset, images.config.yaml:4)
  references: asset:team #2  (asset, images.config.yaml:4)
  references: https://example.org/a.png?…, pinned in the lock  (asset, images.config.yaml:4)

Left out
  steps: this model does not take it (defaults, images.config.yaml:2)

Picture
  generation key  ${"k".repeat(64)}
  original        not there yet: one call, $0.0154 estimated; replaces 01234567
  output          public/hero-480.avif: avif, 480 wide, quality 50; written when the picture is there
  output          public/hero.jpg: jpeg, 8x6, fit cover; edited by hand, kept

Cost
  $0.0154 estimated for 1 call

Again
  asking again gives another picture, seed or not: keep the store or the files, they are what was paid for
`);
});

test("a fresh one with two pictures, one of them imported, drawn on this machine", () => {
  const source = { type: "locked", original: ORIGINAL } as const;
  const plan = assetPlan("draft", "fresh", {
    prepared: preparedAsset("draft", { provider: provider("sketch", true) }),
    samples: [
      samplePlan(source, [
        {
          path: "public/draft-1.webp",
          operations: { format: "webp" },
          key: "d",
          step: { type: "keep", expected: { sha256: "00", bytes: 31_000 } },
        },
      ]),
      samplePlan({ ...source, origin: "imported" }, [], 1),
    ],
  });
  expect(formatExplanation(plan, SOURCES)).toBe(`draft: fresh, it is up to date

Why
  the request, the original and the files are those of the lock

Request
  to sketch; not known before the pictures it refers to are there

Picture 1 of 2
  generation key  not known yet
  original        ${ORIGINAL.sha256} (png 1024x768, 1.2 MB)
  output          public/draft-1.webp: webp; up to date (31 kB)

Picture 2 of 2
  generation key  not known yet
  original        ${ORIGINAL.sha256} (png 1024x768, 1.2 MB), imported

Cost
  nothing

Again
  sketch draws the same picture every time
  picture 2 was imported: no request gives it
`);
});

test("for a program", () => {
  expect(explanationToJson(GENERATED, SOURCES)).toMatchObject({
    type: "explanation",
    asset: "hero",
    action: "generate",
    request: BODY,
    origins: { prompt: "asset, images.config.yaml:5", provider: "command line" },
    left_out: ["steps"],
    auto_seed: 1234,
    samples: [{ index: 0, key: "k".repeat(64), source: "generate", original: null }],
  });
});
