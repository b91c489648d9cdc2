import type { Content } from "../core/provider.ts";
import { INLINE_TRANSFORM } from "../core/request.ts";
import { damaged, openPicture, rawInput, withoutOpaqueAlpha } from "./pixels.ts";
import { loadSharp } from "./load-sharp.ts";

/** Pixels on the long side: more than any model of the table looks at. */
const LONG_SIDE = 1536;

/** Pixels of a person's own file: the largest cameras have 100 million and more. */
const MAX_PIXELS = 2 ** 27;

/**
 * What is sent of a local reference: upright, at most 1536 pixels on the long side, encoded anew so that neither
 * EXIF (GPS among it) nor anything hidden behind the picture leaves the project. PNG where it is transparent, else
 * JPEG. Raise the transform's number when it starts to give other pixels.
 *
 * @throws ImageError when the bytes are no sound picture
 */
export async function transformReference(bytes: Uint8Array, transform: string): Promise<Content> {
  if (transform !== INLINE_TRANSFORM) throw new Error(`no transform is called ${transform}`);
  const { format, pipeline } = await openPicture(bytes, MAX_PIXELS);
  const sharp = await loadSharp();
  const shrunk = await pipeline()
    .resize({ width: LONG_SIDE, height: LONG_SIDE, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw damaged(format, error);
    });
  const { width, height, channels } = shrunk.info;
  const pixels = await withoutOpaqueAlpha({ data: shrunk.data, width, height, channels: channels === 4 ? 4 : 3 });
  const sending = sharp(pixels.data, rawInput(pixels));
  return pixels.channels === 4
    ? { bytes: await sending.png({ adaptiveFiltering: true }).toBuffer(), mediaType: "image/png" }
    : { bytes: await sending.jpeg({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer(), mediaType: "image/jpeg" };
}
