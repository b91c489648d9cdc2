import * as fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { Http } from "../../src/core/http.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { CallContext, Parameters } from "../../src/core/provider.ts";
import { generationKey, type Recipe } from "../../src/core/recipe.ts";
import { SKETCH } from "../../src/providers/sketch.ts";
import { callContext, failureOf } from "../support/provider-calls.ts";

/** A local provider opens no connection: every attempt fails the test. */
const noHttp: Http = {
  post: () => Promise.reject(new Error("sketch must not use the network")),
  get: () => Promise.reject(new Error("sketch must not use the network")),
  download: () => Promise.reject(new Error("sketch must not use the network")),
};

function recipe(body: JsonObject): Recipe {
  return { provider: "sketch", epoch: SKETCH.epoch, endpoint: "sketch", body };
}

async function paint(body: JsonObject, overrides: Partial<CallContext> = {}) {
  const { images } = await SKETCH.call(recipe(body), callContext(noHttp, "", overrides));
  return Promise.all(
    images.map(async ({ index, bytes }) => {
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      return { index, bytes, data, width: info.width, height: info.height, channels: info.channels };
    }),
  );
}

async function paintOne(body: JsonObject, overrides: Partial<CallContext> = {}) {
  const [picture] = await paint(body, overrides);
  if (picture === undefined) throw new Error("no picture came");
  return picture;
}

describe("the provider", () => {
  test("is local and free, needs no key, and takes any model", () => {
    expect(SKETCH).toMatchObject({ name: "sketch", epoch: 1, local: true, credential: undefined, baseUrl: undefined });
    expect(SKETCH.limits.concurrency).toBe(2);
    expect(SKETCH.price(recipe({ prompt: "a" }))).toBe(0);
    for (const id of [undefined, "black-forest-labs/FLUX.1-schnell"]) {
      expect(SKETCH.model(id)).toMatchObject({
        seed: { min: 0, max: 2147483647 },
        sizes: { kind: "multiple", of: 1, min: 16, max: 4096 },
      });
    }
  });
});

const EVERY_PARAMETER: Required<Parameters> = {
  prompt: "A fox",
  model: "someone/some-model",
  width: 64,
  height: 48,
  aspect_ratio: "4:3",
  n: 2,
  steps: 4,
  seed: 7,
  negative_prompt: "blurry",
  guidance_scale: 3.5,
  prompt_upsampling: true,
  response_format: "base64",
  output_format: "png",
  disable_safety_checker: true,
  image_url: "https://example.com/a.png",
  reference_images: ["https://example.com/b.png"],
  frame_images: [{ input_image: "https://example.com/c.png" }],
  image_loras: [{ path: "https://example.com/lora", scale: 1 }],
  provider_options: { anything: 1 },
  endpoint: "images/generations",
};

const content = (letter: string) => ({ $content: letter.repeat(64), $transform: "inline-1" });

describe("translate", () => {
  test("carries every parameter under its own name", () => {
    expect(SKETCH.translate({ parameters: EVERY_PARAMETER, references: [] })).toEqual({
      endpoint: "sketch",
      body: EVERY_PARAMETER,
      problems: [],
    });
  });

  test.each(Object.keys(EVERY_PARAMETER))("%s moves the key", (name) => {
    const { [name as keyof Parameters]: _left, ...rest } = EVERY_PARAMETER;
    const key = (parameters: Parameters) =>
      generationKey(recipe(SKETCH.translate({ parameters, references: [] }).body));
    expect(key(rest)).not.toBe(key(EVERY_PARAMETER));
  });

  test("carries content references, and which frame each one is", () => {
    const { body } = SKETCH.translate({
      parameters: { prompt: "A fox" },
      references: [
        { field: "image", content: content("a") },
        { field: "references", content: content("b") },
        { field: "references", content: content("c") },
        { field: "frames", frame: "last", content: content("d") },
        { field: "frames", content: content("e") },
      ],
    });
    expect(body).toEqual({
      prompt: "A fox",
      image: content("a"),
      references: [content("b"), content("c")],
      frames: [{ frame: "last", image: content("d") }, content("e")],
    });
  });

  test("misses a prompt unless there is a picture to start from", () => {
    const problems = (field?: "image" | "references" | "frames") =>
      SKETCH.translate({ parameters: {}, references: field === undefined ? [] : [{ field, content: content("a") }] })
        .problems;
    expect(problems()).toMatchObject([{ field: "prompt", severity: "error", code: "prompt-missing" }]);
    expect(problems("references")).toMatchObject([{ code: "prompt-missing" }]);
    expect(problems("image")).toEqual([]);
    expect(problems("frames")).toEqual([]);
  });

  test.each([15, 4097, 0, -8, 64.5])("a side of %d is out of range", (side) => {
    const { problems } = SKETCH.translate({ parameters: { prompt: "A fox", width: side, height: 64 }, references: [] });
    expect(problems).toMatchObject([{ field: "width", severity: "error", code: "out-of-range" }]);
  });

  test("the smallest and the largest side are fine", () => {
    expect(SKETCH.translate({ parameters: { prompt: "A", width: 16, height: 4096 }, references: [] }).problems).toEqual(
      [],
    );
  });
});

describe("call", () => {
  test("answers PNG of exactly the size asked for, whatever the size, the prompt and the seed", async () => {
    const side = fc.integer({ min: 16, max: 140 });
    const prompt = fc.constantFrom(
      "mountains at sunset",
      "a cat in space",
      "badge of a leaf",
      "pixel art city",
      "",
      "§$%",
    );
    await fc.assert(
      fc.asyncProperty(side, side, prompt, fc.nat(), async (width, height, prompt, seed) => {
        const picture = await paintOne({ prompt, width, height, seed });
        expect([picture.width, picture.height, picture.channels]).toEqual([width, height, 3]);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [{}, 1024, 1024],
    [{ aspect_ratio: "16:9" }, 1368, 768],
    [{ aspect_ratio: "9:16" }, 768, 1368],
    [{ width: 32, height: 24, aspect_ratio: "1:1" }, 32, 24],
  ])("%j is %d x %d", async (size, width, height) => {
    const picture = await paintOne({ prompt: "minimal badge of a star", ...size });
    expect([picture.width, picture.height]).toEqual([width, height]);
  });

  test("n pictures are those of the seeds from seed upwards", async () => {
    const body = { prompt: "a lake", width: 48, height: 32 };
    const batch = await paint({ ...body, seed: 5, n: 3 });
    expect(batch.map(({ index }) => index)).toEqual([0, 1, 2]);
    for (const { index, data } of batch)
      expect(data.equals((await paintOne({ ...body, seed: 5 + index })).data)).toBe(true);
    expect(batch[0]?.data.equals(batch[1]?.data ?? Buffer.alloc(0))).toBe(false);
  });

  test("the file says what made it", async () => {
    const { bytes } = await paintOne({ prompt: "a lake", width: 16, height: 16 });
    expect(Buffer.from(bytes).includes("Software\0imagegen sketch, a procedural stand-in")).toBe(true);
  });

  test("stops between pictures when it is aborted", async () => {
    const abort = new AbortController();
    abort.abort();
    const failure = await failureOf(paint({ prompt: "a lake", width: 32, height: 32 }, { signal: abort.signal }));
    expect(failure).toMatchObject({ kind: "aborted", billed: "no" });
  });

  test("an abort while the batch is being painted keeps the rest from being painted", async () => {
    const abort = new AbortController();
    let painted = 0;
    const body = {
      prompt: "a lake",
      width: 32,
      height: 32,
      n: 3,
      // Read once for each picture, when its turn has come.
      get seed() {
        painted += 1;
        abort.abort();
        return 7;
      },
    };
    const failure = await failureOf(paint(body, { signal: abort.signal }));
    expect([failure.kind, painted]).toEqual(["aborted", 1]);
  });

  test("a size that only a recipe made by hand has is refused", async () => {
    const failure = await failureOf(paint({ prompt: "a lake", width: 100_000, height: 32 }));
    expect(failure).toMatchObject({ kind: "invalid-request", code: "size-unsupported", billed: "no" });
  });
});

describe("references", () => {
  const picture = (background: string) =>
    sharp({ create: { width: 30, height: 20, channels: 3, background } })
      .jpeg()
      .toBuffer();
  const body = { prompt: "a mountain lake", width: 64, height: 48, references: [content("a")] };

  test("are asked for by their digest, and their colours reach the picture", async () => {
    const asked: unknown[] = [];
    const withReference = async (background: string) => {
      const bytes = await picture(background);
      return paintOne(body, {
        content: (reference) => {
          asked.push(reference);
          return Promise.resolve({ bytes, mediaType: "image/jpeg" });
        },
      });
    };
    const redness = ({ data }: { data: Buffer }) => {
      let sum = 0;
      for (let index = 0; index < data.length; index += 3) sum += (data[index] ?? 0) - (data[index + 2] ?? 0);
      return sum / (data.length / 3);
    };
    expect(redness(await withReference("#c03020"))).toBeGreaterThan(redness(await withReference("#2040c0")) + 40);
    expect(asked).toEqual([content("a"), content("a")]);
  });

  test("one that cannot be decoded is an error of the request", async () => {
    const bytes = Buffer.from("<svg/>, or whatever this is");
    const failure = await failureOf(paint(body, { content: () => Promise.resolve({ bytes, mediaType: "image/png" }) }));
    expect(failure).toMatchObject({ kind: "invalid-request", code: "reference-not-image", billed: "no" });
  });

  test("made night, a picture keeps the colours of its reference and is darker than by day", async () => {
    const bytes = await picture("#8a5a30");
    const brightness = async (prompt: string) => {
      const { data } = await paintOne(
        { ...body, prompt },
        { content: () => Promise.resolve({ bytes, mediaType: "image/jpeg" }) },
      );
      return data.reduce((sum, value) => sum + value, 0) / data.length;
    };
    expect(await brightness("Make it night, with a full moon")).toBeLessThan(
      (await brightness("Make it day, a lake")) * 0.7,
    );
  });

  test("members of the body that are not ours are not followed", async () => {
    const smuggled = {
      prompt: "a lake",
      width: 32,
      height: 32,
      provider_options: content("a"),
      frame_images: [content("b")],
    };
    expect((await paintOne(smuggled)).width).toBe(32);
  });
});
