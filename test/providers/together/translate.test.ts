import { describe, expect, test } from "vitest";
import type { Parameters, TranslateReference } from "../../../src/core/provider.ts";
import { FLUX2_DEV, FLUX2_PRO, KLING, KONTEXT, problems, SCHNELL, translate } from "./translated.ts";

const content = (digit: string) => ({ $content: digit.repeat(64), $transform: "inline-1" });

describe("the body", () => {
  test("holds what was set, word for word, and nothing else", () => {
    const parameters: Required<Omit<Parameters, "aspect_ratio" | "provider_options" | "frame_images" | "endpoint">> = {
      model: FLUX2_DEV,
      prompt: "A fox",
      width: 1024,
      height: 768,
      n: 2,
      steps: 20,
      seed: 42,
      negative_prompt: "blurry",
      guidance_scale: 3.5,
      prompt_upsampling: false,
      response_format: "url",
      output_format: "png",
      disable_safety_checker: true,
      image_url: "https://example.com/a.png",
      reference_images: ["https://example.com/b.png"],
      image_loras: [{ path: "https://example.com/c.safetensors", scale: 0.8 }],
    };
    const { endpoint, body } = translate(parameters);
    expect(endpoint).toBe("images/generations");
    expect(body).toEqual(parameters);
  });

  test("of a prompt alone asks for base64 only", () => {
    expect(translate({ model: SCHNELL, prompt: "A fox" }).body).toEqual({
      model: SCHNELL,
      prompt: "A fox",
      response_format: "base64",
    });
  });

  test("leaves out what is undefined", () => {
    const parameters = {
      model: SCHNELL,
      prompt: "A fox",
      width: undefined,
      height: undefined,
    } as unknown as Parameters;
    expect(Object.keys(translate(parameters).body).sort()).toEqual(["model", "prompt", "response_format"]);
  });

  test.each<[keyof Parameters, Parameters[keyof Parameters]]>([
    ["width", 512],
    ["height", 512],
    ["aspect_ratio", "16:9"],
    ["n", 3],
    ["steps", 12],
    ["seed", 0],
    ["negative_prompt", ""],
    ["guidance_scale", 0],
    ["prompt_upsampling", false],
    ["output_format", "jpeg"],
    ["disable_safety_checker", false],
    ["image_url", "https://example.com/a.png"],
    ["reference_images", []],
  ])("carries %s even when it is empty or zero", (name, value) => {
    const parameters = { model: KONTEXT, prompt: "A fox", [name]: value } as Parameters;
    expect(translate(parameters).body).toEqual({ ...parameters, response_format: "base64" });
  });

  test("passes unknown options through, also awkward names", () => {
    const options = JSON.parse('{"guidance": 7.5, "__proto__": {"polluted": true}}') as Record<string, never>;
    const { body, problems: found } = translate({ model: FLUX2_PRO, prompt: "A fox", provider_options: options });
    expect(JSON.stringify(body)).toContain('"guidance":7.5,"__proto__":{"polluted":true}');
    expect("polluted" in body).toBe(false);
    expect(found).toEqual([]);
  });

  test("does not let options repeat a field", () => {
    const parameters: Parameters = {
      model: SCHNELL,
      prompt: "A fox",
      provider_options: { prompt: "Something else", n: 4 },
    };
    expect(translate(parameters).body).toEqual({ model: SCHNELL, prompt: "A fox", response_format: "base64" });
  });

  test("does not let a manifest name content of the store", () => {
    const hidden = { deep: [{ $content: "0".repeat(64), $transform: "inline-1" }] };
    expect(problems({ model: FLUX2_PRO, prompt: "A fox", provider_options: hidden })).toEqual([
      "error parameter-unsupported provider_options",
    ]);
    expect(problems({ model: KLING, frame_images: [hidden] })).toEqual(["error parameter-unsupported frame_images"]);
  });
});

describe("our reference forms", () => {
  test("image is image_url for Kontext", () => {
    const { body, problems: found } = translate({ model: KONTEXT, prompt: "Night" }, [
      { field: "image", content: content("a") },
    ]);
    expect(body).toEqual({ model: KONTEXT, prompt: "Night", response_format: "base64", image_url: content("a") });
    expect(found).toEqual([]);
  });

  test("image comes first in reference_images elsewhere, URLs last", () => {
    const { body, problems: found } = translate(
      { model: FLUX2_PRO, prompt: "Night", reference_images: ["https://example.com/z.png"] },
      [
        { field: "references", content: content("b") },
        { field: "references", content: content("c") },
        { field: "image", content: content("a") },
      ],
    );
    expect(body["reference_images"]).toEqual([content("a"), content("b"), content("c"), "https://example.com/z.png"]);
    expect(found).toEqual([]);
  });

  test("frames become frame_images", () => {
    const {
      endpoint,
      body,
      problems: found,
    } = translate({ model: "kwaivgI/kling-2.1-pro" }, [
      { field: "frames", frame: "first", content: content("a") },
      { field: "frames", content: content("b") },
    ]);
    expect(endpoint).toBe("videos");
    expect(body).toEqual({
      model: "kwaivgI/kling-2.1-pro",
      frame_images: [{ input_image: content("a"), frame: "first" }, { input_image: content("b") }],
    });
    expect(found.map(({ code }) => code)).toEqual(["model-retired"]);
  });

  test("that a model does not take are errors at their own field", () => {
    const image: TranslateReference = { field: "image", content: content("a") };
    expect(problems({ model: SCHNELL, prompt: "x" }, [image])).toEqual(["error parameter-unsupported image"]);
    expect(problems({ model: KONTEXT, prompt: "x" }, [{ ...image, field: "references" }])).toEqual([
      "error parameter-unsupported references",
    ]);
    expect(problems({ model: KLING }, [image])).toEqual([
      "error missing-field frames",
      "warning parameter-unknown image",
    ]);
    expect(problems({ model: KONTEXT, prompt: "x", image_url: "https://example.com/a" }, [image])).toEqual([
      "error parameter-unsupported image",
    ]);
  });
});
