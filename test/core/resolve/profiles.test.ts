import { describe, expect, it } from "vitest";
import { prepareAsset, recipesOf, type PreparedAsset } from "../../../src/core/request.ts";
import { PROVIDERS } from "../../../src/providers/registry.ts";
import { pathsOf, resolveOne, resolveText } from "./resolve-text.ts";

const MANIFEST = `
provider: together
output: "public/{name}-{width}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, steps: 28, format: webp }
profiles:
  half: { scale: 0.5 }
  square: { width: 512, height: 512 }
  fast: { model: black-forest-labs/FLUX.2-pro, prompt_upsampling: false }
  wild: { model: black-forest-labs/FLUX.2-dev, steps: 900 }
  elsewhere: { steps: 8, folder: drafts/here }
assets:
  hero: { prompt: A lake, width: 1344, height: 768, guidance_scale: 3, widths: [480, 1344] }
`;

/** The first recipe's body, and what was left out. */
function requestOf(profile: string | undefined, manifest = MANIFEST, only = "hero") {
  const { prepared, diagnostics } = prepare(manifest, { profile, only });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return { body: recipesOf(prepared, 1, () => undefined)?.[0]?.body, dropped: prepared.dropped };
}

function prepare(manifest: string, { profile, only }: { profile: string | undefined; only: string }) {
  const asset = resolveOne({ manifest, only, ...(profile !== undefined && { profile }) });
  const provider = PROVIDERS.get(asset.provider);
  if (provider === undefined) throw new Error(asset.provider);
  return prepareAsset(asset, provider);
}

/** What is made of the picture, by path. */
function filesOf({ asset }: PreparedAsset): Record<string, unknown> {
  return Object.fromEntries(
    asset.outputs.flat().map(({ path, operations }) => {
      const { width, height } = operations as { readonly width?: number; readonly height?: number };
      return [path, [width, height]];
    }),
  );
}

describe("what a profile asks for", () => {
  it("comes before asset, styles and defaults, and is where it comes from", () => {
    const asset = resolveOne({ manifest: MANIFEST, profile: "fast" });
    expect(asset.parameters).toMatchObject({ model: "black-forest-labs/FLUX.2-pro", prompt_upsampling: false });
    expect(asset.origins.prompt_upsampling).toEqual({
      from: "profile",
      profile: "fast",
      place: { file: "images.config.yaml", pointer: ["profiles", "fast", "prompt_upsampling"], at: "value" },
    });
  });

  it("leaves out what its own model does not take, wherever it was set", () => {
    expect(requestOf("fast")).toMatchObject({
      dropped: ["steps", "guidance_scale"],
      body: { prompt_upsampling: false, width: 1344, height: 768 },
    });
    // Where the model is the manifest's own, what the asset says is as wrong as ever.
    const { diagnostics } = prepare(MANIFEST.replace("FLUX.2-dev", "FLUX.2-pro"), { profile: "half", only: "hero" });
    expect(diagnostics).toMatchObject([{ code: "parameter-unsupported", severity: "error" }]);
  });

  it("leaves out a value that its model does not take, and what nobody knows of it, but nothing of its own", () => {
    const far = MANIFEST.replace("guidance_scale: 3", "guidance_scale: 3, seed: 9").replace(
      "FLUX.2-pro, prompt_upsampling: false",
      "FLUX.2-dev",
    );
    expect(requestOf("fast", far.replace("steps: 28", "steps: 900")).dropped).toEqual(["steps"]);
    const unknown = far.replace(
      "fast: { model: black-forest-labs/FLUX.2-dev",
      "fast: { model: Rundiffusion/Juggernaut-Lightning-Flux",
    );
    expect(prepare(unknown, { profile: "fast", only: "hero" }).prepared.dropped).toEqual([
      "seed",
      "steps",
      "guidance_scale",
    ]);
    const codes = prepare(MANIFEST, { profile: "wild", only: "hero" }).diagnostics.map(({ code }) => code);
    expect(codes).toEqual(["out-of-range"]);
  });

  it("is of the size that was scaled, to what the model can make", () => {
    expect(requestOf("half").body).toMatchObject({ width: 672, height: 384 });
    expect(requestOf("square").body).toMatchObject({ width: 512, height: 512 });
  });

  it("keeps a ratio that was meant for another model", () => {
    const manifest = `
provider: together
profiles: { fast: { model: black-forest-labs/FLUX.1.1-pro, scale: 0.5 } }
assets:
  night: { model: black-forest-labs/FLUX.1-kontext-pro, prompt: Night, aspect_ratio: "16:9", image: "asset:day" }
  day: { model: black-forest-labs/FLUX.2-dev, prompt: Day }
`;
    const { body, dropped } = requestOf("fast", manifest, "night");
    expect(body).toMatchObject({ width: 688, height: 384 });
    expect(body).not.toHaveProperty("aspect_ratio");
    // What its model does not take is not waited for either.
    expect(dropped).toEqual(["image"]);
    expect(prepare(manifest, { profile: "fast", only: "night" }).prepared.asset.references).toEqual([]);
  });

  it("is drawn by sketch for the draft that nobody declared", () => {
    const asset = resolveOne({ manifest: MANIFEST, profile: "draft" });
    expect([asset.provider, asset.origins.provider]).toEqual([
      "sketch",
      { from: "profile", profile: "draft", place: { file: "images.config.yaml" } },
    ]);
    const moved = MANIFEST.replace("half: { scale: 0.5 }", "draft: { folder: public-draft }");
    const only = resolveOne({ manifest: moved, profile: "draft" });
    expect([only.provider, pathsOf(only)[0]]).toEqual(["sketch", "public-draft/public/hero-480.webp"]);
    const declared = MANIFEST.replace("half:", "draft:");
    expect(resolveOne({ manifest: declared, profile: "draft" }).provider).toBe("together");
  });
});

describe("what a profile makes", () => {
  it.each(["half", "square", "fast", "draft"])("%s: files of the real sizes, under the real paths", (profile) => {
    const folder = `.imagegen/profiles/${profile}/public`;
    expect(filesOf(prepare(MANIFEST, { profile, only: "hero" }).prepared)).toEqual({
      [`${folder}/hero-480.webp`]: [480, 274],
      [`${folder}/hero-1344.webp`]: [1344, 768],
    });
  });

  it("lies where the profile says", () => {
    expect(pathsOf(resolveOne({ manifest: MANIFEST, profile: "elsewhere" }))).toEqual([
      "drafts/here/public/hero-480.webp",
      "drafts/here/public/hero-1344.webp",
    ]);
  });

  it("is never written over what the project is made of, nor the real files into its folder", () => {
    const manifest = `
provider: sketch
profiles: { quick: { steps: 2, folder: drafts } }
assets: { a: { prompt: x, output: "{name}.{ext}", image: drafts/a.png } }
`;
    const file = { path: "drafts/a.png", sha256: "0".repeat(64) };
    const references = { "\ndrafts/a.png": { files: [file], glob: false } };
    expect(resolveText({ manifest, references }).said).toEqual([]);
    expect(resolveText({ manifest, references, profile: "quick" }).said).toEqual([
      'output-protected: "a" would be written over a reference image: a.png',
    ]);
    const inside = 'provider: sketch\nprofiles: { q: { folder: d } }\nassets: { a: { prompt: x, output: "D/a.png" } }';
    expect(resolveText(inside).said).toEqual([
      'output-protected: "a" would be written over the folder of the profile "q": D/a.png',
    ]);
  });

  it("is no clip where the profile makes pictures: that is left out, and said once for a matrix", () => {
    const manifest = `
provider: together
assets:
  day: { model: black-forest-labs/FLUX.2-dev, prompt: Day }
  clip-{at}: { matrix: { at: [a, b] }, model: kwaivgI/kling-2.1-standard, frames: ["asset:day"] }
`;
    const { assets, diagnostics } = resolveText({ manifest, profile: "draft" });
    expect(assets.map(({ name }) => name)).toEqual(["day"]);
    expect(diagnostics).toMatchObject([
      {
        severity: "warning",
        code: "clip-left-out",
        message: 'the profile "draft" leaves "clip-{at}" out: it is a clip, and the profile makes pictures',
      },
    ]);
    expect(resolveText(manifest).assets.map(({ media }) => media)).toEqual([undefined, "clip", "clip"]);
  });
});

it("a profile that does not exist is said, with the nearest name", () => {
  expect(resolveText({ manifest: MANIFEST, profile: "fats" }).diagnostics).toMatchObject([
    { code: "unknown-profile", message: 'there is no profile "fats"', hint: 'did you mean "fast"?' },
  ]);
  const none = "provider: sketch\nassets: { a: { prompt: x } }";
  expect(resolveText({ manifest: none, profile: "release" }).diagnostics).toMatchObject([
    { code: "unknown-profile", hint: "there is draft" },
  ]);
  expect(resolveText({ manifest: none, profile: "constructor" }).said).toEqual([
    'unknown-profile: there is no profile "constructor"',
  ]);
});

it("without a profile, declaring some changes nothing", () => {
  const plain = MANIFEST.replace(/profiles:[\s\S]*?assets:/, "assets:");
  expect(JSON.stringify(resolveText(MANIFEST).assets)).toBe(JSON.stringify(resolveText(plain).assets));
});
