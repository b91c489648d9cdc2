import type { JsonObject } from "../../core/json.ts";
import { ProviderError } from "../../core/provider-error.ts";
import { clamp } from "./arithmetic.ts";

/** Pixels on a side. */
export const SIDE = { min: 16, max: 4096 } as const;

export function isSide(value: number): boolean {
  return Number.isInteger(value) && value >= SIDE.min && value <= SIDE.max;
}

/**
 * The size that a body asks for, in pixels: width and height, else about a megapixel of the aspect ratio in multiples
 * of 8, else 1024 by 1024.
 *
 * @throws ProviderError for a side that cannot be painted, which only a recipe made by hand has
 */
export function sizeOf(body: JsonObject): { readonly width: number; readonly height: number } {
  const ratio = parseRatio(body["aspect_ratio"]);
  const size = {
    width: sideOf(body["width"], ratio ?? 1),
    height: sideOf(body["height"], 1 / (ratio ?? 1)),
  };
  if (isSide(size.width) && isSide(size.height)) return size;
  throw new ProviderError(`a picture of ${size.width} x ${size.height} pixels cannot be painted`, {
    kind: "invalid-request",
    code: "size-unsupported",
    billed: "no",
    hint: `use sides of ${SIDE.min} to ${SIDE.max} pixels`,
  });
}

function sideOf(value: unknown, ratio: number): number {
  if (typeof value === "number") return value;
  return clamp(Math.round(Math.sqrt(1024 * 1024 * ratio) / 8) * 8, SIDE.min, SIDE.max);
}

function parseRatio(value: unknown): number | undefined {
  const [, width, height] =
    /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(typeof value === "string" ? value.trim() : "") ?? [];
  const ratio = Number(width) / Number(height);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}
