import type { Sha256 } from "./digest.ts";
import type { Facts } from "./facts.ts";
import type { LockIndex } from "./lock-index.ts";

/**
 * Is a file with these bytes all that is left of a picture that the lock names? Then whatever takes its place, an
 * output of another asset or nothing, would take the picture with it, whether that asset was asked for or not. As a
 * rule the store answers at once: it has the bytes, or the original that they are derived from.
 */
export function isOnlyCopy(digest: Sha256, { facts, index }: OnlyCopyInput): boolean {
  if (facts.has(digest)) return false;
  return index.sources(digest).some((original) => original === undefined || !facts.has(original));
}

export interface OnlyCopyInput {
  readonly facts: Pick<Facts, "has">;
  readonly index: Pick<LockIndex, "sources">;
}
