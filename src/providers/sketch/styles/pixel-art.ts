import { clamp } from "../arithmetic.ts";
import type { Canvas } from "../canvas.ts";

/** Large square pixels of few colours, with the ordered dithering of old machines. */
export function drawInPixels(canvas: Canvas): void {
  const { width, height, unit, pixels } = canvas;
  const size = Math.max(2, Math.round(unit / 96));
  const levels = 7;
  for (let top = 0, row = 0; top < height; top += size, row += 1) {
    for (let left = 0, column = 0; left < width; left += size, column += 1) {
      const threshold = ((BAYER[(row & 3) * 4 + (column & 3)] ?? 0) + 0.5) / 16 - 0.5;
      const bottom = Math.min(height, top + size);
      const right = Math.min(width, left + size);
      const sum = [0, 0, 0];
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1)
          for (let channel = 0; channel < 3; channel += 1)
            sum[channel] = (sum[channel] ?? 0) + (pixels[(y * width + x) * 3 + channel] ?? 0);
      }
      const count = (bottom - top) * (right - left);
      for (let channel = 0; channel < 3; channel += 1) {
        const mean = (sum[channel] ?? 0) / count;
        // A little more contrast: few colours look dull otherwise.
        const strong = clamp((mean - 0.5) * 1.14 + 0.5, 0, 1);
        const value = clamp(Math.round(strong * (levels - 1) + threshold * 0.62) / (levels - 1), 0, 1);
        for (let y = top; y < bottom; y += 1)
          for (let x = left; x < right; x += 1) pixels[(y * width + x) * 3 + channel] = value;
      }
    }
  }
}

const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
