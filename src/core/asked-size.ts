import type { Original } from "./lock.ts";
import type { Recipe } from "./recipe.ts";

/** Pixels. A side that is left to the model is absent. */
export interface AskedSize {
  readonly width?: number;
  readonly height?: number;
}

/** The size that a request asks for in pixels; many models are asked by ratio, or not at all. */
export function askedSize({ body: { width, height } }: Recipe): AskedSize {
  return { ...(typeof width === "number" && { width }), ...(typeof height === "number" && { height }) };
}

/** How many pixels a request asks for; 0 where it leaves a side to the model. */
export function askedPixels(recipe: Recipe): number {
  const { width = 0, height = 0 } = askedSize(recipe);
  return width * height;
}

/** Is this another size than was asked for, as far as one was, and as far as the picture's is known? */
export function isOtherSize({ width, height }: AskedSize, original: Original): boolean {
  if (original.width === undefined || original.height === undefined) return false;
  return (width !== undefined && width !== original.width) || (height !== undefined && height !== original.height);
}

/** `1024x768`, or `1024 wide` where the other side is left to the model. */
export function sizeText({ width, height }: AskedSize): string {
  if (width !== undefined && height !== undefined) return `${width}x${height}`;
  return width === undefined ? `${height} high` : `${width} wide`;
}
