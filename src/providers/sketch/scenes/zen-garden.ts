import { clamp, mix, sine, smoothstep } from "../arithmetic.ts";
import { createBrush, gradient } from "../brush.ts";
import { shadeRows } from "../canvas.ts";
import { blend, colour, darken, lighten } from "../colour.ts";
import { underLight } from "../light.ts";
import { fractalNoise, hashUnit, valueNoise } from "../noise.ts";
import { blob, circle, ellipse, type Point, type Shape, spot } from "../shape.ts";
import type { Scene, Stage } from "../stage.ts";
import { paintBroadleaf } from "../tree.ts";

/** Raked sand seen from above at a slant, rocks in their rings, stepping stones, moss, a maple at the far edge. */
export const ZEN_GARDEN: Scene = {
  name: "zen garden",
  kind: "place",
  coloursItself: false,
  keywords: { zen: 9, garden: 4, raked: 6, japanese: 4, karesansui: 9, stone: 3, pebble: 4, bamboo: 3, peaceful: 1 },
  paint(stage) {
    const rocks = layOut(stage);
    paintSand(stage, rocks);
    paintFarEdge(stage);
    if (stage.brief.has("path", "stone", "walk", "step")) paintPath(stage);
    for (const rock of rocks) paintRock(stage, rock);
  },
};

/** In units of the shorter side; y is where it stands. */
interface Rock {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const SLANT = 0.5;

function layOut({ canvas, random }: Stage): readonly Rock[] {
  const wide = canvas.width / canvas.unit;
  const high = canvas.height / canvas.unit;
  const side = random() < 0.5 ? 0 : 1;
  const at = (share: number) => wide * (side === 0 ? share : 1 - share);
  return [
    { x: at(0.7 + random() * 0.06), y: high * (0.46 + random() * 0.04), radius: 0.115 },
    { x: at(0.56 + random() * 0.05), y: high * (0.5 + random() * 0.03), radius: 0.06 },
    { x: at(0.2 + random() * 0.1), y: high * (0.72 + random() * 0.08), radius: 0.09 },
  ];
}

function paintSand({ canvas, light, seed }: Stage, rocks: readonly Rock[]): void {
  const pale = underLight(light, light.snow > 0 ? colour("#eef2f6") : colour("#e9dfcb"));
  const deep = blend(darken(pale, 0.3), underLight(light, colour("#a58f73")), 0.35);
  const groove = 0.026;
  shadeRows(canvas, (x, y, out) => {
    const u = x / canvas.unit;
    const v = y / canvas.unit;
    let rings = 9;
    let near = 9;
    for (const rock of rocks) {
      const dx = u - rock.x;
      const dy = (v - rock.y) / SLANT;
      const away = Math.sqrt(dx * dx + dy * dy) - rock.radius;
      if (away < near) near = away;
      rings = Math.min(rings, away);
    }
    const bend = (valueNoise(u * 1.3, v * 1.6, seed + 3) - 0.5) * 0.1;
    const straight = v / SLANT + bend + sine(u * 0.45) * 0.06;
    const ringed = smoothstep(0.2, 0.185, rings);
    const phase = mix(straight, rings, ringed > 0.5 ? 1 : 0) / groove;
    const furrow = phase - Math.floor(phase);
    const ridge = sine(furrow) * 0.5;
    const seam = smoothstep(0.012, 0, Math.abs(rings - 0.192)) * 0.3;
    const grain = (hashUnit(x, y, seed + 4) - 0.5) * 0.055 + (fractalNoise(u * 3, v * 5, seed + 5, 3) - 0.5) * 0.1;
    const shadow = smoothstep(0.05, -0.02, near) * 0.25;
    const share = clamp(0.34 - ridge * 0.62 + seam + shadow, 0, 1);
    const far = smoothstep(0.75, 0.1, y / canvas.height) * 0.16;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = mix(pale[channel] ?? 0, deep[channel] ?? 0, share * 0.62) * (1 + grain);
      out[channel] = mix(own, light.haze[channel] ?? 0, far);
    }
  });
}

/** A hedge of moss, a low wall, bamboo in the haze, and one tree. */
function paintFarEdge(stage: Stage): void {
  const { canvas, light, random, seed } = stage;
  const wide = canvas.width / canvas.unit;
  const edge = (canvas.height / canvas.unit) * 0.24;
  const brush = createBrush(canvas, { x: 0, y: 0, scale: canvas.unit });
  const back = blend(light.sky[2] ?? light.haze, underLight(light, colour("#c3cfae")), 0.55);
  const wall: Shape = { left: 0, top: 0, right: wide, bottom: edge, distance: (_x, y) => y - edge };
  brush(wall, gradient(blend(back, light.sky[1] ?? back, 0.4), lighten(back, 0.18), { from: [0, 0], to: [0, edge] }));
  for (let index = 0; index < wide * 26; index += 1) {
    const x = (index + random()) / 26;
    const tone = blend(underLight(light, colour("#6f8f55")), back, 0.35 + 0.5 * random());
    const lean = (random() - 0.5) * 0.05;
    const thick = 0.004 + random() * 0.006;
    brush(
      {
        left: x - 0.06,
        right: x + 0.06,
        top: 0,
        bottom: edge,
        distance: (px, py) => Math.max(Math.abs(px - x - lean * (py / edge)) - thick, py - edge),
      },
      tone,
      { opacity: 0.85 },
    );
  }
  for (let index = 0; index < wide * 16; index += 1) {
    const x = index / 16 + random() * 0.05;
    const size = 0.035 + random() * 0.045;
    const moss = underLight(light, colour(index % 3 === 0 ? "#7f9a4b" : "#5f8044"));
    brush(
      ellipse(x, edge + 0.005, size * 1.35, size),
      gradient(lighten(moss, 0.18), darken(moss, 0.35), {
        from: [x - size, edge - size],
        to: [x + size * 0.4, edge + size],
      }),
    );
  }
  brush(ellipse(wide / 2, edge + 0.06, wide, 0.035), darken(light.near, 0.2), { soft: 0.06, opacity: 0.28 });
  const maple = stage.brief.season === undefined ? underLight(light, colour("#b9492f")) : light.foliage;
  paintBroadleaf(stage, {
    x: canvas.width * (random() < 0.5 ? 0.16 : 0.84),
    foot: canvas.unit * (edge + 0.03),
    height: canvas.unit * Math.min(0.42, edge + 0.1),
    seed,
    colour: maple,
  });
}

function paintPath({ canvas, light, random, seed }: Stage): void {
  const high = canvas.height / canvas.unit;
  const wide = canvas.width / canvas.unit;
  const brush = createBrush(canvas, { x: 0, y: 0, scale: canvas.unit });
  const start = wide * (0.42 + random() * 0.16);
  for (let index = 0; index < 9; index += 1) {
    const near = index / 8;
    const y = mix(high * 0.33, high * 1.0, near * (0.55 + 0.45 * near));
    const size = mix(0.032, 0.12, near);
    const x = start + sine(near * 0.8 + 0.1) * wide * 0.11 * (0.4 + near) + (index % 2 === 0 ? -1 : 1) * size * 0.28;
    const slab = pebble({ x, y, radius: size, flat: 0.46, seed: seed + index * 5 });
    const stone = underLight(light, colour("#8f8c86"));
    brush(
      pebble({ x: x + size * 0.08, y: y + size * 0.16, radius: size * 1.06, flat: 0.48, seed: seed + index * 5 }),
      darken(stone, 0.7),
      { soft: size * 0.3, opacity: 0.5 },
    );
    brush(slab, textured(blend(stone, light.sun, 0.1), { x, y, size }, seed + index));
  }
}

function paintRock({ canvas, light, seed }: Stage, rock: Rock): void {
  const brush = createBrush(canvas, {
    x: rock.x * canvas.unit,
    y: rock.y * canvas.unit,
    scale: rock.radius * canvas.unit,
  });
  const stone = underLight(light, colour("#77746f"));
  const own = seed + Math.floor(rock.radius * 1000);
  brush(spot(0.28, 0.2, 1.3, 0.42), darken(stone, 0.75), { soft: 0.5, opacity: 0.5 });
  const points: Point[] = [
    [-1, 0.24],
    [-0.86, -0.32],
    [-0.42, -0.82 - 0.3 * hashUnit(1, 1, own)],
    [0.12, -1.02 - 0.3 * hashUnit(1, 2, own)],
    [0.6, -0.6],
    [0.96, -0.1],
    [0.92, 0.28],
    [0, 0.44],
  ];
  const body = blob(points);
  brush(body, textured(stone, { x: -0.1, y: -0.3, size: 1.1 }, own));
  brush(ellipse(0, 0.42, 1, 0.2), underLight(light, colour("#6f8a43")), { within: body, soft: 0.2, opacity: 0.8 });
  brush(circle(-0.35, -0.72, 0.5), lighten(stone, 0.35), { within: body, soft: 0.7, opacity: 0.35 });
}

function pebble(form: { x: number; y: number; radius: number; flat: number; seed: number }): Shape {
  const points: Point[] = [];
  for (let index = 0; index < 9; index += 1) {
    const reach = form.radius * (0.86 + 0.26 * hashUnit(index, 3, form.seed));
    points.push([form.x + reach * sine(index / 9), form.y - reach * form.flat * sine(index / 9 + 0.25)]);
  }
  return blob(points, 4);
}

function textured(stone: readonly [number, number, number], at: { x: number; y: number; size: number }, seed: number) {
  return (x: number, y: number, out: Float32Array) => {
    const u = (x - at.x) / at.size;
    const v = (y - at.y) / at.size;
    const light = 1.12 - (u * 0.45 + v * 0.6) * 0.62 + (fractalNoise(u * 3.2, v * 4.6, seed, 4) - 0.5) * 0.5;
    for (let channel = 0; channel < 3; channel += 1) out[channel] = clamp((stone[channel] ?? 0) * light, 0, 1);
  };
}
