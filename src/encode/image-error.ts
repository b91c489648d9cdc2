/** What is wrong with a picture. Stable: scripts match on it. */
export type ImageErrorCode =
  /** A web page, a video, text, nothing. */
  | "not-an-image"
  /** A picture or anything else where a clip was promised. */
  | "not-a-clip"
  /** A picture, but of a kind that is not decoded here. */
  | "unsupported-format"
  /** Truncated, or its pixels cannot be decoded. */
  | "damaged"
  /** It declares more pixels than allowed. */
  | "too-large"
  /** Several frames or pages. */
  | "animated"
  /** Every pixel is the same. */
  | "blank"
  /** Not even the lowest quality fits into `max_bytes`. */
  | "max-bytes"
  /** An operation that the format cannot do, or a colour that is none. */
  | "not-possible"
  /** The encoder gave up. */
  | "encode-failed";

interface ImageErrorOptions extends ErrorOptions {
  readonly hint?: string | undefined;
  readonly job?: number;
}

/** A picture cannot be used or made. Its bytes, if they were paid for, are in the store all the same. */
export class ImageError extends Error {
  override readonly name = "ImageError";
  readonly code: ImageErrorCode;
  /** How to fix it, in the imperative. */
  readonly hint: string | undefined;
  /** Which of several outputs cannot be made, counted from 0; undefined when it is the picture itself. */
  readonly job: number | undefined;

  constructor(code: ImageErrorCode, message: string, options: ImageErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.job = options.job;
  }
}

/** The decoder's or encoder's own words on one line, without its function names. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text
    .replace(/^Input buffer has corrupt header:\s*/, "")
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^\w+(load|save)(_\w+)?: /, "")
        .replaceAll(/[^ -~]/g, " ")
        .trim(),
    )
    // Dozens of seeks past the end precede what a truncated AVIF is said to lack.
    .filter((line) => line !== "" && !line.startsWith("source: bad seek"));
  return lines.length === 0 ? "its data ends too early" : [...new Set(lines)].join("; ").slice(0, 200);
}
