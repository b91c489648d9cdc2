import type { FileDigest } from "./hash.ts";
import { readInside, statInside } from "./read-inside.ts";

/** A pointer is shorter than this (Git LFS specification, "The Pointer"). */
const MAX_POINTER_BYTES = 1024;

const PATTERN = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[a-z0-9.-]+ .*\n)*$/;

/**
 * Reads a Git LFS pointer: what lies in a checkout until `git lfs pull`. Its oid is the digest of the file it stands
 * for. Undefined for anything else.
 */
export function parsePointer(content: Uint8Array): FileDigest | undefined {
  // The first letter settles it for every picture format there is.
  if (content.length >= MAX_POINTER_BYTES || content[0] !== 0x76) return undefined;
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString("utf8");
  if (!PATTERN.test(text)) return undefined;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid === undefined || size === undefined ? undefined : { sha256: oid, bytes: Number(size), pointer: true };
}

/** Does a pointer lie there instead of a file? Of a larger file nothing is read. `found`: its stat, if it is known. */
export function isPointerFile(path: string, found = statInside(path)): boolean {
  const size = found?.size ?? MAX_POINTER_BYTES;
  return size < MAX_POINTER_BYTES && parsePointer(readInside(path) ?? new Uint8Array()) !== undefined;
}
