import type { Sha256 } from "../core/digest.ts";
import type { Failure, SkipReason } from "../core/event.ts";
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
  /** Never empty. */
  readonly samples: readonly { readonly index: number; readonly key: Sha256; readonly recipe: Recipe }[];
  readonly price: Price;
  /** Ask although the store has an answer. */
  readonly replace: boolean;
}

export type CallOutcome =
  | { readonly type: "stored"; readonly originals: ReadonlyMap<Sha256, Original>; readonly calls: number }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "skipped"; readonly reason: SkipReason; readonly message: string; readonly exit?: number };

/** The recipe that is sent; in a batch they differ only in which image they are. */
export function recipeOf(call: Call): Recipe {
  return (call.samples[0] as Call["samples"][number]).recipe;
}

export function modelOf(call: Call): string | undefined {
  const { model } = recipeOf(call).body;
  return typeof model === "string" ? model : undefined;
}
