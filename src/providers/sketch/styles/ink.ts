import { clamp, mix, smoothstep } from "../arithmetic.ts";
import type { Canvas } from "../canvas.ts";
import { hashUnit, valueNoise } from "../noise.ts";

/** Pen on paper: lines where brightness changes, hatching where it is dark, a breath of the colour beneath. */
export function drawInInk(canvas: Canvas, seed: number): void {
  const { width, height, unit, pixels } = canvas;
  const grey = new Float32Array(width * height);
  for (let index = 0; index < grey.length; index += 1) {
    grey[index] =
      (pixels[index * 3] ?? 0) * 0.3 + (pixels[index * 3 + 1] ?? 0) * 0.59 + (pixels[index * 3 + 2] ?? 0) * 0.11;
  }
  const reach = Math.max(1, Math.round(unit / 700));
  const pitch = Math.max(4, unit / 95);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const left = grey[y * width + Math.max(0, x - reach)] ?? 0;
      const right = grey[y * width + Math.min(width - 1, x + reach)] ?? 0;
      const up = grey[Math.max(0, y - reach) * width + x] ?? 0;
      const down = grey[Math.min(height - 1, y + reach) * width + x] ?? 0;
      const own = grey[y * width + x] ?? 0;
      const edge = Math.sqrt((right - left) * (right - left) + (down - up) * (down - up));
      const line = smoothstep(0.07, 0.24, edge);
      const wobble = (valueNoise(x / (pitch * 5), y / (pitch * 5), seed) - 0.5) * pitch * 1.4;
      const hatch =
        stroke(x + y + wobble, pitch, own, 0.62) +
        stroke(x - y + wobble, pitch, own, 0.36) * 0.8 +
        stroke(y * 1.3 + wobble, pitch * 0.8, own, 0.2) * 0.7;
      const press = 0.8 + 0.3 * hashUnit(x, y, seed + 2);
      const ink = clamp(line * 0.9 + hatch * 0.62, 0, 1) * press;
      const index = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const paper = mix(PAPER[channel] ?? 1, pixels[index + channel] ?? 0, 0.14 * smoothstep(1, 0.3, own));
        pixels[index + channel] = mix(paper, INK[channel] ?? 0, clamp(ink, 0, 0.95));
      }
    }
  }
}

const PAPER = [0.972, 0.952, 0.905] as const;
const INK = [0.13, 0.14, 0.19] as const;

/** One set of parallel lines, thicker the darker it is below a threshold. */
function stroke(along: number, pitch: number, brightness: number, threshold: number): number {
  if (brightness >= threshold) return 0;
  const position = along / pitch - Math.floor(along / pitch);
  const half = 0.08 + 0.2 * (1 - brightness / threshold);
  return smoothstep(half, half * 0.45, Math.abs(position - 0.5));
}
