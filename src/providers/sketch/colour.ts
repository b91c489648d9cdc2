import { clamp, mix } from "./arithmetic.ts";

/** Red, green, blue as they are shown (sRGB), 0..1. */
export type Colour = readonly [red: number, green: number, blue: number];

export const WHITE: Colour = [1, 1, 1];
export const BLACK: Colour = [0, 0, 0];

/** `#rgb` or `#rrggbb`. */
export function colour(hex: string): Colour {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, "$&$&") : hex.slice(1);
  const bits = Number.parseInt(digits, 16);
  return [((bits >> 16) & 255) / 255, ((bits >> 8) & 255) / 255, (bits & 255) / 255];
}

export function blend(from: Colour, to: Colour, share: number): Colour {
  return [mix(from[0], to[0], share), mix(from[1], to[1], share), mix(from[2], to[2], share)];
}

export function lighten(from: Colour, share: number): Colour {
  return blend(from, WHITE, share);
}

/** Towards a blue black rather than black: shadows outdoors are lit by the sky. */
export function darken(from: Colour, share: number): Colour {
  return blend(from, [0.035, 0.04, 0.09], share);
}

/** Perceived brightness, 0..1. */
export function luma([red, green, blue]: Colour): number {
  return red * 0.299 + green * 0.587 + blue * 0.114;
}

/** 0 is grey, 1 as it is, more is stronger. */
export function saturate(from: Colour, amount: number): Colour {
  const grey = luma(from);
  return [
    clamp(mix(grey, from[0], amount), 0, 1),
    clamp(mix(grey, from[1], amount), 0, 1),
    clamp(mix(grey, from[2], amount), 0, 1),
  ];
}

/** A gradient over 0..1 through colours at equal steps. */
export function ramp(colours: readonly Colour[], at: number): Colour {
  const position = clamp(at, 0, 1) * (colours.length - 1);
  const index = Math.min(Math.floor(position), Math.max(0, colours.length - 2));
  const from = colours[index] ?? WHITE;
  return blend(from, colours[index + 1] ?? from, position - index);
}
