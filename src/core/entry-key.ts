import type { Place } from "./diagnostic.ts";

/** The key of `assets` that a place is in; undefined for one elsewhere, as in `defaults` or a style. */
export function entryKey(place: Place | undefined): string | undefined {
  if (place === undefined || !("pointer" in place) || place.pointer[0] !== "assets") return undefined;
  const key = place.pointer[1];
  return key === undefined ? undefined : String(key);
}

/** Why one row of a matrix has no fields of its own to be set. */
export function oneRowText(name: string, key: string): string {
  return `${name} is one row of "${key}"; what is written there holds for all of its rows`;
}
