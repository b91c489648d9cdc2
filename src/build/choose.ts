import type { Candidate } from "../core/candidates.ts";
import type { FieldChanges } from "../core/edit/edit-asset.ts";
import type { Json } from "../core/json.ts";
import type { LockedSample } from "../core/lock.ts";
import type { ParameterName } from "../core/provider.ts";
import { generationKey, type Recipe } from "../core/recipe.ts";
import { recipeDifferences } from "../core/reason.ts";
import type { PastOriginal } from "./history.ts";
import { editLock } from "./lock-edit.ts";
import { confirmPick, lockPick, mistake, planPick, writeManifest } from "./pick.ts";
import { DiagnosticsError, type Session } from "./session.ts";

/** Opens the project, as it is or as it would be with another text of a file. The caller closes it. */
export type OpenSession = (overlay?: (file: string, text: string) => string) => Promise<Session>;

/** Fields of a request that a manifest says in the same words. */
const SAYABLE: ReadonlySet<string> = new Set<ParameterName | "provider">([
  "provider",
  "prompt",
  "model",
  "width",
  "height",
  "aspect_ratio",
  "steps",
  "negative_prompt",
  "guidance_scale",
  "prompt_upsampling",
  "output_format",
  "disable_safety_checker",
]);

/** Where a choice was written down. */
export interface Chosen {
  /** The file of the manifest whose lines changed; undefined: the lock alone says it. */
  readonly file: string | undefined;
}

/**
 * Writes a candidate's seed and fields into the manifest, or the lock where the manifest has no words for it. The
 * picture is in the store: a build places it without a call.
 *
 * @throws DiagnosticsError, MachineError; nothing is written then
 */
export async function chooseCandidate(open: OpenSession, name: string, candidate: Candidate): Promise<Chosen> {
  const plan = await using(open(), async (session) => {
    const planned = planPick(session, assetOf(session, name), candidate);
    if (planned.type === "lock") await lockPick(session, name, candidate);
    return planned;
  });
  if (plan.type === "lock") return { file: undefined };
  const overlay = (file: string, text: string) => (file === plan.file ? plan.after : text);
  return using(open(overlay), async (edited) => {
    const latest = await confirmPick(edited, name, candidate);
    if (plan.after !== plan.before) await writeManifest(edited.root, plan);
    if (candidate.seed === undefined || latest === "other") await lockPick(edited, name, candidate);
    return { file: plan.after === plan.before ? undefined : plan.file };
  });
}

/**
 * Takes back a picture that an asset had. Where the manifest can say its request, it is made to; else the picture is
 * accepted for the request as it is now, and the lock says so.
 *
 * @throws DiagnosticsError, MachineError
 */
export async function takeBack(open: OpenSession, name: string, past: PastOriginal): Promise<Chosen> {
  const samples = await using(open(), async (session) => {
    await recordFormer(session, name, past);
    return assetOf(session, name).asset.samples;
  });
  const candidate = samples === 1 ? await using(open(), (session) => candidateOf(session, name, past)) : undefined;
  if (candidate !== undefined) {
    try {
      return await chooseCandidate(open, name, candidate);
    } catch (error) {
      // A style, a matrix or a file has a part in the request: a person's own words are left alone.
      if (!(error instanceof DiagnosticsError)) throw error;
    }
  }
  await using(open(), (session) => acceptOriginal(session, name, past));
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

/** What the manifest would have to say for it; undefined where a field would have to go, or cannot be said. */
async function candidateOf(session: Session, name: string, past: PastOriginal): Promise<Candidate | undefined> {
  const { plan } = await session.begin({ selected: new Set([name]) });
  const now = plan.assets.find((asset) => asset.name === name)?.samples[0]?.recipe;
  if (now === undefined) return undefined;
  const changes = sayable(now, past.recipe);
  const seed = past.recipe.body["seed"];
  if (changes === undefined) return undefined;
  const { key, original } = past;
  return { number: 0, changes, seed: typeof seed === "number" ? seed : undefined, key, original };
}

function sayable(now: Recipe, then: Recipe): FieldChanges | undefined {
  const changes: Record<string, Json> = {};
  for (const reason of recipeDifferences(now, then)) {
    if (reason.type !== "recipe" || reason.field === "seed" || reason.field === "sample") continue;
    // An address follows from the model.
    if (reason.field === "endpoint") continue;
    const { field, new: value } = reason;
    if (!SAYABLE.has(field) || value === undefined || value === null || typeof value === "object") return undefined;
    changes[field] = value;
  }
  return changes;
}

async function acceptOriginal(session: Session, name: string, { original, sample }: PastOriginal): Promise<void> {
  await editLock(session, async ({ plan, lock, store }) => {
    const planned = plan.assets.find((asset) => asset.name === name)?.samples[sample];
    const before = lock.assets.get(name);
    if (planned?.recipe === undefined || planned.key === undefined || before === undefined)
      throw mistake(`${name} cannot take a picture back yet`, "build it first");
    if (!store.hasObject(original.sha256))
      throw mistake(`that picture of ${name} is no longer in the store`, `imagegen try ${name}`);
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

function assetOf(session: Session, name: string) {
  const asset = session.assets.find((prepared) => prepared.asset.name === name);
  if (asset === undefined || session.diagnostics.some(({ severity }) => severity === "error"))
    throw session.diagnostics.length > 0
      ? new DiagnosticsError(session.diagnostics)
      : mistake(`there is no asset ${name} any more`, "look at the manifest");
  return asset;
}

async function using<Result>(opening: Promise<Session>, body: (session: Session) => Promise<Result>): Promise<Result> {
  const session = await opening;
  try {
    return await body(session);
  } finally {
    await session.close();
  }
}
