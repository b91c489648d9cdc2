import { expect, test } from "vitest";
import { adviceFor } from "../../src/core/advice.ts";
import type { Asset } from "../../src/core/asset.ts";
import { prepareAsset } from "../../src/core/request.ts";
import { SKETCH } from "../../src/providers/sketch.ts";
import { TOGETHER } from "../../src/providers/together.ts";
import { plainAsset } from "../support/plain-asset.ts";

function advice(parameters: Asset["parameters"], rest: Partial<Asset> = {}): Record<string, readonly string[]> {
  const asset = plainAsset({ parameters: { prompt: "A lake", ...parameters }, ...rest });
  const { prepared } = prepareAsset(asset, asset.provider === "sketch" ? SKETCH : TOGETHER);
  return Object.fromEntries(adviceFor(prepared).map(({ problem, remedies }) => [problem, remedies]));
}

test("only what the model takes and the asset does not have is advised", () => {
  expect(advice({ model: "black-forest-labs/FLUX.2-dev", steps: 20 })).toEqual({
    mismatch: [
      'say more of subject, setting, light and composition; name a style, such as "studio photograph"',
      "guidance_scale 8 to 10 keeps closer to the prompt",
      "steps 30 to 40",
    ],
    quality: [
      "steps 30 to 40",
      'words such as "highly detailed", "8k" or "professional" in the prompt',
      "a dearer model: imagegen models",
    ],
    slow: ["fewer steps while trying things out"],
    variations: [
      "imagegen try hero for candidates side by side",
      "n for several (each is paid for)",
      "a seed of your choice",
    ],
    comparison: ["keep the seed while changing one thing at a time"],
    size: [
      "width and height in multiples of 8: 1024x1024 square, 1344x768 landscape, 768x1344 portrait",
      "fit: cover takes any",
    ],
    editing: ["image: a file, an https URL, or asset:name for another picture", "references for several of them"],
  });
  const { mismatch = [], quality = [] } = advice({ model: "black-forest-labs/FLUX.2-pro" });
  expect([...mismatch, ...quality].join()).not.toMatch(/steps|guidance|negative/);
});

test("Schnell is made for four steps", () => {
  const schnell = { model: "black-forest-labs/FLUX.1-schnell" };
  expect(advice({ ...schnell, steps: 12 })["slow"]).toEqual(["steps 4 is enough for this model"]);
  expect(advice({ ...schnell, steps: 4 })["slow"]).toBeUndefined();
  expect(advice(schnell)["quality"]).toContain("negative_prompt: blurry, low quality, distorted, pixelated");
  expect(advice({ ...schnell, steps: 4 })["quality"]?.join()).not.toContain("steps");
});

test("a high guidance burns, a batch is slow, a ratio is chosen from those there are", () => {
  expect(advice({ model: "black-forest-labs/FLUX.2-dev", guidance_scale: 9 })["burned"]).toEqual([
    "guidance_scale 1 to 5",
  ]);
  const batch = advice({ model: "black-forest-labs/FLUX.2-pro", seed: 1 }, { batch: true, samples: 4 });
  expect(batch["slow"]).toEqual(["a smaller n: one call makes all of them"]);
  expect(batch["variations"]).toContain("another seed");
  expect(advice({ model: "black-forest-labs/FLUX.1-kontext-pro" })["size"]).toEqual([
    "aspect_ratio: 1:1, 16:9, 9:16, 4:3, 3:2",
  ]);
  expect(advice({ model: "google/gemini-3-pro-image", width: 1024, height: 1024 })).not.toHaveProperty("size");
  expect(advice({ model: "google/gemini-3-pro-image" })["comparison"]).toEqual([
    "this model is given no seed, so every call differs",
  ]);
});

test("a picture can start from others where the model takes them, and does not yet", () => {
  const flux = { model: "black-forest-labs/FLUX.2-pro" };
  expect(advice(flux)["editing"]).toContain("references for several of them");
  expect(advice({ model: "black-forest-labs/FLUX.1-kontext-pro" })["editing"]).toEqual([
    "image: a file, an https URL, or asset:name for another picture",
  ]);
  expect(advice({ ...flux, image_url: "https://example.com/fox.jpg" })).not.toHaveProperty("editing");
  expect(advice({ model: "black-forest-labs/FLUX.1-schnell" })).not.toHaveProperty("editing");
});

test("a clip is never cropped: its sizes are those of the model", () => {
  const outputs: Asset["outputs"] = [[{ path: "intro.mp4", operations: { format: "mp4" } }]];
  expect(advice({ model: "kwaivgI/kling-2.1-standard" }, { outputs })["size"]).toEqual([
    "width and height: 1920x1080, 1080x1080, 1080x1920",
  ]);
});

test("nobody knows what helps with an unknown model, or with a drawing", () => {
  expect(advice({ model: "acme/new" })).toEqual({});
  expect(advice({}, { provider: "sketch" })).toEqual({});
});
