import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

export interface ImageRequest {
  readonly width: number;
  readonly height: number;
  /** Equal texts give equal pictures, different texts different ones. */
  readonly seedText: string;
}

/** A PNG (8 bit, RGB): a horizontal gradient between two colours that come from the seed text. Never blank. */
export function makePng({ width, height, seedText }: ImageRequest): Buffer {
  const row = Buffer.alloc(1 + width * 3);
  const [from, to] = colours(seedText);
  for (let x = 0; x < width; x += 1) {
    const share = width === 1 ? 0 : x / (width - 1);
    for (let channel = 0; channel < 3; channel += 1) {
      row[1 + x * 3 + channel] = Math.round((from[channel] ?? 0) * (1 - share) + (to[channel] ?? 0) * share);
    }
  }
  // Every further row: filter "up" and zeros, the same as the one above; packs to almost nothing.
  const rows = Buffer.alloc(row.length * height);
  row.copy(rows);
  for (let y = 1; y < height; y += 1) rows[y * row.length] = 2;
  return pngFile({ width, height, colourType: 2 }, deflateSync(rows, { level: 1 }));
}

/** One colour all over. */
export function makeBlankPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc((1 + width * 3) * height);
  return pngFile({ width, height, colourType: 2 }, deflateSync(rows, { level: 1 }));
}

/** Declares so many pixels a side and holds the data of one row. */
export function makeHugePng(side = 50_000): Buffer {
  return pngFile({ width: side, height: side, colourType: 0 }, deflateSync(Buffer.alloc(side + 1)));
}

/** A whole picture whose pixel data has one flipped byte: the header reads well, the checksum does not hold. */
export function damage(image: Buffer): Buffer {
  const copy = Buffer.from(image);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 0xff;
  return copy;
}

export function makeJpeg(request: ImageRequest): Promise<Buffer> {
  return convert(request, "jpeg");
}

export function makeWebp(request: ImageRequest): Promise<Buffer> {
  return convert(request, "webp");
}

/** Two frames of one pixel each, written by hand: black, then white, for ever. */
export function makeAnimatedGif(): Buffer {
  const header = Buffer.from("GIF89a", "latin1");
  const screen = [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
  const loop = [0x21, 0xff, 11, ...Buffer.from("NETSCAPE2.0", "latin1"), 3, 1, 0, 0, 0];
  const frame = (pixel: number) => [
    0x21,
    0xf9,
    4,
    4,
    10,
    0,
    0,
    0,
    0x2c,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    2,
    2,
    pixel === 0 ? 0x44 : 0x4c,
    1,
    0,
  ];
  return Buffer.from([...header, ...screen, ...loop, ...frame(0), ...frame(1), 0x3b]);
}

export function makeSvg(): Buffer {
  return Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>',
  );
}

async function convert(request: ImageRequest, format: "jpeg" | "webp"): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(makePng(request)).toFormat(format).toBuffer();
}

function colours(seedText: string): readonly [readonly number[], readonly number[]] {
  const digest = createHash("sha256").update(seedText).digest();
  const from = [...digest.subarray(0, 3)];
  // The other end differs by half the range in each channel, so that there is always something to see.
  return [from, from.map((value) => (value + 128) % 256)];
}

function pngFile(
  { width, height, colourType }: { width: number; height: number; colourType: number },
  data: Buffer,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colourType, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}
