import { mix } from "./arithmetic.ts";
import { shadeRows, type Canvas } from "./canvas.ts";
import { blend, darken, lighten, luma, ramp, type Colour } from "./colour.ts";

/**
 * Tints a finished picture: each brightness takes the colour that the palette has at that brightness, and keeps a
 * share of its own. So a sunset in teal and sand still has its lights and shadows where they were.
 */
export function gradeTowards(canvas: Canvas, colours: readonly Colour[], strength: number): void {
  const table = rampTable(colours);
  shadeRows(canvas, (_x, _y, out) => {
    const own = luma([out[0] ?? 0, out[1] ?? 0, out[2] ?? 0]);
    const index = Math.min(255, Math.max(0, Math.round(own * 255))) * 3;
    for (let channel = 0; channel < 3; channel += 1)
      out[channel] = mix(out[channel] ?? 0, table[index + channel] ?? 0, strength);
  });
}

/** Takes the colour away, `share` of it. */
export function greyOut(canvas: Canvas, share: number, tone: Colour): void {
  shadeRows(canvas, (_x, _y, out) => {
    const own = luma([out[0] ?? 0, out[1] ?? 0, out[2] ?? 0]);
    for (let channel = 0; channel < 3; channel += 1)
      out[channel] = mix(out[channel] ?? 0, own * (tone[channel] ?? 1), share);
  });
}

/** 256 brightnesses, three numbers each. */
function rampTable(colours: readonly Colour[]): Float32Array {
  const sorted = [...colours].sort((left, right) => luma(left) - luma(right));
  const first = sorted[0] ?? [0, 0, 0];
  const last = sorted.at(-1) ?? [1, 1, 1];
  const stops = [
    darken(first, 0.85),
    blend(darken(first, 0.4), first, 0.5),
    ...sorted,
    blend(lighten(last, 0.75), [1, 0.99, 0.96], 0.5),
  ];
  const table = new Float32Array(768);
  for (let index = 0; index < 256; index += 1) {
    const wanted = index / 255;
    const own = atLuma(stops, wanted);
    table.set(own, index * 3);
  }
  return table;
}

/** The colour of the stops, which rise in brightness, where they are as bright as wanted. */
function atLuma(stops: readonly Colour[], wanted: number): Colour {
  for (let index = 1; index < stops.length; index += 1) {
    const low = stops[index - 1] ?? [0, 0, 0];
    const high = stops[index] ?? low;
    if (wanted > luma(high) && index < stops.length - 1) continue;
    const span = luma(high) - luma(low);
    return ramp([low, high], span <= 0 ? 1 : (wanted - luma(low)) / span);
  }
  return stops[0] ?? [0, 0, 0];
}
