import { mix, smoothstep } from "../arithmetic.ts";
import { createBrush, gradient, type Brush } from "../brush.ts";
import { blend, colour, darken, lighten, type Colour } from "../colour.ts";
import { underLight } from "../light.ts";
import { hashUnit, type Random } from "../noise.ts";
import { box, circle, ellipse, limb, polygon, union } from "../shape.ts";
import { addHaze, paintSky } from "../sky.ts";
import type { Scene, Stage } from "../stage.ts";
import { paintWater } from "../water.ts";

/** A skyline in layers with lit windows; a street with lamps in front of it when one is asked for. */
export const CITY: Scene = {
  name: "city",
  kind: "place",
  coloursItself: false,
  keywords: {
    city: 7,
    cityscape: 8,
    street: 6,
    skyline: 8,
    urban: 5,
    town: 5,
    skyscraper: 7,
    downtown: 6,
    building: 4,
    metropolis: 7,
    alley: 4,
    rooftop: 4,
    cyberpunk: 5,
    neon: 2,
    bridge: 3,
  },
  paint(stage) {
    const { canvas, brief, light } = stage;
    const street = brief.has("street", "alley", "road", "avenue");
    const horizon = canvas.height * (street ? 0.66 : 0.74);
    const sun = paintSky(stage, { horizon });
    for (let layer = 0; layer < 3; layer += 1) paintRow(stage, { layer, horizon });
    addHaze(
      canvas,
      { top: horizon - canvas.unit * 0.2, bottom: horizon + canvas.unit * 0.12 },
      light.haze,
      light.dark ? 0.2 : 0.4,
    );
    if (street) paintStreet(stage, horizon);
    const deep = blend(light.sky[0] ?? light.near, light.near, 0.5);
    if (!street) paintWater(stage, { top: horizon, bottom: canvas.height, deep, waves: 0.2, sunX: sun.x });
    else if (brief.weather.has("rain") || brief.has("wet")) wetTheStreet(stage, horizon);
    if (street) paintLamps(stage, horizon);
  },
};

function paintRow(stage: Stage, { layer, horizon }: { layer: number; horizon: number }): void {
  const { canvas, light, random } = stage;
  const near = layer / 2;
  const brush = createBrush(canvas, { x: 0, y: horizon, scale: canvas.unit });
  const room = horizon / canvas.unit;
  const wide = canvas.width / canvas.unit;
  const body = blend(blend(light.far, light.haze, 0.35), blend(light.near, light.far, 0.2), near);
  for (let x = -0.05; x < wide;) {
    const width = mix(0.07, 0.13, near) * (0.7 + random() * 0.8);
    const centre = Math.abs((x + width / 2) / wide - 0.5) * 2;
    // Taller towards the middle of the town, lower towards the viewer.
    const height = room * (0.2 + 0.36 * random() + (1 - centre) * 0.2) * mix(1.12, 0.66, near);
    paintTower(stage, brush, {
      x: x + width / 2,
      half: width / 2,
      height,
      colour: darken(body, random() * 0.14),
      near,
      random,
    });
    x += width * (layer === 2 ? 1.12 : 0.98);
  }
}

interface Tower {
  readonly x: number;
  readonly half: number;
  readonly height: number;
  readonly colour: Colour;
  readonly near: number;
  readonly random: Random;
}

function paintTower({ canvas, light, seed, coloursGiven, colours }: Stage, brush: Brush, tower: Tower): void {
  const { x, half, height, near, random } = tower;
  const crown = random();
  const top = -height;
  const face = gradient(tower.colour, blend(tower.colour, light.haze, 0.45 - near * 0.2), {
    from: [x, top],
    to: [x, 0],
  });
  brush(box(x, top / 2, [half, height / 2]), face);
  if (crown < 0.3) brush(box(x, top - half * 0.35, [half * 0.6, half * 0.4]), tower.colour);
  else if (crown < 0.45)
    brush(
      polygon([
        [x - half, top],
        [x, top - half * 1.1],
        [x + half, top],
      ]),
      tower.colour,
    );
  if (crown > 0.7) brush(limb([x, top], [x, top - half * 1.5], 0.003), tower.colour);
  brush(box(x + half * 0.72, top / 2, [half * 0.28, height / 2]), darken(tower.colour, 0.35), { opacity: 0.4 });
  const pitch = mix(0.019, 0.03, near);
  if (pitch * canvas.unit < 4) return;
  const glass = light.dark ? darken(tower.colour, 0.35) : lighten(tower.colour, 0.16);
  const warm: Colour = coloursGiven ? blend(colours[0] ?? [1, 0.8, 0.5], [1, 0.86, 0.55], 0.5) : [1, 0.82, 0.5];
  const lit = light.dark ? 0.42 : light.sunHeight < 0.3 ? 0.22 : 0.03;
  const columns = Math.max(1, Math.floor((half * 2 - pitch * 0.4) / pitch));
  const from = x - (columns * pitch) / 2;
  for (let row = 1; row * pitch < height - pitch * 0.5; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const roll = hashUnit(Math.round(x * 977) + column, row, seed + 3);
      const on = roll < lit;
      const tone = on
        ? blend(
            warm,
            hashUnit(column, row, seed) < 0.2 ? [0.7, 0.86, 1] : [1, 0.68, 0.34],
            (roll / Math.max(lit, 0.01)) * 0.5,
          )
        : glass;
      const pane = box(from + (column + 0.5) * pitch, top + row * pitch, [pitch * 0.27, pitch * 0.33]);
      brush(pane, tone, { opacity: on ? 0.55 + 0.4 * near : 0.5 });
    }
  }
}

function paintStreet({ canvas, light }: Stage, horizon: number): void {
  const brush = createBrush(canvas, { x: canvas.width / 2, y: horizon, scale: canvas.unit });
  const wide = canvas.width / canvas.unit / 2 + 0.1;
  const deep = (canvas.height - horizon) / canvas.unit + 0.02;
  const pavement = blend(underLight(light, colour("#a39c98")), light.near, 0.12);
  const road = blend(underLight(light, colour("#5b5e68")), light.haze, 0.12);
  brush(
    box(0, deep / 2, [wide, deep / 2]),
    gradient(blend(pavement, light.haze, 0.4), pavement, { from: [0, 0], to: [0, deep] }),
  );
  brush(
    polygon([
      [-0.05, 0],
      [0.05, 0],
      [wide * 0.86, deep],
      [-wide * 0.86, deep],
    ]),
    gradient(blend(road, light.haze, 0.45), darken(road, 0.2), { from: [0, 0], to: [0, deep] }),
  );
  for (let dash = 0; dash < 6; dash += 1) {
    const near = ((dash + 0.4) / 6) * ((dash + 0.4) / 6);
    const next = ((dash + 0.85) / 6) * ((dash + 0.85) / 6);
    brush(
      polygon([
        [-0.014 * near, near * deep],
        [0.014 * near, near * deep],
        [0.014 * next, next * deep],
        [-0.014 * next, next * deep],
      ]),
      lighten(road, 0.5),
      { opacity: 0.7 },
    );
  }
}

/** Wet asphalt: the lights above stand on their heads in it, drawn out downwards. */
function wetTheStreet({ canvas, seed }: Stage, horizon: number): void {
  const { width, height, pixels } = canvas;
  const top = Math.round(horizon);
  for (let y = top; y < height; y += 1) {
    const depth = (y - top) / (height - top);
    for (let x = 0; x < width; x += 1) {
      const shake = (hashUnit(x >> 1, y >> 1, seed) - 0.5) * 6 * depth;
      const wave = (hashUnit(0, y >> 2, seed + 1) - 0.5) * canvas.unit * 0.012;
      const source =
        (Math.max(0, Math.round(top - 1 - (y - top) * 1.05 + shake)) * width +
          Math.min(width - 1, Math.max(0, Math.round(x + wave)))) *
        3;
      const target = (y * width + x) * 3;
      const share = 0.42 * smoothstep(1.1, 0, depth * 0.8);
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[target + channel] = mix(pixels[target + channel] ?? 0, pixels[source + channel] ?? 0, share);
      }
    }
  }
}

function paintLamps({ canvas, light }: Stage, horizon: number): void {
  const deep = (canvas.height - horizon) / canvas.unit;
  const wide = canvas.width / canvas.unit / 2;
  const on = light.dark || light.sunHeight < 0.3;
  for (let index = 0; index < 4; index += 1) {
    const near = ((index + 1) / 4) * ((index + 1) / 4);
    for (const side of [-1, 1]) {
      const x = side * (0.1 + near * wide * 0.78);
      const brush = createBrush(canvas, {
        x: canvas.width / 2 + x * canvas.unit,
        y: horizon + near * deep * canvas.unit * 0.86,
        scale: canvas.unit * (0.1 + near * 0.5),
      });
      const iron = darken(light.near, 0.3);
      brush(
        union(
          limb([0, 0], [0, -0.94], 0.014, 0.009),
          limb([0, -0.94], [-side * 0.15, -0.99], 0.008),
          box(0, -0.02, [0.03, 0.03], 0.01),
        ),
        iron,
      );
      brush(box(-side * 0.17, -0.965, [0.05, 0.02], 0.014), on ? [1, 0.91, 0.68] : iron);
      if (!on) continue;
      brush(circle(-side * 0.17, -0.95, 0.26), [1, 0.76, 0.4], { soft: 0.5, opacity: 0.5, light: true });
      brush(ellipse(-side * 0.17, 0.02, 0.4, 0.07), [1, 0.76, 0.42], { soft: 0.2, opacity: 0.26, light: true });
    }
  }
}
