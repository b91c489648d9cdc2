import { COLOUR_NAMES, COLOUR_THINGS } from "./colour-names.ts";
import { blend, BLACK, colour, darken, lighten, saturate, WHITE, type Colour } from "./colour.ts";

export type Time = "dawn" | "day" | "noon" | "golden" | "sunset" | "dusk" | "night";
export type Season = "spring" | "summer" | "autumn" | "winter";
export type Weather = "rain" | "snow" | "fog" | "clouds" | "storm";

/** What the painter understood of a prompt. It looks for words it knows; it does not understand language. */
export interface Brief {
  /** Lower-case words, singular where they end in a plain s, without those that follow "no" or "without". */
  readonly words: readonly string[];
  /** Undefined where the prompt does not say. */
  readonly time: Time | undefined;
  readonly season: Season | undefined;
  readonly weather: ReadonlySet<Weather>;
  /** In the order of the prompt, at most five. */
  readonly colours: readonly Colour[];
  /** True if any of the words is there. */
  has(...words: readonly string[]): boolean;
}

export function readPrompt(prompt: string): Brief {
  const words = wordsOf(prompt);
  const known = new Set(words);
  return {
    words,
    time: lookUp(TIMES, words),
    season: lookUp(SEASONS, words),
    weather: new Set(words.flatMap((word) => entry(WEATHERS, word) ?? [])),
    colours: coloursOf(words),
    has: (...wanted) => wanted.some((word) => known.has(word)),
  };
}

function wordsOf(prompt: string): string[] {
  const words: string[] = [];
  let skipped = false;
  // "golden hour" and "blue hour" are times, not colours.
  const text = prompt
    .toLowerCase()
    .replace(/\bgolden hour\b/g, "goldenhour")
    .replace(/\bblue hour\b/g, "dusk");
  for (const [token] of text.matchAll(/#(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\p{L}+/gu)) {
    if (token === "no" || token === "without") {
      skipped = true;
      continue;
    }
    if (!skipped) words.push(singular(token));
    skipped = false;
  }
  return words;
}

function singular(word: string): string {
  if (Object.hasOwn(COLOUR_NAMES, word) || word.length < 4 || /(?:ss|us|is)$/.test(word) || !word.endsWith("s"))
    return word;
  if (word.endsWith("leaves")) return "leaf";
  return /(?:ch|sh|x)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** The value for the first word that has one. */
function lookUp<Value>(table: Readonly<Record<string, Value>>, words: readonly string[]): Value | undefined {
  for (const word of words) {
    const value = entry(table, word);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Prompts are other people's text: "constructor" is a word, not a member that every object has. */
function entry<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

const TIMES: Readonly<Record<string, Time>> = {
  dawn: "dawn",
  sunrise: "dawn",
  daybreak: "dawn",
  morning: "dawn",
  noon: "noon",
  midday: "noon",
  day: "day",
  daylight: "day",
  sunny: "day",
  goldenhour: "golden",
  afternoon: "golden",
  sunset: "sunset",
  sundown: "sunset",
  dusk: "dusk",
  twilight: "dusk",
  evening: "dusk",
  night: "night",
  nighttime: "night",
  midnight: "night",
  moonlit: "night",
  moonlight: "night",
  moon: "night",
  starry: "night",
  starlit: "night",
  aurora: "night",
};

const SEASONS: Readonly<Record<string, Season>> = {
  spring: "spring",
  blossom: "spring",
  summer: "summer",
  autumn: "autumn",
  autumnal: "autumn",
  fall: "autumn",
  winter: "winter",
  wintry: "winter",
  snowy: "winter",
  snow: "winter",
};

const WEATHERS: Readonly<Record<string, Weather>> = {
  rain: "rain",
  rainy: "rain",
  raining: "rain",
  drizzle: "rain",
  storm: "storm",
  stormy: "storm",
  thunderstorm: "storm",
  snow: "snow",
  snowy: "snow",
  snowing: "snow",
  snowfall: "snow",
  blizzard: "snow",
  fog: "fog",
  foggy: "fog",
  mist: "fog",
  misty: "fog",
  haze: "fog",
  hazy: "fog",
  cloud: "clouds",
  cloudy: "clouds",
  overcast: "clouds",
};

const SHADES: Readonly<Record<string, (from: Colour) => Colour>> = {
  muted: (from) => saturate(blend(from, [0.6, 0.6, 0.58], 0.12), 0.72),
  soft: (from) => lighten(saturate(from, 0.8), 0.15),
  dusty: (from) => blend(saturate(from, 0.6), [0.7, 0.67, 0.63], 0.2),
  pastel: (from) => lighten(from, 0.5),
  pale: (from) => lighten(from, 0.5),
  light: (from) => lighten(from, 0.35),
  warm: (from) => blend(from, [0.95, 0.65, 0.35], 0.14),
  cool: (from) => blend(from, [0.45, 0.65, 0.95], 0.14),
  bright: (from) => saturate(lighten(from, 0.08), 1.3),
  vivid: (from) => saturate(from, 1.45),
  deep: (from) => darken(saturate(from, 1.15), 0.32),
  dark: (from) => blend(from, BLACK, 0.42),
  snow: (from) => blend(from, WHITE, 0.7),
};

function coloursOf(words: readonly string[]): Colour[] {
  const found: Colour[] = [];
  for (const [index, word] of words.entries()) {
    const shade = entry(SHADES, words[index - 1] ?? "");
    const hex = word.startsWith("#")
      ? word
      : (entry(COLOUR_NAMES, word) ?? (shade === undefined ? undefined : entry(COLOUR_THINGS, word)));
    // A cup of coffee is not a colour, and neither is a rose garden.
    if (hex === undefined || DRINKS_AND_FLOWERS.has(`${word} ${words[index + 1] ?? ""}`)) continue;
    const base = colour(hex);
    found.push(shade === undefined ? base : shade(base));
  }
  return found.slice(0, 5);
}

const DRINKS_AND_FLOWERS: ReadonlySet<string> = new Set([
  "coffee cup",
  "coffee mug",
  "coffee pot",
  "coffee bean",
  "coffee shop",
  "rose garden",
  "rose petal",
  "lavender field",
  "orange juice",
  "olive tree",
  "lemon tree",
  "orange tree",
  "white house",
]);
