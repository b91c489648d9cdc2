import type { Format } from "../core/operations.ts";
import { ImageError } from "./image-error.ts";
import { decodePicture, type Pixels } from "./pixels.ts";

export interface Inspection {
  readonly format: Format;
  /** Pixels, as displayed (after EXIF orientation). */
  readonly width: number;
  readonly height: number;
}

export interface InspectOptions {
  /** More are refused by the header alone. Derive it from the size asked for: 31 KB can be 16000 x 16000 pixels. */
  readonly maxPixels: number;
  /** A picture of one colour: an error unless accepted (a person's own file may well be one). */
  readonly uniform?: "refuse" | "accept";
}

/**
 * Proves that bytes are one whole picture and says what it is. A size other than the one asked for is no error here.
 *
 * @throws ImageError not-an-image, unsupported-format, too-large, animated, damaged, blank
 */
export async function inspectOriginal(bytes: Uint8Array, options: InspectOptions): Promise<Inspection> {
  const picture = await decodePicture(bytes, options.maxPixels);
  if (options.uniform !== "accept" && isUniform(picture)) throw blank(picture);
  return { format: picture.format, width: picture.width, height: picture.height };
}

/** One colour everywhere, or nothing to be seen at all. Ends at the first pixel that differs. */
function isUniform({ data, channels }: Pixels): boolean {
  let same = true;
  for (let index = channels; same && index < data.length; index += 1) same = data[index] === data[index - channels];
  if (same || channels === 3) return same;
  for (let index = 3; index < data.length; index += 4) if (data[index] !== 0) return false;
  return true;
}

function blank({ data, width, height, channels }: Pixels): ImageError {
  const colour = channels === 4 && data[3] === 0 ? "transparent" : `#${data.toString("hex", 0, channels)}`;
  return new ImageError("blank", `got a blank picture: all ${width} x ${height} pixels are ${colour}`);
}
