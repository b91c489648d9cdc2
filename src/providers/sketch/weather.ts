import { smoothstep } from "./arithmetic.ts";
import { createBrush } from "./brush.ts";
import { shadeRows } from "./canvas.ts";
import { blend } from "./colour.ts";
import { fractalNoise, hashUnit } from "./noise.ts";
import { circle, limb } from "./shape.ts";
import type { Stage } from "./stage.ts";

/** What falls or drifts between the viewer and the scene. */
export function paintWeather(stage: Stage): void {
  const { weather } = stage.brief;
  if (weather.has("fog")) paintFog(stage);
  if (weather.has("rain") || weather.has("storm")) paintRain(stage);
  if (weather.has("snow")) paintSnow(stage);
}

function paintFog({ canvas, light, seed }: Stage): void {
  const veil = blend(light.haze, [0.9, 0.92, 0.95], light.dark ? 0.05 : 0.3);
  shadeRows(canvas, (x, y, out) => {
    const drift = fractalNoise((x / canvas.unit) * 1.6, (y / canvas.unit) * 5, seed + 61, 3);
    const band = smoothstep(0.15, 0.62, y / canvas.height) * smoothstep(1.15, 0.7, y / canvas.height);
    const share = Math.min(0.8, band * (0.25 + smoothstep(0.35, 0.75, drift) * 0.6));
    for (let channel = 0; channel < 3; channel += 1)
      out[channel] = (out[channel] ?? 0) + ((veil[channel] ?? 0) - (out[channel] ?? 0)) * share;
  });
}

function paintRain({ canvas, light, seed }: Stage): void {
  const brush = createBrush(canvas, { x: 0, y: 0, scale: canvas.unit });
  const wide = canvas.width / canvas.unit;
  const high = canvas.height / canvas.unit;
  const tone = light.dark ? ([0.6, 0.68, 0.8] as const) : ([0.9, 0.93, 0.96] as const);
  for (let index = 0; index < 260 * wide * high; index += 1) {
    const x = hashUnit(index, 1, seed) * (wide + 0.1);
    const y = hashUnit(index, 2, seed) * (high + 0.1) - 0.05;
    const length = 0.025 + 0.05 * hashUnit(index, 3, seed);
    brush(limb([x, y], [x - length * 0.2, y + length], 0.0009, 0.0006), tone, {
      opacity: 0.12 + 0.25 * hashUnit(index, 4, seed),
    });
  }
}

function paintSnow({ canvas, seed }: Stage): void {
  const brush = createBrush(canvas, { x: 0, y: 0, scale: canvas.unit });
  const wide = canvas.width / canvas.unit;
  const high = canvas.height / canvas.unit;
  for (let index = 0; index < 320 * wide * high; index += 1) {
    const near = hashUnit(index, 3, seed);
    const size = 0.0016 + near * near * near * 0.009;
    const flake = circle(hashUnit(index, 1, seed) * wide, hashUnit(index, 2, seed) * high, size);
    brush(flake, [1, 1, 1], { soft: size * 0.9, opacity: 0.5 + 0.4 * (1 - near) });
  }
}
