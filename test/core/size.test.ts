import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestSize } from "../../src/core/size.ts";

const FLUX = { kind: "multiple", of: 8, min: 256, max: 1920 } as const;
const MENU = {
  kind: "menu",
  sizes: [
    [1024, 1024],
    [1344, 768],
    [768, 1344],
    [2048, 2048],
  ],
} as const;

describe("the nearest legal size", () => {
  it.each([
    // The Open Graph card: 630 is no multiple of 8.
    [
      { width: 1200, height: 630 },
      { width: 1200, height: 632 },
    ],
    [
      { width: 512, height: 512 },
      { width: 512, height: 512 },
    ],
    // Too small and too large are scaled, so the ratio stays.
    [
      { width: 128, height: 64 },
      { width: 512, height: 256 },
    ],
    [
      { width: 3840, height: 2160 },
      { width: 1920, height: 1080 },
    ],
  ])("of a multiple: %o", (wanted, legal) => {
    expect(nearestSize(wanted, FLUX)).toEqual(legal);
  });

  it.each([
    [
      { width: 1200, height: 630 },
      { width: 1344, height: 768 },
    ],
    [
      { width: 300, height: 300 },
      { width: 1024, height: 1024 },
    ],
    // Not enlarged where a larger one is on the menu.
    [
      { width: 1500, height: 1500 },
      { width: 2048, height: 2048 },
    ],
    [
      { width: 500, height: 1000 },
      { width: 768, height: 1344 },
    ],
  ])("of a menu: %o", (wanted, legal) => {
    expect(nearestSize(wanted, MENU)).toEqual(legal);
  });

  it("of ratios", () => {
    const grammar = { kind: "ratio", ratios: ["1:1", "16:9", "9:16", "4:3", "3:2"] } as const;
    expect(nearestSize({ width: 1200, height: 630 }, grammar)).toEqual({ aspect_ratio: "16:9" });
    expect(nearestSize({ width: 640, height: 480 }, grammar)).toEqual({ aspect_ratio: "4:3" });
  });

  it("of a multiple is always legal, and covers what is wanted where the range allows it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (width, height) => {
        const size = nearestSize({ width, height }, FLUX);
        if (!("width" in size)) throw new Error("pixels were asked for");
        for (const side of [size.width, size.height]) {
          expect(side % 8).toBe(0);
          expect(side).toBeGreaterThanOrEqual(256);
          expect(side).toBeLessThanOrEqual(1920);
        }
        if (Math.max(width, height) <= 1920) {
          expect(size.width).toBeGreaterThanOrEqual(width);
          expect(size.height).toBeGreaterThanOrEqual(height);
        }
      }),
    );
  });
});
