import { canonical, type JsonObject } from "./json.ts";
import type { Provider } from "./provider.ts";
import { sharedRequest, type Recipe } from "./recipe.ts";

/** A picture that is asked for: its recipe, and which of the asset's pictures it is. */
export interface AskedSample {
  readonly index: number;
  readonly recipe: Recipe;
}

/** One request that gives several pictures (`batch: true`). */
export function isBatch(recipe: Recipe): boolean {
  return batchSize(recipe) > 1;
}

/**
 * What is sent for these samples of one request: their recipe, or for a batch of which some pictures are in hand
 * already (F15) a smaller one, for as many as are missing. Either way an answer is recorded under the batch's own
 * keys, so that whoever wants the batch finds it.
 *
 * The smaller request has another seed: with the batch's own a faithful API draws again what is in hand.
 *
 * @param samples in the order of `index`, never empty
 */
export function requestFor(samples: readonly AskedSample[], provider: Provider): Recipe {
  const [first, last] = [samples[0] as AskedSample, samples.at(-1) as AskedSample];
  const whole = sharedRequest(first.recipe);
  const size = batchSize(whole);
  if (samples.length >= size) return whole;
  const { n: _n, seed, ...rest } = whole.body;
  // Where picture i is that of seed + i, as `sketch` draws them, a gap is filled as it would have been. Several gaps
  // take numbers that no other request for this batch has.
  const isOneGap = last.index - first.index < samples.length;
  const shift = isOneGap ? first.index : size * (size - samples.length);
  const below = isOneGap ? shift - size : -shift - size;
  const body: JsonObject = {
    ...rest,
    ...(samples.length > 1 && { n: samples.length }),
    ...(typeof seed === "number" && { seed: seed + (seed + shift <= largestSeed(whole, provider) ? shift : below) }),
  };
  return canonical({ ...whole, body }) as unknown as Recipe;
}

function largestSeed({ body: { model } }: Recipe, provider: Provider): number {
  return provider.model(typeof model === "string" ? model : undefined)?.seed?.max ?? Infinity;
}

/** Pictures that a request is for. */
export function batchSize({ body }: Recipe): number {
  return typeof body["n"] === "number" ? body["n"] : 1;
}
