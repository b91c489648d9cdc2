import { sha256, type Sha256 } from "../core/digest.ts";
import type { Original } from "../core/lock.ts";
import { ProviderError, type ProviderAnswer } from "../core/provider.ts";
import type { Recipe } from "../core/recipe.ts";
import { ImageError } from "../encode/image-error.ts";
import { inspectOriginal } from "../encode/inspect.ts";
import type { BuildContext } from "./context.ts";
import type { Call } from "./call.ts";
import { keepPaid } from "./keep.ts";

/** An answer whose bytes are safe. */
export interface StoredAnswer {
  readonly images: readonly { readonly index: number; readonly sha256: Sha256; readonly bytes: Uint8Array }[];
  readonly warnings: readonly string[];
}

export interface Accepted {
  /** By generation key. */
  readonly originals: ReadonlyMap<Sha256, Original>;
  readonly bytes: number;
  readonly warnings: readonly string[];
}

/** Pixels that are always decoded, whatever was asked for: 16 million. */
const USUAL_PIXELS = 16_000_000;

/**
 * Puts every image's bytes into the store, fsynced, before the first of them is decoded. The ledger learns of them
 * first: killed between the two, the next run knows whose object it finds.
 */
export async function storeAnswer(context: BuildContext, call: Call, answer: ProviderAnswer): Promise<StoredAnswer> {
  const images = answer.images.map(({ index, bytes }) => ({ index, bytes, sha256: sha256(bytes) }));
  const durable = !call.provider.local;
  await keepPaid(context, () => context.ledger.arrived(call, images));
  for (const { bytes } of images) await keepPaid(context, () => context.store.putObject(bytes, { durable }));
  return { images, warnings: [...answer.warnings, ...otherModel(call, answer)] };
}

/** An answer that an earlier run received and did not live to record: it is paid for and lies in the store. */
export async function recoverAnswer(context: BuildContext, call: Call): Promise<StoredAnswer | undefined> {
  const known = new Set(
    call.samples
      .flatMap(({ key }) => context.facts.freshGeneration(key)?.originals ?? [])
      .map((original) => original.sha256),
  );
  const images: StoredAnswer["images"][number][] = [];
  for (const { index, sha256: digest } of context.ledger.arrivedFor(call) ?? []) {
    // Recorded: then it is no answer to `--replace`, which asks for another.
    const bytes = known.has(digest) ? undefined : await context.store.getObject(digest);
    if (bytes === undefined) return undefined;
    images.push({ index, bytes, sha256: digest });
  }
  return images.length === 0 ? undefined : { images, warnings: [] };
}

/**
 * Decodes what was stored and records what is good.
 *
 * @throws ProviderError when an image cannot be used: damaged ones may be asked for once more, others may not. What
 * was good beside them is recorded all the same (F15).
 */
export async function decodeAnswer(context: BuildContext, call: Call, answer: StoredAnswer): Promise<Accepted> {
  const warnings = [...answer.warnings];
  const originals = new Map<Sha256, Original>();
  let problem: ProviderError | undefined;
  for (const sample of call.samples) {
    const image = isBatch(sample.recipe) ? answer.images.find(({ index }) => index === sample.index) : answer.images[0];
    if (image === undefined) {
      problem ??= unusable(
        "fewer-images",
        `got ${answer.images.length} of ${call.samples.length} pictures; those are kept`,
      );
      continue;
    }
    try {
      const original = await inspect(context, sample.recipe, image);
      const { host } = context.accessOf(call.provider);
      await context.store.putGeneration({ key: sample.key, recipe: sample.recipe, host, originals: [original] });
      context.facts.forgetGeneration(sample.key);
      context.facts.forgetObject(original.sha256);
      originals.set(sample.key, original);
      warnings.push(...otherSize(sample.recipe, original));
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      problem ??= fromImageError(error);
    }
  }
  if (problem !== undefined) throw problem;
  return { originals, bytes: answer.images.reduce((sum, { bytes }) => sum + bytes.length, 0), warnings };
}

async function inspect(
  context: BuildContext,
  recipe: Recipe,
  image: { sha256: Sha256; bytes: Uint8Array },
): Promise<Original> {
  const { width, height } = recipe.body;
  const asked = typeof width === "number" && typeof height === "number" ? width * height : 0;
  const maxPixels = Math.max(USUAL_PIXELS, asked * 4);
  const found = await context.encoding.run(() => inspectOriginal(image.bytes, { maxPixels }), 0);
  return {
    sha256: image.sha256,
    bytes: image.bytes.length,
    format: found.format,
    width: found.width,
    height: found.height,
  };
}

function fromImageError(error: ImageError): ProviderError {
  const message = `${error.message}; the bytes are kept in the store`;
  if (error.code !== "damaged") return unusable(`image-${error.code}`, message);
  return new ProviderError(message, { kind: "ambiguous", code: "image-damaged", billed: "yes" });
}

function unusable(code: string, message: string): ProviderError {
  return new ProviderError(message, { kind: "unusable", code, billed: "yes" });
}

function isBatch(recipe: Recipe): boolean {
  return typeof recipe.body["n"] === "number" && recipe.body["n"] > 1;
}

function otherModel(call: Call, answer: ProviderAnswer): readonly string[] {
  const asked = call.samples[0]?.recipe.body["model"];
  if (answer.model === undefined || typeof asked !== "string" || answer.model === asked) return [];
  return [`asked ${asked}, answered by ${answer.model}`];
}

function otherSize(recipe: Recipe, original: Original): readonly string[] {
  const { width, height } = recipe.body;
  if (
    typeof width !== "number" ||
    typeof height !== "number" ||
    (width === original.width && height === original.height)
  )
    return [];
  return [`asked ${width}x${height}, got ${original.width}x${original.height}`];
}
