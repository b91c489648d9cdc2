import type { AssetFields } from "./generated/manifest.ts";

/**
 * What a field of an asset changes, and so what changing it costs:
 * - `identity`: which assets there are; nothing by itself
 * - `generation`: the request, so the generation key; money
 * - `derivation`: what is made of the picture, so the derivation key; time
 * - `placement`: where files are; a move
 * - `annotation`: nothing that is made
 */
export type FieldRole = "identity" | "generation" | "derivation" | "placement" | "annotation";

/** Every field there is; one that is missing here does not compile. */
export const FIELD_ROLE = {
  prompt: "generation",
  prompt_file: "generation",
  negative_prompt: "generation",
  provider: "generation",
  model: "generation",
  width: "generation",
  height: "generation",
  aspect_ratio: "generation",
  // Both: it decides which size is asked for, and how the answer is brought to the wanted one.
  fit: "generation",
  n: "generation",
  batch: "generation",
  steps: "generation",
  seed: "generation",
  guidance_scale: "generation",
  prompt_upsampling: "generation",
  output_format: "generation",
  response_format: "generation",
  disable_safety_checker: "generation",
  image_url: "generation",
  reference_images: "generation",
  frame_images: "generation",
  image_loras: "generation",
  provider_options: "generation",
  endpoint: "generation",
  style: "generation",
  image: "generation",
  references: "generation",
  frames: "generation",
  matrix: "identity",
  output: "placement",
  outputs: "derivation",
  format: "derivation",
  widths: "derivation",
  quality: "derivation",
  effort: "derivation",
  lossless: "derivation",
  background: "derivation",
  max_bytes: "derivation",
  alt: "annotation",
  tags: "annotation",
} satisfies Record<keyof AssetFields, FieldRole>;
