import { isDigest, type Sha256 } from "../core/digest.ts";
import { canonicalText, isJsonObject, parseJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { isOriginal } from "../core/lock-shape.ts";
import type { Original } from "../core/lock.ts";
import { generationKey, type Recipe } from "../core/recipe.ts";
import type { DerivationRecord, GenerationRecord } from "../core/store-records.ts";

/**
 * The records of one key, one per host: `{"answers":[{"host":…,"originals":[…]}],"key":…,"recipe":…}`. One file, so
 * that a test server's answer and the real one's stand side by side and neither overwrites the other.
 */
export function formatGenerations(records: readonly GenerationRecord[]): string {
  const [first] = records;
  if (first === undefined) throw new Error("a generation needs a record");
  const answers = records.map(({ host, originals }) => ({ host, originals }));
  return canonicalText({ key: first.key, recipe: first.recipe, answers } as unknown as JsonObject);
}

/** Undefined when it is not whole, or not the record of this key: the recipe is hashed again. */
export function parseGenerations(text: string, key: Sha256): readonly GenerationRecord[] | undefined {
  const value = parseJsonObject(text);
  if (value?.["key"] !== key || !isJsonObject(value["recipe"]) || !Array.isArray(value["answers"])) return undefined;
  const recipe = value["recipe"] as unknown as Recipe;
  if (generationKey(recipe) !== key) return undefined;
  const answers: readonly Json[] = value["answers"];
  const records: GenerationRecord[] = [];
  for (const answer of answers) {
    if (!isJsonObject(answer) || typeof answer["host"] !== "string" || !Array.isArray(answer["originals"]))
      return undefined;
    if (!answer["originals"].every(isOriginal)) return undefined;
    const originals = answer["originals"] as unknown as readonly Original[];
    records.push({ key, recipe, host: answer["host"], originals });
  }
  return records.length === 0 ? undefined : records;
}

/** Adds a record's originals, the newest last. The host asked last comes first. */
export function mergeGeneration(
  records: readonly GenerationRecord[],
  added: GenerationRecord,
): readonly GenerationRecord[] {
  const before = records.find(({ host }) => host === added.host);
  const fresh = new Set(added.originals.map(({ sha256 }) => sha256));
  const kept = (before?.originals ?? []).filter(({ sha256 }) => !fresh.has(sha256));
  const merged = { ...added, originals: [...kept, ...added.originals] };
  return [merged, ...records.filter((record) => record !== before)];
}

/** Undefined when it is not whole, or not the record of this key. */
export function parseDerivation(text: string, key: Sha256): DerivationRecord | undefined {
  const value = parseJsonObject(text);
  if (value?.["key"] !== key || !isDigest(value["sha256"]) || typeof value["bytes"] !== "number") return undefined;
  const { sha256, bytes, width, height } = value;
  return {
    key,
    sha256,
    bytes,
    ...(typeof width === "number" && { width }),
    ...(typeof height === "number" && { height }),
  };
}
