import { clamp, mix, smoothstep } from "../arithmetic.ts";
import type { Canvas } from "../canvas.ts";
import { colour, luma, ramp } from "../colour.ts";

/** Night colours from indigo over magenta to cyan, and light that spills over its edges. */
export function lightInNeon(canvas: Canvas): void {
  const { width, height, unit, pixels } = canvas;
  const tones = Float32Array.from(
    { length: 768 },
    (_, index) => ramp(NEON, Math.floor(index / 3) / 255)[index % 3] ?? 0,
  );
  for (let index = 0; index < pixels.length; index += 3) {
    const own = luma([pixels[index] ?? 0, pixels[index + 1] ?? 0, pixels[index + 2] ?? 0]);
    const level = Math.round(clamp((own - 0.08) * 1.12, 0, 1) * 255) * 3;
    for (let channel = 0; channel < 3; channel += 1)
      pixels[index + channel] = mix(pixels[index + channel] ?? 0, tones[level + channel] ?? 0, 0.74);
  }
  const step = Math.max(2, Math.round(unit / 160));
  const small = shrinkLights(canvas, step);
  const columns = Math.ceil(width / step);
  for (let pass = 0; pass < 3; pass += 1) blur(small, columns, 4);
  for (let y = 0; y < height; y += 1) {
    const scan = y % Math.max(3, Math.round(unit / 300)) === 0 ? 0.93 : 1;
    for (let x = 0; x < width; x += 1) {
      const index = (y * width + x) * 3;
      const light = (Math.floor(y / step) * columns + Math.floor(x / step)) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const own = pixels[index + channel] ?? 0;
        pixels[index + channel] = (own + (small[light + channel] ?? 0) * 0.9 * (1 - own)) * scan;
      }
    }
  }
}

const NEON = ["#07061a", "#1a0f45", "#4a1a86", "#b3259b", "#ff4fa3", "#5fe6ff", "#f2feff"].map((hex) => colour(hex));

function shrinkLights({ width, height, pixels }: Canvas, step: number): Float32Array {
  const columns = Math.ceil(width / step);
  const rows = Math.ceil(height / step);
  const small = new Float32Array(columns * rows * 3);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const source =
        (Math.min(height - 1, row * step + (step >> 1)) * width + Math.min(width - 1, column * step + (step >> 1))) * 3;
      const bright = smoothstep(
        0.45,
        0.95,
        Math.max(pixels[source] ?? 0, pixels[source + 1] ?? 0, pixels[source + 2] ?? 0),
      );
      for (let channel = 0; channel < 3; channel += 1)
        small[(row * columns + column) * 3 + channel] = (pixels[source + channel] ?? 0) * bright * 0.6;
    }
  }
  return small;
}

/** A box blur in both directions, in place. */
function blur(field: Float32Array, columns: number, reach: number): void {
  const rows = field.length / 3 / columns;
  for (const [count, length, along, across] of [
    [rows, columns, 3, columns * 3],
    [columns, rows, columns * 3, 3],
  ] as const) {
    const line = new Float32Array(length);
    for (let index = 0; index < count; index += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const start = index * across + channel;
        for (let at = 0; at < length; at += 1) line[at] = field[start + at * along] ?? 0;
        for (let at = 0; at < length; at += 1) {
          let sum = 0;
          for (let offset = -reach; offset <= reach; offset += 1) sum += line[clamp(at + offset, 0, length - 1)] ?? 0;
          field[start + at * along] = sum / (reach * 2 + 1);
        }
      }
    }
  }
}
