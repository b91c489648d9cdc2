import { expect, it } from "vitest";
import type { Asset } from "../../src/core/asset.ts";
import { FIELD_ROLE, type FieldRole } from "../../src/core/field-role.ts";
import { resolveOne } from "./resolve/resolve-text.ts";

/** Another value of each field than the asset below has. */
const CHANGED = {
  prompt: "another",
  prompt_file: "p.md",
  negative_prompt: "blur",
  provider: "together",
  model: "another",
  width: 128,
  height: 128,
  aspect_ratio: "16:9",
  fit: "cover",
  n: 2,
  batch: true,
  steps: 9,
  seed: 9,
  guidance_scale: 9,
  prompt_upsampling: true,
  output_format: "jpeg",
  response_format: "url",
  disable_safety_checker: true,
  image_url: "https://example.org/a.png",
  reference_images: ["https://example.org/a.png"],
  frame_images: ["https://example.org/a.png"],
  image_loras: [{ path: "a", scale: 1 }],
  provider_options: { x: 1 },
  endpoint: "images/generations",
  style: "s",
  image: "https://example.org/a.png",
  references: ["https://example.org/a.png"],
  frames: ["https://example.org/a.png"],
  matrix: { row: ["only"] },
  output: "elsewhere/{name}-{index}.{ext}",
  outputs: [{ format: "webp", lossless: true }],
  format: "avif",
  widths: [16],
  quality: 10,
  effort: 1,
  lossless: true,
  background: "#ffffff",
  max_bytes: 1000,
  alt: "another",
  tags: ["another"],
} satisfies Record<keyof typeof FIELD_ROLE, unknown>;

const BASE = { prompt: "x", width: 64, height: 64, output: "o/{name}-{index}.{ext}", format: "webp" };

function resolveWith(fields: Readonly<Record<string, unknown>>): Asset {
  const asset: Record<string, unknown> = { ...BASE, ...fields };
  if ("prompt_file" in fields) delete asset["prompt"];
  const manifest = [
    "provider: sketch",
    `styles: ${JSON.stringify({ s: { prompt: "{prompt}!" }, t: { prompt: "{prompt}?" } })}`,
    `assets: ${JSON.stringify({ a: asset, other: { prompt: "x", style: ["s", "t"] } })}`,
  ].join("\n");
  const world = { manifest, files: { "p.md": "from a file" } };
  return resolveOne({ ...world, only: "a" });
}

/** Which parts of an asset differ: what is asked for, what is made of it, where it is put. */
function changes(before: Asset, after: Asset): readonly FieldRole[] {
  const different = (part: (asset: Asset) => unknown) => JSON.stringify(part(before)) !== JSON.stringify(part(after));
  const files = (asset: Asset) => asset.outputs[0] ?? [];
  const roles: FieldRole[] = [];
  if (
    different(({ provider, parameters, references, samples, batch, fit }) => [
      provider,
      parameters,
      references,
      samples,
      batch,
      fit,
    ])
  )
    roles.push("generation");
  if (different((asset) => files(asset).map(({ operations }) => operations))) roles.push("derivation");
  if (different((asset) => files(asset).map(({ path }) => path.replace(/\.\w+$/, "")))) roles.push("placement");
  if (different(({ alt, tags }) => [alt, tags])) roles.push("annotation");
  return roles;
}

const EXPECTED: Partial<Record<keyof typeof FIELD_ROLE, readonly FieldRole[]>> = {
  // Decides what is asked for and how the answer is cut.
  fit: ["generation", "derivation"],
  matrix: [],
};

it.each(Object.entries(CHANGED))("%s changes what its role says", (field, value) => {
  const role = FIELD_ROLE[field as keyof typeof FIELD_ROLE];
  const before = resolveWith({});
  const expected = EXPECTED[field as keyof typeof FIELD_ROLE] ?? [role];
  expect(changes(before, resolveWith({ [field]: value }))).toEqual(expected);
});
