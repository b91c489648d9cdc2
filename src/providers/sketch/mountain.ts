import { clamp, mix, smoothstep } from "./arithmetic.ts";
import { fillBelow, type Canvas } from "./canvas.ts";
import { blend, type Colour } from "./colour.ts";
import { fractalNoise, hashUnit, ridgedNoise, valueNoise } from "./noise.ts";
import type { Stage } from "./stage.ts";

/** A range of peaks: for each column how high it reaches and which peak it belongs to. */
export interface Range {
  /** Pixels from the top. */
  readonly line: Float32Array;
  /** The column of the summit that this column belongs to. */
  readonly summit: Float32Array;
  readonly base: number;
  readonly rise: number;
  readonly seed: number;
}

export interface RangeForm {
  readonly base: number;
  /** Pixels from the foot to the highest summit. */
  readonly rise: number;
  /** Pixels between summits, about. */
  readonly spacing: number;
  readonly seed: number;
}

export function shapeRange(canvas: Canvas, { base, rise, spacing, seed }: RangeForm): Range {
  const line = new Float32Array(canvas.width).fill(base);
  const summit = new Float32Array(canvas.width);
  const count = Math.ceil(canvas.width / spacing) + 2;
  for (let index = -1; index < count; index += 1) {
    const middle = (index + 0.15 + 0.7 * hashUnit(index, 1, seed)) * spacing;
    const swell = valueNoise(index * 0.7, 4.2, seed);
    const tall = rise * (0.38 + 0.3 * hashUnit(index, 2, seed) + 0.36 * swell);
    const reach = tall * (1.15 + 0.5 * hashUnit(index, 3, seed));
    for (let x = Math.max(0, Math.ceil(middle - reach)); x <= Math.min(canvas.width - 1, middle + reach); x += 1) {
      const away = Math.abs(x - middle) / reach;
      // Steep under the summit, flatter towards the foot, with shoulders on the way.
      const shoulder =
        (fractalNoise((x / rise) * 3.4, index * 5.3, seed + 4, 4) - 0.5) * smoothstep(0, 0.3, away) * 0.34;
      const detail = (valueNoise((x / rise) * 26, 1, seed + 5) - 0.5) * 0.025;
      const top = base - tall * clamp((1 - away) * (1 - away * 0.34) + shoulder * (1 - away) + detail, 0, 1.1);
      if (top >= (line[x] ?? base)) continue;
      line[x] = top;
      summit[x] = middle;
    }
  }
  return { line, summit, base, rise, seed };
}

export interface RangeColours {
  readonly shade: Colour;
  readonly lit: Colour;
  /** What its foot fades into, and how much, 0..1. */
  readonly haze: Colour;
  readonly fading: number;
  /** 0..1. */
  readonly snow: number;
  /** -1 when the light comes from the left, 1 from the right. */
  readonly side: number;
}

/** Paints a range: a lit and a shaded face to every summit, gullies, snow above a ragged line, mist at the foot. */
export function paintRange({ canvas, light }: Stage, range: Range, colours: RangeColours): void {
  const { line, summit, rise, base, seed } = range;
  const snowLit = light.dark
    ? blend([0.62, 0.7, 0.86], light.sky[2] ?? light.haze, 0.35)
    : blend([0.98, 0.98, 1], light.sun, 0.3);
  const snowShade = blend(colours.shade, [0.66, 0.74, 0.92], light.dark ? 0.22 : 0.55);
  fillBelow(canvas, line, (x, y, out) => {
    const down = (y - (line[x] ?? y)) / rise;
    // Where two peaks meet, the seam wanders the more the deeper it lies.
    const stray = (valueNoise((y / rise) * 9, 3, seed + 14) - 0.5) * rise * 0.5 * smoothstep(0, 0.2, down);
    const peak = summit[clamp(Math.round(x + stray), 0, canvas.width - 1)] ?? x;
    const top = line[clamp(Math.round(peak), 0, canvas.width - 1)] ?? y;
    const below = (y - top) / rise;
    // The spine zigzags down from the summit; gullies fan out from it on either side.
    const zigzag =
      (valueNoise(below * 7, peak, seed + 12) - 0.5) * 0.22 + (valueNoise(below * 19, peak, seed + 13) - 0.5) * 0.07;
    const aside = (x - peak) / rise - zigzag * smoothstep(0, 0.16, below);
    const fan = aside / (below + 0.16);
    const gully = ridgedNoise(fan * 4.2 + peak, below * 3.4 - Math.abs(aside) * 1.5, seed + 11, 3);
    const facing = clamp(0.5 + (aside * colours.side + (gully - 0.6) * 0.1) / 0.03, 0, 1);
    const bright = clamp(facing * 0.72 + 0.14 + (gully - 0.55) * 0.75, 0, 1);
    const snowLine = 0.13 + (gully - 0.5) * 0.62 + facing * 0.04;
    const height = (base - y) / rise;
    const snow = colours.snow * smoothstep(-0.05, 0.05, snowLine - down + (height - 0.5) * 0.3 + (colours.snow - 0.6));
    const mist = smoothstep(0.3, 1.02, 1 - height) * colours.fading;
    for (let channel = 0; channel < 3; channel += 1) {
      const rock = mix(colours.shade[channel] ?? 0, colours.lit[channel] ?? 0, bright);
      const white = mix(snowShade[channel] ?? 0, snowLit[channel] ?? 0, smoothstep(0.25, 0.7, bright));
      out[channel] = mix(mix(rock, white, snow), colours.haze[channel] ?? 0, mist);
    }
  });
}
