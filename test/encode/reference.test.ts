import sharp from "sharp";
import { describe, expect, it, test } from "vitest";
import { FRAME_TRANSFORM, INLINE_TRANSFORM } from "../../src/core/request.ts";
import { inspectReference, transformReference } from "../../src/encode/reference.ts";
import { damage, makeAnimatedGif, makeHugePng } from "../support/together-server/images.ts";
import { decode, draw, fill } from "./pictures.ts";

const transform = (bytes: Uint8Array) => transformReference(bytes, INLINE_TRANSFORM);

describe("transformReference", () => {
  it("sends an opaque picture as JPEG, a transparent one as PNG", async () => {
    const opaque = await transform(await draw({ width: 30, height: 20 }).ensureAlpha().png().toBuffer());
    expect(opaque.mediaType).toBe("image/jpeg");
    expect(await decode(opaque.bytes)).toMatchObject({ format: "jpeg", width: 30, height: 20, channels: 3 });
    const clear = await transform(await draw({ width: 30, height: 20, channels: 4 }).webp().toBuffer());
    expect(clear.mediaType).toBe("image/png");
    expect(await decode(clear.bytes)).toMatchObject({ format: "png", width: 30, height: 20, channels: 4 });
  });

  test.each([
    [3072, 100, 1536, 50],
    [100, 3072, 50, 1536],
    [1536, 40, 1536, 40],
    [12, 9, 12, 9],
  ])("%i x %i becomes %i x %i", async (width, height, expectedWidth, expectedHeight) => {
    const { bytes } = await transform(await draw({ width, height }).jpeg().toBuffer());
    expect(await decode(bytes)).toMatchObject({ width: expectedWidth, height: expectedHeight });
  });

  it("turns it upright and drops EXIF, GPS and what hides behind the picture (T5)", async () => {
    const photo = await draw({ width: 30, height: 20 })
      .withExif({ IFD0: { Artist: "Ada" }, IFD3: { GPSLatitude: "47/1 22/1 36/1", GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const source = Buffer.concat([photo, Buffer.from("-----BEGIN PRIVATE KEY-----")]);
    expect((await sharp(source).metadata()).exif?.includes("Ada")).toBe(true);
    const { bytes } = await transform(source);
    const sent = Buffer.from(bytes);
    expect(await sharp(sent).metadata()).toMatchObject({ width: 20, height: 30 });
    expect((await sharp(sent).metadata()).exif).toBeUndefined();
    expect(sent.includes("PRIVATE") || sent.includes("Ada")).toBe(false);
  });

  it("takes a picture of one colour: a mask is one", async () => {
    expect((await transform(await fill(8, 8, [0, 0, 0]).png().toBuffer())).mediaType).toBe("image/jpeg");
  });

  it("gives the same bytes each time", async () => {
    const source = await draw({ width: 64, height: 48 }).png().toBuffer();
    const [first, second] = await Promise.all([transform(source), transform(source)]);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  it("refuses what is no sound picture (F49)", async () => {
    const png = await draw({ width: 23, height: 17 }).png().toBuffer();
    const jpeg = await draw({ width: 3100, height: 20 }).jpeg().toBuffer();
    await expect(transform(Buffer.from("ssh-rsa AAAA"))).rejects.toMatchObject({ code: "not-an-image" });
    await expect(transform(damage(png))).rejects.toMatchObject({ code: "damaged" });
    await expect(transform(jpeg.subarray(0, jpeg.length - 400))).rejects.toMatchObject({ code: "damaged" });
    await expect(transform(makeAnimatedGif())).rejects.toMatchObject({ code: "animated" });
    await expect(transform(makeHugePng())).rejects.toMatchObject({ code: "too-large" });
  });

  it("takes at most 134 million pixels, be it from a file or a URL", async () => {
    // All but one line is missing, which is found out after the size was.
    for (const [side, code] of [
      [11_585, "damaged"],
      [11_586, "too-large"],
    ] as const) {
      await expect(inspectReference(makeHugePng(side))).rejects.toMatchObject({ code });
      await expect(transform(makeHugePng(side))).rejects.toMatchObject({ code });
    }
  });

  it("knows no other transform", async () => {
    await expect(transformReference(Buffer.alloc(1), "inline-0")).rejects.toThrow("inline-0");
  });
});

describe("a keyframe", () => {
  const frame = (bytes: Uint8Array) => transformReference(bytes, FRAME_TRANSFORM);

  it("is a JPEG of at most 1280 pixels, on white where it was transparent", async () => {
    const { bytes, mediaType } = await frame(await draw({ width: 2560, height: 40, channels: 4 }).png().toBuffer());
    expect(mediaType).toBe("image/jpeg");
    expect(await decode(bytes)).toMatchObject({ format: "jpeg", width: 1280, height: 20, channels: 3 });
  });

  it("fits into what the API takes, whatever it shows", async () => {
    const noise = {
      create: {
        width: 1400,
        height: 1400,
        channels: 3,
        background: "grey",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    } as const;
    const { bytes, mediaType } = await frame(await sharp(noise).png().toBuffer());
    expect(`data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`.length).toBeLessThanOrEqual(61_440);
  });
});
