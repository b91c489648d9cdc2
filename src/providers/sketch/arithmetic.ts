/**
 * Arithmetic for pixels. Only the operations that IEEE 754 fixes to the last bit (+ - * / and the square root): the
 * engines are free in how they round sines, powers and logarithms, and pictures must be equal on every machine.
 */

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** 0 below `low`, 1 above `high`, an S between; `low` may be the larger one. */
export function smoothstep(low: number, high: number, value: number): number {
  const share = clamp((value - low) / (high - low), 0, 1);
  return share * share * (3 - 2 * share);
}

export function distance(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** The sine of an angle in turns (1 is the full circle), to about 0.001. */
export function sine(turns: number): number {
  const turn = turns - Math.floor(turns);
  const half = turn < 0.5 ? turn : turn - 0.5;
  const arch = 16 * half * (0.5 - half);
  const value = arch * (0.775 + 0.225 * arch);
  return turn < 0.5 ? value : -value;
}

export function cosine(turns: number): number {
  return sine(turns + 0.25);
}

/** The angle of a vector in turns, 0..1 from the x axis, to about 0.0008. */
export function turnsOf(x: number, y: number): number {
  const across = Math.abs(x);
  const along = Math.abs(y);
  if (across + along === 0) return 0;
  const ratio = Math.min(across, along) / Math.max(across, along);
  const eighth = ratio * (0.125 + 0.0434 * (1 - ratio));
  const quarter = along > across ? 0.25 - eighth : eighth;
  const half = x < 0 ? 0.5 - quarter : quarter;
  return y < 0 ? 1 - half : half;
}
