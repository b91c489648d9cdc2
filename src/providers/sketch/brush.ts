import { clamp, smoothstep } from "./arithmetic.ts";
import { glow, put, type Canvas, type Paint } from "./canvas.ts";
import { blend, type Colour } from "./colour.ts";
import type { Shape } from "./shape.ts";

/** Paints shapes that are drawn in their own coordinates; shaders see these too. */
export type Brush = (shape: Shape, paint: Paint, stroke?: Stroke) => void;

export interface Stroke {
  /** 0..1. */
  readonly opacity?: number;
  /** How wide the edge fades, in the drawing's units; an edge is never sharper than a pixel. */
  readonly soft?: number;
  /** Adds light instead of covering. */
  readonly light?: true;
  /** Only within this shape. */
  readonly within?: Shape;
}

/** Where a drawing's origin lies, in pixels, and how many pixels its unit has. */
export interface Position {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Pixels on a side of the blocks that are decided as a whole where they lie inside or outside. */
const BLOCK = 8;

export function createBrush(canvas: Canvas, at: Position): Brush {
  return (shape, paint, stroke = {}) => {
    const { width, height, pixels } = canvas;
    const { opacity = 1, soft = 0, light, within } = stroke;
    const half = Math.max(0.5, (soft * at.scale) / 2);
    const out = new Float32Array(3);
    const shader = typeof paint === "function" ? paint : undefined;
    if (typeof paint !== "function") out.set(paint);
    const apply = light === true ? glow : put;
    const left = clamp(Math.floor(at.x + shape.left * at.scale - half), 0, width);
    const right = clamp(Math.ceil(at.x + shape.right * at.scale + half) + 1, 0, width);
    const top = clamp(Math.floor(at.y + shape.top * at.scale - half), 0, height);
    const bottom = clamp(Math.ceil(at.y + shape.bottom * at.scale + half) + 1, 0, height);
    const edge = half + BLOCK * 0.75;
    const pixel = 1 / at.scale;
    for (let blockY = top; blockY < bottom; blockY += BLOCK) {
      for (let blockX = left; blockX < right; blockX += BLOCK) {
        const x = (blockX + BLOCK / 2 - at.x) * pixel;
        const y = (blockY + BLOCK / 2 - at.y) * pixel;
        const middle = shape.distance(x, y) * at.scale;
        if (middle > edge) continue;
        const limit = within === undefined ? -edge : within.distance(x, y) * at.scale;
        if (limit > edge) continue;
        const whole = middle < -edge && limit <= -edge;
        for (let py = blockY; py < Math.min(bottom, blockY + BLOCK); py += 1) {
          for (let px = blockX; px < Math.min(right, blockX + BLOCK); px += 1) {
            const lx = (px + 0.5 - at.x) * pixel;
            const ly = (py + 0.5 - at.y) * pixel;
            let cover = opacity;
            if (!whole) {
              const inside = shape.distance(lx, ly) * at.scale;
              cover *= half === 0.5 ? clamp(0.5 - inside, 0, 1) : smoothstep(half, -half, inside);
              if (within !== undefined) cover *= clamp(0.5 - within.distance(lx, ly) * at.scale, 0, 1);
              if (cover <= 0) continue;
            }
            shader?.(lx, ly, out);
            apply(pixels, (py * width + px) * 3, out, cover);
          }
        }
      }
    }
  };
}

/** From one colour to another along a line in the drawing. */
export function gradient(
  from: Colour,
  to: Colour,
  line: { readonly from: readonly [number, number]; readonly to: readonly [number, number] },
): Paint {
  const dx = line.to[0] - line.from[0];
  const dy = line.to[1] - line.from[1];
  const square = dx * dx + dy * dy || 1e-9;
  return (x, y, out) => {
    const share = clamp(((x - line.from[0]) * dx + (y - line.from[1]) * dy) / square, 0, 1);
    for (let channel = 0; channel < 3; channel += 1) {
      const start = from[channel] ?? 0;
      out[channel] = start + ((to[channel] ?? 0) - start) * share;
    }
  };
}

/** A round body lit from the upper left: lighter there, darker at the lower right. */
export function ball(colour: Colour, centre: readonly [number, number], radius: number, contrast = 0.5): Paint {
  const lit = blend(colour, [1, 0.98, 0.92], contrast * 0.5);
  const dark = blend(colour, [0.05, 0.05, 0.14], contrast * 0.7);
  return (x, y, out) => {
    const dx = (x - centre[0]) / radius + 0.35;
    const dy = (y - centre[1]) / radius + 0.45;
    const share = smoothstep(0.1, 1.75, Math.sqrt(dx * dx + dy * dy));
    for (let channel = 0; channel < 3; channel += 1) {
      const start = lit[channel] ?? 0;
      out[channel] = start + ((dark[channel] ?? 0) - start) * share;
    }
  };
}
