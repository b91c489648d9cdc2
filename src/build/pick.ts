import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Candidate } from "../core/candidates.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { editAsset, type FieldChanges } from "../core/edit/edit-asset.ts";
import type { LockEntry } from "../core/lock.ts";
import { recipeDifferences, type Reason } from "../core/reason.ts";
import { generationKey, type Recipe } from "../core/recipe.ts";
import type { PreparedAsset } from "../core/request.ts";
import { writeAtomically } from "../store/files.ts";
import { machineError } from "../store/machine-error.ts";
import { editLock } from "./lock-edit.ts";
import { DiagnosticsError, type Session } from "./session.ts";

/** How a candidate gets into the project. */
export type PickPlan =
  /** Its fields are written into the manifest. */
  | { readonly type: "edit"; readonly file: string; readonly before: string; readonly after: string }
  /** Nothing in the manifest says it: the seed of one row of a matrix, or a model without seeds. */
  | { readonly type: "lock" };

/**
 * Decides where a choice is written down. A row of a matrix has no fields of its own: its seed is pinned in the lock,
 * as an automatic one is, and other changes are for a person to make.
 *
 * @throws DiagnosticsError with what to paste, where it cannot be written safely
 */
export function planPick(session: Session, asset: PreparedAsset, candidate: Candidate): PickPlan {
  const { place, name, parameters } = asset.asset;
  const key = "pointer" in place ? String(place.pointer[1]) : name;
  const changes = fieldsOf(candidate);
  if (key !== name) {
    if (Object.keys(candidate.changes).length > 0 || parameters.seed !== undefined)
      throw mistake(
        `${name} is one row of "${key}"; what is written there holds for all of its rows`,
        `give it an entry of its own, with ${snippet(changes)}`,
        asset,
      );
    return { type: "lock" };
  }
  if (Object.keys(changes).length === 0) return { type: "lock" };
  const before = session.sources.get(place.file);
  if (before === undefined) throw new Error(`${place.file} was not read`);
  const edited = editAsset(before, key, changes);
  if ("problem" in edited)
    throw mistake(edited.problem, `write it yourself: ${snippet(changes)}, then imagegen build ${name}`, asset);
  return { type: "edit", file: place.file, before, after: edited.text };
}

/**
 * Does the edited manifest ask for the very picture that was chosen? Asked before a byte is written.
 * @throws DiagnosticsError naming what has changed since it was made
 */
export async function confirmPick(edited: Session, name: string, candidate: Candidate): Promise<void> {
  const { plan, store } = await edited.begin({ selected: new Set([name]) });
  const planned = plan.assets.find((asset) => asset.name === name);
  const recipe = planned?.samples[0]?.recipe;
  const tried = store.getGeneration(candidate.key)?.recipe;
  if (recipe !== undefined && (candidate.seed === undefined || planned?.samples[0]?.key === candidate.key)) {
    if (candidate.seed !== undefined || sameButForSample(recipe, tried)) return;
  }
  const moved = recipe === undefined || tried === undefined ? [] : recipeDifferences(tried, recipe);
  const fields = moved.flatMap((reason: Reason) => ("field" in reason ? [reason.field] : []));
  throw mistake(
    `candidate ${candidate.number} of ${name} was made from another request${fields.length === 0 ? "" : `: ${fields.join(", ")} changed since`}`,
    "change it back, or try again",
    planned?.prepared,
  );
}

function sameButForSample(wanted: Recipe, tried: Recipe | undefined): boolean {
  if (tried === undefined) return false;
  const { sample: _sample, ...request } = tried;
  return generationKey(request) === generationKey(wanted);
}

/**
 * Writes the manifest, if it is still as it was read. A link is followed, for somebody put it there; permissions stay.
 * @throws DiagnosticsError when the file has changed meanwhile; MachineError
 */
export async function writeManifest(root: string, plan: Extract<PickPlan, { type: "edit" }>): Promise<void> {
  const path = join(root, plan.file);
  let real: string;
  let mode: number;
  try {
    real = realpathSync.native(path);
    mode = lstatSync(real).mode & 0o777;
    if (readFileSync(real, "utf8") !== plan.before)
      throw mistake(`${plan.file} has changed while it was being looked at`, "run it again");
  } catch (error) {
    if (error instanceof DiagnosticsError) throw error;
    throw machineError(error, { deed: "read", path });
  }
  await writeAtomically(real, plan.after, { root: dirname(real), durable: true, mode });
}

/**
 * Makes the lock say that this is the picture, for the request as the manifest makes it.
 * @throws MachineError, DiagnosticsError
 */
export async function lockPick(session: Session, name: string, candidate: Candidate): Promise<void> {
  await editLock(session, async ({ plan, store }) => {
    const planned = plan.assets.find((asset) => asset.name === name);
    const recipe = planned?.samples[0]?.recipe;
    const tried = store.getGeneration(candidate.key)?.recipe;
    if (recipe === undefined || tried === undefined)
      throw mistake(`${name} cannot be made yet`, "build what it refers to first");
    const entry: LockEntry =
      candidate.seed === undefined
        ? {
            samples: [
              { key: generationKey(recipe), recipe, origin: "accepted", original: candidate.original, outputs: {} },
            ],
          }
        : {
            auto_seed: candidate.seed,
            samples: [{ key: candidate.key, recipe: tried, original: candidate.original, outputs: {} }],
          };
    return { changes: [{ type: "entry", asset: name, entry, moved: [] }], result: undefined };
  });
}

/** What the manifest has to say for this candidate. */
export function fieldsOf({ changes, seed }: Candidate): FieldChanges {
  return seed === undefined ? changes : { ...changes, seed };
}

function snippet(changes: FieldChanges): string {
  return Object.entries(changes)
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
    .join(", ");
}

function mistake(message: string, hint: string, asset?: PreparedAsset): DiagnosticsError {
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "not-allowed",
    message,
    hint,
    ...(asset && { asset: asset.asset.name }),
  };
  return new DiagnosticsError([diagnostic]);
}
