import { clamp } from "./arithmetic.ts";
import type { Colour } from "./colour.ts";
import { hash } from "./noise.ts";

/** A picture being painted: three floats a pixel, 0..1, so that many thin layers leave no bands. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** The shorter side, in pixels: the measure that compositions are laid out by. */
  readonly unit: number;
  readonly pixels: Float32Array;
}

/** Writes the colour at a place into the first three members of `out`. */
export type Shader = (x: number, y: number, out: Float32Array) => void;

export type Paint = Colour | Shader;

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, unit: Math.min(width, height), pixels: new Float32Array(width * height * 3) };
}

/** Calls the shader for every pixel of the given rows (all by default); `out` comes in holding what is there. */
export function shadeRows(canvas: Canvas, shader: Shader, from = 0, to = canvas.height): void {
  const { width, pixels } = canvas;
  const out = new Float32Array(3);
  for (let y = Math.max(0, Math.floor(from)); y < Math.min(canvas.height, Math.ceil(to)); y += 1) {
    let index = y * width * 3;
    for (let x = 0; x < width; x += 1, index += 3) {
      out[0] = pixels[index] ?? 0;
      out[1] = pixels[index + 1] ?? 0;
      out[2] = pixels[index + 2] ?? 0;
      shader(x, y, out);
      pixels[index] = out[0];
      pixels[index + 1] = out[1];
      pixels[index + 2] = out[2];
    }
  }
}

/** Paints everything below a line that gives a height in pixels for each column, with a smooth edge. */
export function fillBelow(canvas: Canvas, line: Float32Array, paint: Paint): void {
  const { width, height, pixels } = canvas;
  const out = new Float32Array(3);
  const shader = typeof paint === "function" ? paint : undefined;
  if (typeof paint !== "function") out.set(paint);
  for (let y = Math.max(0, Math.floor(highest(line)) - 1); y < height; y += 1) {
    let index = y * width * 3;
    for (let x = 0; x < width; x += 1, index += 3) {
      const cover = y - (line[x] ?? height) + 0.5;
      if (cover <= 0) continue;
      shader?.(x, y, out);
      put(pixels, index, out, cover < 1 ? cover : 1);
    }
  }
}

/** The smallest number of a line: its highest place in the picture. */
export function highest(line: Float32Array): number {
  let top = Number.POSITIVE_INFINITY;
  for (const y of line) if (y < top) top = y;
  return top;
}

/** Lays a colour over one pixel. */
export function put(pixels: Float32Array, index: number, colour: Float32Array, share: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const under = pixels[index + channel] ?? 0;
    pixels[index + channel] = under + ((colour[channel] ?? 0) - under) * share;
  }
}

/** Adds light to one pixel. */
export function glow(pixels: Float32Array, index: number, colour: Float32Array, share: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const under = pixels[index + channel] ?? 0;
    // Screen, not sum: light upon light never burns out to a flat white.
    pixels[index + channel] = under + (colour[channel] ?? 0) * share * Math.max(0, 1 - under);
  }
}

/** Eight bits a channel, rounded by a coin (a hash), so that slow gradients do not show steps. */
export function toBytes(canvas: Canvas): Uint8Array {
  const { width, height, pixels } = canvas;
  const bytes = new Uint8Array(width * height * 3);
  for (let y = 0, index = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, index += 3) {
      // One coin for three channels: the noise is then grey, which is not seen, and compresses better.
      const coin = hash(x, y, 5) / 4294967296;
      bytes[index] = clamp((pixels[index] ?? 0) * 255 + coin, 0, 255);
      bytes[index + 1] = clamp((pixels[index + 1] ?? 0) * 255 + coin, 0, 255);
      bytes[index + 2] = clamp((pixels[index + 2] ?? 0) * 255 + coin, 0, 255);
    }
  }
  return bytes;
}
