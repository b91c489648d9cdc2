import type { Canvas } from "./canvas.ts";
import type { Colour } from "./colour.ts";
import type { Light } from "./light.ts";
import type { Random } from "./noise.ts";
import type { Brief } from "./prompt.ts";

/** Everything that a scene paints with. */
export interface Stage {
  readonly canvas: Canvas;
  readonly brief: Brief;
  readonly light: Light;
  /** For fields of noise; `random` is for single decisions. */
  readonly seed: number;
  readonly random: Random;
  /** Colours to use, strongest first: those of the prompt or the references, else a set that goes together. */
  readonly colours: readonly Colour[];
  /** True when prompt or references named the colours. */
  readonly coloursGiven: boolean;
  /** Paints what is behind a figure: the place that the prompt names, out of focus, or a plain studio wall. */
  readonly backdrop: () => void;
}

/** A subject. To add one: a file in `scenes/` and a row in `scenes.ts`. */
export interface Scene {
  readonly name: string;
  /**
   * `place`: a whole picture, also behind a figure. `figure`: somebody or something in front of a place.
   * `design`: a whole picture that stands for itself.
   */
  readonly kind: "place" | "figure" | "design";
  /** Words that call for it, and how strongly. The highest sum wins; equal sums go by the order of the table. */
  readonly keywords: Readonly<Record<string, number>>;
  /** True for scenes that take their colours from the stage; the others are tinted as a whole. */
  readonly coloursItself: boolean;
  paint(stage: Stage): void;
}
