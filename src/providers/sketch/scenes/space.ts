import { clamp, cosine, mix, sine, smoothstep, turnsOf } from "../arithmetic.ts";
import { createBrush } from "../brush.ts";
import { shadeRows } from "../canvas.ts";
import { blend, colour, ramp, type Colour } from "../colour.ts";
import { fractalNoise, ridgedNoise, valueNoise } from "../noise.ts";
import { circle, ellipse, outline, place, subtract } from "../shape.ts";
import { paintStars } from "../sky.ts";
import type { Scene, Stage } from "../stage.ts";

/** Nebulae, stars and planets; a spiral for a galaxy. */
export const SPACE: Scene = {
  name: "space",
  kind: "place",
  coloursItself: true,
  keywords: {
    space: 6,
    galaxy: 7,
    nebula: 7,
    planet: 6,
    cosmic: 5,
    cosmo: 5,
    universe: 6,
    outer: 2,
    orbit: 5,
    astronaut: 4,
    saturn: 6,
    jupiter: 6,
    spaceship: 5,
    rocket: 3,
    constellation: 5,
  },
  paint(stage) {
    const { canvas, brief } = stage;
    const hues = stage.coloursGiven ? stage.colours : (SETS[Math.floor(stage.random() * SETS.length)] ?? []);
    paintNebula(stage, hues);
    paintStars({ ...stage, light: { ...stage.light, time: "night" } }, canvas.height * 2.4, 0.8);
    if (brief.has("galaxy")) paintGalaxy(stage, hues);
    else paintPlanets(stage, hues);
  },
};

const SETS: readonly (readonly Colour[])[] = [
  ["#5a3fa8", "#c8508c", "#f0a36a"],
  ["#1f6f9c", "#4fb7b2", "#e7c58a"],
  ["#34409a", "#8b4fb8", "#f08fa0"],
].map((set) => set.map((hex) => colour(hex)));

function paintNebula({ canvas, seed }: Stage, hues: readonly Colour[]): void {
  const scale = 2.1 / canvas.unit;
  const tilt = (seed % 100) / 100;
  shadeRows(canvas, (x, y, out) => {
    const u = (x - canvas.width / 2) * scale;
    const v = (y - canvas.height / 2) * scale;
    const warp = valueNoise(u * 1.3, v * 1.3, seed + 1) * 1.6;
    const cloud = fractalNoise(u + warp, v - warp * 0.6, seed + 2, 5);
    const band = smoothstep(1.25, 0, Math.abs(u * (tilt - 0.5) * 1.6 + v));
    const dust = ridgedNoise(u * 1.6 + warp, v * 1.6, seed + 3, 3);
    const strength = smoothstep(0.34, 0.86, cloud * (0.55 + band * 0.6)) * (1 - smoothstep(0.62, 0.85, dust) * 0.55);
    const hue =
      clamp(cloud * 1.7 - 0.45 + (valueNoise(u * 0.8, v * 0.8, seed + 4) - 0.5) * 0.9, 0, 1) * (hues.length - 1);
    const index = Math.min(Math.floor(hue), Math.max(0, hues.length - 2));
    const from = hues[index];
    const to = hues[index + 1] ?? from;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = mix(from?.[channel] ?? 0, to?.[channel] ?? 0, hue - index);
      const night = [0.018, 0.022, 0.062][channel] ?? 0;
      out[channel] = night + own * (strength * 0.85 + cloud * cloud * 0.12);
    }
  });
}

function paintPlanets(stage: Stage, hues: readonly Colour[]): void {
  const { canvas, random, brief } = stage;
  const left = random() < 0.5;
  const big = 0.24 + random() * 0.08;
  const wide = canvas.width / canvas.unit;
  const high = canvas.height / canvas.unit;
  const centre = { x: wide * (left ? 0.16 : 0.84), y: high * (0.24 + random() * 0.1) };
  paintPlanet(stage, {
    ...centre,
    radius: brief.has("planet", "saturn", "jupiter") ? big * 1.25 : big,
    hues,
    ring: brief.has("saturn", "ring") || random() < 0.6,
  });
  paintPlanet(stage, {
    x: wide * (left ? 0.86 : 0.14),
    y: high * (0.66 + random() * 0.12),
    radius: 0.06 + random() * 0.03,
    hues: [...hues].reverse(),
    ring: false,
  });
}

interface Planet {
  /** In units of the shorter side. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly hues: readonly Colour[];
  readonly ring: boolean;
}

function paintPlanet({ canvas, seed }: Stage, planet: Planet): void {
  const brush = createBrush(canvas, {
    x: planet.x * canvas.unit,
    y: planet.y * canvas.unit,
    scale: planet.radius * canvas.unit,
  });
  const surface = [
    blend(planet.hues[0] ?? [0.4, 0.3, 0.6], [0.1, 0.1, 0.2], 0.25),
    ...planet.hues.slice(1),
    blend(planet.hues.at(-1) ?? [1, 0.8, 0.6], [1, 0.95, 0.85], 0.5),
  ];
  const glowing = blend(planet.hues[1] ?? [0.6, 0.7, 1], [0.8, 0.9, 1], 0.4);
  brush(circle(0, 0, 1.16), glowing, { soft: 0.5, opacity: 0.34, light: true });
  const rings = place(outline(ellipse(0, 0, 1.75, 0.42), 0.2), [0, 0], 1, -0.06);
  const inner = place(outline(ellipse(0, 0, 1.42, 0.33), 0.07), [0, 0], 1, -0.06);
  const ringColour = blend(surface.at(-1) ?? glowing, [0.9, 0.85, 0.8], 0.3);
  if (planet.ring) {
    brush(rings, ringColour, { opacity: 0.55, soft: 0.03 });
    brush(inner, ringColour, { opacity: 0.4, soft: 0.03 });
  }
  brush(circle(0, 0, 1), (x, y, out) => {
    const bulge = Math.sqrt(Math.max(0, 1 - x * x - y * y));
    const lean = y * 0.93 + x * 0.37;
    const swirl = fractalNoise(x * 1.2 + bulge, lean * 3, seed + 41, 3) - 0.5;
    const band = fractalNoise(3, lean * 4.2 + swirl * 1.3, seed + 42, 3);
    const own = ramp(surface, smoothstep(0.25, 0.75, band));
    const light = clamp(-x * 0.55 - y * 0.5 + bulge * 0.62 + 0.08, 0.02, 1);
    const rim = smoothstep(0.5, 0, bulge) * smoothstep(0.1, 0.5, light) * 0.5;
    for (let channel = 0; channel < 3; channel += 1) {
      out[channel] = mix((own[channel] ?? 0) * (0.06 + light * 1.12), glowing[channel] ?? 0, rim);
    }
  });
  if (!planet.ring) return;
  // The front half of the rings lies before the planet.
  const behind = place({ left: -3, right: 3, top: -3, bottom: 0, distance: (_x, y) => y }, [0, 0], 1, -0.06);
  brush(subtract(rings, behind), ringColour, { opacity: 0.72, soft: 0.03 });
  brush(subtract(inner, behind), ringColour, { opacity: 0.5, soft: 0.03 });
}

function paintGalaxy({ canvas, seed }: Stage, hues: readonly Colour[]): void {
  const size = canvas.unit * 0.46;
  const turn = (seed % 97) / 97;
  const c = cosine(turn);
  const s = sine(turn);
  shadeRows(canvas, (px, py, out) => {
    const dx = (px - canvas.width / 2) / size;
    const dy = (py - canvas.height / 2) / size;
    const x = dx * c + dy * s;
    const y = (dy * c - dx * s) * 2.1;
    const away = Math.sqrt(x * x + y * y);
    if (away > 1.5) return;
    const around = turnsOf(x, y);
    const arm = cosine(2 * around - away * 1.35) * 0.5 + 0.5;
    const clumps = fractalNoise(x * 5, y * 5, seed + 51, 4);
    const disc = smoothstep(1.4, 0.1, away);
    const strength = disc * (arm * arm * clumps * 1.35 + 0.1);
    const core = 1 / (1 + away * away * 34);
    const own = ramp(hues, 1 - away * 0.8);
    for (let channel = 0; channel < 3; channel += 1) {
      const under = out[channel] ?? 0;
      const light = (own[channel] ?? 0) * strength + ([1, 0.93, 0.78][channel] ?? 0) * core;
      out[channel] = under + light * (1 - under);
    }
  });
}
