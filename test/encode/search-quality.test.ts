import * as fc from "fast-check";
import { expect, it } from "vitest";
import { searchQuality } from "../../src/encode/search-quality.ts";

/** An encoder whose sizes are given; counts how often it is asked. */
function encoder(sizeOf: (quality: number) => number) {
  const asked: number[] = [];
  const encode = (quality: number) => {
    asked.push(quality);
    return Promise.resolve(new Uint8Array(sizeOf(quality)));
  };
  return { asked, encode };
}

it("asks once when the highest quality fits", async () => {
  const { asked, encode } = encoder((quality) => quality * 10);
  const found = await searchQuality({ highest: 80, lowest: 1, maxBytes: 800, encode });
  expect(found).toMatchObject({ fits: true, quality: 80 });
  expect(asked).toEqual([80]);
});

it("names the smallest size when nothing fits", async () => {
  const { encode } = encoder((quality) => 1000 + quality);
  expect(await searchQuality({ highest: 80, lowest: 1, maxBytes: 1000, encode })).toEqual({
    fits: false,
    smallest: 1001,
  });
});

it("works where there is only one quality", async () => {
  const { asked, encode } = encoder(() => 10);
  expect(await searchQuality({ highest: 1, lowest: 1, maxBytes: 9, encode })).toEqual({ fits: false, smallest: 10 });
  expect(asked).toEqual([1]);
});

it("finds the highest quality that fits, of any sizes that grow", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 300 }), { minLength: 100, maxLength: 100 }),
      fc.integer({ min: 1, max: 100 }),
      fc.nat({ max: 20_000 }),
      async (steps, highest, maxBytes) => {
        let total = 1;
        const sizes = steps.map((step) => (total += step));
        const sizeOf = (quality: number) => sizes[quality - 1] ?? 0;
        const { asked, encode } = encoder(sizeOf);
        const found = await searchQuality({ highest, lowest: 1, maxBytes, encode });
        if (found.fits) {
          expect(found.bytes.length).toBe(sizeOf(found.quality));
          expect(found.bytes.length).toBeLessThanOrEqual(maxBytes);
          if (found.quality < highest) expect(sizeOf(found.quality + 1)).toBeGreaterThan(maxBytes);
        } else {
          expect(sizeOf(1)).toBeGreaterThan(maxBytes);
          expect(found.smallest).toBe(sizeOf(1));
        }
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.every((quality) => quality >= 1 && quality <= highest)).toBe(true);
        expect(asked.length).toBeLessThanOrEqual(8);
      },
    ),
  ));

it("never goes above the limit, also where sizes do not grow evenly", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 1000 }), { minLength: 100, maxLength: 100 }),
      fc.nat({ max: 1000 }),
      async (sizes, maxBytes) => {
        const { encode } = encoder((quality) => sizes[quality - 1] ?? 0);
        const found = await searchQuality({ highest: 100, lowest: 1, maxBytes, encode });
        if (!found.fits) return;
        expect(found.bytes.length).toBeLessThanOrEqual(maxBytes);
        if (found.quality < 100) expect(sizes[found.quality]).toBeGreaterThan(maxBytes);
      },
    ),
  ));
