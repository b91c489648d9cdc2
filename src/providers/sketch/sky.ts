import { clamp, mix, smoothstep } from "./arithmetic.ts";
import { createBrush } from "./brush.ts";
import { glow, shadeRows, type Canvas } from "./canvas.ts";
import { blend, ramp, WHITE, type Colour } from "./colour.ts";
import { fractalNoise, hash, hashUnit } from "./noise.ts";
import { circle } from "./shape.ts";
import type { Stage } from "./stage.ts";

export interface SkyLayout {
  /** Pixels from the top. */
  readonly horizon: number;
  /** Where the sun or the moon stands, in pixels. Left out: where the time of day puts it. */
  readonly sun?: { readonly x: number; readonly y: number };
}

/** Sky from the top edge to a little under the horizon: gradient, light around the sun, clouds, stars, moon. */
export function paintSky(stage: Stage, layout: SkyLayout): { readonly x: number; readonly y: number } {
  const { canvas, light, random } = stage;
  const sun = layout.sun ?? {
    x: canvas.width * (0.28 + 0.44 * random()),
    y: layout.horizon * (1 - light.sunHeight * 0.82) - canvas.unit * 0.02,
  };
  paintGradient(stage, layout.horizon, sun);
  if (light.dark) paintStars(stage, layout.horizon);
  if (light.time === "night") paintMoon(stage, sun);
  else if (!isOvercast(stage)) paintSun(stage, sun);
  if (!stage.brief.has("minimal", "flat", "icon")) paintClouds(stage, layout.horizon, sun);
  return sun;
}

function isOvercast({ brief }: Stage): boolean {
  return brief.weather.has("rain") || brief.weather.has("storm") || brief.weather.has("snow");
}

function paintGradient(stage: Stage, horizon: number, sun: { x: number; y: number }): void {
  const { canvas, light } = stage;
  const bottom = Math.min(canvas.height, horizon + canvas.unit * 0.1);
  const row = new Float32Array(3);
  const halo = light.time === "night" ? blend(light.sun, [0.4, 0.55, 0.85], 0.5) : light.sun;
  const strength = (light.time === "night" ? 0.3 : 0.62) * (isOvercast(stage) ? 0.3 : 1);
  const reach = canvas.unit * (light.time === "night" ? 0.42 : 0.85);
  let last = -1;
  shadeRows(
    canvas,
    (x, y, out) => {
      if (y !== last) {
        row.set(ramp(light.sky, horizon <= 0 ? 1 : y / horizon));
        last = y;
      }
      const dx = (x - sun.x) / reach;
      const dy = (y - sun.y) / (reach * 0.72);
      const near = 1 / (1 + 9 * (dx * dx + dy * dy));
      const share = near * strength;
      for (let channel = 0; channel < 3; channel += 1) {
        const under = row[channel] ?? 0;
        out[channel] = under + ((halo[channel] ?? 0) - under) * share;
      }
    },
    0,
    bottom,
  );
}

function paintSun({ canvas, light }: Stage, sun: { x: number; y: number }): void {
  const radius = canvas.unit * (light.sunHeight < 0.3 ? 0.055 : 0.032);
  const brush = createBrush(canvas, { ...sun, scale: radius });
  brush(circle(0, 0, 1.7), light.sun, { soft: 3.2, opacity: 0.35, light: true });
  brush(circle(0, 0, 1), blend(light.sun, WHITE, 0.35), { soft: 0.12, opacity: 0.96 });
}

export function paintMoon({ canvas, light, brief, seed }: Stage, at: { x: number; y: number }): void {
  const radius = canvas.unit * (brief.has("full", "big", "large", "giant") ? 0.085 : 0.06);
  const brush = createBrush(canvas, { ...at, scale: radius });
  brush(circle(0, 0, 2), [0.45, 0.58, 0.85], { soft: 4, opacity: 0.3, light: true });
  const crescent = brief.has("crescent");
  brush(
    circle(0, 0, 1),
    (x, y, out) => {
      // Maria: large soft spots, and a limb that is a little darker.
      const spots = smoothstep(0.5, 0.68, fractalNoise(x * 1.7 + 9, y * 1.7, seed, 3)) * 0.17;
      const limb = (x * x + y * y) * 0.1;
      const shadow = crescent
        ? smoothstep(0.9, 1.05, Math.sqrt((x + 0.45) * (x + 0.45) + (y + 0.12) * (y + 0.12))) * 0.94 + 0.06
        : 1;
      for (let channel = 0; channel < 3; channel += 1) {
        out[channel] = mix(0.12, (light.sun[channel] ?? 0) - spots * (channel === 2 ? 0.7 : 1) - limb, shadow);
      }
    },
    { soft: 0.06 },
  );
}

/** Small stars in a jittered grid, so that they never clump; the brighter ones have a halo. */
export function paintStars({ canvas, seed, light }: Stage, horizon: number, density = 1): void {
  const cell = Math.max(5, canvas.unit / 42);
  const bright = light.time === "dusk" ? 0.5 : 1;
  const size = Math.max(0.55, canvas.unit / 900);
  for (let row = 0; row * cell < horizon; row += 1) {
    for (let column = 0; column * cell < canvas.width; column += 1) {
      const roll = hashUnit(column, row, seed + 3);
      const fade = 1 - smoothstep(horizon * 0.45, horizon, row * cell);
      if (roll > 0.62 * density * (0.25 + fade)) continue;
      const power = hashUnit(column, row, seed + 6);
      const magnitude = power * power * power * power;
      const x = (column + hashUnit(column, row, seed + 4)) * cell;
      const y = (row + hashUnit(column, row, seed + 5)) * cell;
      const warm: Colour = hash(column, row, seed + 8) % 3 === 0 ? [1, 0.9, 0.78] : [0.86, 0.92, 1];
      const brush = createBrush(canvas, { x, y, scale: size * (0.7 + magnitude * 1.5) });
      brush(circle(0, 0, 1), warm, { opacity: (0.3 + 0.7 * magnitude) * bright * (0.35 + 0.65 * fade) });
      if (magnitude > 0.86) brush(circle(0, 0, 3), warm, { soft: 6, opacity: 0.4 * bright, light: true });
    }
  }
}

/** Streaks that lie flat towards the horizon, lit from the sun's side. */
function paintClouds(stage: Stage, horizon: number, sun: { x: number; y: number }): void {
  const { canvas, light, brief, seed } = stage;
  const heavy = isOvercast(stage) || brief.has("cloud", "cloudy", "overcast", "storm", "dramatic");
  const clear = brief.has("clear", "cloudless", "starry") && !heavy;
  if (clear) return;
  const cover = heavy ? 0.42 : light.time === "night" ? 0.62 : 0.54;
  const opacity = heavy ? 0.9 : light.time === "night" ? 0.3 : 0.72;
  const lit = light.dark
    ? blend(light.haze, light.sun, 0.15)
    : blend(light.sun, [1, 1, 1], light.time === "day" || light.time === "noon" ? 0.6 : 0.1);
  const shade = heavy ? blend(light.far, light.haze, 0.35) : blend(light.sky[1] ?? lit, light.sky[3] ?? lit, 0.55);
  const scale = 2.3 / canvas.unit;
  shadeRows(
    canvas,
    (x, y, out) => {
      const height = 1 - y / horizon;
      if (height <= 0.015) return;
      // The same sheet of clouds seen at a flatter angle: bands narrow towards the horizon.
      const depth = 1 / (0.22 + height);
      const u = (x - canvas.width / 2) * scale * (0.3 + depth * 0.3);
      const v = depth * 3.4;
      const field = fractalNoise(u, v, seed + 21, 5);
      const amount = smoothstep(cover, cover + 0.16, field) * smoothstep(0.01, 0.14, height) * opacity;
      if (amount <= 0.004) return;
      const towards = clamp(1 - Math.abs(x - sun.x) / (canvas.width * 0.8), 0, 1);
      const brightness = clamp(1.15 - (field - cover) * 3.2 + towards * 0.25, 0, 1);
      for (let channel = 0; channel < 3; channel += 1) {
        const own = mix(shade[channel] ?? 0, lit[channel] ?? 0, brightness);
        out[channel] = mix(out[channel] ?? 0, own, amount);
      }
    },
    0,
    horizon,
  );
}

/** A band of haze that is thickest in its middle. */
export function addHaze(canvas: Canvas, band: { top: number; bottom: number }, haze: Colour, opacity: number): void {
  const middle = (band.top + band.bottom) / 2;
  const half = Math.max(1, (band.bottom - band.top) / 2);
  for (let y = Math.max(0, Math.floor(band.top)); y < Math.min(canvas.height, band.bottom); y += 1) {
    const away = Math.abs(y - middle) / half;
    const share = smoothstep(1, 0, away) * opacity;
    for (let x = 0; x < canvas.width; x += 1) {
      const index = (y * canvas.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const under = canvas.pixels[index + channel] ?? 0;
        canvas.pixels[index + channel] = under + ((haze[channel] ?? 0) - under) * share;
      }
    }
  }
}

/** A band of light across the sky at night. */
export function paintMilkyWay({ canvas, seed }: Stage, horizon: number): void {
  const light = Float32Array.of(0.62, 0.66, 0.9);
  const tilt = hashUnit(1, 2, seed) * 0.5 + 0.35;
  for (let y = 0; y < Math.min(canvas.height, horizon); y += 1) {
    for (let x = 0; x < canvas.width; x += 1) {
      const u = x / canvas.unit;
      const v = y / canvas.unit;
      const across = (u - canvas.width / canvas.unit / 2) * tilt + (v - horizon / canvas.unit / 2);
      if (Math.abs(across) > 0.3) continue;
      const field = fractalNoise(u * 5, v * 5, seed + 90, 3);
      const share = smoothstep(0.3, 0, Math.abs(across)) * smoothstep(0.32, 0.75, field) * 0.3;
      glow(canvas.pixels, (y * canvas.width + x) * 3, light, share);
    }
  }
}
