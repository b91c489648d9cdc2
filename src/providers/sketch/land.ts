import { clamp, mix } from "./arithmetic.ts";
import { fillBelow, highest, type Canvas } from "./canvas.ts";
import type { Colour } from "./colour.ts";
import { fractalNoise, hashUnit, ridgedNoise, valueNoise } from "./noise.ts";
import type { Stage } from "./stage.ts";

export interface RidgeForm {
  /** Height of the foot, in pixels from the top. */
  readonly base: number;
  /** Pixels from foot to highest crest. */
  readonly rise: number;
  /** How many bumps over the shorter side. */
  readonly bumps: number;
  /** 0 for round hills, 1 for sharp peaks. */
  readonly sharp: number;
  readonly seed: number;
}

/** The crest of a ridge: a height in pixels for each column. */
export function ridgeLine(canvas: Canvas, form: RidgeForm): Float32Array {
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x += 1) {
    const u = (x / canvas.unit) * form.bumps;
    const round = fractalNoise(u, 3.3, form.seed, 4);
    const sharp = form.sharp > 0 ? ridgedNoise(u * 0.8, 7.7, form.seed + 9, 6) : 0;
    const swell = valueNoise(u * 0.45, 1.1, form.seed + 5);
    const height = mix(round, sharp * 0.75 + swell * 0.25, form.sharp);
    line[x] = form.base - form.rise * height * (0.45 + 0.75 * swell);
  }
  return line;
}

export interface Wood {
  /** The ground that it stands on. */
  readonly ground: Float32Array;
  /** Pixels. */
  readonly height: number;
  readonly seed: number;
  /** 0 for bare ground, 1 for no gap. */
  readonly density: number;
}

/** The outline of a wood of conifers: ground plus trees, as a height in pixels for each column. */
export function coniferLine(canvas: Canvas, { ground, height, seed, density }: Wood): Float32Array {
  const line = ground.slice();
  const step = Math.max(1.5, height * 0.24);
  for (let index = -2; index * step < canvas.width + height; index += 1) {
    const group = valueNoise((index * step) / (height * 2.6), 0.5, seed + 2);
    if (group > density * 1.15) continue;
    const middle = (index + hashUnit(index, 1, seed) * 0.9) * step;
    const tall = height * (0.42 + 0.58 * hashUnit(index, 2, seed)) * (1 - group * 0.35);
    const half = tall * (0.2 + 0.06 * hashUnit(index, 3, seed));
    const foot = ground[clamp(Math.round(middle), 0, canvas.width - 1)] ?? canvas.height;
    const from = Math.max(0, Math.ceil(middle - half));
    for (let x = from; x <= Math.min(canvas.width - 1, middle + half); x += 1) {
      const away = Math.abs(x - middle) / half;
      // Branches: the tent of the tree with a few saw teeth.
      const tooth = away * 5.2 - Math.floor(away * 5.2);
      const top = foot - tall * (1 - away) * (1 - 0.3 * tooth * (1 - away)) - (away < 0.05 ? tall * 0.05 : 0);
      line[x] = Math.min(line[x] ?? foot, top);
    }
  }
  return line;
}

/** Ground that is lit in patches, like meadows under clouds, finer towards the viewer. */
export function paintGround(
  { canvas, seed, light }: Stage,
  line: Float32Array,
  colours: { readonly near: Colour; readonly far: Colour },
): void {
  const top = highest(line);
  const span = Math.max(1, canvas.height - top);
  const scale = 7 / canvas.unit;
  fillBelow(canvas, line, (x, y, out) => {
    const depth = (y - top) / span;
    const patches = fractalNoise(x * scale * (1.2 - depth * 0.7), y * scale * 3.2, seed + 57, 3) - 0.5;
    const blades = hashUnit(x, y >> 1, seed + 58) - 0.5;
    const shine = patches * 0.32 * light.strength + blades * 0.05 * depth;
    for (let channel = 0; channel < 3; channel += 1) {
      out[channel] = clamp(mix(colours.far[channel] ?? 0, colours.near[channel] ?? 0, depth) * (1 + shine), 0, 1);
    }
  });
}
