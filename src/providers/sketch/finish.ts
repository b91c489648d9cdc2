import { smoothstep } from "./arithmetic.ts";
import type { Canvas } from "./canvas.ts";
import { hashUnit } from "./noise.ts";

/** Corners a little darker and a fine grain: both bind a picture together. `strength` 1 is what a photograph has. */
export function finishPicture(canvas: Canvas, seed: number, strength: number): void {
  const { width, height, pixels } = canvas;
  const middleX = width / 2;
  const middleY = height / 2;
  for (let y = 0, index = 0; y < height; y += 1) {
    const dy = (y - middleY) / middleY;
    for (let x = 0; x < width; x += 1, index += 3) {
      const dx = (x - middleX) / middleX;
      const shade = 1 - 0.16 * strength * smoothstep(0.55, 2, dx * dx + dy * dy);
      const grain = (hashUnit(x, y, seed) - 0.5) * 0.014 * strength;
      pixels[index] = (pixels[index] ?? 0) * shade + grain;
      pixels[index + 1] = (pixels[index + 1] ?? 0) * shade + grain;
      pixels[index + 2] = (pixels[index + 2] ?? 0) * shade + grain;
    }
  }
}
