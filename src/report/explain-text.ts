import { adviceFor, type Advice } from "../core/advice.ts";
import type { AssetPlan, SamplePlan } from "../core/asset-plan.ts";
import type { FieldName, Origin } from "../core/asset.ts";
import type { JsonObject } from "../core/json.ts";
import type { Original } from "../core/lock.ts";
import { formatUsd, priceOf, type Price } from "../core/money.ts";
import type { Reason } from "../core/reason.ts";
import { provisionalRecipes } from "../core/request.ts";
import type { SpendTotals } from "../core/spend.ts";
import { escapeControls } from "../core/terminal.ts";
import { ACTION_TEXT } from "./action-text.ts";
import { assetPlanToJson } from "./json.ts";
import { operationsText, stepText } from "./operations-text.ts";
import { rankReasons, reasonText } from "./reason-text.ts";
import { droppedLines, originText, referenceLines, requestLines, type Sources } from "./request-text.ts";
import { spendSentence, totalsToJson } from "./spend-text.ts";
import { count, formatBytes, formatCost, shortDigest } from "./units.ts";

/** Characters of a value that are shown. */
const WIDTH = 100;

/**
 * Everything that is known about one asset and why, for a person. Ends with a line feed.
 *
 * @param spent what its calls came to until now, by this machine's ledger
 */
export function formatExplanation(plan: AssetPlan, sources: Sources, spent?: SpendTotals): string {
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["Why", whyLines(plan, sources)],
    ["Request", requestLines(plan, sources, WIDTH)],
    ["Uses", referenceLines(plan, sources)],
    ["Left out", droppedLines(plan, sources)],
    ...plan.samples.map((sample) => [sampleTitle(plan, sample), sampleLines(plan, sample)] as const),
    ["Cost", [costText(plan), ...pricingLines(plan)]],
    ["Until now", spent === undefined || spent.calls === 0 ? [] : [spendSentence(spent)]],
    ["Again", reproductionLines(plan)],
    ["If it is not right", adviceLines(plan)],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join("\n"));
  return `${[`${plan.name}: ${plan.action}, ${ACTION_TEXT[plan.action].meaning}`, ...blocks].join("\n\n")}\n`;
}

/** The same for a program. */
export function explanationToJson(plan: AssetPlan, sources: Sources, spent?: SpendTotals): JsonObject {
  const origins = Object.entries(plan.prepared.asset.origins).map(([field, origin]) => [
    field,
    origin === undefined ? null : originText(origin, sources),
  ]);
  return {
    ...assetPlanToJson(plan),
    type: "explanation",
    request: { ...plan.samples[0]?.recipe?.body },
    origins: Object.fromEntries(origins),
    left_out: [...plan.prepared.dropped],
    auto_seed: plan.autoSeed ?? null,
    advice: adviceFor(plan.prepared).map(({ problem, remedies }) => ({ problem, remedies: [...remedies] })),
    ...(spent !== undefined && { spent: totalsToJson(spent) }),
    samples: plan.samples.map(({ index, key, source }) => ({
      index,
      key: key ?? null,
      source: source.type,
      original: "original" in source ? source.original.sha256 : null,
    })),
  };
}

function whyLines(plan: AssetPlan, sources: Sources): readonly string[] {
  if (plan.reasons.length === 0) return ["the request, the original and the files are those of the lock"];
  return rankReasons(plan.reasons).map((reason) => {
    const origin = reason.type === "recipe" ? plan.prepared.asset.origins[reason.field as FieldName] : undefined;
    return `${reasonText(reason, WIDTH)}${sourceText(reason, origin, plan, sources)}`;
  });
}

function sourceText(reason: Reason, origin: Origin | undefined, plan: AssetPlan, sources: Sources): string {
  if (origin !== undefined) return ` (${originText(origin, sources)})`;
  return reason.type === "recipe" && reason.field === "seed" && plan.autoSeed !== undefined ? " (automatic)" : "";
}

function sampleTitle({ samples }: AssetPlan, { index }: SamplePlan): string {
  return samples.length === 1 ? "Picture" : `Picture ${index + 1} of ${samples.length}`;
}

function sampleLines({ samples }: AssetPlan, sample: SamplePlan): readonly string[] {
  return [
    ...seedLines(sample.recipe?.body["seed"], samples),
    `generation key  ${sample.key ?? "not known yet"}`,
    `original        ${originalText(sample)}`,
    ...sample.outputs.map(
      (output) =>
        `output          ${escapeControls(output.path)}: ${operationsText(output.operations)}; ${stepText(output)}`,
    ),
  ];
}

/** The request above is that of the first. */
function seedLines(seed: unknown, samples: readonly SamplePlan[]): readonly string[] {
  return typeof seed === "number" && samples.length > 1 ? [`seed            ${seed}`] : [];
}

function originalText({ source }: SamplePlan): string {
  switch (source.type) {
    case "locked":
      return `${pictureText(source.original)}${source.origin === undefined ? "" : `, ${source.origin}`}`;
    case "stored":
      return `${pictureText(source.original)}, paid for before`;
    case "generate":
      if (source.paid === true) return "not here yet: paid for before, and fetched by the next build";
      return `not there yet: one call, ${priceText(source.price)}${source.replaces === undefined ? "" : `; replaces ${shortDigest(source.replaces.sha256)}`}`;
    case "waiting":
      return `not known before the pictures it refers to are there; at most one call, ${priceText(source.price)}`;
    case "refused":
      return `refused before, so not asked for; asking again is one call, ${priceText(source.price)}`;
    case "unfit":
      return `${pictureText(source.original)}: another size or format than asked for`;
    case "lost":
      if (source.other !== undefined)
        return `${pictureText(source.original)}; in no store. --regenerate-lost takes another picture of this request, for nothing: ${pictureText(source.other)}`;
      return `${pictureText(source.original)}; in no store, paying again costs one call, ${priceText(source.price)}`;
    default:
      return source satisfies never;
  }
}

function pictureText({ sha256, bytes, format, width, height }: Original): string {
  const size = width === undefined || height === undefined ? "" : ` ${width}x${height}`;
  return `${sha256} (${escapeControls(format)}${size}, ${formatBytes(bytes)})`;
}

function priceText(price: Price): string {
  return price === undefined ? "price unknown" : `${formatUsd(price)} estimated`;
}

function costText({ certain, most, prepared }: AssetPlan): string {
  if (most.calls === 0 && certain.calls === 0) return "nothing";
  if (prepared.provider.local) return "nothing: made on this machine";
  const waiting = most.calls - certain.calls;
  const sure =
    certain.calls === 0
      ? "nothing for certain"
      : `${formatCost(certain)} estimated for ${count(certain.calls, "call")}`;
  return waiting === 0 ? sure : `${sure}, at most ${formatCost(most)} for ${count(most.calls, "call")}`;
}

/** How the estimate of a call comes about, also where none is needed now. */
function pricingLines({ prepared, autoSeed, samples }: AssetPlan): readonly string[] {
  const { pricing, local } = prepared.provider;
  const recipe = samples[0]?.recipe ?? provisionalRecipes(prepared, autoSeed)[0];
  if (local || pricing === undefined || recipe === undefined) return [];
  const found = pricing(recipe);
  const price = priceOf(found);
  if (found === undefined || price === undefined) return ["a call: nobody knows the price of this model at this size"];
  const factors = found.times.map(({ factor, what }) => ` x ${Number(factor.toFixed(3))} ${escapeControls(what)}`);
  const lowered =
    found.insteadOf === undefined
      ? []
      : [`the manifest's price comes to ${priceText(found.insteadOf)}; the higher of that and our table's counts`];
  return [
    `a call: ${formatUsd(found.usd)} per ${escapeControls(found.per)}${factors.join("")} = ${priceText(price)}`,
    ...lowered,
  ];
}

/** What asking again would not bring back. */
function reproductionLines({ prepared, samples }: AssetPlan): readonly string[] {
  const lines = prepared.provider.local
    ? [`${prepared.provider.name} draws the same picture every time`]
    : ["asking again gives another picture, seed or not: keep the store or the files, they are what was paid for"];
  for (const { index, source, outputs } of samples) {
    for (const { path, step } of outputs)
      if ("expected" in step && step.expected?.accepted === true)
        lines.push(`${escapeControls(path)} was edited by hand and accepted: no original gives it`);
    if (source.type !== "locked") continue;
    if (source.origin === "imported") lines.push(`picture ${index + 1} was imported: no request gives it`);
    if (source.origin === "accepted")
      lines.push(`picture ${index + 1} was accepted: the request has changed since it was made`);
  }
  return lines;
}

const PROBLEM_TEXT = {
  mismatch: "not what the prompt says",
  quality: "poor quality",
  burned: "burned or oversaturated",
  slow: "slow",
  variations: "another of its kind",
  comparison: "to compare changes",
  size: "wrong size or ratio",
  editing: "from another picture",
} satisfies Record<Advice["problem"], string>;

function adviceLines({ prepared }: AssetPlan): readonly string[] {
  const width = Math.max(...Object.values(PROBLEM_TEXT).map((text) => text.length));
  return adviceFor(prepared).map(
    ({ problem, remedies }) => `${PROBLEM_TEXT[problem].padEnd(width)}  ${escapeControls(remedies.join("; "))}`,
  );
}
