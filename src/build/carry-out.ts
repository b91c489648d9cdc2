import type { Action, AssetPlan, SamplePlan } from "../core/asset-plan.ts";
import type { Failure, FinishedOutput } from "../core/event.ts";
import { EXIT, type ExitCode } from "../core/exit.ts";
import { isUselessAnswer } from "../core/facts.ts";
import type { Reason } from "../core/reason.ts";
import { ImageError } from "../encode/image-error.ts";
import { machineError, MachineError } from "../store/machine-error.ts";
import type { Call, CallOutcome } from "./call.ts";
import type { BuildContext } from "./context.ts";
import { finishAsset, ObjectGone, type Finished } from "./finish.ts";
import { generate, machineFailure } from "./generate.ts";
import { pinReferences } from "./pin-references.ts";
import { sayLeft } from "./say-left.ts";

/** How an asset ends. */
export type Ending =
  | { readonly type: "fresh"; readonly notes: readonly string[] }
  | {
      readonly type: "done";
      readonly action: Action;
      readonly outputs: readonly FinishedOutput[];
      readonly calls: number;
      readonly notes: readonly string[];
    }
  | { readonly type: "failed"; readonly failure: Failure }
  | Extract<CallOutcome, { type: "skipped" }>;

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
        failure: failureOf(`image-${error.code}`, error.message, EXIT.failed, error.hint),
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
        await context.journal.entry({ type: "entry", asset: plan.name, entry: finished.entry, moved: finished.moved });
      return finishedEnding(deed, finished);
    } catch (error) {
      if (!(error instanceof ObjectGone) || round > 2) throw error;
      // It was there when it was planned and is damaged or gone now: decide again, seeing that.
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
  const left = sayLeft(finished);
  if (left !== undefined)
    return { type: "failed", failure: failureOf("output-modified", left.message, EXIT.failed, left.hint) };
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
  if (failed !== undefined) return failed;
  // A call that another asset made first is counted there.
  const own = outcomes.filter((_, index) => context.calls.get((calls[index] as Call).request)?.asset === plan.name);
  return {
    type: "stored",
    calls: own.reduce((sum, outcome) => sum + (outcome.type === "stored" ? outcome.calls : 0), 0),
  };
}

function callsOf(plan: AssetPlan): readonly Call[] {
  const calls = new Map<string, SamplePlan[]>();
  for (const sample of plan.samples) {
    if (sample.source.type !== "generate") continue;
    const together = calls.get(sample.source.request);
    if (together === undefined) calls.set(sample.source.request, [sample]);
    else together.push(sample);
  }
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
  }));
}

/**
 * Nothing is to be done but to say so. What else the lock would say anew waits until the edit is settled: a build that
 * changes nothing has no lease, and writes nothing.
 */
function modifiedEnding({ samples }: AssetPlan): Ending {
  const edited = samples.flatMap(({ outputs }) => outputs.filter(({ step }) => step.type === "modified"));
  return { type: "fresh", notes: edited.map(({ path }) => `${path} was edited by hand and is kept`) };
}

function endingWithoutWork(plan: AssetPlan): Ending | undefined {
  const first = <Type extends Reason["type"]>(type: Type) =>
    plan.reasons.find((reason): reason is Extract<Reason, { type: Type }> => reason.type === type);
  switch (plan.action) {
    case "fresh":
      return { type: "fresh", notes: [] };
    case "blocked": {
      const by = first("blocked-by");
      const message =
        by?.selected === false
          ? `needs ${by.asset}, which is not built yet and not selected (+${plan.name} selects it)`
          : `needs ${by?.asset}, which could not be made`;
      return { type: "skipped", reason: "blocked", message };
    }
    case "foreign": {
      const foreign = first("output-foreign");
      const hint =
        foreign?.stays === true
          ? "move it away, or give the asset another `output`"
          : "`imagegen import` adopts it, `--overwrite` replaces it, another `output` leaves it alone";
      // What no option replaces is a mistake in the manifest (F52).
      const exit = foreign?.stays === true ? EXIT.usage : EXIT.failed;
      return {
        type: "failed",
        failure: failureOf("output-foreign", `${foreign?.path} is ${foreign?.what}`, exit, hint),
      };
    }
    case "lost":
      return { type: "failed", failure: lostFailure(plan) };
    case "unfit": {
      const format = first("wrong-format");
      if (format !== undefined) {
        const message = `asked for a clip as ${format.asked}, got ${format.got}; it is kept in the store`;
        const way = `\`--replace\` asks (and pays) for another; \`output_format: ${format.got.toUpperCase()}\` asks for this kind`;
        return { type: "failed", failure: failureOf("wrong-format", message, EXIT.failed, way) };
      }
      const size = first("wrong-size");
      const hint = "set `fit: cover` (or contain): the picture that was paid for is then used, for nothing";
      return {
        type: "failed",
        failure: failureOf("wrong-size", `asked ${size?.asked}, got ${size?.got}`, EXIT.failed, hint),
      };
    }
    case "refused":
      return { type: "failed", failure: refusedFailure(plan, first("refused")) };
    case "maybe":
      return { type: "skipped", reason: "blocked", message: "what it refers to was not made" };
    case "generate":
    case "record":
    case "restore":
    case "move":
    case "derive":
    case "reuse":
    case "modified":
      return undefined;
    default:
      return plan.action satisfies never;
  }
}

/** What the API blames has a line in the manifest (F24). Found only now: most builds never ask. */
async function withPlace(context: BuildContext, plan: AssetPlan, failure: Failure): Promise<Failure> {
  const origin = Object.entries(plan.prepared.asset.origins).find(([field]) => field === failure.field)?.[1];
  if (origin === undefined) return failure;
  const { locatePlaces } = await import("../core/locate.ts");
  return { ...failure, place: locatePlaces([origin.place], context.sources).get(origin.place) ?? origin.place };
}

function lostFailure({ samples }: AssetPlan): Failure {
  const what = "neither the output nor the picture it was made from is anywhere";
  const way = "restore it from a colleague's store or the repository, or";
  if (samples.every(({ source }) => source.type !== "lost" || source.other !== undefined)) {
    const hint = `${way} take the other one with --regenerate-lost`;
    return failureOf("lost", `${what}; another picture of the same request is in the store`, EXIT.pending, hint);
  }
  const calls = samples.length === 1 ? "1 call" : `up to ${samples.length} calls`;
  const hint = `${way} pay again with --regenerate-lost`;
  return failureOf("lost", `${what}; regenerating costs ${calls}`, EXIT.pending, hint);
}

/** As the failure was when it was refused, for nothing has changed since. */
function refusedFailure(plan: AssetPlan, refused: Extract<Reason, { type: "refused" }> | undefined): Failure {
  const when = refused === undefined || refused.at === "" ? "before" : `on ${refused.at.slice(0, 10)}`;
  const hint = `change the prompt, or ask again as it is: imagegen build --retry-refused ${plan.name}`;
  const what =
    refused !== undefined && isUselessAnswer(refused) ? `what came ${when} cannot be used` : `it was refused ${when}`;
  return failureOf("refused", `not asked again; ${what}: ${refused?.message}`, EXIT.failed, hint);
}

function frozenEnding(plan: AssetPlan): Ending {
  const ending = endingWithoutWork(plan);
  if (plan.action === "modified") return modifiedEnding(plan);
  if (ending !== undefined && plan.action !== "blocked" && plan.action !== "maybe") return ending;
  const others = plan.action === "blocked" || plan.action === "maybe" ? "+" : "";
  const message = `needs ${frozenNeed(plan)}; run: imagegen build ${others}${plan.name}`;
  return { type: "skipped", reason: "frozen", message };
}

/** What only a build that may spend does for this asset. */
function frozenNeed({ action, reasons }: AssetPlan): string {
  for (const reason of reasons) {
    if (reason.type === "fetches") return "a picture that was never fetched, and a frozen build fetches none";
    if (reason.type === "waits-for" || reason.type === "blocked-by")
      return `a picture of ${reason.asset}, and a frozen build makes none`;
  }
  return `${action}, which a frozen build does not do`;
}

function failureOf(code: string, message: string, exit: ExitCode, hint?: string): Failure {
  return { code, message, ...(hint !== undefined && { hint }), exit, calls: 0, billed: 0 };
}
