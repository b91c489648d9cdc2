import { clamp, mix, smoothstep } from "../arithmetic.ts";
import type { Canvas } from "../canvas.ts";
import { luma } from "../colour.ts";

/** Few even tones, as printed with a handful of inks; edges between tones stay smooth. */
export function flattenTones(canvas: Canvas): void {
  const { pixels } = canvas;
  const levels = 7;
  for (let index = 0; index < pixels.length; index += 3) {
    const own = luma([pixels[index] ?? 0, pixels[index + 1] ?? 0, pixels[index + 2] ?? 0]);
    const position = own * levels;
    const low = Math.floor(position);
    const target = (low + smoothstep(0.42, 0.58, position - low)) / levels;
    const scale = target / Math.max(0.02, own);
    for (let channel = 0; channel < 3; channel += 1) {
      const value = pixels[index + channel] ?? 0;
      pixels[index + channel] = clamp(mix(value, value * scale, 0.85), 0, 1);
    }
  }
}
