import { clamp, mix, smoothstep } from "../arithmetic.ts";
import { fillBelow } from "../canvas.ts";
import { blend, darken, lighten } from "../colour.ts";
import { coniferLine, paintGround, ridgeLine } from "../land.ts";
import { underLight } from "../light.ts";
import { paintRange, shapeRange } from "../mountain.ts";
import { fractalNoise, hashUnit } from "../noise.ts";
import { addHaze, paintSky } from "../sky.ts";
import type { Scene, Stage } from "../stage.ts";
import { paintBroadleaf, paintConifer } from "../tree.ts";
import { paintWater } from "../water.ts";

/** Ranges of mountains one behind the other, with a lake or a meadow before them. */
export const LANDSCAPE: Scene = {
  name: "landscape",
  kind: "place",
  coloursItself: false,
  keywords: {
    mountain: 5,
    mountainous: 4,
    alp: 5,
    alpine: 4,
    peak: 4,
    summit: 4,
    fjord: 5,
    valley: 4,
    hill: 4,
    meadow: 4,
    field: 3,
    countryside: 4,
    lake: 4,
    river: 3,
    landscape: 3,
    nature: 2,
    scenery: 2,
    horizon: 1,
    sunset: 1,
    sunrise: 1,
    moon: 1,
    night: 1,
    dusk: 1,
    dawn: 1,
    sky: 1,
    cloud: 1,
    aurora: 1,
  },
  paint(stage) {
    const { canvas, brief } = stage;
    const mirrors = brief.has("lake", "river", "fjord", "reflection", "water", "pond", "moon", "mirror");
    const hills =
      brief.has("hill", "meadow", "field", "countryside") && !brief.has("mountain", "alp", "alpine", "peak");
    const tall = canvas.height > canvas.width * 1.2;
    const shore = Math.round(canvas.height * (mirrors ? (tall ? 0.62 : 0.64) : 0.72));
    const low = stage.light.sunHeight < 0.4;
    const sun = paintSky(stage, {
      horizon: shore,
      // A low sun stands in the gap above the ranges, not behind them.
      ...(low &&
        !hills && {
          sun: { x: canvas.width * (0.3 + 0.4 * stage.random()), y: shore - Math.min(shore, canvas.unit) * 0.5 },
        }),
    });
    if (hills) paintHills(stage, shore);
    else paintRanges(stage, shore, sun.x);
    if (mirrors) paintLake(stage, shore, sun.x);
    else paintForeground(stage, shore);
  },
};

function paintRanges(stage: Stage, shore: number, sunX: number): void {
  const { canvas, light, seed, brief } = stage;
  const room = Math.min(shore, canvas.unit * 0.9);
  const side = sunX < canvas.width / 2 ? -1 : 1;
  const majestic = brief.has("majestic", "epic", "dramatic", "grand", "high") ? 1.15 : 1;
  for (let layer = 0; layer < 3; layer += 1) {
    const near = layer / 2;
    const rise = room * majestic * ([0.62, 0.8, 0.42][layer] ?? 0.5);
    const range = shapeRange(canvas, {
      base: shore + 2,
      rise,
      spacing: rise * ([0.75, 1.25, 1][layer] ?? 1),
      seed: seed + layer * 37,
    });
    const shade = blend(blend(light.far, light.haze, 0.45), blend(light.near, light.far, 0.45), near);
    paintRange(stage, range, {
      shade,
      lit: blend(lighten(shade, 0.16), light.sun, 0.4 * light.strength),
      haze: light.haze,
      fading: 0.85 - near * 0.2,
      snow: layer === 2 ? light.snow : 0.55 + light.snow * 0.45,
      side,
    });
    addHaze(canvas, { top: shore - room * 0.2, bottom: shore + room * 0.1 }, light.haze, light.dark ? 0.2 : 0.34);
  }
  const ground = ridgeLine(canvas, {
    base: shore + 2,
    rise: canvas.unit * 0.045,
    bumps: 2.2,
    sharp: 0,
    seed: seed + 301,
  });
  for (const [index, height] of [0.035, 0.055].entries()) {
    const far = coniferLine(canvas, {
      ground,
      height: canvas.unit * height,
      seed: seed + 302 + index,
      density: 0.9 - index * 0.35,
    });
    fillBelow(
      canvas,
      far,
      blend(blend(light.near, underLight(light, light.foliage), 0.2), light.haze, 0.34 - index * 0.2),
    );
  }
}

function paintHills(stage: Stage, shore: number): void {
  const { canvas, light, seed } = stage;
  for (let layer = 0; layer < 5; layer += 1) {
    const near = layer / 4;
    const base = shore - canvas.unit * 0.1 + near * (canvas.height - shore) * 0.75 + canvas.unit * 0.06;
    const line = ridgeLine(canvas, {
      base,
      rise: canvas.unit * (0.2 - near * 0.05),
      bumps: 1.5 - near * 0.5,
      sharp: 0,
      seed: seed + layer * 53,
    });
    const own = blend(light.meadow, light.far, 0.62 - near * 0.62);
    paintGround(stage, line, { near: darken(own, 0.1 + near * 0.2), far: blend(own, light.haze, 0.4 - near * 0.35) });
    if (layer === 1 || layer === 2) scatterTrees(stage, line, near);
  }
}

function scatterTrees(stage: Stage, line: Float32Array, near: number): void {
  const { canvas, random } = stage;
  for (let count = 0; count < 5; count += 1) {
    const x = Math.floor(random() * canvas.width);
    const height = canvas.unit * (0.05 + near * 0.12) * (0.7 + random() * 0.5);
    paintBroadleaf(stage, { x, foot: (line[x] ?? 0) + height * 0.06, height, seed: stage.seed + x });
  }
}

function paintLake(stage: Stage, shore: number, sunX: number): void {
  const { canvas, light } = stage;
  const deep = blend(light.sky[0] ?? light.near, light.near, 0.45);
  paintWater(stage, {
    top: shore,
    bottom: canvas.height,
    deep,
    waves: stage.brief.has("reflection", "calm", "serene", "still", "mirror") ? 0 : 0.12,
    sunX,
  });
  paintBank(stage);
}

/** A dark bank with a few trees in one corner closes the picture and gives it depth. */
function paintBank(stage: Stage): void {
  const { canvas, light, seed, random } = stage;
  const left = random() < 0.5;
  const bank = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x += 1) {
    const across = (left ? x : canvas.width - x) / canvas.unit;
    const rough = fractalNoise((x / canvas.unit) * 9, 2, seed + 402, 3) * 0.03;
    bank[x] = canvas.height + canvas.unit * (0.01 - 0.17 * smoothstep(0.85, 0, across) + rough - 0.015);
  }
  const own = darken(light.near, 0.35);
  fillBelow(canvas, bank, own);
  for (let index = 0; index < 5; index += 1) {
    const across = canvas.unit * (0.02 + index * 0.1 + random() * 0.06);
    const x = left ? across : canvas.width - across;
    const height = canvas.unit * (0.36 - index * 0.05) * (0.75 + random() * 0.4);
    const foot = (bank[clamp(Math.round(x), 0, canvas.width - 1)] ?? canvas.height) + canvas.unit * 0.015;
    paintConifer(stage, { x, foot, height, seed: seed + index, colour: own });
  }
}

function paintForeground(stage: Stage, shore: number): void {
  const { canvas, light, seed, random } = stage;
  const own = blend(light.meadow, light.far, 0.15);
  for (let layer = 0; layer < 3; layer += 1) {
    const near = layer / 2;
    const base = mix(shore + canvas.unit * 0.06, canvas.height * 1.02, near);
    const line = ridgeLine(canvas, { base, rise: canvas.unit * 0.15, bumps: 1.5, sharp: 0, seed: seed + 411 + layer });
    const tone = darken(own, near * 0.5);
    paintGround(stage, line, { near: darken(tone, 0.35), far: blend(tone, light.haze, 0.25 * (1 - near)) });
    for (let index = 0; index < 7 - layer * 2; index += 1) {
      const cluster = canvas.width * hashUnit(layer, index >> 1, seed + 7);
      const x = clamp(cluster + (random() - 0.5) * canvas.unit * 0.22, 0, canvas.width - 1);
      const height = canvas.unit * (0.12 + 0.16 * near) * (0.6 + random() * 0.6);
      const foot = (line[Math.round(x)] ?? base) + height * 0.08;
      const colour = darken(
        blend(blend(light.near, underLight(light, light.foliage), 0.22), light.haze, 0.2 * (1 - near)),
        near * 0.3,
      );
      paintConifer(stage, { x, foot, height, seed: seed + index * 7 + layer, colour });
    }
  }
}
