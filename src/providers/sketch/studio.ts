import { clamp, smoothstep } from "./arithmetic.ts";
import { shadeRows, type Canvas } from "./canvas.ts";
import { blend, darken, saturate } from "./colour.ts";
import { fractalNoise } from "./noise.ts";
import type { Stage } from "./stage.ts";

/** A painted canvas wall, brighter behind the head, as in a photographer's studio. */
export function paintStudio({ canvas, colours, seed, light, brief }: Stage): void {
  const own = saturate(colours[2] ?? colours[0] ?? [0.5, 0.5, 0.5], 0.75);
  const dark = brief.time !== undefined && light.dark;
  const bright = blend(own, [0.95, 0.9, 0.82], dark ? 0.1 : 0.5);
  const deep = darken(own, dark ? 0.75 : 0.45);
  shadeRows(canvas, (x, y, out) => {
    const dx = (x - canvas.width * 0.46) / canvas.unit;
    const dy = (y - canvas.height * 0.4) / canvas.unit;
    const strokes =
      fractalNoise(((x + y * 0.6) / canvas.unit) * 4, ((y - x * 0.4) / canvas.unit) * 9, seed + 71, 3) - 0.5;
    const share = clamp(smoothstep(0, 0.95, Math.sqrt(dx * dx + dy * dy)) + strokes * 0.3, 0, 1);
    for (let channel = 0; channel < 3; channel += 1)
      out[channel] = (bright[channel] ?? 0) + ((deep[channel] ?? 0) - (bright[channel] ?? 0)) * share;
  });
}

/** Out of focus, so that what stands in front stands out. A running mean, twice in each direction. */
export function softenBackdrop(canvas: Canvas): void {
  const { width, height, pixels } = canvas;
  const reach = Math.max(1, Math.round(canvas.unit / 170));
  for (let pass = 0; pass < 2; pass += 1) {
    for (let y = 0; y < height; y += 1)
      for (let channel = 0; channel < 3; channel += 1)
        blurLine(pixels, { start: y * width * 3 + channel, step: 3, count: width, reach });
    for (let x = 0; x < width; x += 1)
      for (let channel = 0; channel < 3; channel += 1)
        blurLine(pixels, { start: x * 3 + channel, step: width * 3, count: height, reach });
  }
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly reach: number;
}

const ring = new Float32Array(4096);

function blurLine(pixels: Float32Array, { start, step, count, reach }: Line): void {
  const at = (index: number) => start + clamp(index, 0, count - 1) * step;
  for (let index = 0; index < count; index += 1) ring[index] = pixels[start + index * step] ?? 0;
  let sum = 0;
  for (let offset = -reach; offset <= reach; offset += 1) sum += ring[clamp(offset, 0, count - 1)] ?? 0;
  for (let index = 0; index < count; index += 1) {
    pixels[at(index)] = sum / (reach * 2 + 1);
    sum += (ring[clamp(index + reach + 1, 0, count - 1)] ?? 0) - (ring[clamp(index - reach, 0, count - 1)] ?? 0);
  }
}
