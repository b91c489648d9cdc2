import type { Candidate } from "../core/candidates.ts";
import type { FieldChanges } from "../core/edit/edit-asset.ts";
import type { LockedSample, LockEntry } from "../core/lock.ts";
import { recipeDifferences } from "../core/reason.ts";
import { generationKey, requestKey, type Recipe } from "../core/recipe.ts";
import { keyWithoutSeed, type PreparedAsset } from "../core/request.ts";
import type { Store } from "../store/store.ts";
import { notAllowed, type DiagnosticsError } from "./diagnostics-error.ts";
import { isOneRow, planEdit, writeManifest, type ManifestEdit } from "./edit-manifest.ts";
import { editLock } from "./lock-edit.ts";
import type { Session } from "./session.ts";

/** How a candidate gets into the project. */
export type PickPlan =
  /** Its fields are written into the manifest. */
  | ({ readonly type: "edit" } & ManifestEdit)
  /** Nothing in the manifest says it: the seed of one row of a matrix, or a model without seeds. */
  | { readonly type: "lock" };

/**
 * Decides where a choice is written down. A row of a matrix has no fields of its own: its seed is pinned in the lock,
 * as an automatic one is, and other changes are for a person to make. The seed of a draft is pinned there as well: in
 * the manifest it would ask for another real picture.
 *
 * @throws DiagnosticsError with what to paste, where it cannot be written safely
 */
export function planPick(session: Session, asset: PreparedAsset, candidate: Candidate): PickPlan {
  const { parameters } = asset.asset;
  const changes = fieldsOf(candidate);
  const isApart = isOneRow(asset) || session.profile !== undefined;
  const inLock = isApart && Object.keys(candidate.changes).length === 0 && parameters.seed === undefined;
  if (inLock || Object.keys(changes).length === 0) return { type: "lock" };
  return { type: "edit", ...planEdit(session, asset, changes) };
}

/**
 * Does the edited manifest ask for the very picture that was chosen, and is that at hand? Asked before a byte is
 * written. `other`: the lock or the store has a later answer to the same request (`build --replace`), so the lock has
 * to be told which one it is.
 *
 * @throws DiagnosticsError naming what has changed since it was made
 */
export async function confirmPick(edited: Session, name: string, candidate: Candidate): Promise<"this" | "other"> {
  const { plan, store } = await edited.begin({ selected: new Set([name]) });
  const planned = plan.assets.find((asset) => asset.name === name);
  const sample = planned?.samples[0];
  const tried = triedRecipe(store, name, candidate);
  const recipe = sample?.recipe;
  const same =
    recipe !== undefined &&
    (candidate.seed === undefined ? sameButForSample(recipe, tried) : sample?.key === candidate.key);
  if (!same) throw otherRequest(name, candidate, { tried, recipe });
  const source = sample?.source;
  const original = source !== undefined && "original" in source ? source.original.sha256 : undefined;
  return original === candidate.original.sha256 ? "this" : "other";
}

function otherRequest(
  name: string,
  { number }: Candidate,
  { tried, recipe }: { readonly tried: Recipe; readonly recipe: Recipe | undefined },
): DiagnosticsError {
  const moved = recipe === undefined ? [] : recipeDifferences(tried, recipe);
  // A row's automatic seed is another one until it is pinned.
  const fields = moved.flatMap((reason) => ("field" in reason && reason.field !== "seed" ? [reason.field] : []));
  const what = fields.length === 0 ? "" : `: ${fields.join(", ")} changed since`;
  return notAllowed(
    `candidate ${number} of ${name} was made from another request${what}`,
    "change it back, or try again",
  );
}

/** What a candidate was made from. @throws DiagnosticsError when its picture is gone: somebody emptied the store */
export function triedRecipe(store: Store, name: string, { key, number, original }: Candidate): Recipe {
  const recipe = store.getGeneration(key)?.recipe;
  if (recipe !== undefined && store.hasObject(original.sha256)) return recipe;
  throw notAllowed(`the picture of candidate ${number} of ${name} is no longer in the store`, `imagegen try ${name}`);
}

function sameButForSample(wanted: Recipe, tried: Recipe): boolean {
  return requestKey(tried) === generationKey(wanted);
}

/**
 * Makes the lock say that this is the picture, for the request as the manifest makes it, or will when `edit` is
 * written. Both are written under the lease: a build that sees the one waits for the other, and pays for neither.
 *
 * @throws MachineError, DiagnosticsError
 */
export async function lockPick(
  session: Session,
  name: string,
  { candidate, edit }: { readonly candidate: Candidate; readonly edit?: ManifestEdit },
): Promise<void> {
  await editLock(session, async ({ plan, lock, store }) => {
    const planned = plan.assets.find((asset) => asset.name === name);
    const recipe = planned?.samples[0]?.recipe;
    const tried = triedRecipe(store, name, candidate);
    if (recipe === undefined) throw notAllowed(`${name} cannot be made yet`, "build what it refers to first");
    const { seed, original } = candidate;
    const same =
      seed === undefined ? sameButForSample(recipe, tried) : keyWithoutSeed(recipe) === keyWithoutSeed(tried);
    if (!same) throw otherRequest(name, candidate, { tried, recipe });
    // What lies there stays ours, and an edit of it somebody's.
    const outputs = lock.assets.get(name)?.samples[0]?.outputs ?? {};
    const sample: LockedSample =
      seed === undefined
        ? { key: generationKey(recipe), recipe, origin: "accepted", original, outputs }
        : { key: candidate.key, recipe: tried, original, outputs };
    const isAutomatic = seed !== undefined && planned?.prepared.autoSeed !== undefined;
    const entry: LockEntry = { ...(isAutomatic && { auto_seed: seed }), samples: [sample] };
    if (edit !== undefined) {
      // Killed after the manifest and before the lock, the next build finds the answer to the request that stands there.
      const record = store.getGeneration(candidate.key);
      if (record !== undefined && sample.key !== candidate.key)
        await store.putGeneration({ ...record, key: sample.key, recipe, originals: [original] });
      await writeManifest(session.root, edit);
    }
    return { changes: [{ type: "entry", asset: name, entry, moved: [] }], result: undefined };
  });
}

/** What the manifest has to say for this candidate. */
export function fieldsOf({ changes, seed }: Candidate): FieldChanges {
  return seed === undefined ? changes : { ...changes, seed };
}
