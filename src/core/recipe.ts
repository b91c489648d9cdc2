import { sha256, type Sha256 } from "./digest.ts";
import { canonicalText, type Json, type JsonObject } from "./json.ts";

/**
 * What is paid for: the exact request for one sample. A record first, a hash second; it is stored whole in the lock
 * so that "why?" can be answered field by field on a fresh clone.
 *
 * What is *not* in it: asset names, output paths and formats (placement and derivation are free), times, versions,
 * the key, and the API's host. The host is kept beside a generation record instead: a record from another host is a
 * miss (a test server's picture never passes for the real one), yet a lock made behind a company gateway still
 * checks in CI, which does not know the gateway.
 */
export interface Recipe {
  readonly provider: string;
  /** The provider adapter's epoch: raised by hand when the same body starts to mean another request. */
  readonly epoch: number;
  /** Where it is sent, relative to the API's base, e.g. `images/generations`. */
  readonly endpoint: string;
  /** The body, word for word, except that a `ContentReference` stands where local bytes will travel. */
  readonly body: JsonObject;
  /** Which image of several equal requests (unseeded or batched). Absent for the first. */
  readonly sample?: number;
}

/**
 * Stands in a recipe's body for bytes that travel inline: the digest of the *untouched* original and the name of the
 * transform applied before sending (with its epoch). Never a digest of encoder output, which differs by machine.
 */
export interface ContentReference {
  readonly $content: Sha256;
  readonly $transform: string;
}

/** True for what stands in a body for bytes that travel inline. */
export function isContentReference(value: Json | undefined): value is ContentReference & JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "$content" in value;
}

/** Canonical JSON, which `generationKey` hashes: equal texts are one request. */
export function recipeText(recipe: Recipe): string {
  return canonicalText(recipe as unknown as JsonObject);
}

/** The generation key: two recipes with one key share one paid call. */
export function generationKey(recipe: Recipe): Sha256 {
  return sha256(recipeText(recipe));
}

/** The request that a sample is an answer to: the samples of a batch share one. */
export function sharedRequest({ sample: _sample, ...request }: Recipe): Recipe {
  return request;
}

/** The key of that request. What an earlier run received is found under it. */
export function requestKey(recipe: Recipe): Sha256 {
  return generationKey(sharedRequest(recipe));
}
