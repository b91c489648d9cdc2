import { crc32, deflateSync } from "node:zlib";

/** Eight-bit RGB pixels as a PNG file. `software` is written into the file, so that it says what made it. */
export function encodePng(picture: {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly software: string;
}): Uint8Array {
  const { width, height, rgb, software } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a sample, colour type 2 (RGB); compression, filter method and interlacing are 0.
  header.set([8, 2], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("tEXt", Buffer.from(`Software\0${software}`, "latin1")),
    chunk("IDAT", deflateSync(filterRows(width, height, rgb), { level: 4 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  framed.set(data, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}

/** Filter 2 (Up) for every row: painted pictures change least downwards, and it needs no trial. */
function filterRows(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const stride = width * 3;
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const target = y * (stride + 1) + 1;
    const source = y * stride;
    rows[target - 1] = 2;
    if (y === 0) rows.set(rgb.subarray(0, stride), target);
    else
      for (let x = 0; x < stride; x += 1) rows[target + x] = (rgb[source + x] ?? 0) - (rgb[source + x - stride] ?? 0);
  }
  return rows;
}
