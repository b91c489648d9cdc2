import { blend, colour, darken, lighten, saturate, type Colour } from "./colour.ts";
import type { Brief, Season, Time } from "./prompt.ts";

/** The colours that time of day, weather and season give to a scene outdoors. */
export interface Light {
  readonly time: Time;
  /** The sky from the top down to the horizon. */
  readonly sky: readonly Colour[];
  /** The sun's or the moon's own colour. */
  readonly sun: Colour;
  /** 0 at the horizon, 1 at the top. */
  readonly sunHeight: number;
  /** What distance fades into. */
  readonly haze: Colour;
  /** The colour of the nearest land in shadow. */
  readonly near: Colour;
  /** Land in the middle distance. */
  readonly far: Colour;
  /** How strongly things are lit, 0..1. */
  readonly strength: number;
  readonly dark: boolean;
  readonly foliage: Colour;
  readonly meadow: Colour;
  /** 0..1: snow on peaks, roofs and trees. */
  readonly snow: number;
}

export function lightOf(brief: Brief, chance: number): Light {
  const time = brief.time ?? (chance < 0.3 ? "golden" : "day");
  const row = TIMES[time];
  const [top, middle, low, horizon] = row.sky;
  const dull = brief.weather.has("rain") || brief.weather.has("storm") || brief.weather.has("clouds") ? 0.55 : 1;
  const misty = brief.weather.has("fog") ? 0.35 : 0;
  const grey: Colour = row.dark ? [0.14, 0.16, 0.22] : [0.68, 0.72, 0.76];
  const weathered = (from: string): Colour => {
    const tuned = saturate(colour(from), dull);
    return blend(tuned, grey, (1 - dull) * 0.7 + misty);
  };
  const snow = brief.weather.has("snow") || brief.season === "winter" ? 1 : 0;
  const season = brief.season ?? "summer";
  return {
    time,
    sky: [top, middle, low, horizon].map((hex) => weathered(hex)),
    sun: colour(row.sun),
    sunHeight: row.sunHeight,
    haze: weathered(row.haze),
    near: saturate(blend(colour(row.near), lighten(colour(row.near), 0.1), snow), dull),
    far: weathered(row.far),
    strength: row.strength * (dull < 1 ? 0.6 : 1),
    dark: row.dark,
    foliage: tint(FOLIAGE[season], row),
    meadow: snow === 1 ? tint("#e6edf4", row) : tint(MEADOW[season], row),
    snow,
  };
}

/** A thing's own colour under this light. */
export function underLight(light: Light, own: Colour): Colour {
  const row = TIMES[light.time];
  return blend(darken(own, row.shade), colour(row.tint), row.tinting);
}

interface Row {
  readonly sky: readonly [string, string, string, string];
  readonly sun: string;
  readonly sunHeight: number;
  readonly haze: string;
  readonly far: string;
  readonly near: string;
  readonly strength: number;
  readonly dark: boolean;
  /** How much darker things are than at noon, and the colour laid over them. */
  readonly shade: number;
  readonly tint: string;
  readonly tinting: number;
}

function tint(hex: string, row: Row): Colour {
  return blend(darken(colour(hex), row.shade), colour(row.tint), row.tinting);
}

const TIMES: Readonly<Record<Time, Row>> = {
  dawn: {
    sky: ["#5c86b8", "#a3b5d2", "#f0cdc0", "#fbe3bd"],
    sun: "#fff0c9",
    sunHeight: 0.22,
    haze: "#f3d9c8",
    far: "#94a0c0",
    near: "#2d3b4f",
    strength: 0.8,
    dark: false,
    shade: 0.16,
    tint: "#f2b9a0",
    tinting: 0.14,
  },
  day: {
    sky: ["#3478b8", "#6aa8d8", "#abd0e6", "#e3eee9"],
    sun: "#fffbe6",
    sunHeight: 0.78,
    haze: "#cfe0e8",
    far: "#7f9fb8",
    near: "#27463f",
    strength: 1,
    dark: false,
    shade: 0.04,
    tint: "#fff4d8",
    tinting: 0.05,
  },
  noon: {
    sky: ["#1f6fc0", "#4a9ade", "#90c8ee", "#d5ecf4"],
    sun: "#ffffff",
    sunHeight: 0.95,
    haze: "#d8ebf4",
    far: "#7ea6c4",
    near: "#23513a",
    strength: 1,
    dark: false,
    shade: 0,
    tint: "#ffffff",
    tinting: 0.04,
  },
  golden: {
    sky: ["#4a7fb0", "#93b4c8", "#ecd9a8", "#fbdc8f"],
    sun: "#fff2bf",
    sunHeight: 0.34,
    haze: "#f0dcae",
    far: "#9aa3a8",
    near: "#3a3f33",
    strength: 0.95,
    dark: false,
    shade: 0.1,
    tint: "#ffc46b",
    tinting: 0.17,
  },
  sunset: {
    sky: ["#2c3668", "#7a4a80", "#e2705f", "#ffc676"],
    sun: "#ffe6a6",
    sunHeight: 0.13,
    haze: "#f3a377",
    far: "#8a5878",
    near: "#211a33",
    strength: 0.75,
    dark: false,
    shade: 0.38,
    tint: "#e8704e",
    tinting: 0.17,
  },
  dusk: {
    sky: ["#17224a", "#3b3f78", "#8f6692", "#eda98a"],
    sun: "#ffd9b0",
    sunHeight: 0.03,
    haze: "#a87f98",
    far: "#4f4f80",
    near: "#12162a",
    strength: 0.4,
    dark: true,
    shade: 0.55,
    tint: "#3c3f7c",
    tinting: 0.24,
  },
  night: {
    sky: ["#050a1e", "#0d1b3f", "#1b3560", "#35587f"],
    sun: "#f4f1dd",
    sunHeight: 0.66,
    haze: "#36557c",
    far: "#22395e",
    near: "#060b18",
    strength: 0.35,
    dark: true,
    shade: 0.66,
    tint: "#16294f",
    tinting: 0.3,
  },
};

const FOLIAGE: Readonly<Record<Season, string>> = {
  spring: "#e7a9bd",
  summer: "#4d8a48",
  autumn: "#d2742b",
  winter: "#dde6ec",
};

const MEADOW: Readonly<Record<Season, string>> = {
  spring: "#8cbc5c",
  summer: "#6d9a4a",
  autumn: "#b39a4e",
  winter: "#e6edf4",
};
