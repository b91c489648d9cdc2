import type { SharpConstructor, SharpOptions } from "sharp";
import type { Format } from "../core/operations.ts";
import { describeFormat, isAnimatedPng, isForeignPicture, isRasterFormat, sniffFormat } from "../core/sniff.ts";
import { ImageError, reasonOf } from "./image-error.ts";
import { loadSharp } from "./load-sharp.ts";

/**
 * Pixels of an original, imported ones included: sharp's own limit, 1 GB when decoded. Bounded further are what a
 * provider answers, by what was asked for (`build/accept-answer.ts`), and what is referred to (`reference.ts`).
 */
export const MAX_PIXELS = 0x3fff * 0x3fff;

/** Decoded pixels: 8 bit, sRGB, row by row, as displayed (turned by EXIF orientation). */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  /** 4: with alpha that is not premultiplied. */
  readonly channels: 3 | 4;
}

export interface Picture extends Pixels {
  /** Of the bytes it was decoded from. */
  readonly format: Format;
}

/**
 * Decodes all of a picture, from its first to its last pixel: a header alone proves nothing. An alpha channel that is
 * opaque everywhere is dropped, for it would only cost time and bytes.
 *
 * @throws ImageError not-an-image, unsupported-format, too-large, animated, damaged
 */
export async function decodePicture(bytes: Uint8Array, maxPixels: number): Promise<Picture> {
  const { format, pipeline } = await openPicture(bytes, maxPixels);
  try {
    const { data, info } = await pipeline().raw().toBuffer({ resolveWithObject: true });
    const pixels: Pixels = { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
    return { format, ...(await withoutOpaqueAlpha(pixels)) };
  } catch (error) {
    throw damaged(format, error);
  }
}

export interface OpenPicture {
  readonly format: Format;
  /** Pixels, as displayed. */
  readonly width: number;
  readonly height: number;
  /** A fresh pipeline, upright and in sRGB. What it decodes was not looked at yet. */
  readonly pipeline: () => ReturnType<SharpConstructor>;
}

/**
 * Looks at the header, so that nothing is decoded that is not one picture of a decent size.
 *
 * @throws ImageError not-an-image, unsupported-format, too-large, animated, damaged
 */
export async function openPicture(bytes: Uint8Array, maxPixels: number): Promise<OpenPicture> {
  const format = sniffFormat(bytes);
  if (!isRasterFormat(format)) throw notARaster(format);
  if (format === "png" && isAnimatedPng(bytes)) throw new ImageError("animated", "got an animated PNG");
  const sharp = await loadSharp();
  const options: SharpOptions = { failOn: "warning", autoOrient: true };
  // The header's size is compared here, so that the message can name it.
  const header = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw damaged(format, error);
    });
  const { width, height } = header.autoOrient;
  if (width * height > maxPixels)
    throw new ImageError(
      "too-large",
      `got ${describeFormat(format)} that declares ${width} x ${height} pixels; ${maxPixels} pixels are allowed here`,
    );
  const frames = header.pages ?? 1;
  if (frames > 1) throw new ImageError("animated", `got ${describeFormat(format)} of ${frames} frames`);
  // sharp takes 16 bit pictures with a profile to Display P3 and leaves them there, labelled sRGB.
  const convert = header.depth === "ushort" && header.icc !== undefined;
  return {
    format,
    width,
    height,
    pipeline: () => {
      const pipeline = sharp(bytes, { ...options, limitInputPixels: maxPixels });
      return convert ? pipeline.withIccProfile("srgb", { attach: false }) : pipeline;
    },
  };
}

/** The error for a picture whose header was fine. */
export function damaged(format: Format, error: unknown): ImageError {
  return new ImageError("damaged", `got ${describeFormat(format)} that is damaged: ${reasonOf(error)}`, {
    cause: error,
  });
}

/** sharp's description of raw pixels as input. */
export function rawInput({ width, height, channels }: Pixels): SharpOptions {
  // The limit was applied when the picture was decoded.
  return { raw: { width, height, channels }, limitInputPixels: false };
}

/** The same pixels where something is transparent, else without the alpha channel, which would say nothing. */
export async function withoutOpaqueAlpha(pixels: Pixels): Promise<Pixels> {
  if (pixels.channels === 3 || !isOpaque(pixels.data)) return pixels;
  const sharp = await loadSharp();
  const data = await sharp(pixels.data, rawInput(pixels)).removeAlpha().raw().toBuffer();
  return { ...pixels, data, channels: 3 };
}

function isOpaque(rgba: Uint8Array): boolean {
  for (let index = 3; index < rgba.length; index += 4) if (rgba[index] !== 255) return false;
  return true;
}

function notARaster(format: ReturnType<typeof sniffFormat>): ImageError {
  const message = `got ${describeFormat(format)}`;
  if (format === "lfs-pointer")
    return new ImageError("not-an-image", `${message} instead of a picture`, { hint: "run `git lfs pull`" });
  return isForeignPicture(format)
    ? new ImageError("unsupported-format", message, { hint: "convert it to PNG, JPEG, WebP or AVIF" })
    : new ImageError("not-an-image", `${message}, not a picture`);
}
