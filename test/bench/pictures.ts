import sharp from "sharp";

/** Pictures with something to encode: smooth gradients under soft noise, each with its own bytes. JPEG, as the API sends. */
export async function drawPictures(count: number, width: number, height: number): Promise<readonly Buffer[]> {
  const pictures: Buffer[] = [];
  for (let picture = 0; picture < count; picture += 1) {
    const pixels = Buffer.alloc(width * height * 3);
    let state = (picture + 1) * 2654435761;
    for (let at = 0; at < pixels.length; at += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const x = (at / 3) % width;
      const y = at / 3 / width;
      pixels[at] = 96 + 64 * Math.sin(x / 37 + picture) + 48 * Math.cos(y / 53 + (at % 3)) + ((state >>> 24) & 15);
    }
    pictures.push(
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 90 })
        .toBuffer(),
    );
  }
  return pictures;
}
