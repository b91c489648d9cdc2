import { clamp, mix, smoothstep } from "../arithmetic.ts";
import type { Canvas } from "../canvas.ts";
import { fractalNoise, hashUnit, valueNoise } from "../noise.ts";

/** Edges that bleed, pigment that pools, white paper showing through, and a border that the brush did not reach. */
export function paintWatercolor(canvas: Canvas, seed: number): void {
  const { width, height, unit, pixels } = canvas;
  const source = pixels.slice();
  const bleed = unit * 0.013;
  const scale = 26 / unit;
  const border = unit * 0.035;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const wobbleX = fractalNoise(x * scale, y * scale, seed + 1, 2) - 0.5;
      const wobbleY = fractalNoise(x * scale + 40, y * scale, seed + 2, 2) - 0.5;
      const sx = x + wobbleX * bleed * 2;
      const sy = y + wobbleY * bleed * 2;
      const spread = bleed * 0.35;
      const target = (y * width + x) * 3;
      const pool =
        valueNoise(x * scale * 0.16, y * scale * 0.16, seed + 3) * 0.6 +
        valueNoise(x * scale * 0.45, y * scale * 0.45, seed + 4) * 0.4;
      const grain = valueNoise(x * 0.4, y * 0.4, seed + 5) * 0.6 + hashUnit(x, y, seed + 6) * 0.4;
      const edge = Math.min(x, y, width - 1 - x, height - 1 - y) + wobbleX * unit * 0.028;
      const painted = smoothstep(border * 0.55, border * 0.75, edge);
      const rim = smoothstep(border * 1.25, border * 0.7, edge) * painted;
      const here = at(canvas, sx, sy);
      const right = at(canvas, sx + spread * 2, sy);
      const below = at(canvas, sx, sy + spread * 2);
      let contrast = 0;
      for (let channel = 0; channel < 3; channel += 1) {
        contrast +=
          Math.abs((source[here + channel] ?? 0) - (source[right + channel] ?? 0)) +
          Math.abs((source[here + channel] ?? 0) - (source[below + channel] ?? 0));
      }
      const lineShade = clamp(contrast * 0.22, 0, 0.2);
      for (let channel = 0; channel < 3; channel += 1) {
        const own =
          ((source[here + channel] ?? 0) + (source[right + channel] ?? 0) + (source[below + channel] ?? 0)) / 3;
        // A wash is thinner than paint: lighter, and the more so where the water took the pigment away.
        const thin = mix(own, 1, 0.13 + 0.27 * smoothstep(0.35, 0.85, pool));
        const pigment = thin * (1 - lineShade - rim * 0.16) * (0.95 + (grain - 0.5) * 0.17);
        const paper = (PAPER[channel] ?? 1) * (0.985 + (grain - 0.5) * 0.05);
        pixels[target + channel] = mix(paper, Math.min(paper, pigment), painted);
      }
    }
  }
}

const PAPER = [0.975, 0.96, 0.925] as const;

function at({ width, height }: Canvas, x: number, y: number): number {
  return (clamp(Math.round(y), 0, height - 1) * width + clamp(Math.round(x), 0, width - 1)) * 3;
}
