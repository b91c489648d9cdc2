import { sha256, type Sha256 } from "./digest.ts";
import { canonicalText, type JsonObject } from "./json.ts";

/** The raster formats that an output can have. To add one: docs/add-an-output-format.md. */
export type Format = "png" | "jpeg" | "webp" | "avif" | "gif" | "tiff";

/** How a picture is brought to a width and a height that have another ratio. */
export type ResizeFit = "cover" | "contain";

/** Local, free work that turns an original into one output. Absent members are absent from the key. */
export interface Operations {
  readonly format: Format;
  /** Pixels. With `height`: exactly that size, by `fit`. Alone: the height follows the original's ratio. Never enlarges when alone. */
  readonly width?: number;
  readonly height?: number;
  readonly fit?: ResizeFit;
  /** 1..100, the encoder's own scale. */
  readonly quality?: number;
  /** The encoder's effort, on the format's own scale. */
  readonly effort?: number;
  readonly lossless?: boolean;
  /** A CSS colour (`#rrggbb`, `#rrggbbaa` or a name) put behind alpha and around `contain`. */
  readonly background?: string;
  /** Bytes. The highest quality up to `quality` that fits is searched for. */
  readonly max_bytes?: number;
}

/** What a clip can be. */
export type ClipFormat = "mp4" | "webm";

/** A clip is placed as it came: nothing here decodes a video, so its format is all there is to say. */
export interface ClipOperations {
  readonly format: ClipFormat;
}

/** What is done to an original for one output. */
export type OutputOperations = Operations | ClipOperations;

/** True where nothing is encoded: the original is placed as it came. */
export function isClipWork(operations: OutputOperations): operations is ClipOperations {
  return isClipFormat(operations.format);
}

/** Takes any text, so that it can judge what a manifest or a record says. */
export function isClipFormat(format: string): format is ClipFormat {
  return format === "mp4" || format === "webm";
}

/** The format in which a request asks for its clip. MP4 is what comes when nobody asks for anything else. */
export function clipFormatAsked(outputFormat: unknown): ClipFormat {
  return outputFormat === "WEBM" ? "webm" : "mp4";
}

/**
 * Raise a number by hand when the same operation starts to give other pixels or bytes *and* people should get them.
 * Versions of sharp or libvips are deliberately in no key: an upgrade must give an empty plan.
 */
const EPOCH = {
  decode: 1,
  resize: 1,
  format: { png: 1, jpeg: 1, webp: 1, avif: 1, gif: 1, tiff: 1, mp4: 1, webm: 1 } satisfies Record<
    Format | ClipFormat,
    number
  >,
};

/** The key of a derived file: the original's bytes, what is done to them, and the epochs of what is done. */
export function derivationKey(original: Sha256, operations: OutputOperations): Sha256 {
  const resizes = !isClipWork(operations) && (operations.width !== undefined || operations.height !== undefined);
  return sha256(
    canonicalText({
      original,
      operations: operations as unknown as JsonObject,
      epochs: {
        decode: EPOCH.decode,
        format: EPOCH.format[operations.format],
        ...(resizes && { resize: EPOCH.resize }),
      },
    }),
  );
}
