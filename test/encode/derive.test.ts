import sharp from "sharp";
import { beforeAll, describe, expect, it, test } from "vitest";
import { FORMATS } from "../../src/core/formats.ts";
import type { Format, Operations } from "../../src/core/operations.ts";
import { sniffFormat } from "../../src/core/sniff.ts";
import { deriveOutputs } from "../../src/encode/derive.ts";
import { derive, draw, decode, fill, quick } from "./pictures.ts";

const formats = Object.keys(FORMATS) as Format[];
let opaque: Buffer;
let translucent: Buffer;

beforeAll(async () => {
  opaque = await draw({ width: 60, height: 40 }).png().toBuffer();
  translucent = await draw({ width: 60, height: 40, channels: 4 }).png().toBuffer();
});

function distance(left: readonly number[], right: readonly number[]): number {
  return Math.max(...right.map((value, index) => Math.abs(value - (left[index] ?? Number.NaN))));
}

describe("formats", () => {
  test.each(formats)("%s: what is decoded is what was promised", async (format) => {
    const { derived, picture } = await derive(translucent, quick(format));
    expect(derived).toMatchObject({ format, width: 60, height: 40 });
    expect(sniffFormat(derived.bytes)).toBe(format);
    expect(picture).toMatchObject({ format, width: 60, height: 40, channels: FORMATS[format].alpha ? 4 : 3 });
  });

  // A GIF is always decoded with alpha, whether its palette has a transparent colour or not.
  test.each(formats.filter((format) => format !== "gif"))("%s: an opaque original gives no alpha", async (format) => {
    const withChannel = await sharp(opaque).ensureAlpha().png().toBuffer();
    expect((await decode(withChannel)).channels).toBe(4);
    expect((await derive(withChannel, quick(format))).picture.channels).toBe(3);
  });

  test.each<Operations>([
    { format: "png" },
    { format: "tiff" },
    { format: "webp", lossless: true, effort: 0 },
    { format: "avif", lossless: true, effort: 0 },
  ])("%o keeps every pixel", async (operations) => {
    const { derived, picture } = await derive(opaque, operations);
    expect(derived.quality).toBeUndefined();
    expect(picture.data.equals((await decode(opaque)).data)).toBe(true);
  });

  it("makes a palette for a PNG with a quality, and says the quality", async () => {
    const { derived } = await derive(opaque, { format: "png", quality: 60 });
    expect(derived.quality).toBe(60);
    expect((await sharp(derived.bytes).metadata()).isPalette).toBe(true);
    const { derived: lossless } = await derive(opaque, { format: "png", quality: 60, lossless: true });
    expect((await sharp(lossless.bytes).metadata()).isPalette).toBe(false);
  });

  test.each<Format>(["jpeg", "webp", "avif"])("%s: a lower quality makes fewer bytes", async (format) => {
    const low = await derive(opaque, { ...quick(format), quality: 10 });
    const high = await derive(opaque, { ...quick(format), quality: 90 });
    expect(low.derived.quality).toBe(10);
    expect(low.derived.bytes.length).toBeLessThan(high.derived.bytes.length);
  });
});

describe("sizes", () => {
  test.each<[string, Omit<Operations, "format">, [number, number]]>([
    ["as it is", {}, [60, 40]],
    ["width alone", { width: 30 }, [30, 20]],
    ["width alone, the height is rounded", { width: 31 }, [31, 21]],
    ["width alone never enlarges", { width: 90 }, [60, 40]],
    ["width alone, one pixel is left", { width: 1 }, [1, 1]],
    ["height alone", { height: 10 }, [15, 10]],
    ["height alone never enlarges", { height: 41 }, [60, 40]],
    ["both: exactly that, cut", { width: 20, height: 20 }, [20, 20]],
    ["both: exactly that, enlarged", { width: 120, height: 90 }, [120, 90]],
    ["both, contain", { width: 50, height: 50, fit: "contain" }, [50, 50]],
    ["both, contain, enlarged", { width: 61, height: 99, fit: "contain" }, [61, 99]],
  ])("%s", async (_, operations, [width, height]) => {
    const { derived, picture } = await derive(opaque, { format: "png", ...operations });
    expect(derived).toMatchObject({ width, height });
    expect(picture).toMatchObject({ width, height });
  });

  it("cover cuts at the centre", async () => {
    const thirds = Buffer.alloc(90 * 30 * 3);
    for (let index = 0; index < 90 * 30; index += 1) thirds[index * 3 + Math.floor((index % 90) / 30)] = 255;
    const original = await sharp(thirds, { raw: { width: 90, height: 30, channels: 3 } })
      .png()
      .toBuffer();
    const { picture } = await derive(original, { format: "png", width: 30, height: 30 });
    for (const [x, y] of [
      [0, 0],
      [29, 0],
      [0, 29],
      [29, 29],
    ] as const)
      expect(picture.at(x, y)).toEqual([0, 255, 0]);
  });

  it("contain keeps all and pads what is left", async () => {
    const original = await fill(60, 30, [200, 10, 10]).png().toBuffer();
    const contain = { width: 40, height: 40, fit: "contain" } as const;
    const png = await derive(original, { format: "png", ...contain });
    expect(png.picture.at(20, 0)).toEqual([0, 0, 0, 0]);
    expect(png.picture.at(20, 20)).toEqual([200, 10, 10, 255]);
    const jpeg = await derive(original, { format: "jpeg", quality: 95, ...contain });
    expect(distance(jpeg.picture.at(20, 0), [255, 255, 255])).toBeLessThan(4);
    const blue = await derive(original, { format: "png", background: "#0000ff", ...contain });
    expect(blue.picture).toMatchObject({ channels: 3 });
    expect(blue.picture.at(20, 0)).toEqual([0, 0, 255]);
    expect(blue.picture.at(0, 20)).toEqual([200, 10, 10]);
  });

  it("contain of the same ratio has nothing to pad, so no alpha", async () => {
    const { picture } = await derive(opaque, { format: "png", width: 30, height: 20, fit: "contain" });
    expect(picture).toMatchObject({ width: 30, height: 20, channels: 3 });
  });
});

describe("orientation", () => {
  it("turns the picture upright and then forgets about it", async () => {
    const data = await fill(20, 10, [0, 0, 0]).raw().toBuffer();
    // White on the left; orientation 6 wants a quarter turn clockwise, so it is at the top when displayed.
    for (let y = 0; y < 10; y += 1) data.fill(255, y * 60, y * 60 + 30);
    const upright = sharp(data, { raw: { width: 20, height: 10, channels: 3 } });
    const original = await upright.withMetadata({ orientation: 6 }).png().toBuffer();
    expect((await sharp(original).metadata()).orientation).toBe(6);
    const { derived, picture } = await derive(original, { format: "png", width: 5 });
    expect(derived).toMatchObject({ width: 5, height: 10 });
    expect(picture.at(2, 1)).toEqual([255, 255, 255]);
    expect(picture.at(2, 8)).toEqual([0, 0, 0]);
    expect((await sharp(derived.bytes).metadata()).orientation).toBeUndefined();
  });
});

describe("background", () => {
  const half = [200, 100, 0, 128];

  test.each<[string, Omit<Operations, "width">, readonly number[]]>([
    ["alpha stays where nobody asks", { format: "png" }, half],
    ["an opaque colour flattens", { format: "png", background: "#0000ff" }, [100, 50, 127]],
    ["a name will do", { format: "png", background: "white" }, [228, 177, 127]],
    ["a translucent colour lies behind", { format: "png", background: "#0000ff80" }, [134, 67, 85, 192]],
    ["white behind a format without alpha", { format: "jpeg", quality: 100 }, [228, 177, 127]],
    [
      "a translucent colour on white behind a format without alpha",
      { format: "jpeg", quality: 100, background: "#0000ff80" },
      [164, 113, 127],
    ],
  ])("%s", async (_, operations, expected) => {
    const original = await fill(16, 16, half).png().toBuffer();
    const { picture } = await derive(original, operations);
    expect(picture.channels).toBe(expected.length);
    expect(distance(picture.at(8, 8), expected)).toBeLessThanOrEqual(3);
  });

  it("has no effect on an opaque picture that fills its frame", async () => {
    const [plain, backed] = await deriveOutputs(opaque, [
      { format: "png", width: 30 },
      { format: "png", width: 30, background: "#ff0000" },
    ]);
    expect(backed?.bytes).toEqual(plain?.bytes);
  });

  it("must be a colour", async () => {
    await expect(deriveOutputs(opaque, [{ format: "png", background: "reddish" }])).rejects.toMatchObject({
      code: "not-possible",
      message: expect.stringContaining("reddish"),
    });
  });
});

describe("what stays behind (T9)", () => {
  const marker = "GEHEIM-\u{1f600}-47.3769N";

  test.each(formats)("%s: no EXIF, no XMP, no profile, nothing after the end", async (format) => {
    const carrier = await draw({ width: 32, height: 32 })
      .withExif({ IFD0: { Copyright: marker, ImageDescription: "<?php evil(); ?>" } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${marker}</x:xmpmeta>`)
      .withIccProfile("p3")
      .png()
      .toBuffer();
    const original = Buffer.concat([carrier, Buffer.from(`<script>${marker}</script>`)]);
    expect(original.includes("GEHEIM") && original.includes("<?php") && original.includes("<script>")).toBe(true);
    const before = await sharp(original).metadata();
    expect([before.exif, before.xmp, before.icc].every((part) => part !== undefined)).toBe(true);

    const { derived } = await derive(original, quick(format));
    const bytes = Buffer.from(derived.bytes);
    for (const secret of ["GEHEIM", "<?php", "<script>", "47.3769N"]) expect(bytes.includes(secret)).toBe(false);
    const after = await sharp(bytes).metadata();
    expect([after.exif, after.xmp, after.icc, after.comments]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("converts the colours of a profile before dropping it", async () => {
    const original = await fill(8, 8, [200, 60, 60]).withIccProfile("p3").png().toBuffer();
    const stored = await sharp(original, { ignoreIcc: true }).raw().toBuffer();
    expect(distance([...stored.subarray(0, 3)], [200, 60, 60])).toBeGreaterThan(5);
    const { picture } = await derive(original, { format: "png" });
    expect(distance(picture.at(4, 4), [200, 60, 60])).toBeLessThanOrEqual(2);
  });
});
