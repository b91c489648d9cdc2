import type { Diagnostic, Pointer } from "../diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/**
 * What is left of a document without the parts that have mistakes: an entry of a map at the top level, or a field of
 * the top level. Never to be built; it is there so that what is wrong with the rest can be said in the same run.
 */
export function withoutFlawed(document: JsonObject, flawed: readonly Pointer[]): JsonObject {
  const rest: Record<string, Json> = { ...document };
  for (const [field, entry] of flawed) {
    if (field === undefined || !(field in rest)) continue;
    const value = rest[field];
    if (entry === undefined || !isJsonObject(value)) delete rest[field];
    else rest[field] = Object.fromEntries(Object.entries(value).filter(([name]) => name !== entry));
  }
  return { ...rest, version: 1 };
}

/** Without the fields of which nothing is left, and with a version, where that is what was taken out. */
export function withoutEmpty(document: JsonObject, flawed: readonly Pointer[]): JsonObject {
  const fields = new Set(flawed.map(([field]) => field));
  const rest = Object.fromEntries(
    Object.entries(document).filter(([name, value]) => value !== null || !fields.has(name)),
  );
  return fields.has("version") ? { ...rest, version: 1 } : rest;
}

/** Could this be said only because a part of the manifest was left out? */
export function isEcho({ code }: Diagnostic, flawed: readonly Pointer[]): boolean {
  if (flawed.length === 0) return false;
  if (code === "unknown-asset" || code === "unused-style") return true;
  const fields = new Set(flawed.map(([field]) => field));
  if (fields.has("defaults") && FROM_DEFAULTS.has(code)) return true;
  if ((fields.has("output") || fields.has("outputs")) && code.startsWith("output-")) return true;
  return (code === "unknown-style" && fields.has("styles")) || (code === "unknown-variable" && fields.has("vars"));
}

/** What somebody may have set there. */
const FROM_DEFAULTS: ReadonlySet<Diagnostic["code"]> = new Set([
  "missing-field",
  "parameter-unsupported",
  "prompt-missing",
  "unknown-provider",
  "output-needs-index",
  "output-collision",
  "size-unsupported",
]);
