import type { Pointer } from "../diagnostic.ts";
import { maskSecrets } from "../secrets.ts";

/** ` in output 2 of asset "hero"`; empty at the top level. Begins with a space. */
export function placeName(pointer: Pointer): string {
  const [section, name] = pointer;
  if (section === undefined) return "";
  const kind = OWNERS[section];
  const isNamed = kind !== undefined && name !== undefined;
  const [field, entry] = pointer.slice(isNamed ? 2 : 1);
  const owner = isNamed ? `${kind} ${valueName(name)}` : String(section);
  if (field === undefined) return ` in ${owner}`;
  if (typeof entry !== "number") return ` in "${field}" of ${owner}`;
  return ` in ${ENTRIES[field] ?? `"${field}"`} ${entry + 1} of ${owner}`;
}

const OWNERS: Readonly<Record<string, string>> = {
  assets: "asset",
  styles: "style",
  models: "model",
  profiles: "profile",
};
const ENTRIES: Readonly<Record<string, string>> = { outputs: "output", frames: "frame", image_loras: "LoRA" };

const LONGEST_VALUE = 40;
/** Enough to know a key by. */
const LONGEST_LOOK = 200;

/** A value as it would stand in a sentence: texts in quotes and cut, keys hidden. */
export function valueName(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shortName(value));
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "a map";
}

/** A text, cut, with keys hidden. */
export function shortName(text: string): string {
  const masked = maskSecrets(text.slice(0, LONGEST_LOOK));
  return masked.length > LONGEST_VALUE ? `${masked.slice(0, LONGEST_VALUE - 1)}…` : masked;
}
