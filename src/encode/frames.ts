import type { SharpConstructor } from "sharp";
import { FORMATS } from "../core/formats.ts";
import type { Operations } from "../core/operations.ts";
import { ImageError, reasonOf } from "./image-error.ts";
import { rawInput, withoutOpaqueAlpha, type Pixels } from "./pixels.ts";

/** What one output shows, before it is encoded. Outputs that show the same share the pixels. */
export interface Frame {
  /** Absent on a side that follows the original's ratio; both absent: the original's size. */
  readonly width?: number;
  readonly height?: number;
  readonly fit: "cover" | "contain";
  /** Put behind the picture; undefined leaves it transparent. */
  readonly backdrop: Colour | undefined;
}

/** 0..255, `alpha` too. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

const WHITE: Colour = { red: 255, green: 255, blue: 255, alpha: 255 };

/**
 * The frame that these operations ask for. Members without an effect on this picture are left out, so that equal
 * pixels have equal frames.
 *
 * @throws ImageError not-possible, for a colour that is none
 */
export async function frameOf(sharp: SharpConstructor, source: Pixels, operations: Operations): Promise<Frame> {
  const size = sizeOf(source, operations);
  const fit = operations.fit ?? "cover";
  const { width, height } = size;
  const pads =
    fit === "contain" && width !== undefined && height !== undefined && source.width * height !== source.height * width;
  const colour = operations.background === undefined ? undefined : await readColour(sharp, operations.background);
  const backdrop = FORMATS[operations.format].alpha ? colour : overWhite(colour);
  return { ...size, fit: pads ? "contain" : "cover", backdrop: pads || source.channels === 4 ? backdrop : undefined };
}

/**
 * Resizes, crops, pads and flattens; the source itself where nothing of that is asked.
 *
 * @throws ImageError encode-failed
 */
export async function renderFrame(sharp: SharpConstructor, source: Pixels, frame: Frame): Promise<Pixels> {
  const { width, height, fit, backdrop } = frame;
  const resizes = width !== undefined || height !== undefined;
  if (!resizes && backdrop === undefined) return source;
  const opaque = backdrop?.alpha === 255;
  const pipeline = sharp(source.data, rawInput(source));
  if (opaque) pipeline.flatten({ background: sharpColour(backdrop) });
  const bars = opaque ? backdrop : { red: 0, green: 0, blue: 0, alpha: 0 };
  // A side that is not given follows the ratio, and `sizeOf` has made sure that nothing is enlarged then.
  if (resizes) pipeline.resize({ width, height, fit, background: sharpColour(bars) });
  // sharp flattens on opaque colours only. A tile of one pixel covers the whole.
  if (backdrop !== undefined && !opaque) {
    const tile = { width: 1, height: 1, channels: 4, background: sharpColour(backdrop) } as const;
    pipeline.composite([{ input: { create: tile }, tile: true, blend: "dest-over" }]);
  }
  const { data, info } = await pipeline
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new ImageError("encode-failed", `cannot be resized: ${reasonOf(error)}`, { cause: error });
    });
  return withoutOpaqueAlpha({ data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 });
}

/** Equal text, equal pixels. */
export function frameKey(frame: Frame): string {
  return JSON.stringify([frame.width, frame.height, frame.fit, frame.backdrop]);
}

function sizeOf(source: Pixels, { width, height }: Operations): Pick<Frame, "width" | "height"> {
  if (width !== undefined && height !== undefined)
    return width === source.width && height === source.height ? {} : { width, height };
  if (width !== undefined) return width < source.width ? { width } : {};
  if (height !== undefined) return height < source.height ? { height } : {};
  return {};
}

/** sharp knows the names of colours: the colour is that of a pixel it paints. */
async function readColour(sharp: SharpConstructor, text: string): Promise<Colour> {
  try {
    const pixel = sharp({ create: { width: 1, height: 1, channels: 4, background: text } });
    const [red = 0, green = 0, blue = 0, alpha = 0] = await pixel.raw().toBuffer();
    return { red, green, blue, alpha };
  } catch (error) {
    throw new ImageError("not-possible", `background: ${reasonOf(error)}`, {
      hint: "write it as #rrggbb, #rrggbbaa or the CSS name of a colour, in quotes",
    });
  }
}

/** A format without alpha shows what lies behind: paper. */
function overWhite(colour: Colour | undefined): Colour {
  if (colour === undefined) return WHITE;
  const mix = (value: number) => Math.round((value * colour.alpha + 255 * (255 - colour.alpha)) / 255);
  return { red: mix(colour.red), green: mix(colour.green), blue: mix(colour.blue), alpha: 255 };
}

function sharpColour({ red, green, blue, alpha }: Colour): { r: number; g: number; b: number; alpha: number } {
  return { r: red, g: green, b: blue, alpha: alpha / 255 };
}
