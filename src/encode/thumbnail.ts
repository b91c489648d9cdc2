import { ImageError } from "./image-error.ts";
import { loadSharp } from "./load-sharp.ts";
import { damaged, MAX_PIXELS, openPicture } from "./pixels.ts";

export interface Thumbnail {
  readonly bytes: Uint8Array;
  /** Pixels of the picture itself. */
  readonly width: number;
  readonly height: number;
}

/** Pixels on the long side: twice the width of a card. */
const SIDE = 480;

/** A small WebP of a picture; undefined for what is none. */
export async function thumbnailOf(bytes: Uint8Array): Promise<Thumbnail | undefined> {
  await loadSharp();
  try {
    const { format, width, height, pipeline } = await openPicture(bytes, MAX_PIXELS);
    const small = await pipeline()
      .resize({ width: SIDE, height: SIDE, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer()
      .catch((error: unknown) => {
        throw damaged(format, error);
      });
    return { bytes: small, width, height };
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}
