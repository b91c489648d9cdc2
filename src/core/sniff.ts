import { FORMATS } from "./formats.ts";
import type { Format } from "./operations.ts";

/** What bytes are, judged by themselves: neither by a name nor by what a server called them. */
export type SniffedFormat = Format | OtherFormat;

type OtherFormat = keyof typeof OTHER;

/** What else tends to come where a picture was expected, in words that follow "got". */
const OTHER = {
  heic: "a HEIC picture",
  jxl: "a JPEG XL picture",
  jp2: "a JPEG 2000 picture",
  bmp: "a BMP picture",
  ico: "an icon file",
  psd: "a Photoshop file",
  svg: "an SVG drawing",
  mp4: "an MP4 video",
  webm: "a WebM or Matroska video",
  avi: "an AVI video",
  html: "a web page",
  xml: "an XML document",
  json: "a JSON document",
  pdf: "a PDF document",
  zip: "a ZIP archive",
  gzip: "gzipped data",
  "lfs-pointer": "a Git LFS pointer",
  text: "plain text",
  empty: "no bytes at all",
  unknown: "data of an unknown kind",
} as const;

const SIGNATURES: readonly (readonly [SniffedFormat, string])[] = [
  ["png", "\x89PNG\r\n\x1a\n"],
  ["jpeg", "\xff\xd8\xff"],
  ["gif", "GIF87a"],
  ["gif", "GIF89a"],
  ["tiff", "II*\0"],
  ["tiff", "MM\0*"],
  // BigTIFF
  ["tiff", "II+\0"],
  ["tiff", "MM\0+"],
  ["jxl", "\xff\x0a"],
  ["jxl", "\0\0\0\x0cJXL \r\n"],
  ["jp2", "\0\0\0\x0cjP  \r\n"],
  ["jp2", "\xff\x4f\xff\x51"],
  ["bmp", "BM"],
  ["ico", "\0\0\x01\0"],
  ["psd", "8BPS"],
  ["pdf", "%PDF-"],
  ["webm", "\x1a\x45\xdf\xa3"],
  ["zip", "PK\x03\x04"],
  ["gzip", "\x1f\x8b"],
  ["lfs-pointer", "version https://git-lfs"],
];

/** So many bytes tell a format. */
export const PEEK = 1024;

/** Recognises the format by the first kilobyte. Says nothing about whether the rest is sound. */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  if (bytes.length === 0) return "empty";
  let head = "";
  for (const byte of bytes.subarray(0, PEEK)) head += String.fromCharCode(byte);
  const signature = SIGNATURES.find(([, magic]) => head.startsWith(magic));
  if (signature !== undefined) return signature[0];
  if (head.startsWith("RIFF")) return sniffRiff(head.slice(8, 12));
  if (head.slice(4, 8) === "ftyp") return sniffBrands(head);
  return sniffText(head);
}

/** In words that follow "got": `a PNG`, `a web page`. */
export function describeFormat(format: SniffedFormat): string {
  return isRasterFormat(format) ? FORMATS[format].called : OTHER[format];
}

/** True for the pictures that we decode and encode. */
export function isRasterFormat(format: SniffedFormat): format is Format {
  return Object.hasOwn(FORMATS, format);
}

/** True for pictures that exist as such but that we do not decode. */
export function isForeignPicture(format: SniffedFormat): boolean {
  return ["heic", "jxl", "jp2", "bmp", "ico", "psd", "svg"].includes(format);
}

/** An APNG: decoders show its first frame and say nothing. Its `acTL` chunk stands before the pixels. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 12 <= bytes.length;) {
    const type = view.getUint32(offset + 4);
    if (type === 0x6163544c) return true;
    if (type === 0x49444154) return false;
    offset += 12 + view.getUint32(offset);
  }
  return false;
}

function sniffRiff(kind: string): SniffedFormat {
  if (kind === "WEBP") return "webp";
  return kind === "AVI " ? "avi" : "unknown";
}

/** ISO base media files: the major brand, then the compatible ones, where `mif1` and `msf1` leave the codec open. */
function sniffBrands(head: string): SniffedFormat {
  const end = Math.min(head.length, Math.max(16, head.charCodeAt(2) * 256 + head.charCodeAt(3)));
  const brands = [head.slice(8, 12)];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(head.slice(offset, offset + 4));
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "avif";
  return brands.some((brand) => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) ? "heic" : "mp4";
}

function sniffText(head: string): SniffedFormat {
  const text = head
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  if (/^(<!doctype html|<html|<head|<body)/.test(text)) return "html";
  if (text.startsWith("<")) {
    // Before the root there may be a declaration, a doctype and comments.
    if (/<svg[\s>:/]/.test(text)) return "svg";
    if (text.includes("<html")) return "html";
    return /^<[a-z!?]/.test(text) ? "xml" : "text";
  }
  if (/^[[{]/.test(text)) return "json";
  return isReadable(head) ? "text" : "unknown";
}

/** No control characters but white space. */
function isReadable(head: string): boolean {
  for (let index = 0; index < head.length; index += 1) {
    const code = head.charCodeAt(index);
    if (code < 0x09 || (code > 0x0d && code < 0x20)) return false;
  }
  return true;
}
