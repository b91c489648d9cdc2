import type { Sha256 } from "./digest.ts";
import type { Protection } from "./protection.ts";
import type { Refusal } from "./refusal.ts";
import type { DerivationRecord, GenerationRecord } from "./store-records.ts";

/** What is at an output's path. */
export type FileFact =
  | { readonly kind: "missing" }
  | {
      readonly kind: "file";
      readonly sha256: Sha256;
      readonly bytes: number;
      /** A Git LFS pointer: `sha256` is the oid of the file it stands for. */
      readonly pointer?: true;
    }
  /** A folder, a device: never replaced. Nor is a link, unless `--overwrite` says so; what it leads to never is. */
  | { readonly kind: "other"; readonly what: string; readonly isLink?: true };

/** Are both files with the same bytes? A pointer is not the file it stands for. */
export function isSameFile(left: FileFact | undefined, right: FileFact): boolean {
  if (left?.kind !== "file" || right.kind !== "file") return false;
  return left.sha256 === right.sha256 && left.pointer === right.pointer;
}

/** A call that was made for an asset, whatever came of it. */
export interface AskedFor {
  readonly asset: string;
  readonly key: Sha256;
}

/**
 * What is true outside, as planning sees it. It answers the same question with the same answer for as long as it
 * lives, so a plan made from it is a function of it: Maps in a test, a remembered look at the disk in a build.
 */
export interface Facts {
  file(path: string): FileFact;
  /** A record whose host is the one in force, else undefined. */
  generation(key: Sha256): GenerationRecord | undefined;
  derivation(key: Sha256): DerivationRecord | undefined;
  /** Are these bytes in a store? */
  has(object: Sha256): boolean;
  /** The provider's last word on this request, where it was a refusal. Known to this machine only. */
  refusal(request: Sha256, provider: string): Refusal | undefined;
  /**
   * Was this request paid for, and does its result still wait at the provider's, or in the store for somebody to record
   * it? Known to this machine only.
   */
  isFetchable(request: Sha256, provider: string): boolean;
  /** What was asked for, and for which asset: of single pictures the generation key. Known to this machine only. */
  asked(): readonly AskedFor[];
  /** A digest that a build once wrote to this path: an interrupted one, or one under another branch's lock. */
  wasPlaced(path: string, digest: Sha256): boolean;
  /** Why the file at this path stays there, whatever a lock says of it. Asked of files alone. */
  protection(path: string): Protection | undefined;
}
