import type { Candidate } from "../core/candidates.ts";
import type { FieldChanges } from "../core/edit/edit-asset.ts";
import type { Json } from "../core/json.ts";
import type { LockedSample } from "../core/lock.ts";
import { isParameter, isSayable } from "../core/parameters.ts";
import { recipeDifferences } from "../core/reason.ts";
import { generationKey, type Recipe } from "../core/recipe.ts";
import { DiagnosticsError, notAllowed } from "./diagnostics-error.ts";
import { isOneRow, planEdit, writeManifest, type ManifestEdit } from "./edit-manifest.ts";
import type { PastOriginal } from "./history.ts";
import { editLock } from "./lock-edit.ts";
import { assetOf, withSession, type OpenSession } from "./open-project.ts";
import { confirmPick, fieldsOf, lockPick, planPick, triedRecipe, type PickPlan } from "./pick-candidate.ts";
import type { Session } from "./session.ts";

/** A candidate that is to be the picture of an asset, and what has to be written for it. */
export interface Choice {
  readonly name: string;
  readonly candidate: Candidate;
  readonly plan: PickPlan;
}

/** Where a choice was written down. */
export interface Chosen {
  /** The file of the manifest whose lines changed; undefined: the lock alone says it. */
  readonly file: string | undefined;
}

/**
 * What has to be written so that the manifest asks for what a candidate was made from: its seed and its fields, and
 * what was set, changed or taken out since. Looks and writes nothing.
 *
 * @throws DiagnosticsError where the manifest has no words for it; MachineError
 */
export async function planChoice(open: OpenSession, name: string, candidate: Candidate): Promise<Choice> {
  return withSession(open, undefined, async (session) => {
    const asset = assetOf(session, name);
    const plan = planPick(session, asset, candidate);
    // A row of a matrix has no fields of its own.
    if (plan.type === "lock" && isOneRow(asset)) return { name, candidate, plan };
    const edited = (changes: FieldChanges) => planEdit(session, asset, { ...fieldsOf(candidate), ...changes });
    const lackingAfter = (edit: ManifestEdit) =>
      withSession(open, edit, async (after) => {
        assetOf(after, name);
        return lackingIn(after, name, candidate);
      });
    const lacking = plan.type === "lock" ? await lackingIn(session, name, candidate) : await lackingAfter(plan);
    // Whoever writes it down looks once more, and says what is different.
    if (lacking === undefined || isEmpty(lacking)) return { name, candidate, plan };
    // What is only set on the asset is taken out of it, and set where another value comes to light.
    const { prompt, ...others } = lacking;
    const bare = { ...(prompt !== undefined && { prompt }), ...takenOut(others) };
    const still = await ifSound(async () => lackingAfter(edited(bare)));
    const changes = still === undefined ? lacking : { ...bare, ...still };
    return { name, candidate, plan: { type: "edit", ...edited(changes) } };
  });
}

/**
 * Writes a choice into the manifest, or the lock where the manifest has no words for it. The picture is in the store: a
 * build places it without a call.
 *
 * @param dryRun looks whether it can be done, and writes nothing
 * @throws DiagnosticsError, MachineError; nothing is written then
 */
export async function writeChoice(
  open: OpenSession,
  { name, candidate, plan }: Choice,
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): Promise<Chosen> {
  if (plan.type === "lock") {
    if (!dryRun) await withSession(open, undefined, (session) => lockPick(session, name, { candidate }));
    return { file: undefined };
  }
  const isEdited = plan.after !== plan.before;
  return withSession(open, plan, async (edited) => {
    assetOf(edited, name);
    const latest = await confirmPick(edited, name, candidate);
    if (!dryRun) {
      if (candidate.seed === undefined || latest === "other")
        await lockPick(edited, name, { candidate, ...(isEdited && { edit: plan }) });
      else if (isEdited) await writeManifest(edited.root, plan);
    }
    return { file: isEdited ? plan.file : undefined };
  });
}

/**
 * Takes back a picture that an asset had. Where the manifest can say its request, it is made to; else the picture is
 * accepted for the request as it is now, and the lock says so.
 *
 * @throws DiagnosticsError, MachineError
 */
export async function takeBack(open: OpenSession, name: string, past: PastOriginal): Promise<Chosen> {
  const samples = await withSession(open, undefined, async (session) => {
    const { asset } = assetOf(session, name);
    await recordFormer(session, name, past);
    return asset.samples;
  });
  const choice = samples === 1 ? await sayableChoice(open, name, past) : undefined;
  if (choice !== undefined) return writeChoice(open, choice);
  await withSession(open, undefined, (session) => acceptOriginal(session, name, past));
  return { file: undefined };
}

/**
 * What a former version of the lock says was paid for is known to the store again: a clone that restored it has its
 * bytes and no record. The lock's history is trusted as the lock is.
 */
async function recordFormer(session: Session, name: string, { key, recipe, original }: PastOriginal): Promise<void> {
  const { store } = await session.begin({ selected: new Set([name]) });
  const provider = session.providers.get(recipe.provider);
  const isKnown = store.getGeneration(key)?.originals.some(({ sha256 }) => sha256 === original.sha256) ?? false;
  if (isKnown || provider === undefined || generationKey(recipe) !== key || !store.hasObject(original.sha256)) return;
  await store.putGeneration({ key, recipe, host: session.accessOf(provider).host, originals: [original] });
}

/** Undefined where a style, a matrix or a file has a part in the request: a person's own words are left alone. */
function sayableChoice(
  open: OpenSession,
  name: string,
  { recipe, key, original }: PastOriginal,
): Promise<Choice | undefined> {
  const { seed } = recipe.body;
  const candidate = { number: 0, changes: {}, seed: typeof seed === "number" ? seed : undefined, key, original };
  return ifSound(async () => {
    const choice = await planChoice(open, name, candidate);
    await writeChoice(open, choice, { dryRun: true });
    return choice;
  });
}

/** Undefined for what the manifest, or the way it is written, does not let be done. */
async function ifSound<Value>(attempt: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof DiagnosticsError) return undefined;
    throw error;
  }
}

/**
 * What the manifest would have to say besides, for a session's request to be that of a candidate; null takes a field
 * out. Undefined where it cannot be said.
 *
 * @throws DiagnosticsError when the candidate's picture is gone
 */
async function lackingIn(session: Session, name: string, candidate: Candidate): Promise<FieldChanges | undefined> {
  const { plan, store } = await session.begin({ selected: new Set([name]) });
  const now = plan.assets.find((asset) => asset.name === name)?.samples[0]?.recipe;
  const then = triedRecipe(store, name, candidate);
  return now && sayable(now, then);
}

function sayable(now: Recipe, then: Recipe): FieldChanges | undefined {
  const changes: Record<string, Json> = {};
  for (const reason of recipeDifferences(now, then)) {
    if (reason.type !== "recipe" || reason.field === "seed" || reason.field === "sample") continue;
    // An address follows from the model.
    if (reason.field === "endpoint") continue;
    const { field, new: value = null } = reason;
    const said = field === "provider" || (isParameter(field) && isSayable(field));
    if (!said || (typeof value === "object" && value !== null)) return undefined;
    changes[field] = value;
  }
  return changes;
}

function isEmpty(changes: FieldChanges): boolean {
  return Object.keys(changes).length === 0;
}

function takenOut(changes: FieldChanges): FieldChanges {
  return Object.fromEntries(Object.keys(changes).map((field) => [field, null]));
}

async function acceptOriginal(session: Session, name: string, { original, sample }: PastOriginal): Promise<void> {
  await editLock(session, async ({ plan, lock, store }) => {
    const planned = plan.assets.find((asset) => asset.name === name)?.samples[sample];
    const before = lock.assets.get(name);
    if (planned?.recipe === undefined || planned.key === undefined || before === undefined)
      throw notAllowed(`${name} cannot take a picture back yet`, "build it first");
    if (!store.hasObject(original.sha256))
      throw notAllowed(`that picture of ${name} is no longer in the store`, `imagegen try ${name}`);
    if (sample > before.samples.length)
      throw notAllowed(
        `picture ${before.samples.length + 1} of ${name} comes first`,
        "build or take them back in order",
      );
    const outputs = before.samples[sample]?.outputs ?? {};
    const { key, recipe } = planned;
    const accepted: LockedSample = { key, recipe, origin: "accepted", original, outputs };
    const samples = [...before.samples];
    samples[sample] = accepted;
    return {
      changes: [{ type: "entry", asset: name, entry: { ...before, samples }, moved: [] }],
      result: undefined,
    };
  });
}
