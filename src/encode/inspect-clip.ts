import type { ClipFormat } from "../core/operations.ts";
import { describeFormat, sniffFormat } from "../core/sniff.ts";
import { ImageError } from "./image-error.ts";

/**
 * Proves, as far as that is possible without a decoder, that bytes are one whole clip, and says which kind. An MP4 is
 * a row of boxes whose lengths must add up to the file, the index (`moov`) and the pictures (`mdat`) among them; a WebM
 * names itself in its header and says how long its one segment is.
 *
 * @throws ImageError not-a-clip, damaged
 */
export function inspectClip(bytes: Uint8Array): { readonly format: ClipFormat } {
  const format = sniffFormat(bytes);
  if (format === "mp4") checkBoxes(bytes);
  else if (format === "webm") checkSegment(bytes);
  else throw new ImageError("not-a-clip", `got ${describeFormat(format)}, not an MP4 or WebM clip`);
  return { format };
}

function checkBoxes(bytes: Uint8Array): void {
  const view = viewOf(bytes);
  let offset = 0;
  const missing = new Set(["moov", "mdat"]);
  while (offset < bytes.length) {
    const left = bytes.length - offset;
    if (left < 8) throw damaged("an MP4", "it ends in the middle of a box");
    missing.delete(String.fromCharCode(...bytes.subarray(offset + 4, offset + 8)));
    const length = boxLength(view, offset, left);
    if (length > left) throw damaged("an MP4", `its last box is cut off after ${left} of ${length} bytes`);
    if (length < 8) throw damaged("an MP4", "a box of it has no length");
    offset += length;
  }
  if (missing.size > 0) throw damaged("an MP4", `it has no ${[...missing].join(" and no ")} box`);
}

/** 0 stands for all the rest, 1 for a length of 64 bits behind the type. */
function boxLength(view: DataView, offset: number, left: number): number {
  const length = view.getUint32(offset);
  if (length === 0) return left;
  if (length !== 1) return length;
  return left < 16 ? Number.POSITIVE_INFINITY : Number(view.getBigUint64(offset + 8));
}

function checkSegment(bytes: Uint8Array): void {
  const header = readElement(bytes, 0);
  const docType = header === undefined ? -1 : indexOf(bytes.subarray(0, header.end), DOC_TYPE);
  if (header === undefined || docType < 0) throw damaged("a WebM", "its header is cut off");
  const kind = String.fromCharCode(...bytes.subarray(docType + 3, docType + 7));
  if (kind !== "webm") throw new ImageError("not-a-clip", "got a Matroska video that is no WebM");
  const segment = readElement(bytes, header.end);
  if (segment === undefined || segment.id !== SEGMENT) throw damaged("a WebM", "it has no segment");
  if (segment.end > bytes.length)
    throw damaged("a WebM", `it is cut off after ${bytes.length} of ${segment.end} bytes`);
}

const DOC_TYPE = [0x42, 0x82] as const;
const SEGMENT = 0x18538067;

/** An EBML element: an id and a length of variable width. A length of all ones means that nobody knows it. */
function readElement(bytes: Uint8Array, offset: number): { readonly id: number; readonly end: number } | undefined {
  const idWidth = Math.clz32(bytes[offset] ?? 0) - 23;
  const sizeAt = offset + idWidth;
  const sizeWidth = Math.clz32(bytes[sizeAt] ?? 0) - 23;
  const start = sizeAt + sizeWidth;
  if (idWidth > 4 || sizeWidth > 8 || start > bytes.length) return undefined;
  let id = 0;
  for (let at = offset; at < sizeAt; at += 1) id = id * 256 + (bytes[at] ?? 0);
  let size = (bytes[sizeAt] ?? 0) & (0xff >> sizeWidth);
  let unknown = size === 0xff >> sizeWidth;
  for (let at = sizeAt + 1; at < start; at += 1) {
    size = size * 256 + (bytes[at] ?? 0);
    unknown &&= bytes[at] === 0xff;
  }
  return { id, end: unknown ? bytes.length : start + size };
}

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  return bytes.findIndex((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(what: string, reason: string): ImageError {
  return new ImageError("damaged", `got ${what} clip that is damaged: ${reason}`);
}
