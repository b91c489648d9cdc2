import type { Diagnostic, Pointer } from "../diagnostic.ts";
import { FIELD_ROLE } from "../field-role.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/**
 * Without one of these nobody knows what an asset is: how many there are, who is asked for what, where its files go.
 */
export const DECISIVE_FIELDS: ReadonlySet<string> = new Set([
  "provider",
  "model",
  "endpoint",
  "style",
  "matrix",
  "prompt_file",
  "batch",
  "output",
  "outputs",
  "output_format",
  "format",
  "widths",
]);

/**
 * What is left of a document without the parts that have mistakes: an entry of a map at the top level, a field of
 * the top level, or a field of an asset. Never to be built; it is there so that what is wrong with the rest can be said in the same run.
 */
export function withoutFlawed(document: JsonObject, flawed: readonly Pointer[]): JsonObject {
  const rest: Record<string, Json> = { ...document };
  for (const [field, entry, part] of flawed) {
    if (field === undefined || !(field in rest)) continue;
    const value = rest[field];
    if (entry === undefined || !isJsonObject(value)) delete rest[field];
    else if (part === undefined || !isJsonObject(value[entry])) rest[field] = without(value, entry);
    else rest[field] = { ...value, [entry]: without(value[entry], part) };
  }
  return { ...rest, version: 1 };
}

function without(map: JsonObject, name: string | number): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

/** May an asset of this name have been left out? */
export function isLeftOut(name: string, flawed: readonly Pointer[]): boolean {
  return flawed.some(
    ([field, entry, part]) =>
      field === "assets" && part === undefined && (entry === undefined || isMadeBy(String(entry), name)),
  );
}

/** `icon-{season}` makes `icon-spring`. */
export function isMadeBy(entry: string, name: string): boolean {
  const [first = "", ...others] = entry.split(/\{[^{}]*\}/);
  if (others.length === 0) return entry === name;
  return name.startsWith(first) && name.endsWith(others.at(-1) ?? "");
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
  if (code === "unused-style") return true;
  const fields = new Set(flawed.map(([field]) => field));
  if (fields.has("defaults") && FROM_DEFAULTS.has(code)) return true;
  if ((fields.has("output") || flawed.some(mayBeOutput)) && code.startsWith("output-")) return true;
  return (code === "unknown-style" && fields.has("styles")) || (code === "unknown-variable" && fields.has("vars"));
}

/** A field that nobody knows may have been meant to say where files go. */
function mayBeOutput([, , part]: Pointer): boolean {
  return part !== undefined && !(part in FIELD_ROLE);
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
