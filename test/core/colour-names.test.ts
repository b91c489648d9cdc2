import sharp from "sharp";
import { expect, it } from "vitest";
import { COLOUR_NAMES } from "../../src/core/colour-names.ts";

it("holds the names of CSS and `transparent`, and the encoder knows each", async () => {
  expect(COLOUR_NAMES.size).toBe(149);
  for (const background of COLOUR_NAMES) {
    const pixel = await sharp({ create: { width: 1, height: 1, channels: 4, background } })
      .raw()
      .toBuffer();
    expect(pixel.length, background).toBe(4);
  }
});
