import type { Action, AssetPlan, SamplePlan } from "../core/asset-plan.ts";
import type { Failure } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import { addTo } from "../core/multimap.ts";
import { pictureFailureCode } from "../core/refusal.ts";
import { ImageError } from "../encode/image-error.ts";
import { machineError, MachineError } from "../store/machine-error.ts";
import type { Call, CallOutcome } from "./call.ts";
import type { BuildContext } from "./context.ts";
import {
  editedFailure,
  endingWithoutWork,
  frozenEnding,
  lostFailure,
  modifiedEnding,
  outdatedFailure,
  type Ending,
} from "./ending.ts";
import { failureOf, machineFailure, type Counts } from "./failure.ts";
import { finishAsset, PlanOutdated, type Finished } from "./finish.ts";
import { generate } from "./generate.ts";
import { pinReferences } from "./pin-references.ts";

export interface Errand {
  readonly plan: AssetPlan;
  /** Settled when the originals it refers to are known. */
  readonly upstream: readonly Promise<void>[];
  /** Settled when those assets have ended: one whose original turns out to be damaged makes another. */
  readonly upstreamEnds: readonly Promise<void>[];
  originalsKnown(): void;
}

/** Does for one asset what its plan says. What it waited for may have changed the plan, so `decide` is asked again. */
export async function carryOut(context: BuildContext, errand: Errand): Promise<Ending> {
  let plan = errand.plan;
  let calls = 0;
  const paidFor = (ending: Ending) => (plan.prepared.provider.local ? ending : afterCalls(ending, calls));
  try {
    if (errand.upstream.length > 0) {
      await Promise.all(errand.upstream);
      plan = await decideAgain(context, errand);
    }
    if (context.frozen && plan.action !== "restore") return frozenEnding(plan);
    if (plan.action === "maybe") {
      const failure = await pinReferences(context, plan);
      if (failure !== undefined) return { type: "failed", failure: await withPlace(context, plan, failure) };
      plan = context.planning.again(plan.name);
    }
    const generated = plan.action === "generate";
    if (generated) {
      const outcome = await generateAll(context, plan);
      if (outcome.type === "failed") return { ...outcome, failure: await withPlace(context, plan, outcome.failure) };
      if (outcome.type !== "stored") return outcome;
      calls = outcome.calls;
      plan = context.planning.again(plan.name);
    }
    errand.originalsKnown();
    if (plan.action === "modified" && !generated) return modifiedEnding(plan);
    const deed = { action: generated ? "generate" : plan.action, calls } as const;
    return paidFor(endingWithoutWork(plan) ?? (await finish(context, errand, plan, deed)));
  } catch (thrown) {
    // Also what a module could not be loaded for: too many open files, as a rule (F34).
    const error = machineError(thrown, { deed: "read", path: `what ${plan.name} needs` });
    if (error instanceof MachineError) {
      context.halt(error);
      return paidFor({ type: "failed", failure: machineFailure(error) });
    }
    if (error instanceof ImageError) {
      return paidFor({
        type: "failed",
        failure: failureOf(pictureFailureCode(error.code), error.message, EXIT.failed, error.hint),
      });
    }
    throw error;
  }
}

/** What fails after its calls were answered has been paid for all the same. */
function afterCalls(ending: Ending, calls: number): Ending {
  if (ending.type !== "failed") return ending;
  const { failure } = ending;
  return { type: "failed", failure: { ...failure, calls: failure.calls + calls, billed: failure.billed + calls } };
}

/** What was done, which after a call is no longer what the plan says: seen from the store it is a reuse. */
interface Deed {
  readonly action: Action;
  readonly calls: number;
}

/** What it refers to may be in the making again, which only its end tells. */
async function decideAgain(context: BuildContext, { plan, upstreamEnds }: Errand): Promise<AssetPlan> {
  const now = context.planning.again(plan.name);
  if (upstreamEnds.length === 0 || (now.action !== "maybe" && now.action !== "blocked")) return now;
  await Promise.all(upstreamEnds);
  return context.planning.again(plan.name);
}

async function finish(context: BuildContext, errand: Errand, planned: AssetPlan, wanted: Deed): Promise<Ending> {
  let [plan, deed] = [planned, wanted];
  for (let round = 0; ; round += 1) {
    try {
      const finished = await finishAsset(context, plan);
      if (!context.frozen)
        await context.journal.record({ type: "entry", asset: plan.name, entry: finished.entry, moved: finished.moved });
      return finishedEnding(deed, finished);
    } catch (error) {
      if (!(error instanceof PlanOutdated)) throw error;
      // Somebody keeps changing what this asset needs: that is no bug of ours.
      if (round > 2) return { type: "failed", failure: outdatedFailure(plan) };
      // An object that was there is damaged or gone, a path was written to: decide again, seeing that.
      plan = await decideAgain(context, errand);
      const ending = endingWithoutWork(plan);
      if (ending !== undefined) return ending;
      if (plan.action !== "generate" && plan.action !== "maybe") continue;
      // What is drawn on this machine costs nothing; a call that nobody was shown is not made.
      if (plan.action === "maybe" || !plan.prepared.provider.local || context.frozen)
        return { type: "failed", failure: lostFailure(plan) };
      const outcome = await generateAll(context, plan);
      if (outcome.type !== "stored") return outcome;
      deed = { action: "generate", calls: deed.calls + outcome.calls };
      plan = context.planning.again(plan.name);
    }
  }
}

function finishedEnding({ action, calls }: Deed, finished: Finished): Ending {
  const failure = editedFailure(finished);
  if (failure !== undefined) return { type: "failed", failure };
  return { type: "done", action, outputs: finished.outputs, calls, notes: finished.notes };
}

type Generated = { readonly type: "stored"; readonly calls: number } | Exclude<CallOutcome, { type: "stored" }>;

/** All calls of an asset side by side; the worst outcome is the asset's, what did arrive is kept. */
async function generateAll(context: BuildContext, plan: AssetPlan): Promise<Generated> {
  const calls = callsOf(plan);
  const outcomes = await Promise.all(calls.map((call) => generate(context, call)));
  for (const outcome of outcomes) {
    if (outcome.type === "stored") for (const key of outcome.originals.keys()) context.planning.answered(key);
  }
  const failed =
    outcomes.find((outcome) => outcome.type === "failed") ?? outcomes.find((outcome) => outcome.type === "skipped");
  // A call that another asset made first is counted there.
  const own = outcomes.filter((_, index) => context.calls.get((calls[index] as Call).request)?.asset === plan.name);
  const counts = sumOf(own.map(countsOf));
  if (failed === undefined) return { type: "stored", calls: counts.calls };
  if (failed.type === "failed") return { ...failed, failure: { ...failed.failure, ...counts } };
  return counts.calls > 0 ? { ...failed, ...counts } : failed;
}

function countsOf(outcome: CallOutcome): Counts {
  const { calls = 0, billed = 0 } = outcome.type === "failed" ? outcome.failure : outcome;
  return { calls, billed };
}

function sumOf(counts: readonly Counts[]): Counts {
  const add = (sum: Counts, { calls, billed }: Counts) => ({ calls: sum.calls + calls, billed: sum.billed + billed });
  return counts.reduce(add, { calls: 0, billed: 0 });
}

function callsOf(plan: AssetPlan): readonly Call[] {
  const calls = new Map<string, SamplePlan[]>();
  for (const sample of plan.samples) if (sample.source.type === "generate") addTo(calls, sample.source.request, sample);
  return [...calls].map(([request, samples]) => ({
    request,
    asset: plan.name,
    provider: plan.prepared.provider,
    media: plan.prepared.asset.media ?? "picture",
    samples: samples.flatMap(({ index, key, recipe }) =>
      key === undefined || recipe === undefined ? [] : [{ index, key, recipe }],
    ),
    price: samples[0]?.source.type === "generate" ? samples[0].source.price : undefined,
    // A lost or replaced picture is asked for although the store may hold an older answer.
    replace: plan.reasons.some((reason) => reason.type === "replace"),
    insisted: samples.some(({ source }) => source.type === "generate" && source.insisted === true),
  }));
}

/** What the API blames has a line in the manifest (F24). Found only now: most builds never ask. */
async function withPlace(context: BuildContext, plan: AssetPlan, failure: Failure): Promise<Failure> {
  const origin = Object.entries(plan.prepared.asset.origins).find(([field]) => field === failure.field)?.[1];
  if (origin === undefined) return failure;
  const { locatePlaces } = await import("../core/locate.ts");
  return { ...failure, place: locatePlaces([origin.place], context.sources).get(origin.place) ?? origin.place };
}
