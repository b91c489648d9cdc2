import type { Asset } from "../core/asset.ts";
import { requestFor } from "../core/batch.ts";
import type { Sha256 } from "../core/digest.ts";
import type { Summary } from "../core/event.ts";
import type { LockedSample } from "../core/lock.ts";
import { isClipFormat } from "../core/operations.ts";
import type { Provider } from "../core/provider.ts";
import { generationKey } from "../core/recipe.ts";
import type { PreparedAsset } from "../core/request.ts";
import { comparePictures, type Comparison } from "../encode/compare.ts";
import type { Store } from "../store/store.ts";
import { runBuild } from "./build.ts";
import { notAllowed } from "./diagnostics-error.ts";
import type { BuildRequest } from "./requests.ts";
import type { Session } from "./session.ts";

export interface Rerun {
  readonly summary: Summary;
  /** Absent when no answer came. */
  readonly comparison?: Comparison;
  readonly before: Sha256;
  readonly after?: Sha256;
}

export interface RerunRequest extends Omit<BuildRequest, "selected" | "unlocked"> {
  readonly asset: PreparedAsset;
  readonly answer: LockedAnswer;
  /** From 0. */
  readonly sample: number;
}

/** A picture that was asked for, as the lock has it. */
export interface LockedAnswer {
  readonly locked: LockedSample;
  /** The one that gave it, whatever the manifest says by now. */
  readonly provider: Provider;
}

/** @throws DiagnosticsError when nothing can be asked for again */
export async function findLockedAnswer(session: Session, name: string, sample: number): Promise<LockedAnswer> {
  const { lock } = await session.begin({ selected: new Set([name]) });
  const locked = lock.assets.get(name)?.samples[sample];
  if (locked === undefined || locked.origin !== undefined)
    throw notAllowed(
      `${name} has no answer of a provider in the lock`,
      "build it first; imported and accepted pictures have none",
    );
  // What a lock says is sent here word for word: it must be what a provider of ours once asked for.
  if (generationKey(locked.recipe) !== locked.key || !ENDPOINT.test(locked.recipe.endpoint))
    throw notAllowed(`the lock's entry of ${name} was edited by hand`, `imagegen build ${name}`);
  if (isClipFormat(locked.original.format))
    throw notAllowed(`${name} is a clip, and nothing here can compare two of them`, "nothing was asked for");
  const provider = session.providers.get(locked.recipe.provider);
  if (provider?.epoch !== locked.recipe.epoch)
    throw notAllowed(`what the lock has of ${name} was asked for in another way than today`, `imagegen build ${name}`);
  return { locked, provider };
}

/** Below the API's base, and nowhere else. */
const ENDPOINT = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;

/**
 * Asks the provider again for the very request that the lock has, whatever the manifest says by now, and compares the
 * answer with the picture of that time: so a team notices that a model has changed behind its id. The answer is paid
 * for and stays in the store; the lock and the files are not touched.
 *
 * @throws DiagnosticsError when there is nothing to compare; MachineError
 */
export async function rerunLocked(session: Session, { asset, answer, sample, ...build }: RerunRequest): Promise<Rerun> {
  const { name } = asset.asset;
  const { locked } = answer;
  const store = session.openStore();
  const before = await originalOf(session, store, locked);
  if (before === undefined)
    throw notAllowed(`the original of ${name} is not in the store`, "compare where it was made, or push it from there");
  const again = repeated(asset, { ...answer, sample }, store);
  const selected = new Set([again.asset.name]);
  const extended = session.withAssets([again]);
  const summary = await runBuild(extended, { ...build, selected, unlocked: true });
  const [made] = (await extended.begin({ selected })).plan.assets;
  const source = made?.samples[0]?.source;
  const result = { summary, before: locked.original.sha256 };
  if (source?.type !== "stored") return result;
  const after = await store.getObject(source.original.sha256);
  if (after === undefined) return result;
  return { ...result, after: source.original.sha256, comparison: await comparePictures(before, after) };
}

/** Also from the team's store, where there is one. */
async function originalOf(
  { shared }: Session,
  store: Store,
  { original: { sha256 } }: LockedSample,
): Promise<Uint8Array | undefined> {
  const here = await store.getObject(sha256);
  if (here !== undefined || shared === undefined) return here;
  await shared.locate({ objects: [sha256], keys: [] });
  return shared.has(sha256) && (await shared.fetch(sha256, store)) ? store.getObject(sha256) : undefined;
}

/** The same request under a key of its own, so that the answer passes for nobody's picture. */
function repeated(
  { asset: { media: _media, profile: _profile, ...asset } }: PreparedAsset,
  { locked, provider, sample }: LockedAnswer & { readonly sample: number },
  store: Store,
): PreparedAsset {
  // One of a batch is asked for alone, as it is where a batch came short of it.
  const recipe = requestFor([{ index: sample, recipe: locked.recipe }], provider);
  const { model: id } = recipe.body;
  const one: Asset = {
    ...asset,
    name: `${asset.name}#again`,
    provider: provider.name,
    parameters: typeof id === "string" ? { model: id } : {},
    references: [],
    samples: 1,
    batch: false,
    outputs: [[]],
  };
  const model = provider.model(one.parameters.model);
  for (let variation = 1_000_000; ; variation += 1) {
    if (store.getGeneration(generationKey({ ...recipe, sample: variation })) === undefined)
      return { asset: one, provider, model, dropped: [], autoSeed: undefined, variation, recipe };
  }
}
