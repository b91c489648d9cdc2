import type { OverlayOptions, SharpConstructor } from "sharp";
import { drawText, TEXT_HEIGHT } from "./bitmap-text.ts";
import { loadSharp } from "./load-sharp.ts";

export interface SheetPicture {
  readonly bytes: Uint8Array;
  /** Large, in the corner: what somebody types to choose it. */
  readonly number: number;
  /** One line below: the seed, what was changed. */
  readonly caption: string;
}

/** Pixels. */
const CELL = 384;
const GAP = 16;
const CAPTION = TEXT_HEIGHT * 2 + GAP;
/** Of the plate with the number. */
const NUMBER_HEIGHT = 55;

const BACKGROUND = { r: 244, g: 244, b: 242 };

/**
 * One PNG with all candidates side by side and their numbers, to be looked at in whatever shows pictures. Drawn without
 * fonts, for a machine may have none.
 *
 * @throws ImageError never: what cannot be decoded leaves its cell empty, the number stays
 */
export async function contactSheet(pictures: readonly SheetPicture[]): Promise<Buffer> {
  const sharp = await loadSharp();
  const columns = Math.min(pictures.length, Math.ceil(Math.sqrt(pictures.length)) + (pictures.length > 4 ? 1 : 0));
  const shrunk = await Promise.all(
    pictures.map(async (picture) => ({ ...picture, small: await shrink(sharp, picture.bytes) })),
  );
  const overlays: OverlayOptions[] = [];
  let top = GAP;
  for (let start = 0; start < shrunk.length; start += columns) {
    const row = shrunk.slice(start, start + columns);
    // As high as its highest picture: wide ones leave no hole below them.
    const height = Math.max(NUMBER_HEIGHT, ...row.map(({ small }) => small?.info.height ?? 0));
    for (const [column, { small, number, caption }] of row.entries()) {
      const left = GAP + column * (CELL + GAP);
      if (small !== undefined) {
        const indent = Math.floor((CELL - small.info.width) / 2);
        overlays.push({ input: small.data, left: left + indent, top });
      }
      overlays.push({ ...drawText(String(number), { scale: 5, light: true, padding: 10 }), left, top });
      overlays.push({
        ...drawText(caption, { scale: 2, light: false, padding: 0, width: CELL }),
        left,
        top: top + height + 6,
      });
    }
    top += height + CAPTION;
  }
  const size = { width: GAP + columns * (CELL + GAP), height: top };
  return sharp({ create: { ...size, channels: 3, background: BACKGROUND } })
    .composite(overlays)
    .png()
    .toBuffer();
}

/** Pixels. No model draws a candidate of as many. */
const MAX_PIXELS = 100_000_000;

/** Undefined for what cannot be decoded. */
function shrink(sharp: SharpConstructor, bytes: Uint8Array) {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .rotate()
    .resize({ width: CELL, height: CELL, fit: "inside" })
    .toColourspace("srgb")
    .png()
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
}
