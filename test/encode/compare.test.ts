import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { comparePictures } from "../../src/encode/compare.ts";

const SIZE = { width: 200, height: 120 };

interface Look {
  readonly phase: number;
  readonly tint: readonly number[];
  readonly format: "png" | "webp";
}

/** A picture of stripes and a disc: `phase` moves it, `tint` colours it, lightness unchanged as far as that goes. */
async function picture({ phase = 0, tint = [0, 0, 0], format = "png" }: Partial<Look> = {}): Promise<Buffer> {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) {
      const disc = Math.hypot(x - 100 - phase, y - 60) < 35 ? 90 : 0;
      const value = 90 + 30 * Math.sin((x + y + phase) / 9) + disc;
      data.set(
        tint.map((part) => Math.max(0, Math.min(255, value + part))),
        (y * SIZE.width + x) * 3,
      );
    }
  }
  return sharp(data, { raw: { ...SIZE, channels: 3 } })
    .toFormat(format, { quality: 90 })
    .toBuffer();
}

describe("two pictures", () => {
  it("of the same pixels are identical, however they are packed", async () => {
    const other = await sharp(await picture())
      .png({ compressionLevel: 1, palette: false })
      .toBuffer();
    expect(await comparePictures(await picture(), other)).toEqual({ verdict: "identical", structure: 1, colour: 0 });
  });

  it("encoded anew are near", async () => {
    const near = await comparePictures(await picture(), await picture({ format: "webp" }));
    expect(near.verdict).toBe("near");
    expect(near.structure).toBeGreaterThan(0.95);
  });

  it("moved are changed, though their colours are the same on the whole", async () => {
    expect((await comparePictures(await picture(), await picture({ phase: 25 }))).verdict).toBe("changed");
  });

  it("tinted are changed, though their structure is the same", async () => {
    const tinted = await comparePictures(await picture(), await picture({ tint: [30, -12, -30] }));
    expect(tinted.verdict).toBe("changed");
    expect(tinted.structure).toBeGreaterThan(0.9);
    expect(tinted.colour).toBeGreaterThan(2);
  });

  it("of two sizes are changed", async () => {
    const smaller = await sharp(await picture())
      .resize(100)
      .png()
      .toBuffer();
    expect((await comparePictures(await picture(), smaller)).verdict).toBe("changed");
  });

  it("show where they differ, in red", async () => {
    const { difference } = await comparePictures(await picture(), await picture({ phase: 25 }));
    const { dominant } = await sharp(difference).stats();
    expect((await sharp(difference).metadata()).width).toBe(200);
    expect(dominant.r).toBeGreaterThanOrEqual(dominant.g);
  });

  it("one of which is none are an error", async () => {
    await expect(comparePictures(await picture(), Buffer.from("no picture"))).rejects.toMatchObject({
      name: "ImageError",
    });
  });
});
