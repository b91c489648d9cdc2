import type { Action, AssetPlan } from "../core/asset-plan.ts";
import type { Failure, FinishedOutput } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import type { Reason } from "../core/reason.ts";
import { isUselessAnswer } from "../core/refusal.ts";
import type { CallOutcome } from "./call.ts";
import { failureOf } from "./failure.ts";
import type { Finished } from "./finish.ts";

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

/** How an asset ends for which there is nothing to do, or nothing that may be done; undefined when there is work. */
export function endingWithoutWork(plan: AssetPlan): Ending | undefined {
  const first = <Type extends Reason["type"]>(type: Type) =>
    plan.reasons.find((reason): reason is Extract<Reason, { type: Type }> => reason.type === type);
  switch (plan.action) {
    case "fresh":
      return { type: "fresh", notes: [] };
    case "blocked": {
      const by = first("blocked-by");
      if (by?.lost === true) {
        const way = `restore it from a colleague's store, or pay for it again: imagegen build --regenerate-lost +${plan.name}`;
        const message = `needs the original of ${by.asset}, which is in no store; ${way}`;
        return { type: "skipped", reason: "blocked", message, exit: EXIT.pending };
      }
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

/**
 * Nothing is to be done but to say so. What else the lock would say anew waits until the edit is settled: a build that
 * changes nothing has no lease, and writes nothing.
 */
export function modifiedEnding({ samples }: AssetPlan): Ending {
  const edited = samples.flatMap(({ outputs }) => outputs.filter(({ step }) => step.type === "modified"));
  return { type: "fresh", notes: edited.map(({ path }) => `${path} was edited by hand and is kept`) };
}

/** Edited files stand in the place of what was made; undefined where none does. */
export function editedFailure({ outputs, absent }: Pick<Finished, "outputs" | "absent">): Failure | undefined {
  const left = outputs.filter(({ step }) => step === "left").map(({ path }) => path);
  if (left.length === 0) return undefined;
  const kept = `${left.join(", ")} was edited by hand and is kept`;
  const hint = "`imagegen accept` keeps the edited file";
  if (absent.length > 0) {
    const message = `${kept}; what belongs at ${absent.join(", ")} is in no store`;
    return failureOf("output-modified", message, EXIT.failed, hint);
  }
  const message = `the new picture is in the store; ${kept}`;
  return failureOf("output-modified", message, EXIT.failed, `${hint}, \`--overwrite\` replaces it`);
}

/** Neither file nor original is anywhere: only somebody who says so pays for it again. */
export function lostFailure({ samples }: AssetPlan): Failure {
  const what = "neither a file as it is wanted nor the picture to make it from is anywhere";
  const way = "restore it from a colleague's store or the repository, or";
  if (samples.every(({ source }) => source.type !== "lost" || source.other !== undefined)) {
    const hint = `${way} take the other one with --regenerate-lost`;
    return failureOf("lost", `${what}; another picture of the same request is in the store`, EXIT.pending, hint);
  }
  const calls = samples.length === 1 ? "1 call" : `up to ${samples.length} calls`;
  const hint = `${way} pay again with --regenerate-lost`;
  return failureOf("lost", `${what}; regenerating costs ${calls}`, EXIT.pending, hint);
}

/** Decided anew several times, and the world was another one each time. */
export function outdatedFailure({ name }: AssetPlan): Failure {
  const message = "its outputs, or what it is made from, change again and again while it is made";
  return failureOf(
    "project-changing",
    message,
    EXIT.failed,
    `run imagegen build ${name} when nothing else writes there`,
  );
}

/** As the failure was when it was refused, for nothing has changed since. */
function refusedFailure(plan: AssetPlan, refused: Extract<Reason, { type: "refused" }> | undefined): Failure {
  const when = refused === undefined || refused.at === "" ? "before" : `on ${refused.at.slice(0, 10)}`;
  const hint = `change the prompt, or ask again as it is: imagegen build --retry-refused ${plan.name}`;
  const what =
    refused !== undefined && isUselessAnswer(refused) ? `what came ${when} cannot be used` : `it was refused ${when}`;
  return failureOf("refused", `not asked again; ${what}: ${refused?.message}`, EXIT.failed, hint);
}

/** In a frozen build, which restores and nothing else. */
export function frozenEnding(plan: AssetPlan): Ending {
  const ending = endingWithoutWork(plan);
  if (plan.action === "modified") return modifiedEnding(plan);
  if (ending !== undefined && plan.action !== "blocked" && plan.action !== "maybe") return ending;
  const others = plan.action === "blocked" || plan.action === "maybe" ? "+" : "";
  const takes = plan.reasons.flatMap((reason) => (reason.type === "blocked-by" ? (reason.takes ?? []) : []))[0];
  const wish = takes === undefined ? "" : ` --${takes}`;
  const message = `needs ${frozenNeed(plan)}; run: imagegen build${wish} ${others}${plan.name}, and commit the lock`;
  return { type: "skipped", reason: "frozen", message };
}

/** What only a build that may spend does for this asset. */
function frozenNeed({ action, reasons }: AssetPlan): string {
  for (const reason of reasons) {
    if (reason.type === "fetches") return "a picture that was never fetched, and a frozen build fetches none";
    if (reason.type === "blocked-by" && reason.lost === true)
      return `the original of ${reason.asset}, which is in no store`;
    if (reason.type === "waits-for" || reason.type === "blocked-by")
      return `a picture of ${reason.asset}, and a frozen build makes none`;
  }
  if (action === "generate") return "a call, and a frozen build makes none";
  return `a change of the lock (${action}), and a frozen build makes none`;
}
