import sharp from "sharp";
import { describe, expect, it, test } from "vitest";
import { FORMATS } from "../../src/core/formats.ts";
import type { Format } from "../../src/core/operations.ts";
import { ImageError } from "../../src/encode/image-error.ts";
import { inspectOriginal } from "../../src/encode/inspect.ts";
import { loadSharp } from "../../src/encode/load-sharp.ts";
import { decodePicture } from "../../src/encode/pixels.ts";
import { damage, makeAnimatedGif, makeHugePng } from "../support/together-server/images.ts";
import { draw, encodeQuickly, fill, withChunk } from "./pictures.ts";

const formats = Object.keys(FORMATS) as Format[];
const MAX_PIXELS = 1_000_000;
const inspect = (bytes: Uint8Array) => inspectOriginal(bytes, { maxPixels: MAX_PIXELS });
const refusal = async (bytes: Uint8Array): Promise<ImageError> => {
  const result: unknown = await inspect(bytes).catch((error: unknown) => error);
  if (!(result instanceof ImageError)) throw new Error(`not refused as a picture: ${JSON.stringify(result)}`);
  return result;
};

describe("inspectOriginal", () => {
  test.each(formats)("%s: says format and size", async (format) => {
    const bytes = await encodeQuickly(draw({ width: 40, height: 24, channels: 4 }), format);
    expect(await inspect(bytes)).toEqual({ format, width: 40, height: 24 });
    expect((await decodePicture(bytes, MAX_PIXELS)).channels).toBe(FORMATS[format].alpha ? 4 : 3);
  });

  it("does not call an opaque alpha channel alpha", async () => {
    const bytes = await draw({ width: 8, height: 8 }).ensureAlpha().png().toBuffer();
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(true);
    expect((await decodePicture(bytes, MAX_PIXELS)).channels).toBe(3);
  });

  it("gives the size as displayed", async () => {
    const bytes = await draw({ width: 40, height: 24 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await sharp(bytes).metadata()).orientation).toBe(6);
    expect(await inspect(bytes)).toMatchObject({ width: 24, height: 40 });
  });

  it("takes a view into a larger buffer", async () => {
    const bytes = await draw({ width: 9, height: 7 }).png().toBuffer();
    const whole = Buffer.concat([Buffer.alloc(3, 65), bytes, Buffer.alloc(5, 66)]);
    expect(await inspect(new Uint8Array(whole.buffer, whole.byteOffset + 3, bytes.length))).toMatchObject({ width: 9 });
  });
});

describe("what is no picture", () => {
  test.each([
    ["not-an-image", "got a web page, not a picture", "<!doctype html><h1>Blocked</h1>"],
    ["not-an-image", "got a JSON document, not a picture", '{"error":"nsfw"}'],
    ["not-an-image", "got no bytes at all, not a picture", ""],
    ["not-an-image", "got an MP4 video, not a picture", "\0\0\0\x18ftypisom\0\0\0\0isommp42"],
    ["not-an-image", "got a Git LFS pointer instead of a picture", "version https://git-lfs.github.com/spec/v1\n"],
    ["unsupported-format", "got an SVG drawing", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ["unsupported-format", "got a HEIC picture", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
  ])("%s: %s", async (code, message, text) => {
    expect(await refusal(Buffer.from(text, "latin1"))).toMatchObject({ code, message });
  });

  it("cannot reach decoders that are not needed, even past the sniffing", async () => {
    const blocked = await loadSharp();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(blocked(svg).metadata()).rejects.toThrow("unsupported image format");
  });
});

it("uses one thread a picture: AVIF bytes depend on it", async () => {
  expect((await loadSharp()).concurrency()).toBe(1);
});

describe("animation", () => {
  it("is refused in GIF, with the number of frames", async () => {
    expect(await refusal(makeAnimatedGif())).toMatchObject({ code: "animated", message: "got a GIF of 2 frames" });
  });

  it("is refused in WebP", async () => {
    const frames = [fill(6, 6, [1, 2, 3]), fill(6, 6, [200, 2, 3])];
    const inputs = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
    const bytes = await sharp(inputs, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await refusal(bytes)).toMatchObject({ code: "animated", message: "got a WebP of 2 frames" });
  });

  it("is refused in PNG, which decoders show as a still", async () => {
    const still = await draw({ width: 8, height: 8 }).png().toBuffer();
    const body = Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]);
    expect(await refusal(withChunk(still, "acTL", body))).toMatchObject({ code: "animated" });
  });
});

describe("damage", () => {
  test.each(formats)("%s: every truncation is found", async (format) => {
    const bytes = await encodeQuickly(draw({ width: 23, height: 17 }), format);
    // What may be missing without harm: PNG's closing chunk, GIF's closing byte.
    const closing = { png: 12, gif: 1 } as Partial<Record<Format, number>>;
    const end = bytes.length - (closing[format] ?? 0) - 1;
    const lengths = Array.from({ length: 24 }, (_, index) => 16 + Math.round(((end - 16) * index) / 23));
    expect(lengths.at(-1)).toBe(end);
    for (const length of lengths) {
      expect(await refusal(bytes.subarray(0, length)), `${length} of ${bytes.length}`).toMatchObject({
        code: "damaged",
        message: expect.stringMatching(/^got an? \w+ that is damaged: [ -~]+$/),
      });
    }
  });

  it("is found where the header is sound: the header alone passes", async () => {
    const bytes = damage(await draw({ width: 23, height: 17 }).png().toBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 23, height: 17 });
    expect((await refusal(bytes)).code).toBe("damaged");
  });
});

describe("size", () => {
  it("is refused by the header, before anything is decoded", async () => {
    const bomb = makeHugePng();
    const before = process.memoryUsage().rss;
    expect(await refusal(bomb)).toMatchObject({
      code: "too-large",
      message: "got a PNG that declares 50000 x 50000 pixels; 1000000 pixels are allowed here",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });

  it("is allowed up to the limit", async () => {
    const bytes = await draw({ width: 20, height: 10 }).png().toBuffer();
    expect(await inspectOriginal(bytes, { maxPixels: 200 })).toMatchObject({ width: 20 });
    await expect(inspectOriginal(bytes, { maxPixels: 199 })).rejects.toMatchObject({ code: "too-large" });
  });
});

describe("blank", () => {
  test.each([
    ["#000000", [0, 0, 0]],
    ["#0a141e80", [10, 20, 30, 128]],
    ["transparent", [10, 20, 30, 0]],
  ])("%s is refused unless accepted", async (colour, channels) => {
    const bytes = await fill(12, 10, channels).png().toBuffer();
    expect(await refusal(bytes)).toMatchObject({
      code: "blank",
      message: `got a blank picture: all 12 x 10 pixels are ${colour}`,
    });
    expect(await inspectOriginal(bytes, { maxPixels: 200, uniform: "accept" })).toMatchObject({ width: 12 });
  });

  it("is a picture whose colours are all transparent", async () => {
    const { data } = await draw({ width: 8, height: 8 }).ensureAlpha(0).raw().toBuffer({ resolveWithObject: true });
    const bytes = await sharp(data, { raw: { width: 8, height: 8, channels: 4 } })
      .png()
      .toBuffer();
    expect((await refusal(bytes)).code).toBe("blank");
  });

  it("is not a picture with one pixel that differs, wherever it is", async () => {
    for (const position of [0, 57, 119]) {
      const data = await fill(12, 10, [7, 7, 7]).raw().toBuffer();
      data[position * 3 + 2] = 8;
      const bytes = await sharp(data, { raw: { width: 12, height: 10, channels: 3 } })
        .png()
        .toBuffer();
      expect(await inspect(bytes)).toMatchObject({ width: 12 });
    }
  });
});

describe("colour", () => {
  it("is sRGB also for 16 bits a channel with a profile", async () => {
    const samples = Uint16Array.from({ length: 48 }, (_, index) => [42_000, 20_000, 30_000][index % 3] ?? 0);
    const raw = { raw: { width: 4, height: 4, channels: 3 as const } };
    const bytes = await sharp(samples, raw).toColourspace("rgb16").withIccProfile("srgb").png().toBuffer();
    const stored = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe("ushort");
    const { data } = await decodePicture(bytes, 100);
    for (let channel = 0; channel < 3; channel += 1)
      expect(Math.abs((data[channel] ?? 0) - (stored[channel] ?? 0))).toBeLessThanOrEqual(1);
  });

  it("is sRGB for CMYK and for shades of grey", async () => {
    const cmyk = await draw({ width: 8, height: 8 }).toColourspace("cmyk").jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
    expect(await decodePicture(cmyk, 100)).toMatchObject({ channels: 3 });
    const grey = await draw({ width: 8, height: 8 }).toColourspace("b-w").png().toBuffer();
    expect((await sharp(grey).metadata()).space).toBe("b-w");
    expect(await decodePicture(grey, 100)).toMatchObject({ channels: 3 });
  });
});
