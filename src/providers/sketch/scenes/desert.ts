import { clamp, mix, smoothstep } from "../arithmetic.ts";
import { createBrush } from "../brush.ts";
import { fillBelow } from "../canvas.ts";
import { blend, colour, darken, lighten } from "../colour.ts";
import { underLight } from "../light.ts";
import { valueNoise, fractalNoise } from "../noise.ts";
import { limb, union } from "../shape.ts";
import { addHaze, paintSky } from "../sky.ts";
import type { Scene, Stage } from "../stage.ts";

/** Dunes with a bright face and a shaded one, wind ripples, and cacti for a desert of the west. */
export const DESERT: Scene = {
  name: "desert",
  kind: "place",
  coloursItself: false,
  keywords: { desert: 7, dune: 7, sahara: 7, oasis: 5, canyon: 5, cactus: 5, mesa: 5, camel: 4, pyramid: 4, mars: 4 },
  paint(stage) {
    const { canvas, brief, light } = stage;
    const horizon = canvas.height * 0.55;
    paintSky(stage, { horizon });
    addHaze(canvas, { top: horizon - canvas.unit * 0.16, bottom: horizon + canvas.unit * 0.12 }, light.haze, 0.6);
    const sand = underLight(light, brief.has("mars", "red") ? colour("#b7603c") : colour("#dfa565"));
    for (let layer = 0; layer < 5; layer += 1) paintDune(stage, layer, sand);
    if (brief.has("cactus", "western", "mesa")) paintCacti(stage);
  },
};

function paintDune(
  { canvas, light, seed, random }: Stage,
  layer: number,
  sand: readonly [number, number, number],
): void {
  const near = layer / 4;
  const crestX = canvas.width * (0.15 + 0.7 * random());
  const base = mix(canvas.height * 0.58, canvas.height * 1.02, near);
  const high = canvas.unit * (0.07 + near * 0.24);
  const line = new Float32Array(canvas.width);
  const wide = canvas.unit * (0.7 + near * 0.9);
  for (let x = 0; x < canvas.width; x += 1) {
    const away = (x - crestX) / wide;
    const hump = 1 / (1 + away * away * (away > 0 ? 7 : 3));
    line[x] = base - high * (hump + (fractalNoise((x / canvas.unit) * 1.1, layer, seed + 9, 3) - 0.5) * 0.7);
  }
  const lit = blend(lighten(sand, 0.2), light.sun, 0.25 * light.strength);
  const dark = darken(sand, 0.5);
  const haze = (1 - near) * 0.55;
  fillBelow(canvas, line, (x, y, out) => {
    const down = (y - (line[x] ?? y)) / canvas.unit;
    // The crest line runs towards the viewer in an S: sun on one side of it, shadow on the other.
    const bend =
      crestX +
      canvas.unit * (down * 0.55 + (valueNoise(down * 4, layer, seed + 12) - 0.5) * 0.42 * smoothstep(0, 0.2, down));
    const side = smoothstep(-0.012, 0.016, (x - bend) / canvas.unit);
    const shadow =
      side * smoothstep(0.9, 0.1, (x - bend) / (canvas.unit * 0.75)) * smoothstep(0.6, 0, down * (1.2 - near * 0.6));
    const warp = fractalNoise(x * 0.006, y * 0.006, seed + 14, 2) * 9;
    const phase = y * (0.5 - near * 0.28) * (900 / canvas.unit) * 0.3 + warp * 3 + x * 0.01;
    const ripple = (valueNoise(phase, x * (5 / canvas.unit), seed + 13) - 0.5) * 0.1 * (0.3 + near);
    for (let channel = 0; channel < 3; channel += 1) {
      const slope = mix(lit[channel] ?? 0, sand[channel] ?? 0, clamp(down * 3.2, 0, 1));
      const own = mix(slope, dark[channel] ?? 0, shadow * 0.82) * (1 + ripple);
      out[channel] = mix(own, light.haze[channel] ?? 0, haze);
    }
  });
}

function paintCacti({ canvas, light, random }: Stage): void {
  for (let index = 0; index < 3; index += 1) {
    const scale = canvas.unit * (0.34 - index * 0.09);
    const x = canvas.width * (index === 0 ? 0.16 + random() * 0.1 : 0.55 + random() * 0.38);
    const brush = createBrush(canvas, { x, y: canvas.height * (0.93 - index * 0.09), scale });
    const shape = union(
      limb([0, 0], [0, -0.92], 0.075),
      limb([0, -0.42], [0.22, -0.42], 0.05),
      limb([0.22, -0.42], [0.22, -0.68], 0.05),
      limb([0, -0.3], [-0.2, -0.32], 0.045),
      limb([-0.2, -0.32], [-0.2, -0.54], 0.045),
    );
    brush(shape, darken(underLight(light, colour("#4d7048")), 0.25));
    brush(union(limb([-0.03, -0.05], [-0.03, -0.9], 0.012), limb([0.2, -0.44], [0.2, -0.67], 0.008)), light.sun, {
      soft: 0.03,
      opacity: 0.22,
    });
  }
}
