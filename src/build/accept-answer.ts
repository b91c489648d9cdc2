import { relative } from "node:path";
import { askedPixels, askedSize, isOtherSize, sizeText } from "../core/asked-size.ts";
import { isBatch } from "../core/batch.ts";
import { sha256, type Sha256 } from "../core/digest.ts";
import type { Original } from "../core/lock.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { ProviderAnswer } from "../core/provider.ts";
import type { Recipe } from "../core/recipe.ts";
import { pictureFailureCode } from "../core/refusal.ts";
import { ImageError } from "../encode/image-error.ts";
import { inspectClip } from "../encode/inspect-clip.ts";
import { inspectOriginal } from "../encode/inspect.ts";
import { MachineError } from "../store/machine-error.ts";
import type { Call } from "./call.ts";
import type { BuildContext } from "./context.ts";
import { keepPaid } from "./keep-paid.ts";
import { forAsset } from "./ticket-places.ts";

/** An answer whose bytes are safe. */
export interface StoredAnswer {
  readonly images: readonly { readonly index: number; readonly sha256: Sha256; readonly bytes: Uint8Array }[];
  readonly warnings: readonly string[];
  /** Why some of it has not come yet; the ledger has its ticket. */
  readonly late?: ProviderError;
  /** Why the ledger could not be told: all that is known of its pictures will be their records. */
  readonly unnoted?: MachineError;
}

export interface Accepted {
  /** What is good and recorded, by generation key. */
  readonly originals: ReadonlyMap<Sha256, Original>;
  readonly bytes: number;
  readonly warnings: readonly string[];
  /** Why some are not among them. Damaged ones may be asked for once more, others may not. */
  readonly problem?: ProviderError;
}

/** The code of an answer of which only a part came. */
export const FEWER_IMAGES = "fewer-images";

/** Pixels that are always decoded, whatever was asked for: 16 million. */
const USUAL_PIXELS = 16_000_000;

/**
 * Puts every image's bytes into the store, fsynced, before the first of them is decoded. The ledger learns of them
 * first: killed between the two, the next run knows whose object it finds. A ledger that cannot be written is no reason
 * to drop what the store may still take.
 */
export async function storeAnswer(context: BuildContext, call: Call, answer: ProviderAnswer): Promise<StoredAnswer> {
  const images = givePlaces(call, answer.images).map(({ index, bytes }) => ({ index, bytes, sha256: sha256(bytes) }));
  const durable = !call.provider.local;
  // What is late and too many is not waited for.
  const late = images.length < call.samples.length ? answer.late : undefined;
  const ticket = late && forAsset(call, late.ticket);
  const noting = keepPaid(context, () => context.ledger.arrived(call, images, { billed: answer.billed, ticket }));
  const unnoted = await noting.then(() => undefined, machineErrorOnly);
  for (const { bytes } of images) await keepPaid(context, () => context.store.putObject(bytes, { durable }));
  const warnings = [...answer.warnings, ...otherModel(call, answer), ...surplus(call, answer)];
  return {
    images,
    warnings,
    ...(late !== undefined && { late: late.error }),
    ...(unnoted !== undefined && { unnoted }),
  };
}

function machineErrorOnly(error: unknown): MachineError {
  if (error instanceof MachineError) return error;
  throw error;
}

/**
 * From the places in an answer to those in the asset, which differ when only a part of a batch was asked for. By
 * index and not by order (F16); an index that was not asked for takes what place is left, for it was paid for.
 */
export function givePlaces<Result extends { readonly index: number }>(
  { samples }: Pick<Call, "samples">,
  results: readonly Result[],
): readonly Result[] {
  const named = new Map(results.map((result) => [result.index, result]));
  const unnamed = results.filter(({ index }) => index >= samples.length);
  return samples.flatMap(({ index }, position) => {
    const result = named.get(position) ?? unnamed.shift();
    return result === undefined ? [] : [{ ...result, index }];
  });
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
    if (bytes !== undefined) images.push({ index, bytes, sha256: digest });
    else if (!known.has(digest)) context.ledger.arrivedInVain(call);
  }
  return images.length === 0 ? undefined : { images, warnings: [] };
}

/** Decodes what was stored and records what is good, also when something beside it is not (F15). */
export async function decodeAnswer(context: BuildContext, call: Call, answer: StoredAnswer): Promise<Accepted> {
  const warnings = [...answer.warnings];
  const originals = new Map<Sha256, Original>();
  let problem = answer.late;
  for (const sample of call.samples) {
    // A single picture was once noted as the first of its answer, whichever it is of its asset.
    const image = isBatch(sample.recipe) ? answer.images.find(({ index }) => index === sample.index) : answer.images[0];
    if (image === undefined) {
      problem ??= unusable(
        FEWER_IMAGES,
        `got ${answer.images.length} of ${call.samples.length} pictures; those are kept`,
        "run again: only what is missing is asked for",
      );
      continue;
    }
    try {
      const original = call.media === "clip" ? inspectedClip(image) : await inspect(context, sample.recipe, image);
      const { host } = context.lanes.accessOf(call.provider);
      await context.store.putGeneration({ key: sample.key, recipe: sample.recipe, host, originals: [original] });
      context.facts.forgetGeneration(sample.key);
      context.facts.forgetObject(original.sha256);
      originals.set(sample.key, original);
      warnings.push(...otherSize(sample.recipe, original), ...otherFormat(sample.recipe, original));
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      problem ??= fromImageError(error, placeOf(context, call, { image, sample: sample.index }));
    }
  }
  const bytes = answer.images.reduce((sum, image) => sum + image.bytes.length, 0);
  return { originals, bytes, warnings, ...(problem !== undefined && { problem }) };
}

/** One of the other format is recorded too: it was paid for, and is not to be paid for again by the next build. */
function inspectedClip(image: { sha256: Sha256; bytes: Uint8Array }): Original {
  const { format } = inspectClip(image.bytes);
  return { sha256: image.sha256, bytes: image.bytes.length, format };
}

async function inspect(
  context: BuildContext,
  recipe: Recipe,
  image: { sha256: Sha256; bytes: Uint8Array },
): Promise<Original> {
  const maxPixels = Math.max(USUAL_PIXELS, askedPixels(recipe) * 4);
  const found = await context.encoding.run(() => inspectOriginal(image.bytes, { maxPixels }), 0);
  return {
    sha256: image.sha256,
    bytes: image.bytes.length,
    format: found.format,
    width: found.width,
    height: found.height,
  };
}

/** Where the bytes are that were paid for, in words that can be typed. */
function placeOf(
  { root, store }: BuildContext,
  { asset, samples }: Call,
  { image, sample }: { readonly image: { readonly sha256: Sha256 }; readonly sample: number },
): KeptBytes {
  const path = relative(root, store.objectPaths(image.sha256)[0] as string);
  const which = samples.length > 1 || sample > 0 ? ` --sample ${sample + 1}` : "";
  return {
    path,
    importing: `imagegen import ${asset} ${path}${which}`,
    again: `imagegen build --retry-refused ${asset}`,
  };
}

interface KeptBytes {
  readonly path: string;
  /** The command that takes the bytes for the picture all the same. */
  readonly importing: string;
  /** The command that asks, and pays, again. */
  readonly again: string;
}

function fromImageError(error: ImageError, { path, importing, again }: KeptBytes): ProviderError {
  const message = `${error.message}; it is kept as ${path}`;
  if (error.code === "damaged")
    return new ProviderError(message, { kind: "ambiguous", code: pictureFailureCode(error.code), billed: "yes" });
  const way = error.code === "blank" ? `use it all the same: ${importing}; or change the prompt` : "change the prompt";
  return unusable(pictureFailureCode(error.code), message, `${way}; ask again as it is, and pay again: ${again}`);
}

function unusable(code: string, message: string, hint?: string): ProviderError {
  return new ProviderError(message, { kind: "unusable", code, billed: "yes", hint });
}

function surplus(call: Call, answer: ProviderAnswer): readonly string[] {
  const [asked, got] = [call.samples.length, answer.images.length];
  return got > asked ? [`asked for ${asked}, got ${got} pictures; what is too many is dropped`] : [];
}

function otherModel(call: Call, answer: ProviderAnswer): readonly string[] {
  const asked = call.samples[0]?.recipe.body["model"];
  if (answer.model === undefined || typeof asked !== "string" || answer.model === asked) return [];
  return [`asked ${asked}, answered by ${answer.model}`];
}

function otherSize(recipe: Recipe, original: Original): readonly string[] {
  const asked = askedSize(recipe);
  return isOtherSize(asked, original) ? [`asked ${sizeText(asked)}, got ${sizeText(original)}`] : [];
}

/** JPEG where PNG was asked for has lost what PNG was asked for: transparency, hard edges. */
function otherFormat({ body }: Recipe, { format }: Original): readonly string[] {
  const asked = body["output_format"];
  // Clips are asked for in capitals, as their endpoint has it.
  return typeof asked === "string" && asked.toLowerCase() !== format ? [`asked for ${asked}, got ${format}`] : [];
}
