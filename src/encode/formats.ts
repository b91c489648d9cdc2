import type { Sharp } from "sharp";
import { FORMATS, effectiveQuality } from "../core/formats.ts";
import type { Format, Operations } from "../core/operations.ts";

/** Ends a pipeline with the format that the operations name. */
export function encodeAs(pipeline: Sharp, operations: Operations): Sharp {
  const { format } = operations;
  return ENCODERS[format](pipeline, {
    quality: effectiveQuality(operations),
    effort: operations.effort ?? FORMATS[format].effort?.default,
    lossless: operations.lossless === true,
  });
}

interface Settings {
  /** Undefined: lossless. */
  readonly quality: number | undefined;
  readonly effort: number | undefined;
  readonly lossless: boolean;
}

/** Each in its own words. When one starts to give other bytes that people should get, raise its epoch in core. */
const ENCODERS = {
  png: (pipeline, { quality, effort }) =>
    quality === undefined
      ? pipeline.png({ compressionLevel: effort, adaptiveFiltering: true })
      : // Row filters make pictures with a palette larger. The quantiser's own effort 7 takes seconds.
        pipeline.png({ palette: true, quality, compressionLevel: effort, effort: PALETTE_EFFORT }),
  // mozjpeg takes 30 ms more for a million pixels and saves a fifth of the bytes; it is always progressive.
  jpeg: (pipeline, { quality }) => pipeline.jpeg({ quality, mozjpeg: true }),
  webp: (pipeline, { quality, effort, lossless }) => pipeline.webp({ quality, effort, lossless }),
  avif: (pipeline, { quality, effort, lossless }) => pipeline.avif({ quality, effort, lossless }),
  gif: (pipeline, { effort }) => pipeline.gif({ effort }),
  tiff: (pipeline) => pipeline.tiff({ compression: "deflate" }),
} satisfies Record<Format, (pipeline: Sharp, settings: Settings) => Sharp>;

const PALETTE_EFFORT = 3;
