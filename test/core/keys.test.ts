import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Asset } from "../../src/core/asset.ts";
import { canonicalText, type Json, type JsonObject } from "../../src/core/json.ts";
import { derivationKey, type Operations } from "../../src/core/operations.ts";
import type { Parameters } from "../../src/core/provider.ts";
import { generationKey, type Recipe } from "../../src/core/recipe.ts";
import { prepareAsset, recipesOf } from "../../src/core/request.ts";
import { TOGETHER } from "../../src/providers/together.ts";
import { plainAsset } from "../support/plain-asset.ts";

const PLACE = { file: "images.config.yaml" };

function keyOf(parameters: Parameters, rest: Partial<Asset> = {}): string {
  const asset = plainAsset({
    parameters: { prompt: "A lake", model: "acme/not-in-the-table", ...parameters },
    outputs: [[{ path: "out/hero.png", operations: { format: "png" } }]],
    ...rest,
  });
  const [recipe] = recipesOf(prepareAsset(asset, TOGETHER).prepared, 1, () => undefined) ?? [];
  if (recipe === undefined) throw new Error("no recipe");
  return generationKey(recipe);
}

/** Another value for every parameter that there is; a forgotten one does not compile. */
const OTHER: Required<Omit<Parameters, "n">> = {
  prompt: "Another lake",
  model: "acme/another-one",
  width: 512,
  height: 512,
  aspect_ratio: "16:9",
  steps: 7,
  seed: 99,
  negative_prompt: "blurry",
  guidance_scale: 4.5,
  prompt_upsampling: false,
  response_format: "url",
  output_format: "png",
  disable_safety_checker: true,
  image_url: "https://example.com/cat.jpg",
  reference_images: ["https://example.com/cat.jpg"],
  frame_images: [{ input_image: "https://example.com/cat.jpg" }],
  image_loras: [{ path: "https://example.com/lora", scale: 1 }],
  provider_options: { something_new: 1 },
  endpoint: "videos",
};

describe("the generation key", () => {
  it.each(Object.keys(OTHER) as (keyof typeof OTHER)[])("moves with %s", (field) => {
    expect(keyOf({ [field]: OTHER[field] })).not.toBe(keyOf({}));
  });

  it("moves with the bytes and the place of a reference", () => {
    const reference = { kind: "file", path: "a.png", sha256: "a".repeat(64), place: PLACE } as const;
    const keys = [
      keyOf({}, { references: [{ ...reference, field: "references" }] }),
      keyOf({}, { references: [{ ...reference, field: "references", sha256: "b".repeat(64) }] }),
      keyOf({}, { references: [{ ...reference, field: "image" }] }),
      keyOf({}),
    ];
    // Where both forms of a field send the same request, they are the same request.
    expect(new Set(keys).size).toBeGreaterThanOrEqual(3);
    expect(keyOf({}, { references: [{ ...reference, field: "references", path: "moved/b.png" }] })).toBe(keys[0]);
  });

  it.each([
    ["the name", { name: "banner" }],
    ["outputs", { outputs: [[{ path: "elsewhere.webp", operations: { format: "webp" } }]] }],
    ["alt and tags", { alt: "A lake", tags: ["website"] }],
    ["where fields come from", { origins: { prompt: { from: "style", style: "x", place: PLACE } } }],
    ["where the asset stands", { place: { file: "content/other.images.yaml" } }],
  ] satisfies [string, Partial<Asset>][])("does not move with %s", (_, change) => {
    expect(keyOf({}, change)).toBe(keyOf({}));
  });

  const json: fc.Arbitrary<Json> = fc.jsonValue().map((value) => value as Json);

  it("is a function of the recipe's content: equal for any order of keys, different for any other content", () => {
    const body = fc.dictionary(fc.string(), json);
    fc.assert(
      fc.property(body, body, (left, right) => {
        const recipe = (content: JsonObject): Recipe => ({ provider: "p", epoch: 1, endpoint: "e", body: content });
        const reversed = Object.fromEntries(Object.entries(left).reverse());
        expect(generationKey(recipe(reversed))).toBe(generationKey(recipe(left)));
        const same = canonicalText(left) === canonicalText(right);
        expect(generationKey(recipe(left)) === generationKey(recipe(right))).toBe(same);
      }),
    );
  });
});

/** Another value for every operation; a forgotten one does not compile. */
const OTHER_OPERATIONS: Required<Operations> = {
  format: "webp",
  width: 10,
  height: 10,
  fit: "contain",
  quality: 10,
  effort: 1,
  lossless: true,
  background: "#fff",
  max_bytes: 1000,
};

describe("the derivation key", () => {
  const key = (operations: Partial<Operations>) => derivationKey("a".repeat(64), { format: "png", ...operations });

  it.each(Object.keys(OTHER_OPERATIONS) as (keyof Operations)[])("moves with %s", (field) => {
    expect(key({ [field]: OTHER_OPERATIONS[field] })).not.toBe(key({}));
  });

  it("moves with the original", () => {
    expect(derivationKey("b".repeat(64), { format: "png" })).not.toBe(key({}));
  });
});
