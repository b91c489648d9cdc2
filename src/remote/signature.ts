import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { canonicalText, isJsonObject, parseJsonObject, type JsonObject } from "../core/json.ts";

/**
 * Records say which recipe gave which bytes, and there is no digest to check that by: whoever can write to a shared
 * store could pass any picture for the answer to any recipe (the attack called CREEP, CVE-2025-36852). So a record
 * from there counts only with a signature by a key that the reader trusts. The signature covers the whole record, its
 * generation key included, so that a genuine one cannot be replayed under another.
 */
interface SignedRecord extends JsonObject {
  readonly record: JsonObject;
  /** Ed25519 over the record's canonical text with `CONTEXT` before it, in base64. */
  readonly signature: string;
}

/** A signature for this purpose is none for any other. */
const CONTEXT = "imagegen generation record v1\n";

/** @throws Error with a message that follows the variable's name, when it is no such key */
export function readSigningKey(text: string): KeyObject {
  const key = attempt(() => createPrivateKey(fromText(text, "PRIVATE KEY")));
  if (key?.asymmetricKeyType !== "ed25519") throw new Error("is not an Ed25519 private key in PEM or base64 (PKCS#8)");
  return key;
}

/** Keys with commas, semicolons or blank lines between them. @throws Error as `readSigningKey` */
export function readTrustedKeys(text: string): readonly KeyObject[] {
  const parts = text.includes("-----BEGIN")
    ? (text.match(/-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g) ?? [])
    : text.split(/[\s,;]+/).filter((part) => part !== "");
  return parts.map((part) => {
    const key = attempt(() => createPublicKey(fromText(part, "PUBLIC KEY")));
    if (key?.asymmetricKeyType !== "ed25519") throw new Error("holds something that is no Ed25519 public key (SPKI)");
    return key;
  });
}

/** One line of canonical JSON with the record and its Ed25519 signature in base64, as `verifyRecord` reads it. */
export function signRecord(record: JsonObject, key: KeyObject): string {
  const signature = sign(null, Buffer.from(CONTEXT + canonicalText(record)), key).toString("base64");
  const signed: SignedRecord = { record, signature };
  return `${canonicalText(signed)}\n`;
}

/** The record, if one of the keys has signed it. */
export function verifyRecord(text: string, keys: readonly KeyObject[]): JsonObject | undefined {
  const parsed = parseJsonObject(text);
  if (parsed === undefined) return undefined;
  const { record, signature } = parsed;
  if (!isJsonObject(record) || typeof signature !== "string") return undefined;
  const signed = Buffer.from(CONTEXT + canonicalText(record));
  const bytes = Buffer.from(signature, "base64");
  return keys.some((key) => attempt(() => verify(null, signed, key, bytes)) === true) ? record : undefined;
}

function fromText(text: string, label: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith("-----BEGIN")) return trimmed;
  return `-----BEGIN ${label}-----\n${trimmed}\n-----END ${label}-----\n`;
}

function attempt<Value>(deed: () => Value): Value | undefined {
  try {
    return deed();
  } catch {
    return undefined;
  }
}
