import { byCodeUnit, canonicalText, type Json, type JsonObject } from "./json.ts";
import type { OutputOperations } from "./operations.ts";
import type { Recipe } from "./recipe.ts";
import type { Refusal } from "./refusal.ts";

/** Why an asset is not simply fresh. Data, with old and new values; `report` makes the words. */
export type Reason =
  /** The lock does not know the asset. */
  | { readonly type: "new" }
  /** It was locked under another name. */
  | { readonly type: "renamed"; readonly from: string }
  /** A batch was answered with fewer pictures than it asked for: only these are asked for now. */
  | { readonly type: "rest-of-batch"; readonly missing: number; readonly of: number }
  /** `n` grew. */
  | { readonly type: "sample-added"; readonly sample: number }
  /** A field of the request differs from the lock. */
  | { readonly type: "recipe"; readonly field: string; readonly old: Json | undefined; readonly new: Json | undefined }
  /** A field of an output's operations differs from the lock. */
  | {
      readonly type: "operation";
      readonly path: string;
      readonly field: string;
      readonly old: Json | undefined;
      readonly new: Json | undefined;
    }
  /** The asset has an output that the lock does not know. */
  | { readonly type: "output-added"; readonly path: string }
  /** The same output is at another path now. */
  | { readonly type: "output-moved"; readonly path: string; readonly from: string }
  /** `other`: other bytes of ours are there, as after a checkout of an older commit's file. */
  | { readonly type: "output-missing"; readonly path: string; readonly other?: true }
  /** Edited by hand since it was written. */
  | { readonly type: "output-modified"; readonly path: string }
  /** Something that imagegen did not write is in the way. */
  | { readonly type: "output-foreign"; readonly path: string; readonly what: string; readonly stays?: true }
  /** It was made of an original that another one has taken the place of. */
  | { readonly type: "output-former"; readonly path: string }
  /**
   * An output that the asset no longer has stays on disk until `prune`; `taken`: unless another asset writes it now.
   * `accepted`: it holds an edit that was accepted, which nothing is made from.
   */
  | { readonly type: "output-dropped"; readonly path: string; readonly taken?: true; readonly accepted?: true }
  /** Neither the output nor the original is anywhere. `other`: another picture of the same request is in the store. */
  | { readonly type: "original-missing"; readonly sha256: string; readonly other?: string }
  /** The provider answered with another size than asked. */
  | { readonly type: "wrong-size"; readonly asked: string; readonly got: string }
  /** The provider answered with a clip of another format than asked. */
  | { readonly type: "wrong-format"; readonly asked: string; readonly got: string }
  /** The picture for this recipe is in the store already (an undo, another branch, another asset). */
  | { readonly type: "in-store" }
  | { readonly type: "shared"; readonly with: string }
  /** An earlier run paid for it and did not live to fetch it. */
  | { readonly type: "fetchable" }
  /** The provider refused this very request. */
  | ({ readonly type: "refused" } & Refusal)
  /** An asset it refers to will be made first; whether this one changes depends on its bytes. */
  | { readonly type: "waits-for"; readonly asset: string }
  /** What is at this URL is not known, or to be looked at again; whether the asset changes depends on its bytes. */
  | { readonly type: "fetches"; readonly url: string }
  /**
   * `takes`: the wish without which no build makes that one, or what it is made from. `cause`: what stands at the end of
   * the row, where a person has to decide about it before any build makes the rest. `lost`: that one is as it should be,
   * but its original, which would have to be sent, is in no store.
   */
  | {
      readonly type: "blocked-by";
      readonly asset: string;
      readonly selected: boolean;
      readonly lost?: true;
      readonly takes?: "regenerate-lost" | "retry-refused";
      readonly cause?: { readonly asset: string; readonly action: "lost" | "refused" | "unfit" | "foreign" };
    }
  /** A new picture was asked for. `seed`: the one that somebody set and that is therefore sent again. */
  | { readonly type: "replace"; readonly seed?: number }
  /** The lock's entry does not match its own key: somebody edited it. Treated as not locked. */
  | { readonly type: "lock-edited"; readonly sample: number }
  /** The lock pins another automatic seed than the picture was made with, or none. */
  | { readonly type: "lock-seed"; readonly locked?: number; readonly seed?: number }
  /** The lock has another key for this output than its original and its operations give. */
  | { readonly type: "lock-output-key"; readonly path: string };

/** A field in which a request differs from a former one; undefined where there was, or is, none. */
export interface RecipeChange {
  readonly field: string;
  readonly was: Json | undefined;
  readonly now: Json | undefined;
}

/** The fields in which two recipes differ, those of the body in code-unit order. */
export function recipeChanges(former: Recipe, wanted: Recipe): readonly RecipeChange[] {
  const outer = (["provider", "epoch", "endpoint", "sample"] as const)
    .filter((field) => former[field] !== wanted[field])
    .map((field) => ({ field, was: former[field], now: wanted[field] }));
  const inBody = differences(former.body, wanted.body).map(([field, was, now]) => ({ field, was, now }));
  return [...outer, ...inBody];
}

/** The same as reasons. */
export function recipeDifferences(old: Recipe, wanted: Recipe): readonly Reason[] {
  return recipeChanges(old, wanted).map(({ field, was, now }) => ({ type: "recipe", field, old: was, new: now }));
}

/** The fields in which what is done to an output differs. */
export function operationDifferences(path: string, old: OutputOperations, wanted: OutputOperations): readonly Reason[] {
  return differences(old as unknown as JsonObject, wanted as unknown as JsonObject).map(([field, before, after]) => ({
    type: "operation",
    path,
    field,
    old: before,
    new: after,
  }));
}

type Difference = readonly [field: string, old: Json | undefined, wanted: Json | undefined];

function differences(old: JsonObject, wanted: JsonObject): readonly Difference[] {
  const fields = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort(byCodeUnit);
  return fields.flatMap((field): Difference[] => {
    const [before, after] = [old[field], wanted[field]];
    const same =
      before === after ||
      (before !== undefined && after !== undefined && canonicalText(before) === canonicalText(after));
    return same ? [] : [[field, before, after]];
  });
}
