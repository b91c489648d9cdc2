import { requestFor, type AskedSample } from "../core/batch.ts";
import type { Sha256 } from "../core/digest.ts";
import type { Failure, SkipReason } from "../core/event.ts";
import type { ExitCode } from "../core/exit.ts";
import type { Original } from "../core/lock.ts";
import type { Price } from "../core/money.ts";
import type { Provider } from "../core/provider.ts";
import type { Recipe } from "../core/recipe.ts";

/** One paid request and the samples it is for. */
export interface Call {
  /** Samples of equal requests, of this asset or of another, share one call. */
  readonly request: Sha256;
  readonly asset: string;
  readonly provider: Provider;
  /** What is promised: an answer of the other kind cannot be used. */
  readonly media: "picture" | "clip";
  /** In the order of `index`, never empty. Of a batch only those that are missing. */
  readonly samples: readonly (AskedSample & { readonly key: Sha256 })[];
  readonly price: Price;
  /** Ask although the store has an answer. */
  readonly replace: boolean;
  /** Ask although an earlier answer to the same request could not be used. */
  readonly insisted: boolean;
}

export type CallOutcome =
  | {
      readonly type: "stored";
      readonly originals: ReadonlyMap<Sha256, Original>;
      readonly calls: number;
      /** Of those calls, how many may have been billed. */
      readonly billed: number;
    }
  | { readonly type: "failed"; readonly failure: Failure }
  | {
      readonly type: "skipped";
      readonly reason: SkipReason;
      readonly message: string;
      readonly exit?: ExitCode;
      readonly calls?: number;
      readonly billed?: number;
    };

/** The recipe that is sent. */
export function recipeOf(call: Call): Recipe {
  return requestFor(call.samples, call.provider);
}

/** The call for what is still missing; undefined when nothing is. */
export function withoutSamples(call: Call, inHand: ReadonlyMap<Sha256, Original>): Call | undefined {
  const samples = call.samples.filter(({ key }) => !inHand.has(key));
  if (samples.length === 0) return undefined;
  return samples.length === call.samples.length
    ? call
    : { ...call, samples, price: call.provider.price(requestFor(samples, call.provider)) };
}

/** Undefined where the request leaves the choice of a model to the API. */
export function modelOf(call: Call): string | undefined {
  const { model } = recipeOf(call).body;
  return typeof model === "string" ? model : undefined;
}
