import { isClipFormat, type ClipFormat, type Format, type Operations } from "./operations.ts";

export interface FormatFacts {
  /** In words that follow "got". */
  readonly called: string;
  /** Of the files that we make, without the dot. */
  readonly extension: string;
  /** By which people call such files too. */
  readonly otherExtensions?: readonly string[];
  readonly mediaType: string;
  readonly shownByBrowsers: boolean;
  /** Can a pixel be transparent? GIF knows only fully or not at all. */
  readonly alpha: boolean;
  /** `default` is absent where leaving quality out means lossless. */
  readonly quality: (Range & { readonly default?: number }) | undefined;
  readonly effort: (Range & { readonly default: number }) | undefined;
  /** Whether `lossless: true` can be had; `always` needs no asking. */
  readonly lossless: "always" | "optional" | "never";
  /** Pixels; more the format or its encoder cannot take. */
  readonly maxSide: number;
  /** Time for a pixel with the defaults, JPEG being 1. Only the order matters. */
  readonly cost: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * What is known of each output format without loading an encoder. Defaults were chosen by measuring pictures of
 * 1024 x 768: AVIF effort 4 costs 4 x effort 3; GIF effort 7 costs 8 x effort 1 for a file 10 % smaller.
 */
export const FORMATS: Readonly<Record<Format, FormatFacts>> = {
  png: {
    called: "a PNG",
    extension: "png",
    mediaType: "image/png",
    shownByBrowsers: true,
    alpha: true,
    // A quality asks for a palette of as few colours as will do.
    quality: { min: 1, max: 100 },
    // zlib's level. Row filters do more than the highest levels: 6 with filters is as fast as 9 without, and smaller.
    effort: { min: 1, max: 9, default: 6 },
    lossless: "always",
    maxSide: 65_535,
    cost: 1.2,
  },
  jpeg: {
    called: "a JPEG",
    extension: "jpg",
    otherExtensions: ["jpeg"],
    mediaType: "image/jpeg",
    shownByBrowsers: true,
    alpha: false,
    quality: { min: 1, max: 100, default: 80 },
    effort: undefined,
    lossless: "never",
    maxSide: 65_500,
    cost: 1,
  },
  webp: {
    called: "a WebP",
    extension: "webp",
    mediaType: "image/webp",
    shownByBrowsers: true,
    alpha: true,
    quality: { min: 1, max: 100, default: 80 },
    effort: { min: 0, max: 6, default: 4 },
    lossless: "optional",
    maxSide: 16_383,
    cost: 2,
  },
  avif: {
    called: "an AVIF",
    extension: "avif",
    mediaType: "image/avif",
    shownByBrowsers: true,
    alpha: true,
    quality: { min: 1, max: 100, default: 50 },
    effort: { min: 0, max: 9, default: 3 },
    lossless: "optional",
    maxSide: 16_384,
    cost: 8,
  },
  gif: {
    called: "a GIF",
    extension: "gif",
    mediaType: "image/gif",
    shownByBrowsers: true,
    alpha: true,
    quality: undefined,
    effort: { min: 1, max: 10, default: 1 },
    lossless: "never",
    maxSide: 65_535,
    cost: 7,
  },
  tiff: {
    called: "a TIFF",
    extension: "tiff",
    otherExtensions: ["tif"],
    mediaType: "image/tiff",
    shownByBrowsers: false,
    alpha: true,
    quality: undefined,
    effort: undefined,
    lossless: "always",
    maxSide: 65_535,
    cost: 0.8,
  },
};

/** The extension of a file in this format, without the dot. */
export function extensionOf(format: Format | ClipFormat): string {
  return isClipFormat(format) ? format : FORMATS[format].extension;
}

/** All formats of pictures, in the order of the table. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[];

const BY_EXTENSION: ReadonlyMap<string, Format | ClipFormat> = new Map<string, Format | ClipFormat>([
  ...FORMAT_NAMES.flatMap((format) => {
    const { extension, otherExtensions = [] } = FORMATS[format];
    return [extension, ...otherExtensions].map((name) => [name, format] as const);
  }),
  ["mp4", "mp4"],
  ["webm", "webm"],
]);

/** The format that files with this extension have, in any case of letters. */
export function formatOfExtension(extension: string): Format | ClipFormat | undefined {
  return BY_EXTENSION.get(extension.toLowerCase());
}

export interface RefusedOperation {
  readonly field: "quality" | "effort" | "lossless" | "width" | "height" | "max_bytes";
  /** What is wrong, without the asset and without a full stop. */
  readonly message: string;
}

/** The operations that this format cannot do. Empty when all is well. */
export function refusedOperations(operations: Operations): readonly RefusedOperation[] {
  const { format, width, height, quality, effort, lossless } = operations;
  const facts = FORMATS[format];
  const refused: RefusedOperation[] = [];
  const check = (field: RefusedOperation["field"], value: number | undefined, range: Range | undefined) => {
    if (value === undefined) return;
    if (range === undefined) refused.push({ field, message: `${format} takes no ${field}` });
    else if (!Number.isInteger(value) || value < range.min || value > range.max)
      refused.push({ field, message: `${field} ${value} is not a whole number from ${range.min} to ${range.max}` });
  };
  check("width", width, { min: 1, max: facts.maxSide });
  check("height", height, { min: 1, max: facts.maxSide });
  check("quality", quality, facts.quality);
  check("effort", effort, facts.effort);
  check("max_bytes", operations.max_bytes, { min: 1, max: Number.MAX_SAFE_INTEGER });
  if (lossless === true && facts.lossless === "never")
    refused.push({ field: "lossless", message: `${format} cannot be lossless` });
  return refused;
}

/** The quality that the encoder will be given; undefined where the result is lossless or the format has no such scale. */
export function effectiveQuality(operations: Operations): number | undefined {
  if (operations.lossless === true) return undefined;
  return operations.quality ?? FORMATS[operations.format].quality?.default;
}

/**
 * What encoding one output costs compared with others: the dearest goes first, so that the last one to end is a cheap
 * one and no core idles. An estimate without a unit.
 */
export function encodingCost(
  operations: Operations,
  original: { readonly width?: number | undefined; readonly height?: number | undefined },
): number {
  const { effort, cost } = FORMATS[operations.format];
  const effortFactor = effort === undefined ? 1 : 2 ** ((operations.effort ?? effort.default) - effort.default);
  const losslessFactor = operations.lossless === true && FORMATS[operations.format].lossless === "optional" ? 5 : 1;
  const paletteFactor = operations.format === "png" && effectiveQuality(operations) !== undefined ? 10 : 1;
  const searchFactor = operations.max_bytes === undefined ? 1 : 4;
  return outputPixels(operations, original) * cost * effortFactor * losslessFactor * paletteFactor * searchFactor;
}

function outputPixels(
  { width, height }: Operations,
  original: { readonly width?: number | undefined; readonly height?: number | undefined },
): number {
  if (width !== undefined && height !== undefined) return width * height;
  // An original of unknown size counts as a usual one.
  const full = { width: original.width ?? 1024, height: original.height ?? 1024 };
  const scale = Math.min(1, (width ?? full.width) / full.width, (height ?? full.height) / full.height);
  return full.width * full.height * scale * scale;
}
