import type { Glyph } from "./glyph.ts";
import { NATURE_GLYPHS } from "./glyphs/nature.ts";
import { OBJECT_GLYPHS } from "./glyphs/objects.ts";
import { SIGN_GLYPHS } from "./glyphs/signs.ts";
import type { Brief } from "./prompt.ts";

const GLYPHS: readonly Glyph[] = [...OBJECT_GLYPHS, ...NATURE_GLYPHS, ...SIGN_GLYPHS];

/** The first thing in the prompt that can be drawn. */
export function findGlyph(brief: Brief): Glyph | undefined {
  for (const word of brief.words) {
    // A potted plant is a plant in a pot, not a pot.
    const glyph = GLYPHS.find(({ keywords }) => keywords.includes(word));
    if (glyph !== undefined) return glyph;
  }
  return undefined;
}

/** Something for a prompt that names nothing we can draw: always the same for the same number. */
export function anyGlyph(number: number): Glyph {
  const glyph = SIGN_GLYPHS[number % SIGN_GLYPHS.length];
  if (glyph === undefined) throw new Error("the table of signs is empty");
  return glyph;
}
