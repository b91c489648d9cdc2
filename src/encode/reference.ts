import type { SharpConstructor } from "sharp";
import type { Content } from "../core/provider.ts";
import { FRAME_TRANSFORM, INLINE_TRANSFORM } from "../core/request.ts";
import { inspectOriginal } from "./inspect.ts";
import { loadSharp } from "./load-sharp.ts";
import { damaged, openPicture, rawInput, withoutOpaqueAlpha, type Pixels } from "./pixels.ts";
import { searchQuality } from "./search-quality.ts";

/**
 * Pixels of a picture that is referred to: the largest cameras have 100 million and more. Fewer than what may be
 * imported, for a manifest that comes with a pull request can refer to a URL, and decoding takes four bytes a pixel.
 */
const MAX_PIXELS = 2 ** 27;

/**
 * Proves that what was fetched from a URL is one whole picture, before anything is pinned to it. It may be of one
 * colour: somebody chose it.
 *
 * @throws ImageError
 */
export async function inspectReference(bytes: Uint8Array): Promise<void> {
  await inspectOriginal(bytes, { maxPixels: MAX_PIXELS, uniform: "accept" });
}

/**
 * What is sent of a picture of ours: upright, made small, encoded anew so that neither EXIF (GPS among it) nor
 * anything hidden behind the picture leaves the project. Raise a transform's number when it starts to give other
 * pixels.
 *
 * @throws ImageError when the bytes are no sound picture
 */
export async function transformReference(bytes: Uint8Array, transform: string): Promise<Content> {
  if (transform === INLINE_TRANSFORM) return inlinePicture(await shrink(bytes, LONG_SIDE));
  if (transform === FRAME_TRANSFORM) return frame(bytes);
  throw new Error(`no transform is called ${transform}`);
}

/** Pixels on the long side: more than any model of the table looks at. */
const LONG_SIDE = 1536;

/** PNG where it is transparent, else JPEG. */
async function inlinePicture(pixels: Pixels): Promise<Content> {
  const sending = (await loadSharp())(pixels.data, rawInput(pixels));
  return pixels.channels === 4
    ? { bytes: await sending.png({ adaptiveFiltering: true }).toBuffer(), mediaType: "image/png" }
    : { bytes: await sending.jpeg({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer(), mediaType: "image/jpeg" };
}

/**
 * A keyframe has to fit into 61,440 characters, of which base64 leaves these bytes: a client reports that the video
 * endpoint refuses longer ones.
 */
const FRAME_BYTES = Math.floor((61_440 - "data:image/jpeg;base64,".length) / 4) * 3;

/** Pixels on the long side, tried in order until a decent quality fits; the last takes whatever quality does. */
const FRAME_STEPS = [
  { side: 1280, lowest: 60 },
  { side: 960, lowest: 60 },
  { side: 720, lowest: 60 },
  { side: 540, lowest: 60 },
  { side: 360, lowest: 1 },
] as const;

async function frame(bytes: Uint8Array): Promise<Content> {
  const sharp = await loadSharp();
  for (const { side, lowest } of FRAME_STEPS) {
    const pixels = await shrink(bytes, side);
    const encode = (quality: number) => encodeFrame(sharp, pixels, quality);
    const found = await searchQuality({ highest: 90, lowest, maxBytes: FRAME_BYTES, encode });
    if (found.fits) return { bytes: found.bytes, mediaType: "image/jpeg" };
  }
  throw new Error(`no JPEG of 360 pixels fits into ${FRAME_BYTES} bytes`);
}

/** There is no transparency in a clip. */
function encodeFrame(sharp: SharpConstructor, pixels: Pixels, quality: number): Promise<Uint8Array> {
  return sharp(pixels.data, rawInput(pixels)).flatten({ background: "#ffffff" }).jpeg({ quality }).toBuffer();
}

async function shrink(bytes: Uint8Array, longSide: number): Promise<Pixels> {
  const { format, pipeline } = await openPicture(bytes, MAX_PIXELS);
  const shrunk = await pipeline()
    .resize({ width: longSide, height: longSide, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw damaged(format, error);
    });
  const { width, height, channels } = shrunk.info;
  return withoutOpaqueAlpha({ data: shrunk.data, width, height, channels: channels === 4 ? 4 : 3 });
}
