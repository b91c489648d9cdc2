import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { TOGETHER } from "../../../src/providers/together.ts";
import { MODELS } from "../../../src/providers/together/models.ts";

const price = (body: JsonObject) =>
  TOGETHER.price({ provider: "together", epoch: 1, endpoint: "images/generations", body });

describe("the table", () => {
  test("names every model once, with a source", () => {
    expect(new Set(MODELS.map(({ id }) => id)).size).toBe(MODELS.length);
    expect(MODELS).toHaveLength(47);
    expect(MODELS.filter(({ source }) => source === "")).toEqual([]);
  });

  test("proposes only successors that are listed", () => {
    const successors = MODELS.flatMap(({ status }) =>
      status.state !== "listed" && status.successor !== undefined ? [status.successor] : [],
    );
    expect(successors.length).toBeGreaterThan(5);
    for (const id of successors) expect(MODELS.find((model) => model.id === id)?.status.state).toBe("listed");
  });

  test.each(MODELS)("$id: its own sizes are legal and have a price", (model) => {
    const sizes =
      model.size.kind === "multiple"
        ? [[1024, 1024] as const]
        : model.size.kind === "menu"
          ? model.size.sizes
          : [[1280, 1280] as const];
    for (const [width, height] of sizes) {
      const { problems, endpoint, body } = TOGETHER.translate({
        parameters: { model: model.id, prompt: "A fox", width, height },
        references: [],
      });
      expect(problems.filter(({ code }) => code === "size-unsupported")).toEqual([]);
      expect(TOGETHER.price({ provider: "together", epoch: 1, endpoint, body })).toBeGreaterThanOrEqual(0);
    }
  });

  test("gives an automatic seed only where one is known to be taken", () => {
    expect(TOGETHER.model("black-forest-labs/FLUX.1-schnell")?.seed).toEqual({ min: 0, max: 2_147_483_647 });
    expect(TOGETHER.model("google/gemini-3-pro-image")?.seed).toBeUndefined();
    expect(TOGETHER.model("ByteDance-Seed/Seedream-4.0")?.seed).toBeUndefined();
    expect(TOGETHER.model("x/unknown")).toBeUndefined();
    expect(TOGETHER.model(undefined)).toBeUndefined();
    expect(TOGETHER.model("__proto__")).toBeUndefined();
  });

  test("says which sizes may be asked for", () => {
    expect(TOGETHER.model("black-forest-labs/FLUX.1-schnell")?.sizes).toMatchObject({
      kind: "multiple",
      of: 8,
      min: 256,
      max: 1920,
    });
    expect(TOGETHER.model("black-forest-labs/FLUX.1-kontext-pro")?.sizes).toMatchObject({ kind: "ratio" });
    expect(TOGETHER.model("google/flash-image-2.5")?.sizes).toMatchObject({ kind: "menu" });
    // Nobody knows, so what holds for most.
    expect(TOGETHER.model("openai/gpt-image-2")?.sizes).toMatchObject({ kind: "multiple", of: 8 });
  });
});

describe("the published schema", () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../../schema/images.schema.json"), "utf8")) as {
    definitions: { knownModel: { enum: string[] } };
  };

  test("proposes what is on offer, and nothing that is retired", () => {
    const listed = MODELS.filter(({ status }) => status.state === "listed").map(({ id }) => id);
    expect(schema.definitions.knownModel.enum.toSorted()).toEqual(listed.toSorted());
  });

  test.each(["black-forest-labs/FLUX.2-pro", "black-forest-labs/FLUX.1-dev", "acme/entirely-new", "{model}"])(
    "takes %s",
    (model) => {
      const validate = new Ajv({ strict: false }).compile(schema);
      expect(validate({ version: 1, assets: { hero: { prompt: "A lake", model } } })).toBe(true);
      expect(validate({ version: 1, assets: { hero: { prompt: "A lake", model: "" } } })).toBe(false);
    },
  );
});

describe("prices", () => {
  test.each<[string, JsonObject, number | undefined]>([
    ["by megapixel", { model: "black-forest-labs/FLUX.1-schnell", width: 1000, height: 1000 }, 0.0027],
    ["of the default size", { model: "black-forest-labs/FLUX.1-schnell" }, 0.0027 * 1.048576],
    [
      "fewer steps are not cheaper",
      { model: "black-forest-labs/FLUX.1-schnell", width: 1000, height: 1000, steps: 1 },
      0.0027,
    ],
    [
      "more steps cost more",
      { model: "black-forest-labs/FLUX.1-schnell", width: 1000, height: 1000, steps: 12 },
      0.0081,
    ],
    ["every image is billed", { model: "black-forest-labs/FLUX.1-schnell", width: 1000, height: 1000, n: 4 }, 0.0108],
    ["by image", { model: "black-forest-labs/FLUX.2-pro", width: 1920, height: 1920, n: 2 }, 0.06],
    ["rounded up", { model: "black-forest-labs/FLUX.1-dev-lora", width: 1024, height: 1024 }, 0.07],
    ["free", { model: "black-forest-labs/FLUX.1-schnell-Free" }, 0],
    ["tier 1K", { model: "google/gemini-3-pro-image" }, 0.134],
    ["tier 4K", { model: "google/gemini-3-pro-image", width: 4096, height: 4096 }, 0.24],
    ["outside the tiers", { model: "google/gemini-3-pro-image", width: 1000, height: 1000 }, undefined],
    ["a clip", { model: "kwaivgI/kling-2.1-standard" }, 0.18],
    ["a clip of another length", { model: "kwaivgI/kling-2.1-standard", seconds: "10" }, undefined],
    ["an unknown model", { model: "x/new" }, undefined],
    ["no model", {}, undefined],
  ])("%s", (_name, body, expected) => {
    const estimate = price(body);
    if (expected === undefined) expect(estimate).toBeUndefined();
    else expect(estimate).toBeCloseTo(expected, 9);
  });
});
