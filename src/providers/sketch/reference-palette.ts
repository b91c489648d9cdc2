import { ProviderError } from "../../core/provider-error.ts";
import type { CallContext, Content } from "../../core/provider.ts";
import type { ContentReference } from "../../core/recipe.ts";
import { luma, type Colour } from "./colour.ts";

/** Cells on a side of the grid that a picture is averaged over. */
const GRID = 24;

/**
 * The colours of the reference pictures, strongest first, at most five.
 *
 * @throws ProviderError for bytes that are no picture
 */
export async function referencePalette(
  references: readonly ContentReference[],
  context: CallContext,
): Promise<readonly Colour[]> {
  const samples: Colour[] = [];
  for (const reference of references) samples.push(...(await averageCells(await context.content(reference))));
  return dominantColours(samples);
}

/** The colours that a list of samples is mostly made of, strongest first. Strong colours count for more than greys. */
export function dominantColours(samples: readonly Colour[]): readonly Colour[] {
  const bins = new Map<number, { count: number; sum: [number, number, number] }>();
  for (const sample of samples) {
    const key = sample.reduce((code, value) => code * 6 + Math.min(5, Math.floor(value * 6)), 0);
    const bin = bins.get(key) ?? { count: 0, sum: [0, 0, 0] };
    bin.count += 1;
    bin.sum = [bin.sum[0] + sample[0], bin.sum[1] + sample[1], bin.sum[2] + sample[2]];
    bins.set(key, bin);
  }
  const ranked = [...bins.entries()]
    .map(([key, { count, sum }]) => {
      const mean: Colour = [sum[0] / count, sum[1] / count, sum[2] / count];
      return { key, mean, weight: count * (0.35 + Math.max(...mean) - Math.min(...mean)) };
    })
    .sort((left, right) => right.weight - left.weight || left.key - right.key);
  const chosen: Colour[] = [];
  for (const { mean } of ranked) {
    if (chosen.length < 5 && chosen.every((other) => differ(other, mean))) chosen.push(mean);
  }
  return chosen;
}

function differ(left: Colour, right: Colour): boolean {
  const hue = left.reduce((sum, value, channel) => sum + Math.abs(value - (right[channel] ?? 0)), 0);
  return hue > 0.24 || Math.abs(luma(left) - luma(right)) > 0.18;
}

/**
 * sharp is loaded here and only here, only when there is a reference: Node decodes no JPEG. The averaging is ours, and
 * is rounded to 1/32, so that decoders that differ by a shade still lead to one palette nearly always.
 */
async function averageCells({ bytes }: Content): Promise<readonly Colour[]> {
  const { default: sharp } = await import("sharp");
  const decoded = await sharp(bytes)
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  if (decoded === undefined) {
    throw new ProviderError("a reference is no picture that can be decoded", {
      kind: "invalid-request",
      code: "reference-not-image",
      billed: "no",
    });
  }
  const { width, height, channels } = decoded.info;
  const cells: Colour[] = [];
  for (let row = 0; row < GRID; row += 1) {
    for (let column = 0; column < GRID; column += 1) {
      const sum: [number, number, number] = [0, 0, 0];
      let count = 0;
      const [top, bottom] = span(row, height);
      const [left, right] = span(column, width);
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1, count += 1) {
          const index = (y * width + x) * channels;
          for (const channel of [0, 1, 2] as const)
            sum[channel] += decoded.data[index + Math.min(channel, channels - 1)] ?? 0;
        }
      }
      const [red, green, blue] = sum.map((value) => Math.round((value / count / 255) * 32) / 32);
      cells.push([red ?? 0, green ?? 0, blue ?? 0]);
    }
  }
  return cells;
}

/** The pixels of one cell; at least one, also in a picture that is smaller than the grid. */
function span(cell: number, length: number): readonly [from: number, to: number] {
  const from = Math.min(length - 1, Math.floor((cell * length) / GRID));
  return [from, Math.max(from + 1, Math.floor(((cell + 1) * length) / GRID))];
}
