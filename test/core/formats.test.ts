import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import {
  FORMATS,
  effectiveQuality,
  encodingCost,
  formatOfExtension,
  refusedOperations,
} from "../../src/core/formats.ts";
import { isClipFormat, type Format, type Operations } from "../../src/core/operations.ts";

const formats = Object.keys(FORMATS) as Format[];

describe("FORMATS", () => {
  it("is what the schema offers, beside the formats of clips", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../schema/images.schema.json"), "utf8"));
    const offered: string[] = schema.definitions.output.properties.format.enum;
    expect(offered.filter((format) => !isClipFormat(format))).toEqual(formats);
  });

  test.each(formats)("%s: its extensions are its own", (format) => {
    const { extension, otherExtensions = [] } = FORMATS[format];
    for (const name of [format, extension, ...otherExtensions]) expect(formatOfExtension(name)).toBe(format);
    expect(formatOfExtension(extension.toUpperCase())).toBe(format);
  });

  test.each(formats)("%s: defaults lie within their ranges", (format) => {
    const { quality, effort } = FORMATS[format];
    expect(refusedOperations({ format })).toEqual([]);
    expect(
      refusedOperations({
        format,
        ...(quality?.default !== undefined && { quality: quality.default }),
        ...(effort !== undefined && { effort: effort.default }),
      }),
    ).toEqual([]);
  });
});

describe("refusedOperations", () => {
  it.each<[Operations, readonly string[]]>([
    [{ format: "jpeg", quality: 0 }, ["quality 0 is not a whole number from 1 to 100"]],
    [
      { format: "jpeg", quality: 101, effort: 4 },
      ["quality 101 is not a whole number from 1 to 100", "jpeg takes no effort"],
    ],
    [{ format: "webp", effort: 7 }, ["effort 7 is not a whole number from 0 to 6"]],
    [{ format: "webp", quality: 79.5 }, ["quality 79.5 is not a whole number from 1 to 100"]],
    [{ format: "gif", quality: 80, lossless: true }, ["gif takes no quality", "gif cannot be lossless"]],
    [{ format: "jpeg", lossless: true }, ["jpeg cannot be lossless"]],
    [{ format: "webp", width: 16_384 }, ["width 16384 is not a whole number from 1 to 16383"]],
    [
      { format: "avif", height: 0, max_bytes: 0 },
      ["height 0 is not a whole number from 1 to 16384", expect.stringContaining("max_bytes 0")],
    ],
    [{ format: "png", lossless: true, effort: 9 }, []],
    [{ format: "avif", lossless: true, quality: 100, effort: 0, width: 1, height: 16_384 }, []],
  ])("%o", (operations, messages) => {
    expect(refusedOperations(operations).map(({ message }) => message)).toEqual(messages);
  });
});

test("lossless outputs have no quality", () => {
  expect(effectiveQuality({ format: "webp" })).toBe(80);
  expect(effectiveQuality({ format: "webp", quality: 40 })).toBe(40);
  expect(effectiveQuality({ format: "webp", quality: 40, lossless: true })).toBeUndefined();
  expect(effectiveQuality({ format: "png" })).toBeUndefined();
  expect(effectiveQuality({ format: "png", quality: 40 })).toBe(40);
});

describe("encodingCost", () => {
  const original = { width: 1000, height: 500 };

  it("puts AVIF before every other format", () => {
    const costs = formats.map((format) => ({ format, cost: encodingCost({ format }, original) }));
    expect(costs.sort((left, right) => right.cost - left.cost)[0]?.format).toBe("avif");
  });

  it("grows with pixels, effort, a search and losslessness", () => {
    const cost = (operations: Omit<Operations, "format">) => encodingCost({ format: "webp", ...operations }, original);
    expect(cost({ width: 500 })).toBeCloseTo(cost({}) / 4);
    expect(cost({ height: 250 })).toBeCloseTo(cost({}) / 4);
    expect(cost({ width: 2000 })).toBe(cost({}));
    expect(cost({ width: 2000, height: 1000 })).toBe(cost({}) * 4);
    expect(cost({ effort: 6 })).toBeGreaterThan(cost({}));
    expect(cost({ max_bytes: 1000 })).toBeGreaterThan(cost({}));
    expect(cost({ lossless: true })).toBeGreaterThan(cost({}));
  });

  it("has a finite answer for an original of unknown size", () => {
    expect(encodingCost({ format: "avif", width: 480 }, {})).toBeGreaterThan(0);
  });
});
