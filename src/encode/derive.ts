import type { SharpConstructor } from "sharp";
import { FORMATS, effectiveQuality, encodingCost, refusedOperations } from "../core/formats.ts";
import type { Format, Operations } from "../core/operations.ts";
import { encodeAs } from "./formats.ts";
import { frameKey, frameOf, renderFrame, type Frame } from "./frames.ts";
import { ImageError, reasonOf } from "./image-error.ts";
import { loadSharp } from "./load-sharp.ts";
import { decodePicture, MAX_PIXELS, rawInput, type Pixels } from "./pixels.ts";
import { searchQuality } from "./search-quality.ts";
import { runInSlot } from "./slots.ts";

export interface Derived {
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: Format;
  /** What the encoder was given; absent when the output is lossless or the format has no such scale. */
  readonly quality?: number;
}

/**
 * Makes outputs of one original, in the order of the jobs. The original is decoded once and each size is resized
 * once, whatever the number of formats; metadata, profiles and trailing bytes stay behind. The bytes of an output
 * depend on the original and its operations alone, never on what else is made at the same time. The decoded original
 * stays in memory until its last output is done: the caller bounds how many originals are in hand.
 *
 * @throws ImageError for an original that is no sound picture, or for the first output that cannot be made; then no
 * further output is started.
 */
export async function deriveOutputs(original: Uint8Array, jobs: readonly Operations[]): Promise<Derived[]> {
  for (const job of jobs) refuse(job);
  const sharp = await loadSharp();
  // Nothing else of this original can start before, so it goes in front.
  const source = await runInSlot(Number.POSITIVE_INFINITY, () => decodePicture(original, MAX_PIXELS));
  const frames = createFrameShelf(sharp, source);
  const tasks: (Task & { readonly index: number })[] = [];
  for (const [index, operations] of jobs.entries()) {
    const frame = await frameOf(sharp, source, operations);
    frames.reserve(frame);
    tasks.push({ index, operations, frame, cost: encodingCost(operations, source) });
  }
  const derived: Derived[] = [];
  let failed = false;
  const work = tasks
    .sort((left, right) => right.cost - left.cost)
    .map(({ index, ...task }) =>
      runInSlot(task.cost, async () => {
        if (failed) return;
        try {
          derived[index] = await makeOutput(sharp, task.operations, await frames.take(task.frame));
        } catch (error) {
          failed = true;
          if (!(error instanceof ImageError)) throw error;
          throw new ImageError(error.code, error.message, { hint: error.hint, cause: error.cause, job: index });
        }
      }),
    );
  // Wait for all, so that nothing of this call runs on behind the caller's back.
  const failure = (await Promise.allSettled(work)).find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return derived;
}

interface Task {
  readonly operations: Operations;
  readonly frame: Frame;
  readonly cost: number;
}

function refuse(operations: Operations): void {
  const [refused] = refusedOperations(operations);
  if (refused !== undefined) throw new ImageError("not-possible", refused.message);
}

/** Renders each frame when it is first wanted and lets go of it when the last reservation has been taken up. */
function createFrameShelf(sharp: SharpConstructor, source: Pixels) {
  const shelf = new Map<string, { reserved: number; pixels: Promise<Pixels> | undefined }>();
  return {
    reserve(frame: Frame): void {
      const key = frameKey(frame);
      const entry = shelf.get(key);
      if (entry === undefined) shelf.set(key, { reserved: 1, pixels: undefined });
      else entry.reserved += 1;
    },
    take(frame: Frame): Promise<Pixels> {
      const key = frameKey(frame);
      const entry = shelf.get(key);
      if (entry === undefined) throw new Error(`frame ${key} was not reserved`);
      const pixels = entry.pixels ?? renderFrame(sharp, source, frame);
      entry.pixels = pixels;
      entry.reserved -= 1;
      if (entry.reserved === 0) shelf.delete(key);
      return pixels;
    },
  };
}

async function makeOutput(sharp: SharpConstructor, operations: Operations, pixels: Pixels): Promise<Derived> {
  const { format, max_bytes: maxBytes } = operations;
  const highest = effectiveQuality(operations);
  const encode = (quality: number | undefined) =>
    encodePixels(sharp, pixels, quality === undefined ? operations : { ...operations, quality });
  const result = { width: pixels.width, height: pixels.height, format };
  if (maxBytes === undefined || highest === undefined) {
    const bytes = await encode(undefined);
    if (maxBytes !== undefined && bytes.length > maxBytes) throw tooManyBytes(operations, bytes.length);
    return { ...result, bytes, ...(highest !== undefined && { quality: highest }) };
  }
  const lowest = FORMATS[format].quality?.min ?? highest;
  const found = await searchQuality({ highest, lowest, maxBytes, encode });
  if (!found.fits) throw tooManyBytes({ ...operations, quality: lowest }, found.smallest);
  return { ...result, bytes: found.bytes, quality: found.quality };
}

async function encodePixels(sharp: SharpConstructor, pixels: Pixels, operations: Operations): Promise<Uint8Array> {
  try {
    return await encodeAs(sharp(pixels.data, rawInput(pixels)), operations).toBuffer();
  } catch (error) {
    throw new ImageError("encode-failed", `${operations.format} cannot be encoded: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function tooManyBytes(operations: Operations, smallest: number): ImageError {
  const { format, max_bytes: maxBytes } = operations;
  const quality = effectiveQuality(operations);
  const how = quality === undefined ? `as lossless ${format}` : `as ${format} of quality ${quality}`;
  const other = quality === undefined ? "ask for webp, avif or jpeg with a quality" : "ask for a smaller width";
  return new ImageError("max-bytes", `takes ${smallest} bytes ${how}; max_bytes is ${maxBytes}`, {
    hint: `raise max_bytes, or ${other}`,
  });
}
