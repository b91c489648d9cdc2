import type { AssetPlan } from "../core/asset-plan.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { BuildEvent, Summary } from "../core/event.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { roundUsd, type Cost } from "../core/money.ts";
import { countActions, type Plan } from "../core/plan.ts";
import { skipsSafetyChecker } from "../core/request.ts";
import { modelCosts } from "./cost-text.ts";
import { jsonLine } from "./json-line.ts";
import { positionOf } from "./place-text.ts";
import type { CreateReporter } from "./reporter.ts";

/** One JSON object a line on stdout, for programs. All of it whatever the detail: a program can skip lines itself. */
export const createJsonReporter: CreateReporter = (output) => {
  return {
    listener(event) {
      for (const line of toJson(event, output.sources)) output.stdout(jsonLine(line));
    },
    flush: () => {},
    // The `finished` event has said it.
    end: () => {},
  };
};

type Sources = ReadonlyMap<string, string>;

/** An event in its stable, flat form; a plan becomes one line per asset that is not fresh, then its totals. */
export function toJson(event: BuildEvent, sources: Sources): readonly JsonObject[] {
  switch (event.type) {
    case "diagnostic":
      return [diagnosticToJson(event.diagnostic, sources)];
    case "planned":
      return planToJson(event.plan);
    case "finished":
      return [summaryToJson(event.summary)];
    case "asset-failed":
      return [failureToJson(event, sources)];
    case "asset-done":
      return [{ ...event, outputs: event.outputs.map((output) => ({ ...output })) }];
    case "call-started":
      return [{ ...event, model: event.model ?? null, usd: event.usd ?? null }];
    case "call-finished":
      return [{ ...event, usd: event.usd ?? null }];
    case "warning":
    case "waiting-for-lease":
    case "call-retry":
    case "provider-paused":
    case "provider-stopped":
    case "call-resumed":
    case "reference-fetched":
    case "asset-fresh":
    case "asset-skipped":
    case "stopping":
      return [{ ...event }];
    default:
      return event satisfies never;
  }
}

/** One line per asset that is not fresh, one per orphan, and the totals. */
export function planToJson(plan: Plan): readonly JsonObject[] {
  return [
    ...plan.assets.filter(({ action }) => action !== "fresh").map(assetPlanToJson),
    ...plan.orphans.map((orphan) => ({
      type: "orphan",
      path: orphan.path,
      asset: orphan.asset ?? null,
      state: orphan.state,
      ...(orphan.protection && { code: orphan.protection.code, reason: orphan.protection.what }),
    })),
    {
      type: "planned",
      assets: plan.assets.length,
      actions: Object.fromEntries(countActions(plan)),
      certain: costToJson(plan.certain),
      most: costToJson(plan.most),
      models: modelCosts(plan.assets).map(({ model, certain, most }) => ({
        model,
        certain: costToJson(certain),
        most: costToJson(most),
      })),
      orphans: plan.orphans.length,
    },
  ];
}

/** A line of `plan --json` and a part of each of `explain --json`. Its members are stable; what is unknown is null. */
export function assetPlanToJson(plan: AssetPlan): JsonObject {
  return {
    type: "asset-planned",
    asset: plan.name,
    action: plan.action,
    provider: plan.prepared.provider.name,
    model: plan.prepared.asset.parameters.model ?? null,
    ...(skipsSafetyChecker(plan.prepared) && { disable_safety_checker: true }),
    reasons: plan.reasons.map((reason): JsonObject =>
      "field" in reason ? { ...reason, old: reason.old ?? null, new: reason.new ?? null } : { ...reason },
    ),
    outputs: plan.samples.flatMap(({ index, outputs }) =>
      outputs.map(({ path, step }): JsonObject => ({ path, sample: index, step: step.type })),
    ),
    certain: costToJson(plan.certain),
    most: costToJson(plan.most),
  };
}

/** With line and column, which are looked up in `sources`. */
export function diagnosticToJson(diagnostic: Diagnostic, sources: Sources): JsonObject {
  return {
    type: "diagnostic",
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    ...(diagnostic.hint !== undefined && { hint: diagnostic.hint }),
    ...(diagnostic.asset !== undefined && { asset: diagnostic.asset }),
    ...(diagnostic.assets !== undefined && { assets: diagnostic.assets }),
    ...(diagnostic.place !== undefined && positionToJson(diagnostic.place, sources)),
    ...(diagnostic.related !== undefined && {
      related: diagnostic.related.map(({ message, place }): Json => ({ message, ...positionToJson(place, sources) })),
    }),
  };
}

function failureToJson({ type, asset, failure }: FailedEvent, sources: Sources): JsonObject {
  const { place, ...rest } = failure;
  return { type, asset, ...rest, ...(place !== undefined && positionToJson(place, sources)) };
}

function summaryToJson({ ambiguousUsd, ...summary }: Summary): JsonObject {
  return { type: "finished", ...summary, usd: roundUsd(summary.usd), ambiguous_usd: roundUsd(ambiguousUsd) };
}

type FailedEvent = Extract<BuildEvent, { type: "asset-failed" }>;

function positionToJson(place: NonNullable<Diagnostic["place"]>, sources: Sources): JsonObject {
  const { file, line, column } = positionOf(place, sources);
  return { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}

function costToJson({ calls, usd, unpriced }: Cost): JsonObject {
  return { calls, usd: roundUsd(usd), unpriced };
}
