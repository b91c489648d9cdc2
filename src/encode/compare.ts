import { loadSharp } from "./load-sharp.ts";
import { decodePicture, MAX_PIXELS, rawInput, type Pixels } from "./pixels.ts";

/** How alike two pictures are, to the eye. */
export interface Comparison {
  /** `identical`: pixel for pixel. `near`: another encoding, nothing a person would see. `changed`: another picture. */
  readonly verdict: "identical" | "near" | "changed";
  /** Structural similarity of the lightness, 0 to 1. */
  readonly structure: number;
  /** Mean distance of colours in OKLab, in hundredths: 2 is just visible. */
  readonly colour: number;
  /** The second picture in grey with red where they differ, as PNG; absent where they do not, or in size. */
  readonly difference?: Buffer;
}

/** A picture whose size changed can be compared with nothing. */
const OTHER_SIZE: Comparison = { verdict: "changed", structure: 0, colour: 100 };

/** Longest side at which similarity is measured: finer grain than the eye takes in at a glance is noise here. */
const MEASURE = 384;

/** Side of the squares that structure is compared in. */
const BLOCK = 8;

const NEAR = { structure: 0.95, colour: 2 };

/**
 * Compares two pictures by their decoded pixels, structure and colour apart: a picture that was only tinted keeps its
 * structure, one that was redrawn in the same colours keeps those.
 *
 * @throws ImageError for what is no sound picture
 */
export async function comparePictures(before: Uint8Array, after: Uint8Array): Promise<Comparison> {
  const [left, right] = await Promise.all([decodePicture(before, MAX_PIXELS), decodePicture(after, MAX_PIXELS)]);
  if (left.width !== right.width || left.height !== right.height) return OTHER_SIZE;
  if (left.channels === right.channels && left.data.equals(right.data))
    return { verdict: "identical", structure: 1, colour: 0 };
  const [one, other] = await Promise.all([measurable(left), measurable(right)]);
  const structure = structureOf(one, other);
  const distances = distancesOf(one, other);
  const colour = mean(distances) * 100;
  const verdict = structure >= NEAR.structure && colour <= NEAR.colour ? "near" : "changed";
  return { verdict, structure, colour, difference: await differencePicture(other, distances) };
}

/** Lightness and two colours of each pixel, one plane after another. */
interface Lab {
  readonly width: number;
  readonly height: number;
  readonly lightness: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

async function measurable(pixels: Pixels): Promise<Lab> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(pixels.data, rawInput(pixels))
    .flatten({ background: "#808080" })
    .resize({ width: MEASURE, height: MEASURE, fit: "inside", withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const count = info.width * info.height;
  const lab = { lightness: new Float32Array(count), a: new Float32Array(count), b: new Float32Array(count) };
  for (let index = 0; index < count; index += 1) {
    const at = index * info.channels;
    const [red = 0, green = red, blue = red] =
      info.channels >= 3 ? data.subarray(at, at + 3) : data.subarray(at, at + 1);
    const [l, a, b] = toOklab(linear(red), linear(green), linear(blue));
    lab.lightness[index] = l;
    lab.a[index] = a;
    lab.b[index] = b;
  }
  return { width: info.width, height: info.height, ...lab };
}

/** sRGB, 0 to 255, to linear light, 0 to 1. */
function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** B. Ottosson's OKLab: equal distances look equally different. */
function toOklab(red: number, green: number, blue: number): readonly [l: number, a: number, b: number] {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

/** SSIM (Wang et al., 2004) over squares of lightness, with its usual constants for a range of 0 to 1. */
function structureOf(left: Lab, right: Lab): number {
  const scores: number[] = [];
  for (let top = 0; top < left.height; top += BLOCK)
    for (let start = 0; start < left.width; start += BLOCK) scores.push(blockScore(left, right, { top, start }));
  return mean(scores);
}

function blockScore(left: Lab, right: Lab, { top, start }: { readonly top: number; readonly start: number }): number {
  let [count, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < Math.min(top + BLOCK, left.height); y += 1) {
    for (let x = start; x < Math.min(start + BLOCK, left.width); x += 1) {
      const one = left.lightness[y * left.width + x] ?? 0;
      const other = right.lightness[y * left.width + x] ?? 0;
      count += 1;
      sumX += one;
      sumY += other;
      sumXX += one * one;
      sumYY += other * other;
      sumXY += one * other;
    }
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  const covariance = sumXY / count - meanX * meanY;
  const variances = sumXX / count - meanX * meanX + (sumYY / count - meanY * meanY);
  const [c1, c2] = [0.0001, 0.0009];
  return ((2 * meanX * meanY + c1) * (2 * covariance + c2)) / ((meanX * meanX + meanY * meanY + c1) * (variances + c2));
}

function distancesOf(left: Lab, right: Lab): Float32Array {
  return left.lightness.map((lightness, index) =>
    Math.hypot(
      lightness - (right.lightness[index] ?? 0),
      (left.a[index] ?? 0) - (right.a[index] ?? 0),
      (left.b[index] ?? 0) - (right.b[index] ?? 0),
    ),
  );
}

async function differencePicture({ width, height, lightness }: Lab, distances: Float32Array): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (const [index, distance] of distances.entries()) {
    const grey = 96 + (lightness[index] ?? 0) * 140;
    // Fully red from a distance of 0.2 on; below 0.01 nobody sees anything.
    const red = Math.min(1, Math.max(0, (distance - 0.01) / 0.19));
    data.set([grey + (230 - grey) * red, grey * (1 - red), grey * (1 - red)], index * 3);
  }
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

function mean(values: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    sum += value;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
