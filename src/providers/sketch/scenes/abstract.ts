import { clamp, mix, sine, smoothstep } from "../arithmetic.ts";
import { createBrush } from "../brush.ts";
import { fillBelow, shadeRows } from "../canvas.ts";
import { blend, darken, lighten, luma, ramp, type Colour } from "../colour.ts";
import { valueNoise } from "../noise.ts";
import { circle } from "../shape.ts";
import type { Scene, Stage } from "../stage.ts";

/** Colours without a subject: waves in layers, or sheets of cut paper. */
export const ABSTRACT: Scene = {
  name: "abstract",
  kind: "design",
  coloursItself: true,
  keywords: {
    abstract: 8,
    wave: 4,
    gradient: 6,
    background: 2,
    fluid: 6,
    flow: 4,
    flowing: 4,
    swirl: 6,
    marble: 6,
    shape: 3,
    geometric: 4,
    wallpaper: 3,
    backdrop: 3,
    blob: 5,
  },
  paint(stage) {
    const colours = spread(stage);
    if (stage.brief.has("wave", "dune", "layer", "layered", "paper")) paintWaves(stage, colours);
    else paintContours(stage, colours);
  },
};

/** The colours from light to dark with a light and a dark end, so that every palette has depth. */
function spread({ colours }: Stage): readonly Colour[] {
  const sorted = [...colours].sort((left, right) => luma(right) - luma(left));
  const light = sorted[0] ?? [0.9, 0.85, 0.75];
  const dark = sorted.at(-1) ?? [0.1, 0.3, 0.35];
  return [blend(lighten(light, 0.6), [1, 0.97, 0.92], 0.4), ...sorted, darken(dark, 0.45)];
}

function paintWaves(stage: Stage, colours: readonly Colour[]): void {
  const { canvas, random, seed } = stage;
  shadeRows(canvas, (_x, y, out) =>
    out.set(
      ramp([colours[0] ?? [1, 1, 1], blend(colours[0] ?? [1, 1, 1], colours[1] ?? [1, 1, 1], 0.5)], y / canvas.height),
    ),
  );
  const brush = createBrush(canvas, {
    x: canvas.width * (0.62 + random() * 0.2),
    y: canvas.height * 0.24,
    scale: canvas.unit * 0.11,
  });
  brush(circle(0, 0, 1), blend(colours[1] ?? [1, 0.8, 0.6], [0.98, 0.66, 0.42], 0.35));
  const layers = 9;
  for (let layer = 0; layer < layers; layer += 1) {
    const near = layer / (layers - 1);
    const line = new Float32Array(canvas.width);
    const length = canvas.unit * (0.62 + near * 0.75 + random() * 0.3);
    const phase = random();
    const high = canvas.unit * (0.045 + 0.05 * random());
    const base = canvas.height * (0.3 + near * 0.66);
    for (let x = 0; x < canvas.width; x += 1) {
      const drift = valueNoise(x / length, layer * 3, seed + 7) * 0.6;
      line[x] = base + sine(x / length + phase + drift) * high + sine((x / length) * 2.1 + phase * 3) * high * 0.28;
    }
    // Neighbours alternate between near hues of the palette: paper cut outs rather than one long gradient.
    const at = clamp(near * 0.9 + 0.1 + (layer % 2 === 0 ? 0.07 : -0.05), 0, 1);
    const own = ramp(colours.slice(1), at);
    shadowAbove(stage, line);
    fillBelow(canvas, line, (x, y, out) => {
      const down = (y - (line[x] ?? y)) / (canvas.unit * 0.26);
      const rim = smoothstep(0.035, 0, down) * 0.22;
      const fall = clamp(down, 0, 1) * 0.26;
      for (let channel = 0; channel < 3; channel += 1) {
        const shaded = (own[channel] ?? 0) * (1.06 - fall);
        out[channel] = clamp(mix(shaded, 1, rim), 0, 1);
      }
    });
  }
}

/** A soft shadow that the next layer throws on what lies behind it. */
function shadowAbove({ canvas }: Stage, line: Float32Array): void {
  const reach = canvas.unit * 0.035;
  for (let x = 0; x < canvas.width; x += 1) {
    const edge = line[x] ?? 0;
    for (let y = Math.max(0, Math.floor(edge - reach)); y < Math.min(canvas.height, edge + 1); y += 1) {
      const share = 1 - 0.3 * smoothstep(reach, 0, edge - y);
      const index = (y * canvas.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        canvas.pixels[index + channel] = (canvas.pixels[index + channel] ?? 0) * share;
    }
  }
}

/** Sheets of paper cut along the contours of a smooth field, each throwing a shadow on the one below. */
function paintContours({ canvas, seed }: Stage, colours: readonly Colour[]): void {
  const scale = 1.5 / canvas.unit;
  const sheets = 8;
  shadeRows(canvas, (x, y, out) => {
    const u = x * scale;
    const v = y * scale;
    const bend = valueNoise(u * 1.1 + 5.2, v * 1.1 + 1.3, seed + 2) * 1.1;
    const field =
      valueNoise(u + bend, v - bend * 0.7, seed + 3) * 0.72 + valueNoise(u * 2.1 - bend, v * 2.1, seed + 4) * 0.28;
    const level = clamp(field * 1.2 - 0.1, 0, 0.999) * sheets;
    const sheet = Math.floor(level);
    const rest = level - sheet;
    const lit = smoothstep(0.07, 0.03, rest) * smoothstep(0, 0.025, rest) * 0.16;
    const shadow = smoothstep(0.66, 1, rest) * 0.34;
    const own = ramp(colours, (sheet + 0.5 + (sheet % 2 === 0 ? 0.18 : -0.18)) / sheets);
    for (let channel = 0; channel < 3; channel += 1) {
      out[channel] = mix((own[channel] ?? 0) * (1 - shadow), 1, sheet === 0 ? 0 : lit);
    }
  });
}
