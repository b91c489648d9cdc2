import * as fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { Format, Operations } from "../../src/core/operations.ts";
import { deriveOutputs } from "../../src/encode/derive.ts";
import { ImageError } from "../../src/encode/image-error.ts";
import { derive, draw, quick } from "./pictures.ts";

let opaque: Buffer;
let translucent: Buffer;

beforeAll(async () => {
  opaque = await draw({ width: 60, height: 40 }).png().toBuffer();
  translucent = await draw({ width: 60, height: 40, channels: 4 }).png().toBuffer();
});

describe("max_bytes", () => {
  test.each<Format>(["jpeg", "webp", "avif"])("%s: never above, and the next quality would be", (format) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: 3000 }), async (maxBytes) => {
        const operations = { ...quick(format), quality: 90 };
        const result = await derive(opaque, { ...operations, max_bytes: maxBytes }).catch((error: unknown) => error);
        if (result instanceof ImageError) {
          expect(result.code).toBe("max-bytes");
          const { derived } = await derive(opaque, { ...operations, quality: 1 });
          expect(derived.bytes.length).toBeGreaterThan(maxBytes);
          return;
        }
        const { derived } = result as Awaited<ReturnType<typeof derive>>;
        expect(derived.bytes.length).toBeLessThanOrEqual(maxBytes);
        const quality = derived.quality ?? 0;
        expect(quality).toBeGreaterThan(0);
        if (quality === 90) return;
        const { derived: next } = await derive(opaque, { ...operations, quality: quality + 1 });
        expect(next.bytes.length).toBeGreaterThan(maxBytes);
      }),
      { numRuns: 6 },
    ),
  );

  it("names the smallest size when nothing fits", async () => {
    const { derived } = await derive(opaque, { format: "jpeg", quality: 1 });
    await expect(deriveOutputs(opaque, [{ format: "jpeg", max_bytes: 200 }])).rejects.toMatchObject({
      code: "max-bytes",
      message: `takes ${derived.bytes.length} bytes as jpeg of quality 1; max_bytes is 200`,
      hint: "raise max_bytes, or ask for a smaller width",
    });
  });

  it("cannot make a lossless output smaller, and names formats that can", async () => {
    await expect(deriveOutputs(opaque, [{ format: "png", max_bytes: 200 }])).rejects.toMatchObject({
      code: "max-bytes",
      message: expect.stringMatching(/^takes \d+ bytes as lossless png; max_bytes is 200$/),
      hint: "raise max_bytes, or ask for webp, avif or jpeg with a quality",
    });
    const [fits] = await deriveOutputs(opaque, [{ format: "png", max_bytes: 100_000 }]);
    expect(fits?.bytes.length).toBeLessThan(100_000);
  });
});

describe("many outputs of one original", () => {
  const jobs: readonly Operations[] = [
    { format: "jpeg", width: 20 },
    { format: "avif", width: 40, effort: 2 },
    { format: "webp", width: 40 },
    { format: "png" },
    { format: "webp", width: 30, height: 30, fit: "contain" },
    { format: "gif", width: 20, effort: 1 },
    { format: "jpeg", width: 40, background: "#102030" },
    { format: "avif", width: 20, effort: 2, max_bytes: 700 },
    { format: "tiff", height: 10 },
  ];

  it("come in the order of the jobs", async () => {
    const derived = await deriveOutputs(translucent, jobs);
    expect(derived.map(({ format }) => format)).toEqual(jobs.map(({ format }) => format));
    expect(derived.map(({ width }) => width)).toEqual([20, 40, 40, 60, 30, 20, 40, 20, 15]);
  });

  it("are the same bytes alone, together, and next to others", async () => {
    const together = await deriveOutputs(translucent, jobs);
    const crowd = await Promise.all([
      deriveOutputs(opaque, jobs),
      deriveOutputs(translucent, jobs.toReversed()),
      ...jobs.map((job) => deriveOutputs(translucent, [job])),
    ]);
    const [, reversed, ...alone] = crowd;
    for (const [index, { bytes }] of together.entries()) {
      expect(Buffer.compare(bytes, reversed?.toReversed()[index]?.bytes ?? Buffer.alloc(0)), `job ${index}`).toBe(0);
      expect(Buffer.compare(bytes, alone[index]?.[0]?.bytes ?? Buffer.alloc(0)), `job ${index} alone`).toBe(0);
    }
  });

  it("are none for no jobs", async () => {
    expect(await deriveOutputs(opaque, [])).toEqual([]);
  });
});

describe("failures", () => {
  it("are the original's", async () => {
    const damagedOriginal = opaque.subarray(0, opaque.length / 2);
    await expect(deriveOutputs(damagedOriginal, [{ format: "png" }])).rejects.toMatchObject({ code: "damaged" });
  });

  it("are operations that the format cannot do, before anything is decoded", async () => {
    const job: Operations = { format: "jpeg", lossless: true };
    await expect(deriveOutputs(Buffer.alloc(0), [job])).rejects.toMatchObject({
      code: "not-possible",
      message: "jpeg cannot be lossless",
    });
  });

  it("of one output leave the slots free for the next call", async () => {
    const jobs: Operations[] = [{ format: "jpeg", max_bytes: 10 }, { format: "png" }, { format: "webp" }];
    await expect(deriveOutputs(opaque, jobs)).rejects.toBeInstanceOf(ImageError);
    expect(await deriveOutputs(opaque, [{ format: "png" }, { format: "jpeg" }, { format: "webp" }])).toHaveLength(3);
  });
});
