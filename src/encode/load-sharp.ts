import type { SharpConstructor } from "sharp";
import type { Format } from "../core/operations.ts";

let loaded: Promise<SharpConstructor> | undefined;

/**
 * sharp, loaded when it is first needed (it takes 66 to 90 ms) and set up for the whole process: one thread a picture,
 * because AVIF bytes depend on the number of threads, no cache, because no file is opened twice, and no decoder but
 * those of the formats that we also write. All else (SVG, PDF, file paths) could be reached by bytes from outside.
 */
export function loadSharp(): Promise<SharpConstructor> {
  loaded ??= import("sharp").then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ["VipsForeignLoad"] });
    sharp.unblock({ operation: Object.values(DECODERS) });
    return sharp;
  });
  return loaded;
}

/** libvips' class names. What cannot be read back must not be written, so every format has one. */
const DECODERS: Readonly<Record<Format, string>> = {
  png: "VipsForeignLoadPngBuffer",
  jpeg: "VipsForeignLoadJpegBuffer",
  webp: "VipsForeignLoadWebpBuffer",
  gif: "VipsForeignLoadNsgifBuffer",
  tiff: "VipsForeignLoadTiffBuffer",
  avif: "VipsForeignLoadHeifBuffer",
};
