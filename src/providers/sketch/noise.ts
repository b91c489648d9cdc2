/** Everything random in a picture comes from these: integer hashes, equal on every machine. */

/** 32 well mixed bits of a lattice point. */
export function hash(x: number, y: number, seed: number): number {
  let bits = Math.imul(x, 0x27d4eb2f) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 13), 0x297a2d39);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** 0 up to but not 1. */
export function hashUnit(x: number, y: number, seed: number): number {
  return hash(x, y, seed) / 4294967296;
}

/** A number for a text, FNV style. */
export function hashText(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  return bits >>> 0;
}

/** A smooth field, 0..1, one bump per unit. */
export function valueNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  let across = x - left;
  let down = y - top;
  across = across * across * (3 - 2 * across);
  down = down * down * (3 - 2 * down);
  // A seed is another corner of the same table.
  const shift = Math.imul(seed, 0x9e3779b1);
  const column = left + (shift >>> 24);
  const upperRow = ((top + (shift >>> 8)) & 255) << 8;
  const lowerRow = ((top + 1 + (shift >>> 8)) & 255) << 8;
  const a = LATTICE[upperRow | (column & 255)] ?? 0;
  const b = LATTICE[upperRow | ((column + 1) & 255)] ?? 0;
  const c = LATTICE[lowerRow | (column & 255)] ?? 0;
  const d = LATTICE[lowerRow | ((column + 1) & 255)] ?? 0;
  const upper = a + (b - a) * across;
  return upper + (c + (d - c) * across - upper) * down;
}

/** Hashes of 256 by 256 points, made once: four look-ups instead of four hashes a sample. */
const LATTICE = Float32Array.from({ length: 65536 }, (_, index) => hashUnit(index & 255, index >> 8, 1));

/** Several octaves of value noise, 0..1, centred on 0.5. */
export function fractalNoise(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += valueNoise(x, y, seed + octave * 101) * weight;
    total += weight;
    weight *= 0.5;
    // Turned a little and not doubled exactly, so that the lattices never line up.
    const turned = x * 1.62 - y * 1.19;
    y = x * 1.19 + y * 1.62;
    x = turned;
  }
  return sum / total;
}

/** Sharp crests, 0..1: mountains, lightning, veins. */
export function ridgedNoise(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += (1 - Math.abs(valueNoise(x, y, seed + octave * 131) * 2 - 1)) * weight;
    total += weight;
    weight *= 0.48;
    x *= 2.03;
    y *= 2.03;
  }
  return sum / total;
}

/** A stream of numbers, 0 up to but not 1. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let count = 0;
  return () => hashUnit((count += 1), 77, seed);
}
