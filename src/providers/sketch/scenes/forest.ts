import { mix, smoothstep } from "../arithmetic.ts";
import { createBrush } from "../brush.ts";
import { fillBelow } from "../canvas.ts";
import { blend, darken, lighten } from "../colour.ts";
import { coniferLine, paintGround, ridgeLine } from "../land.ts";
import { underLight } from "../light.ts";
import { hashUnit } from "../noise.ts";
import { limb, polygon, union } from "../shape.ts";
import { addHaze, paintMilkyWay, paintSky } from "../sky.ts";
import type { Scene, Stage } from "../stage.ts";
import { paintBroadleaf, paintConifer } from "../tree.ts";

/** Wood behind wood, paler with distance; a night sky over the tree tops; or broadleaf trees in their season. */
export const FOREST: Scene = {
  name: "forest",
  kind: "place",
  coloursItself: false,
  keywords: {
    forest: 6,
    wood: 4,
    woodland: 6,
    tree: 3,
    jungle: 5,
    pine: 4,
    birch: 4,
    park: 4,
    grove: 5,
    orchard: 5,
    garden: 3,
    path: 1,
    trail: 2,
  },
  paint(stage) {
    const { canvas, brief, light } = stage;
    const broad = brief.season !== undefined || brief.has("park", "orchard", "garden", "birch", "blossom", "jungle");
    const conifers = brief.has("pine", "spruce", "conifer") || light.dark || !broad;
    const horizon = canvas.height * (light.dark ? 0.86 : 0.7);
    const sun = paintSky(stage, { horizon });
    if (light.time === "night") paintMilkyWay(stage, horizon);
    if (conifers) paintConifers(stage, horizon);
    else paintGrove(stage, horizon);
    if (!light.dark && light.time !== "noon") paintRays(stage, sun);
  },
};

function paintConifers(stage: Stage, horizon: number): void {
  const { canvas, light, seed, random } = stage;
  const leaf = underLight(light, light.snow > 0 ? [0.3, 0.4, 0.42] : [0.16, 0.32, 0.25]);
  for (let layer = 0; layer < 5; layer += 1) {
    const near = layer / 4;
    const base = mix(horizon, canvas.height * 1.04, near * near);
    const ground = ridgeLine(canvas, { base, rise: canvas.unit * 0.14, bumps: 1.4, sharp: 0, seed: seed + layer * 17 });
    const tone = blend(blend(light.haze, leaf, 0.28 + near * 0.72), darken(light.near, 0.2), near * 0.5);
    if (layer < 3) {
      fillBelow(
        canvas,
        coniferLine(canvas, {
          ground,
          height: canvas.unit * (0.1 + near * 0.2),
          seed: seed + layer * 31,
          density: 0.95,
        }),
        tone,
      );
      addHaze(
        canvas,
        { top: base - canvas.unit * 0.15, bottom: base + canvas.unit * 0.12 },
        light.haze,
        light.dark ? 0.18 : 0.4,
      );
      continue;
    }
    fillBelow(canvas, ground, tone);
    const count = Math.ceil((canvas.width / canvas.unit) * (layer === 3 ? 9 : 5));
    for (let index = 0; index < count; index += 1) {
      const x = ((index + random() * 0.9) / count) * canvas.width;
      // A gap in the middle, so that the eye can walk in.
      const middle = Math.abs(x / canvas.width - 0.5) * 2;
      if (middle < 0.34 && layer === 4) continue;
      const height = canvas.unit * (0.24 + near * 0.24) * (0.6 + 0.5 * random() + middle * 0.2);
      const foot = (ground[Math.min(canvas.width - 1, Math.floor(x))] ?? base) + canvas.unit * 0.02;
      paintConifer(stage, { x, foot, height, seed: seed + index * 13 + layer, colour: darken(tone, 0.15 * random()) });
    }
  }
}

function paintGrove(stage: Stage, horizon: number): void {
  const { canvas, light, seed, random } = stage;
  const path = stage.brief.has("path", "trail", "road", "walk");
  for (let layer = 0; layer < 4; layer += 1) {
    const near = layer / 3;
    const base = mix(horizon, canvas.height * 0.95, near);
    const ground = ridgeLine(canvas, { base, rise: canvas.unit * 0.07, bumps: 1, sharp: 0, seed: seed + layer * 19 });
    const meadow = blend(light.meadow, light.haze, 0.5 * (1 - near));
    paintGround(stage, ground, { near: darken(meadow, 0.22), far: lighten(meadow, 0.04) });
    if (layer === 1 && path) paintPath(stage, base);
    const count = Math.ceil((canvas.width / canvas.unit) * (9 - layer * 2));
    for (let index = 0; index < count; index += 1) {
      const x = ((index + random() * 0.8) / count) * canvas.width;
      if (layer > 1 && Math.abs(x / canvas.width - 0.5) < 0.22) continue;
      const height = canvas.unit * (0.22 + near * 0.42) * (0.75 + random() * 0.4);
      const tone = blend(
        blend(light.foliage, [0.85, 0.62, 0.25], hashUnit(index, layer, seed) * 0.25),
        light.haze,
        0.42 * (1 - near),
      );
      const foot = (ground[Math.min(canvas.width - 1, Math.floor(x))] ?? base) + canvas.unit * 0.015;
      paintBroadleaf(stage, { x, foot, height, seed: seed + index * 11 + layer, colour: tone });
    }
  }
}

function paintPath({ canvas, light }: Stage, top: number): void {
  const brush = createBrush(canvas, { x: canvas.width / 2, y: top, scale: canvas.unit });
  const end = (canvas.height - top) / canvas.unit + 0.05;
  const earth = underLight(light, [0.78, 0.68, 0.52]);
  brush(
    polygon([
      [-0.015, 0.01],
      [0.02, 0.01],
      [0.07, end * 0.45],
      [0.34, end],
      [-0.22, end],
      [-0.03, end * 0.45],
    ]),
    earth,
    { soft: 0.02, opacity: 0.85 },
  );
}

/** Sunlight between the trees. */
function paintRays({ canvas, light, random }: Stage, sun: { x: number; y: number }): void {
  const brush = createBrush(canvas, { x: sun.x, y: sun.y, scale: canvas.unit });
  const rays = Array.from({ length: 5 }, (_, index) => {
    const lean = (index - 2) * 0.16 + (random() - 0.5) * 0.1;
    return limb([lean * 0.2, 0.05], [lean * 1.5, 1], 0.008, 0.05);
  });
  const strength = smoothstep(0, 1, light.strength) * 0.13;
  brush(union(...rays), light.sun, { soft: 0.08, opacity: strength, light: true });
}
