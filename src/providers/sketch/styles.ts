import type { Canvas } from "./canvas.ts";
import { greyOut } from "./grade.ts";
import type { Brief } from "./prompt.ts";
import { flattenTones } from "./styles/flat.ts";
import { drawInInk } from "./styles/ink.ts";
import { drawInTriangles } from "./styles/low-poly.ts";
import { lightInNeon } from "./styles/neon.ts";
import { drawInPixels } from "./styles/pixel-art.ts";
import { paintWatercolor } from "./styles/watercolor.ts";

/** A manner of painting, laid over a finished scene. To add one: a file in `styles/` and a row here. */
export interface Style {
  readonly name: string;
  readonly keywords: readonly string[];
  /** How much vignette and grain go on top, 0..1. */
  readonly finish: number;
  apply(canvas: Canvas, seed: number): void;
}

const STYLES: readonly Style[] = [
  {
    name: "watercolor",
    keywords: ["watercolor", "watercolour", "aquarelle", "gouache"],
    finish: 0,
    apply: paintWatercolor,
  },
  { name: "pixel art", keywords: ["pixel", "pixelart", "bit", "retro"], finish: 0, apply: drawInPixels },
  { name: "low poly", keywords: ["poly", "lowpoly", "polygonal", "origami"], finish: 0.4, apply: drawInTriangles },
  {
    name: "ink",
    keywords: ["ink", "sketch", "pencil", "drawing", "line", "lineart", "engraving", "etching", "charcoal"],
    finish: 0,
    apply: drawInInk,
  },
  { name: "neon", keywords: ["neon", "cyberpunk", "synthwave", "vaporwave"], finish: 0.6, apply: lightInNeon },
  {
    name: "monochrome",
    keywords: ["monochrome", "noir", "grayscale", "greyscale"],
    finish: 1,
    apply: (canvas) => greyOut(canvas, 1, [1, 1, 1]),
  },
  {
    name: "sepia",
    keywords: ["sepia", "vintage", "antique"],
    finish: 1.4,
    apply: (canvas) => greyOut(canvas, 0.8, [1.1, 0.96, 0.76]),
  },
  {
    name: "flat",
    keywords: ["minimal", "minimalist", "flat", "vector", "poster", "screenprint"],
    finish: 0,
    apply: flattenTones,
  },
];

export function findStyle(brief: Brief): Style | undefined {
  return STYLES.find(({ keywords }) => brief.has(...keywords));
}
