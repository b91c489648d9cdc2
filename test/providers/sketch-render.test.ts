import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { colour } from "../../src/providers/sketch/colour.ts";
import { renderPicture, type Picture } from "../../src/providers/sketch/render.ts";

function render(prompt: string, changes: Partial<Picture> = {}): Buffer {
  return Buffer.from(renderPicture({ prompt, seed: 1, width: 96, height: 64, palette: [], ...changes }));
}

/** Mean distance of two pictures' bytes, 0..255. */
function difference(left: Buffer, right: Buffer): number {
  expect(left.length).toBe(right.length);
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += Math.abs((left[index] ?? 0) - (right[index] ?? 0));
  return sum / left.length;
}

/** Standard deviation of all bytes. */
function spread(pixels: Buffer): number {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  return Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / pixels.length);
}

/** Mean of one channel, 0..255. */
function channelMean(pixels: Buffer, channel: number): number {
  let sum = 0;
  for (let index = channel; index < pixels.length; index += 3) sum += pixels[index] ?? 0;
  return sum / (pixels.length / 3);
}

const PROMPTS = [
  "A serene mountain landscape at sunset with a lake reflection",
  "rolling hills and meadows in spring",
  "an old lighthouse on a cliff, a sailboat, the beach",
  "A starry night sky over a dark forest",
  "an autumn forest path",
  "desert dunes with a cactus at golden hour",
  "a city street at dusk in the rain",
  "a skyline at night",
  "a planet in outer space",
  "a spiral galaxy",
  "a modern office",
  "A peaceful zen garden with a stone path",
  "portrait of a lighthouse keeper",
  "a cat in outer space",
  "a fox in the snow",
  "a dog on the beach",
  "A cute robot assistant helping in a modern office",
  "A round badge of a tree in winter",
  "isometric product icon of a coffee cup",
  "logo of a rocket",
  "a perfume bottle on a table",
  "seamless pattern of leaves",
  "terrazzo texture",
  "linen texture",
  "a pattern of stripes",
  "abstract teal and warm sand waves",
  "abstract",
  "a lighthouse, watercolor",
  "mountains, ink drawing",
  "a cottage, pixel art",
  "low poly fox",
  "cyberpunk city",
  "minimal poster of a desert",
  "sepia mountains",
  "noir city",
];

describe("every scene and style", () => {
  test.each(PROMPTS)("%s: equal twice, not blank, different by seed", (prompt) => {
    const picture = render(prompt);
    expect(picture.equals(render(prompt))).toBe(true);
    expect(spread(picture)).toBeGreaterThan(4);
    expect(picture.equals(render(prompt, { seed: 2 }))).toBe(false);
  });

  test("no two of the prompts give nearly the same picture", () => {
    const pictures = PROMPTS.map((prompt) => render(prompt));
    for (const [index, picture] of pictures.entries()) {
      for (const other of pictures.slice(index + 1)) expect(difference(picture, other)).toBeGreaterThan(3);
    }
  });

  test.each([
    [16, 16],
    [16, 900],
    [900, 16],
    [33, 57],
  ])("can be painted at %d x %d", (width, height) => {
    for (const prompt of PROMPTS) {
      const picture = render(prompt, { width, height });
      expect(picture.length).toBe(width * height * 3);
      expect(spread(picture)).toBeGreaterThan(1);
    }
  });
});

describe("the words of a prompt", () => {
  const scene = (words: string) => render(`mountains and a lake ${words}`);
  const brightness = (pixels: Buffer) => (channelMean(pixels, 0) + channelMean(pixels, 1) + channelMean(pixels, 2)) / 3;

  test("night is darker than noon, and dusk lies between", () => {
    expect(brightness(scene("at night"))).toBeLessThan(brightness(scene("at dusk")));
    expect(brightness(scene("at dusk"))).toBeLessThan(brightness(scene("at noon")));
  });

  test("sunset is warmer than noon", () => {
    const warmth = (pixels: Buffer) => channelMean(pixels, 0) - channelMean(pixels, 2);
    expect(warmth(scene("at sunset"))).toBeGreaterThan(warmth(scene("at noon")) + 20);
  });

  test.each([
    "in rain",
    "in snow",
    "in fog",
    "in winter",
    "watercolor",
    "pixel art",
    "low poly",
    "ink",
    "neon",
    "minimal",
  ])("%s changes the picture", (words) => {
    expect(difference(scene(words), scene(""))).toBeGreaterThan(3);
  });

  test.each([
    ["red", 0],
    ["green", 1],
    ["blue", 2],
    ["#d02020", 0],
    ["#2030d0", 2],
  ])("abstract %s is mostly that", (name, channel) => {
    const means = [0, 1, 2].map((index) => channelMean(render(`abstract ${name} waves`), index));
    expect(means.indexOf(Math.max(...means))).toBe(channel);
  });

  test("colours of references tint a place", () => {
    const blue = render("mountains", { palette: [colour("#1030a0"), colour("#80a0ff")] });
    const red = render("mountains", { palette: [colour("#a01010"), colour("#ff8080")] });
    expect(channelMean(red, 0) - channelMean(blue, 0)).toBeGreaterThan(25);
    expect(channelMean(blue, 2) - channelMean(red, 2)).toBeGreaterThan(25);
  });

  test("any text can be painted", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer(), (prompt, seed) => {
        expect(render(prompt, { seed, width: 20, height: 17 }).length).toBe(20 * 17 * 3);
      }),
      { numRuns: 60 },
    );
  });

  test("words with a meaning for objects of the language are words like others", () => {
    for (const word of ["constructor", "__proto__", "toString", "hasOwnProperty"])
      expect(spread(render(word))).toBeGreaterThan(1);
  });
});

describe("a seamless pattern", () => {
  test.each(["seamless pattern of stars", "seamless marble texture"])("%s: the edges fit", (prompt) => {
    const [width, height] = [160, 160];
    const pixels = render(prompt, { width, height });
    const step = (from: number, to: number) => {
      let sum = 0;
      for (let y = 0; y < height; y += 1)
        for (let channel = 0; channel < 3; channel += 1)
          sum += Math.abs(
            (pixels[(y * width + from) * 3 + channel] ?? 0) - (pixels[(y * width + to) * 3 + channel] ?? 0),
          );
      return sum / (height * 3);
    };
    const inside = Array.from({ length: width - 1 }, (_, x) => step(x, x + 1));
    expect(step(width - 1, 0)).toBeLessThanOrEqual(Math.max(...inside) + 3);
  });
});
