import { hash } from "node:crypto";

/** sha256 in lower-case hex: 64 characters. The name of an object, and every key. */
export type Sha256 = string;

/** One-shot sha256 of bytes or of UTF-8 text. */
export function sha256(data: string | Uint8Array): Sha256 {
  return hash("sha256", data, "hex");
}

/** Is it written as a digest is? */
export function isDigest(value: unknown): value is Sha256 {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
