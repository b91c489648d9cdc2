import { clamp, mix, smoothstep } from "./arithmetic.ts";
import type { Colour } from "./colour.ts";
import { fractalNoise, valueNoise } from "./noise.ts";
import type { Stage } from "./stage.ts";

export interface WaterSurface {
  /** Pixels from the top: where water meets land. */
  readonly top: number;
  readonly bottom: number;
  /** The water's own colour, seen most at the viewer's feet. */
  readonly deep: Colour;
  /** 0 is a mirror, 1 is a choppy sea. */
  readonly waves: number;
  /** Column under the sun or the moon, in pixels; its light lies on the water there. */
  readonly sunX: number;
}

/** Water that mirrors what was painted above it, broken by ripples that grow towards the viewer. */
export function paintWater({ canvas, light, seed }: Stage, surface: WaterSurface): void {
  const { width, height, unit, pixels } = canvas;
  const top = Math.max(1, Math.round(surface.top));
  const depthOf = Math.max(1, surface.bottom - top);
  for (let y = top; y < Math.min(height, surface.bottom); y += 1) {
    const depth = (y - top) / depthOf;
    const wavelength = unit * (0.006 + depth * 0.028);
    const strength = (0.006 + 0.05 * depth) * unit * (0.35 + surface.waves);
    const own = smoothstep(-0.1, 1.15, depth) * 0.62 + surface.waves * 0.2;
    for (let x = 0; x < width; x += 1) {
      const u = x / (wavelength * 6);
      const ripple = fractalNoise(u, ((y - top) / wavelength) * 1.7, seed + 71, 2) - 0.5;
      const chop = surface.waves > 0.3 ? valueNoise(u * 0.6, (y - top) / (wavelength * 2.2), seed + 74) - 0.5 : 0;
      const from = clamp(Math.round(top - 1 - (y - top) * 0.92 - (ripple + chop) * strength * 2.2), 0, top - 1);
      const side = clamp(Math.round(x + ripple * strength * 0.7), 0, width - 1);
      const source = (from * width + side) * 3;
      const target = (y * width + x) * 3;
      const shade = 0.94 + ripple * 0.3 * (0.3 + surface.waves) + chop * 0.25;
      const path = glitter(surface, { x, depth, unit }) * smoothstep(0.06, 0.26, ripple + chop * 0.5);
      for (let channel = 0; channel < 3; channel += 1) {
        const seen = mix((pixels[source + channel] ?? 0) * shade, surface.deep[channel] ?? 0, own);
        pixels[target + channel] = mix(seen, light.sun[channel] ?? 0, path * (0.25 + 0.6 * light.strength));
      }
    }
  }
}

/** The road of light under the sun: narrow at the horizon, wide at the viewer. */
function glitter(surface: WaterSurface, at: { x: number; depth: number; unit: number }): number {
  const half = at.unit * (0.035 + at.depth * 0.16);
  return smoothstep(half, 0, Math.abs(at.x - surface.sunX)) * (1 - at.depth * 0.45);
}
