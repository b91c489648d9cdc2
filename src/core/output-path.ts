import type { Sha256 } from "./digest.ts";

const HASH = "{hash8}";

/** Does the path depend on what the picture will be? */
export function hasContentPath(path: string): boolean {
  return path.includes(HASH);
}

/**
 * The path of an output whose original is known. `{hash8}` is taken from the derivation key rather than from the
 * file's bytes: it changes whenever the picture or what is done to it changes, and not with the encoder's version.
 */
export function outputPath(path: string, derivation: Sha256): string {
  return path.replaceAll(HASH, derivation.slice(0, 8));
}

/** Could an asset with one of these templates want this path, whatever its picture will be? */
export function fitsTemplate(path: string, templates: ReadonlySet<string>): boolean {
  if (templates.size === 0) return false;
  return [...path.matchAll(/(?=([0-9a-f]{8}))/g)].some(([, digits = ""]) =>
    templates.has(path.replaceAll(digits, HASH)),
  );
}
