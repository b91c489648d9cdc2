import sharp, { type Sharp } from "sharp";
import { FORMATS } from "../../src/core/formats.ts";
import type { Format, Operations } from "../../src/core/operations.ts";
import { deriveOutputs } from "../../src/encode/derive.ts";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly channels?: 3 | 4;
}

/** A diagonal gradient with noise from a fixed sequence; alpha, if any, falls from left to right. */
export function draw({ width, height, channels = 3 }: Drawing): Sharp {
  const data = Buffer.alloc(width * height * channels);
  let state = 1;
  const noise = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 24) % 24;
  };
  let index = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data[index] = (x * 200) / width + noise();
      data[index + 1] = (y * 200) / height + noise();
      data[index + 2] = 120 + noise();
      if (channels === 4) data[index + 3] = 255 - (x * 200) / width;
      index += channels;
    }
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** A picture of one colour, given as channels. */
export function fill(width: number, height: number, colour: readonly number[]): Sharp {
  const pixel = Buffer.from(colour);
  const data = Buffer.alloc(width * height * pixel.length, pixel);
  return sharp(data, { raw: { width, height, channels: pixel.length === 4 ? 4 : 3 } });
}

export function encodeQuickly(pipeline: Sharp, format: Format): Promise<Buffer> {
  switch (format) {
    case "png":
      return pipeline.png().toBuffer();
    case "avif":
      return pipeline.avif({ effort: 0 }).toBuffer();
    case "gif":
      return pipeline.gif({ effort: 1 }).toBuffer();
    case "tiff":
      return pipeline.tiff({ compression: "lzw" }).toBuffer();
    case "jpeg":
    case "webp":
      return pipeline.toFormat(format).toBuffer();
    default:
      return format satisfies never;
  }
}

export interface Decoded {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  at(x: number, y: number): readonly number[];
  readonly data: Buffer;
}

/** Decodes with bare sharp. */
export async function decode(bytes: Uint8Array): Promise<Decoded> {
  const { format, compression } = await sharp(bytes).metadata();
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    format: format === "heif" && compression === "av1" ? "avif" : format,
    width,
    height,
    channels,
    data,
    at: (x, y) => [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)],
  };
}

/** A PNG with one more chunk, right after the header. The checksum is not looked at by what is tested. */
export function withChunk(png: Buffer, type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const chunk = Buffer.concat([length, Buffer.from(type, "latin1"), body, Buffer.alloc(4)]);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

/** The quickest setting: these tests are about pixels. */
export function quick(format: Format): Operations {
  const { effort } = FORMATS[format];
  return { format, ...(effort !== undefined && { effort: effort.min }) };
}

/** One output, and what it looks like. */
export async function derive(original: Uint8Array, operations: Operations) {
  const [derived] = await deriveOutputs(original, [operations]);
  if (derived === undefined) throw new Error("nothing was derived");
  return { derived, picture: await decode(derived.bytes) };
}
