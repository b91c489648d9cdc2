import { describe, expect, test } from "vitest";
import type { Asset, FieldName, Origin } from "../../../src/core/asset.ts";
import type { Parameters, ParameterProblem } from "../../../src/core/provider.ts";
import { prepareAsset, recipesOf } from "../../../src/core/request.ts";
import { TOGETHER } from "../../../src/providers/together.ts";
import { plainAsset } from "../../support/plain-asset.ts";
import { FLUX2_DEV, FLUX2_PRO, KLING, KONTEXT, problems, SCHNELL, translate } from "./translated.ts";

function problem(parameters: Parameters): ParameterProblem | undefined {
  return translate(parameters).problems[0];
}

describe("what a model does not take", () => {
  test.each<[string, Parameters, string[]]>([
    ["aspect_ratio on FLUX.2", { model: FLUX2_PRO, aspect_ratio: "1:1" }, ["error parameter-unsupported aspect_ratio"]],
    ["steps on 1.1 Pro", { model: "black-forest-labs/FLUX.1.1-pro", steps: 30 }, ["error parameter-unsupported steps"]],
    ["seed on Gemini 3 Pro", { model: "google/gemini-3-pro-image", seed: 1 }, ["error parameter-unsupported seed"]],
    [
      "negative_prompt on FLUX.2",
      { model: FLUX2_DEV, negative_prompt: "x" },
      ["error parameter-unsupported negative_prompt"],
    ],
    [
      "guidance_scale on Schnell",
      { model: SCHNELL, guidance_scale: 3 },
      ["error parameter-unsupported guidance_scale"],
    ],
    [
      "image_url on FLUX.2 dev",
      { model: FLUX2_DEV, image_url: "https://example.com" },
      ["error parameter-unsupported image_url"],
    ],
    ["loras on Schnell", { model: SCHNELL, image_loras: [] }, ["error parameter-unsupported image_loras"]],
    [
      "disputed: aspect_ratio on Schnell",
      { model: SCHNELL, aspect_ratio: "1:1" },
      ["warning parameter-unknown aspect_ratio"],
    ],
    [
      "disputed: steps on flex",
      { model: "black-forest-labs/FLUX.2-flex", steps: 28 },
      ["warning parameter-unknown steps"],
    ],
    [
      "disputed: upsampling on dev",
      { model: FLUX2_DEV, prompt_upsampling: false },
      ["warning parameter-unknown prompt_upsampling"],
    ],
    [
      "unknown: seed on Seedream",
      { model: "ByteDance-Seed/Seedream-4.0", seed: 1 },
      ["warning parameter-unknown seed"],
    ],
    [
      "ignored: safety on FLUX.2 max",
      { model: "black-forest-labs/FLUX.2-max", disable_safety_checker: true },
      ["warning parameter-unknown disable_safety_checker"],
    ],
    ["a ratio nobody confirmed", { model: KONTEXT, aspect_ratio: "21:9" }, ["warning parameter-unknown aspect_ratio"]],
    [
      "disputed: Kontext by size",
      { model: KONTEXT, width: 1024, height: 768 },
      ["warning parameter-unknown width", "warning parameter-unknown height"],
    ],
    ["Kontext by ratio", { model: KONTEXT, aspect_ratio: "16:9" }, []],
    ["upsampling on pro", { model: FLUX2_PRO, prompt_upsampling: false }, []],
  ])("%s", (_name, parameters, expected) => {
    expect(problems({ prompt: "A fox", ...parameters })).toEqual(expected);
  });

  test("says what to do instead", () => {
    expect(problem({ model: FLUX2_DEV, prompt: "x", aspect_ratio: "1:1" })).toMatchObject({
      message: "black-forest-labs/FLUX.2-dev does not take aspect_ratio",
      hint: "set width and height",
    });
  });

  test("nothing is refused for the sake of a model we do not know", () => {
    const everything: Parameters = {
      model: "x/new",
      prompt: "x",
      steps: 99,
      seed: -1,
      guidance_scale: 3,
      aspect_ratio: "1:1",
      negative_prompt: "y",
    };
    expect(problems(everything)).toEqual([
      "warning model-unknown model",
      "warning out-of-range seed",
      "warning out-of-range steps",
    ]);
  });
});

describe("models", () => {
  test("a near miss is named", () => {
    expect(problem({ model: "black-forest-labs/flux.1-Schnell", prompt: "x" })).toMatchObject({
      severity: "warning",
      code: "model-unknown",
      hint: "did you mean black-forest-labs/FLUX.1-schnell?",
    });
    expect(problem({ model: "FLUX.2-pro", prompt: "x" })?.hint).toBe("did you mean black-forest-labs/FLUX.2-pro?");
    expect(problem({ model: "acme/entirely-different", prompt: "x" })?.hint).toBe("imagegen models lists what we know");
  });

  test("a retired one is said with its date and successor", () => {
    expect(problem({ model: "black-forest-labs/FLUX.1-pro", prompt: "x" })).toEqual({
      field: "model",
      severity: "warning",
      code: "model-retired",
      message: "black-forest-labs/FLUX.1-pro was removed by Together on 2025-10-31",
      hint: "black-forest-labs/FLUX.1.1-pro takes its place",
    });
  });

  test("one is needed", () => {
    expect(problem({ prompt: "x" })).toMatchObject({ field: "model", code: "missing-field", severity: "error" });
  });
});

describe("prompts and frames", () => {
  test("a prompt is required, except where frames are enough", () => {
    expect(problems({ model: SCHNELL })).toEqual(["error prompt-missing prompt"]);
    expect(problems({ model: SCHNELL, prompt: "  " })).toEqual(["error prompt-missing prompt"]);
    expect(problems({ model: KLING, frame_images: [{ input_image: "https://example.com/a.png" }] })).toEqual([]);
    expect(problems({ model: "kwaivgI/kling-2.1-master" })).toEqual(["error prompt-missing prompt"]);
    expect(problems({ model: "kwaivgI/kling-2.1-master", prompt: "A wave" })).toEqual([]);
  });

  test("Kling 2.1 Standard needs frames, at most one, and takes no prompt", () => {
    const frame = { input_image: "https://example.com/a.png" };
    expect(problems({ model: KLING })).toEqual(["error missing-field frames"]);
    expect(problems({ model: KLING, prompt: "A wave", frame_images: [frame] })).toEqual([
      "error parameter-unsupported prompt",
    ]);
    expect(problems({ model: KLING, frame_images: [frame, frame] })).toEqual(["error out-of-range frame_images"]);
  });

  test("Kling's prompts have a length", () => {
    expect(problems({ model: "kwaivgI/kling-2.1-master", prompt: "x".repeat(2501) })).toEqual([
      "error out-of-range prompt",
    ]);
  });
});

describe("sizes", () => {
  test.each<[string, Parameters, string[]]>([
    ["a legal one", { model: SCHNELL, width: 1344, height: 768 }, []],
    ["one side only", { model: SCHNELL, width: 1344 }, []],
    [
      "no multiple of 8",
      { model: SCHNELL, width: 1001, height: 770 },
      ["error size-unsupported width", "error size-unsupported height"],
    ],
    ["too large", { model: SCHNELL, width: 2048, height: 1024 }, ["warning size-unsupported width"]],
    [
      "too small",
      { model: SCHNELL, width: 64, height: 64 },
      ["warning size-unsupported width", "warning size-unsupported height"],
    ],
    ["zero", { model: SCHNELL, width: 0 }, ["error size-unsupported width"]],
    [
      "outside a Google menu",
      { model: "google/flash-image-2.5", width: 1280, height: 720 },
      ["error size-unsupported width"],
    ],
    [
      "outside a menu that the sources disagree on",
      { model: "google/gemini-3-pro-image", width: 1280, height: 720 },
      ["warning size-unsupported width"],
    ],
    ["inside it", { model: "google/flash-image-2.5", width: 1344, height: 768 }, []],
    [
      "outside Kling's menu",
      { model: "kwaivgI/kling-2.1-master", width: 1024, height: 1024 },
      ["error size-unsupported width"],
    ],
    [
      "too few pixels for Wan",
      { model: "Wan-AI/Wan2.6-image", width: 1024, height: 1024 },
      ["error size-unsupported width"],
    ],
    ["enough for Wan", { model: "Wan-AI/Wan2.6-image", width: 1280, height: 1280 }, []],
    ["too long for Wan", { model: "Wan-AI/Wan2.6-image", width: 4096, height: 400 }, ["error size-unsupported width"]],
    [
      "both ways at once",
      { model: KONTEXT, width: 1024, height: 768, aspect_ratio: "4:3" },
      [
        "error parameter-unsupported aspect_ratio",
        "error parameter-unsupported width",
        "error parameter-unsupported height",
      ],
    ],
    [
      "a ratio the model refuses anyway",
      { model: FLUX2_PRO, width: 1024, aspect_ratio: "4:3" },
      ["error parameter-unsupported aspect_ratio"],
    ],
    [
      "odd, on a model we do not know",
      { model: "x/new", width: 1001 },
      ["warning model-unknown model", "warning size-unsupported width"],
    ],
  ])("%s", (_name, parameters, expected) => {
    expect(problems({ prompt: "A fox", ...parameters })).toEqual(expected);
  });

  const hint = (parameters: Parameters) =>
    translate({ prompt: "x", ...parameters }).problems.find(({ code }) => code === "size-unsupported")?.hint;

  test("the nearest legal ones are named", () => {
    expect(hint({ model: FLUX2_PRO, width: 1001, height: 768 })).toBe(
      "use 1000 or 1008, or set fit to have it cropped",
    );
    expect(hint({ model: FLUX2_PRO, width: 3, height: 768 })).toBe("use 8, or set fit to have it cropped");
    expect(hint({ model: "google/flash-image-2.5", width: 1280, height: 720 })).toBe(
      "the nearest are 1344x768, 1248x832 and 1536x672; or set fit to have the nearest one cropped",
    );
    expect(hint({ model: "Wan-AI/Wan2.6-image", width: 1024, height: 1024 })).toBe(
      "the nearest is 1272x1272; or set fit to have it cropped",
    );
  });

  test("fit is offered for a model that nobody knows, and not where it does not help: for a clip", () => {
    const frame_images = [{ input_image: "https://example.com/fox.jpg" }];
    expect(hint({ model: "kwaivgI/kling-2.1-master", frame_images, width: 1280, height: 720 })).toBe(
      "the nearest are 1920x1080, 1080x1080 and 1080x1920",
    );
    expect(hint({ model: "kwaivgI/new", frame_images, width: 1001 })).toBe("use 1000 or 1008");
    expect(hint({ model: "x/new", width: 1001 })).toBe("use 1000 or 1008, or set fit to have it cropped");
  });
});

test("more than four in one request are refused, and the way to have more is said", () => {
  expect(problem({ model: FLUX2_DEV, prompt: "x", n: 5 })).toEqual({
    field: "n",
    severity: "error",
    code: "out-of-range",
    message: "n must be a whole number from 1 to 4, not 5",
    hint: "without batch each picture is a request of its own",
  });
});

test("a fraction as guidance_scale of a clip is said: the published schema knows whole numbers, the docs fractions", () => {
  const clip = { model: KLING, frame_images: [{ input_image: "https://example.com/fox.jpg" }] };
  const known = "warning parameter-unknown guidance_scale";
  expect(problems({ ...clip, guidance_scale: 7 })).toEqual([known]);
  expect(problems({ ...clip, guidance_scale: 7.5 })).toEqual([known, known]);
  expect(problems({ ...clip, endpoint: "images/generations", guidance_scale: 7.5 })).toEqual([known]);
});

test("a keyframe is an object at the video endpoint; what the images endpoint wants nobody has written down", () => {
  const clip = { model: KLING, frame_images: ["https://example.com/fox.jpg"] };
  expect(problems(clip)).toEqual(["error parameter-unsupported frame_images"]);
  expect(problems({ ...clip, endpoint: "images/generations" })).toEqual([]);
  expect(problems({ ...clip, frame_images: [{ input_image: "https://example.com/fox.jpg" }] })).toEqual([]);
});

test("a clip takes ten steps at least", () => {
  const clip = { model: "kwaivgI/kling-2.1-master", prompt: "A wave" };
  expect(problems({ ...clip, steps: 9 })).toContain("error out-of-range steps");
  expect(problems({ ...clip, steps: 10 })).not.toContain("error out-of-range steps");
});

test.each<[string, Parameters, string]>([
  ["n", { n: 0 }, "n must be a whole number from 1 to 4, not 0"],
  ["seed", { seed: 2_147_483_648 }, "seed must be a whole number from 0 to 2147483647, not 2147483648"],
  ["seed", { seed: -1 }, "seed must be a whole number from 0 to 2147483647, not -1"],
  ["steps", { steps: 51 }, "steps must be a whole number from 1 to 50, not 51"],
  ["steps", { steps: 2.5 }, "steps must be a whole number from 1 to 50, not 2.5"],
])("%s out of range", (field, parameters, message) => {
  const { problems: found } = translate({ model: FLUX2_DEV, prompt: "x", ...parameters });
  expect(found).toEqual([{ field, severity: "error", code: "out-of-range", message }]);
});

describe("what only comes from defaults gives way", () => {
  /** The body that is planned for an asset with these fields in `defaults` and the others of its own. */
  function planned(parameters: Asset["parameters"], fromDefaults: readonly FieldName[]) {
    const place = { file: "images.config.yaml" };
    const origins: Partial<Record<FieldName, Origin>> = {};
    for (const field of Object.keys(parameters) as FieldName[]) {
      origins[field] = { from: fromDefaults.includes(field) ? "defaults" : "asset", place };
    }
    const { prepared, diagnostics } = prepareAsset(plainAsset({ parameters, origins }), TOGETHER);
    const [recipe] = recipesOf(prepared, 1, () => undefined) ?? [];
    return { body: recipe?.body, codes: diagnostics.map(({ code }) => code) };
  }

  test("a size to the asset's ratio", () => {
    const parameters = { model: KONTEXT, prompt: "x", width: 1024, height: 768, aspect_ratio: "16:9", seed: 1 };
    expect(planned(parameters, ["width", "height"])).toEqual({
      body: { model: KONTEXT, prompt: "x", aspect_ratio: "16:9", seed: 1, response_format: "base64" },
      codes: [],
    });
  });

  test("a ratio to the asset's size", () => {
    const parameters = { model: KONTEXT, prompt: "x", width: 1024, height: 768, aspect_ratio: "16:9", seed: 1 };
    expect(planned(parameters, ["aspect_ratio"]).body).toEqual({
      model: KONTEXT,
      prompt: "x",
      width: 1024,
      height: 768,
      seed: 1,
      response_format: "base64",
    });
  });

  test("steps to a model that takes none", () => {
    const parameters = { model: FLUX2_PRO, prompt: "x", steps: 4, seed: 1 };
    expect(planned(parameters, ["steps"])).toEqual({
      body: { model: FLUX2_PRO, prompt: "x", seed: 1, response_format: "base64" },
      codes: [],
    });
    expect(planned(parameters, []).codes).toEqual(["parameter-unsupported"]);
  });
});
