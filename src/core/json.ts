/** Any JSON value; the manifest, recipes and the lock are made of these and of nothing else. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * The same value with its keys in code-unit order at every level, so that equal values print as equal text on every
 * machine. Members that are `undefined` are left out, as JSON does.
 */
export function canonical(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(canonical);
  const source = value as JsonObject;
  const keys = Object.keys(source).sort(byCodeUnit);
  // A null prototype makes a key called `__proto__` data, and the object several times slower and larger.
  const target: Record<string, Json> = keys.includes("__proto__") ? Object.create(null) : {};
  for (const key of keys) {
    const member = source[key];
    if (member !== undefined) target[key] = canonical(member);
  }
  return target;
}

/** The text whose digest is a key: canonical order, no white space. */
export function canonicalText(value: Json): string {
  return JSON.stringify(canonical(value));
}

/** Order of strings by UTF-16 code unit: the same on every machine, unlike `localeCompare`. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What a text says; undefined where it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The same of a text that must be an object. */
export function parseJsonObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? value : undefined;
}

/** True for a map, not for a list or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
