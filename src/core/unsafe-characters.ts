/**
 * Characters by which a text from outside can pass for something else (T13), in classes to stand in the brackets of a
 * pattern with the flag `u`. Which classes a place keeps out is its own affair, and said there; what is in them is said
 * here.
 */

/** They begin a line or move a cursor: C0, DEL, C1, the line and the paragraph separator. */
export const CONTROLS = String.raw`\p{Cc}\p{Zl}\p{Zp}`;

/** Marks, embeddings, overrides and isolates: what stands around them is read in another order. */
export const DIRECTION = String.raw`\p{Bidi_Control}`;

/** Characters without a glyph: those of direction, soft hyphens, zero widths and tags, in which words can hide. */
export const INVISIBLE = String.raw`\p{Cf}`;

/** Halves of a character, which every writer of UTF-8 replaces as it likes. */
export const SURROGATES = String.raw`\p{Cs}`;
