import { clamp } from "../arithmetic.ts";
import type { Canvas } from "../canvas.ts";
import { hashUnit } from "../noise.ts";

/** Triangles over a shaken grid, each in the mean of the colours at its corners and its middle. */
export function drawInTriangles(canvas: Canvas, seed: number): void {
  const { width, height, unit, pixels } = canvas;
  const source = pixels.slice();
  const cell = Math.max(4, unit / 40);
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  const corner = (column: number, row: number): Corner => ({
    x: (column + (hashUnit(column, row, seed) - 0.5) * 0.72) * cell,
    y: (row + (hashUnit(column, row, seed + 1) - 0.5) * 0.72) * cell,
  });
  for (let row = -1; row < rows; row += 1) {
    for (let column = -1; column < columns; column += 1) {
      const a = corner(column, row);
      const b = corner(column + 1, row);
      const c = corner(column, row + 1);
      const d = corner(column + 1, row + 1);
      const flip = hashUnit(column, row, seed + 2) < 0.5;
      const halves: readonly (readonly [Corner, Corner, Corner])[] = flip
        ? [
            [a, b, d],
            [a, d, c],
          ]
        : [
            [a, b, c],
            [b, d, c],
          ];
      for (const [index, half] of halves.entries()) {
        const facet = 1 + (hashUnit(column, row * 2 + index, seed + 3) - 0.5) * 0.1;
        fillTriangle(canvas, half, meanColour(source, canvas, half, facet));
      }
    }
  }
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

function meanColour(
  source: Float32Array,
  { width, height }: Canvas,
  [a, b, c]: readonly [Corner, Corner, Corner],
  facet: number,
): Float32Array {
  const mean = new Float32Array(3);
  const middle = { x: (a.x + b.x + c.x) / 3, y: (a.y + b.y + c.y) / 3 };
  for (const corner of [a, b, c, middle, middle]) {
    // Corners are looked up a little inside, where the triangle's own colour is.
    const x = clamp(Math.round(corner.x * 0.6 + middle.x * 0.4), 0, width - 1);
    const y = clamp(Math.round(corner.y * 0.6 + middle.y * 0.4), 0, height - 1);
    for (let channel = 0; channel < 3; channel += 1)
      mean[channel] = (mean[channel] ?? 0) + ((source[(y * width + x) * 3 + channel] ?? 0) * facet) / 5;
  }
  return mean;
}

function fillTriangle(
  { width, height, pixels }: Canvas,
  [a, b, c]: readonly [Corner, Corner, Corner],
  colour: Float32Array,
): void {
  const top = clamp(Math.floor(Math.min(a.y, b.y, c.y)), 0, height);
  const bottom = clamp(Math.ceil(Math.max(a.y, b.y, c.y)), 0, height);
  const left = clamp(Math.floor(Math.min(a.x, b.x, c.x)), 0, width);
  const right = clamp(Math.ceil(Math.max(a.x, b.x, c.x)), 0, width);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const p = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
      const q = (c.x - b.x) * (y - b.y) - (c.y - b.y) * (x - b.x);
      const r = (a.x - c.x) * (y - c.y) - (a.y - c.y) * (x - c.x);
      if ((p >= 0 && q >= 0 && r >= 0) || (p <= 0 && q <= 0 && r <= 0)) pixels.set(colour, (y * width + x) * 3);
    }
  }
}
