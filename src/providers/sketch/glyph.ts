import type { Brush } from "./brush.ts";
import { darken, lighten, type Colour } from "./colour.ts";

/** The few tones that an emblem is made of. */
export interface Tones {
  readonly main: Colour;
  readonly light: Colour;
  readonly dark: Colour;
  /** The second colour: a stem, a band, a flame. */
  readonly accent: Colour;
  /** What shines or is white. */
  readonly pale: Colour;
  /** Leaves, which follow the season. */
  readonly leaf: Colour;
}

/** One thing that can be shown on its own, drawn within -1..1. */
export interface Glyph {
  readonly name: string;
  readonly keywords: readonly string[];
  /** Where it stands on a table; 0.9 where nothing is said. */
  readonly foot?: number;
  draw(brush: Brush, tones: Tones): void;
}

export function tonesOf(main: Colour, accent: Colour, leaf: Colour): Tones {
  return { main, light: lighten(main, 0.3), dark: darken(main, 0.38), accent, pale: [0.98, 0.96, 0.91], leaf };
}
