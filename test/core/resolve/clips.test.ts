import { describe, expect, it } from "vitest";
import { pathsOf, resolveOne, resolveText } from "./resolve-text.ts";

const KLING = `model: kwaivgI/kling-2.1-standard, frames: ["https://example.org/a.png"]`;
const manifest = (fields: string, root = "") => `provider: together\n${root}\nassets: { fly: { ${KLING}, ${fields} } }`;
const one = (fields: string, root = "") => resolveOne(manifest(fields, root));
const said = (fields: string, root = "") => resolveText(manifest(fields, root)).said;

describe("an asset whose model makes clips", () => {
  it("has one MP4, or the WebM that it asks for", () => {
    expect(one("")).toMatchObject({
      media: "clip",
      outputs: [[{ path: "images/fly.mp4", operations: { format: "mp4" } }]],
    });
    expect(pathsOf(one("output_format: WEBM"))).toEqual(["images/fly.webm"]);
    expect(one("outputs: [{ format: mp4, output: a/b.mp4 }, {}]").outputs[0]).toHaveLength(2);
  });

  it("leaves out what defaults want of pictures, outputs and all", () => {
    const root =
      "defaults: { format: webp, quality: 5, fit: cover, outputs: [{ format: avif, widths: [1, 2] }, { width: 9 }] }";
    expect(one("width: 1920, height: 1080", root)).toMatchObject({
      fit: "exact",
      outputs: [[{ path: "images/fly.mp4", operations: { format: "mp4" } }]],
    });
  });

  it.each([
    ["format: png", "not-allowed: a clip cannot become png: it is placed as it comes"],
    ["format: webm", "not-allowed: format is webm, but the clip comes as mp4"],
    ["outputs: [{ format: gif }]", "not-allowed: a clip cannot become gif: it is placed as it comes"],
    ["outputs: [{ height: 9 }]", "not-allowed: height cannot be set for a clip: it is placed as it comes"],
    ["max_bytes: 1000", "not-allowed: max_bytes cannot be set for a clip: it is placed as it comes"],
    ["fit: contain", "not-allowed: fit cannot be set for a clip: it is placed as it comes"],
  ])("refuses %s", (fields, problem) => {
    expect(said(fields)).toEqual([problem]);
  });

  it("may be told from one row of a matrix to the next", () => {
    const rows = "model: [kwaivgI/kling-2.1-master, black-forest-labs/FLUX.2-dev]";
    const { assets, said: problems } = resolveText(
      `provider: together\nassets: { "a-{model}": { matrix: { ${rows} }, model: "{model}", prompt: x, output: "o/{name}.{ext}" } }`,
    );
    expect(problems).toEqual([]);
    expect(assets.map(({ media, outputs }) => [media, outputs[0]?.[0]?.operations.format])).toEqual([
      ["clip", "mp4"],
      [undefined, "png"],
    ]);
  });
});
