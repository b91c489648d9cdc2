import { mix, smoothstep } from "../arithmetic.ts";
import { createBrush, gradient, type Position } from "../brush.ts";
import { fillBelow } from "../canvas.ts";
import { blend, colour, darken } from "../colour.ts";
import { ridgeLine } from "../land.ts";
import { underLight } from "../light.ts";
import { fractalNoise } from "../noise.ts";
import { box, circle, intersect, limb, polygon, union } from "../shape.ts";
import { addHaze, paintSky } from "../sky.ts";
import type { Scene, Stage } from "../stage.ts";
import { paintWater } from "../water.ts";

/** The sea to the horizon, with a headland, a lighthouse, a sail or a beach when they are asked for. */
export const SEA: Scene = {
  name: "sea",
  kind: "place",
  coloursItself: false,
  keywords: {
    sea: 5,
    ocean: 5,
    coast: 5,
    coastal: 5,
    beach: 6,
    shore: 3,
    island: 4,
    lighthouse: 6,
    cliff: 4,
    harbour: 4,
    harbor: 4,
    boat: 4,
    sailboat: 5,
    sail: 3,
    ship: 4,
    wave: 1,
  },
  paint(stage) {
    const { canvas, brief, light } = stage;
    const horizon = Math.round(canvas.height * (canvas.height > canvas.width ? 0.55 : 0.58));
    const sun = paintSky(stage, { horizon });
    addHaze(canvas, { top: horizon - canvas.unit * 0.12, bottom: horizon + canvas.unit * 0.1 }, light.haze, 0.55);
    const far = ridgeLine(canvas, {
      base: horizon + 2,
      rise: canvas.unit * 0.07,
      bumps: 1.3,
      sharp: 0.3,
      seed: stage.seed + 5,
    });
    for (let x = 0; x < canvas.width; x += 1) far[x] = (far[x] ?? 0) + canvas.unit * 0.028;
    fillBelow(canvas, far, blend(light.far, light.haze, 0.55));
    const lighthouse = brief.has("lighthouse", "cliff", "headland");
    const left = stage.random() < 0.5;
    // Before the water, so that it is mirrored.
    if (lighthouse) paintHeadland(stage, horizon, left ? 1 : -1);
    const deep = blend(underLight(light, colour("#1d5f7a")), light.sky[0] ?? light.near, 0.35);
    const calm = brief.has("calm", "serene", "still", "peaceful", "quiet");
    paintWater(stage, { top: horizon, bottom: canvas.height, deep, waves: calm ? 0.25 : 0.55, sunX: sun.x });
    if (brief.has("boat", "sailboat", "sail", "ship")) paintSailboat(stage, horizon);
    if (brief.has("beach", "shore", "sand")) paintBeach(stage);
  },
};

function paintHeadland(stage: Stage, horizon: number, side: -1 | 1): void {
  const { canvas, light, seed } = stage;
  const edge = side === 1 ? 0 : canvas.width;
  const reach = Math.min(canvas.width * 0.62, canvas.unit * 0.85);
  const high = canvas.unit * 0.24;
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x += 1) {
    const away = Math.abs(x - edge) / reach;
    const rough = fractalNoise((x / canvas.unit) * 7, 3, seed + 61, 4) - 0.5;
    const plateau = smoothstep(1.02, 0.72, away + rough * 0.12);
    line[x] = horizon + 2 - high * plateau * (1 + rough * 0.3 + (1 - away) * 0.25);
  }
  const rock = underLight(light, colour("#6b625c"));
  const grass = underLight(light, light.snow > 0 ? colour("#dfe6ee") : colour("#6f8a4c"));
  const scale = 9 / canvas.unit;
  fillBelow(canvas, line, (x, y, out) => {
    const crest = line[x] ?? y;
    const crack = fractalNoise(x * scale * 1.6, y * scale * 0.6, seed + 62, 4);
    const green = smoothstep(canvas.unit * 0.05, canvas.unit * 0.02, y - crest + (crack - 0.5) * canvas.unit * 0.06);
    for (let channel = 0; channel < 3; channel += 1) {
      const stone = (rock[channel] ?? 0) * (0.45 + crack * 1.05);
      out[channel] = mix(stone, (grass[channel] ?? 0) * (0.75 + crack * 0.45), green);
    }
  });
  if (stage.brief.has("lighthouse")) {
    const x = edge + side * reach * 0.52;
    paintLighthouse(
      stage,
      { x, y: (line[Math.round(x)] ?? horizon) + canvas.unit * 0.01, scale: canvas.unit * 0.27 },
      side,
    );
  }
}

/** Its foot is the origin, its height about 1. */
function paintLighthouse(stage: Stage, at: Position, side: -1 | 1): void {
  const { canvas, light } = stage;
  const brush = createBrush(canvas, at);
  const white = underLight(light, colour("#f1ece2"));
  const red = underLight(light, stage.coloursGiven ? (stage.colours[0] ?? [0.7, 0.2, 0.2]) : colour("#b8433a"));
  const tower = polygon([
    [-0.115, 0.02],
    [-0.075, -0.72],
    [0.075, -0.72],
    [0.115, 0.02],
  ]);
  const across = { from: [-0.11 * side, 0] as const, to: [0.11 * side, 0] as const };
  brush(tower, gradient(darken(white, 0.42), white, across));
  for (const top of [-0.6, -0.36, -0.12]) {
    brush(intersect(tower, box(0, top, [0.2, 0.06])), gradient(darken(red, 0.42), red, across));
  }
  brush(box(0, -0.735, [0.11, 0.016]), darken(red, 0.45));
  const lamp = light.dark || light.sunHeight < 0.3;
  brush(box(0, -0.8, [0.06, 0.055]), lamp ? colour("#ffe9a8") : underLight(light, colour("#9fc0cc")));
  for (const x of [-0.058, 0, 0.058]) brush(limb([x, -0.855], [x, -0.745], 0.006), darken(red, 0.6));
  brush(
    polygon([
      [-0.08, -0.855],
      [0, -0.94],
      [0.08, -0.855],
    ]),
    red,
  );
  brush(circle(0, -0.95, 0.014), darken(red, 0.3));
  brush(union(box(0, -0.48, [0.016, 0.026]), box(0, -0.24, [0.016, 0.026])), darken(white, 0.7));
  brush(box(0, -0.035, [0.026, 0.05], 0.02), darken(red, 0.4));
  if (!lamp) return;
  brush(circle(0, -0.8, 0.28), colour("#ffe3a0"), { soft: 0.55, opacity: 0.55, light: true });
  const beam = polygon([
    [0, -0.81],
    [1.9 * side, -1.05],
    [1.9 * side, -0.68],
    [0, -0.79],
  ]);
  brush(beam, gradient(colour("#ffedc0"), [0, 0, 0], { from: [0, -0.8], to: [1.7 * side, -0.86] }), {
    soft: 0.06,
    opacity: 0.42,
    light: true,
  });
}

function paintSailboat(stage: Stage, horizon: number): void {
  const { canvas, light, random } = stage;
  const brush = createBrush(canvas, {
    x: canvas.width * (0.3 + random() * 0.4),
    y: horizon + canvas.unit * 0.11,
    scale: canvas.unit * 0.13,
  });
  const sail = underLight(light, stage.coloursGiven ? (stage.colours[0] ?? [1, 1, 1]) : colour("#f4eee0"));
  brush(
    polygon([
      [-0.55, 0.22],
      [-0.35, 0.06],
      [0.5, 0.06],
      [0.38, 0.22],
    ]),
    darken(sail, 0.5),
    { opacity: 0.35, soft: 0.1 },
  );
  brush(
    polygon([
      [0.02, -1.2],
      [0.02, -0.12],
      [0.52, -0.12],
    ]),
    gradient(sail, darken(sail, 0.25), { from: [0, 0], to: [0.5, 0] }),
  );
  brush(
    polygon([
      [-0.03, -1.05],
      [-0.03, -0.12],
      [-0.46, -0.12],
    ]),
    darken(sail, 0.14),
  );
  brush(limb([0, 0], [0, -1.24], 0.014), darken(sail, 0.7));
  brush(
    polygon([
      [-0.58, -0.07],
      [0.62, -0.09],
      [0.42, 0.1],
      [-0.42, 0.1],
    ]),
    underLight(light, colour("#7a3f33")),
  );
}

function paintBeach(stage: Stage): void {
  const { canvas, light, seed } = stage;
  const sand = underLight(light, colour("#e6cfa3"));
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x += 1) {
    const swing = fractalNoise((x / canvas.unit) * 1.6, 1, seed + 81, 3);
    line[x] = canvas.height * 0.86 - (x / canvas.width - 0.4) * canvas.unit * 0.16 + (swing - 0.5) * canvas.unit * 0.12;
  }
  fillBelow(canvas, line, (x, y, out) => {
    const inland = (y - (line[x] ?? y)) / canvas.unit;
    const foam = smoothstep(0.03, 0.004, inland + (fractalNoise(x * 0.03, y * 0.05, seed + 82, 2) - 0.5) * 0.03);
    const wet = smoothstep(0.1, 0.02, inland) * 0.35;
    const grain = 0.94 + fractalNoise(x * 0.05, y * 0.16, seed + 83, 3) * 0.12;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = mix((sand[channel] ?? 0) * grain, (light.sky[2]?.[channel] ?? 0) * 0.7, wet);
      out[channel] = mix(own, 0.5 + 0.48 * (light.dark ? 0 : 1), foam * 0.85);
    }
  });
}
