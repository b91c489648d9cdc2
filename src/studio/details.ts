import type { PastOriginal } from "../build/history.ts";
import type { AssetPlan, OutputPlan } from "../core/asset-plan.ts";
import { isBatch } from "../core/batch.ts";
import type { Candidate } from "../core/candidates.ts";
import { ownFields } from "../core/edit/edit-asset.ts";
import { entryKey, oneRowText } from "../core/entry-key.ts";
import type { Facts } from "../core/facts.ts";
import type { JsonObject } from "../core/json.ts";
import { locateAsset } from "../core/locate.ts";
import { addCost, costOf, NO_COST } from "../core/money.ts";
import { isClipWork } from "../core/operations.ts";
import { recipeChanges } from "../core/reason.ts";
import type { Recipe } from "../core/recipe.ts";
import { provisionalRecipes, type PreparedAsset } from "../core/request.ts";
import { ACTION_TEXT } from "../report/action-text.ts";
import { operationsText, stepText } from "../report/operations-text.ts";
import { rankReasons, reasonText } from "../report/reason-text.ts";
import { originText, referenceLines, requestParts } from "../report/request-text.ts";
import { valueText } from "../report/value-text.ts";
import { copiesOf } from "./copies.ts";
import { fieldsOf } from "./fields.ts";
import type { CandidateDetails, Details, Money, OutputDetails, Past, Problem } from "./protocol.ts";
import { callMoney, moneyOf, pictureOfOriginal } from "./rows.ts";

export interface DetailsInput {
  readonly planned: AssetPlan;
  readonly sources: ReadonlyMap<string, string>;
  readonly facts: Pick<Facts, "file">;
  readonly history: readonly PastOriginal[];
  readonly candidates: readonly Candidate[];
  readonly problems: readonly Problem[];
}

/** Characters of a value of the request. */
const WIDTH = 2000;
/** Of a value that a former picture had, or has no more. */
const CHANGE_WIDTH = 400;

/** All that the page shows of one asset. Pure but for the remembered look at the files. */
export function detailsOf(input: DetailsInput): Details {
  const { sources, facts, history, candidates, problems } = input;
  const planned = locateAsset(input.planned, sources);
  const { name, action, prepared, reasons, samples, autoSeed } = planned;
  const { asset } = prepared;
  const recipes =
    samples[0]?.recipe === undefined
      ? provisionalRecipes(prepared, autoSeed)
      : samples.flatMap((one) => one.recipe ?? []);
  const [recipe] = recipes;
  const { key, own } = ownEntry(input.planned.prepared, sources);
  const now = new Map(samples.map(({ index, source }) => [index, "original" in source ? source.original.sha256 : ""]));
  return {
    name,
    meaning: ACTION_TEXT[action].meaning,
    reasons: rankReasons(reasons).map((reason) => reasonText(reason, 200)),
    samples: samples.map(({ index, source, outputs }) => ({
      index,
      original: "original" in source ? pictureOfOriginal(source.original) : undefined,
      outputs: outputs.map((output) => outputDetails(output, facts)),
    })),
    fields: fieldsOf({ prepared, own, autoSeed, originText: (origin) => originText(origin, sources) }),
    fixed: key === name ? undefined : oneRowText(name, key),
    request: requestParts(planned, sources, WIDTH).map(({ field, value, origin }) => ({ name: field, value, origin })),
    references: referenceLines(planned, sources),
    problems,
    copies: copiesOf(planned, facts),
    history: history.map((past) => pastDetails(past, samples[past.sample]?.recipe, now.get(past.sample))),
    candidates: candidates.map((candidate) => candidateDetails(candidate, now.get(0))),
    again: againMoney(prepared, recipe),
    anew: anewMoney(prepared, recipes),
  };

  function outputDetails(output: OutputPlan, files: Pick<Facts, "file">): OutputDetails {
    const { path, operations } = output;
    const fact = files.file(path);
    const { width, height } = isClipWork(operations) ? {} : operations;
    const there = fact.kind === "file" && fact.pointer !== true ? fact : undefined;
    return {
      path,
      state: output.step.type === "keep" ? "up to date" : stepText(output),
      bytes: there?.bytes,
      size: operationsText(operations),
      picture: there && { sha256: there.sha256, width, height, clip: asset.media === "clip" },
    };
  }
}

/** What the manifest says of the asset in its own place, before styles and defaults, and under which key. */
export function ownEntry(
  { asset }: PreparedAsset,
  sources: ReadonlyMap<string, string>,
): { readonly key: string; readonly own: JsonObject } {
  const { place, name } = asset;
  const key = entryKey(place) ?? name;
  return { key, own: ownFields(sources.get(place.file) ?? "", key) ?? {} };
}

/** What one more picture costs. */
export function againMoney({ provider }: PreparedAsset, recipe: Recipe | undefined): Money {
  return callMoney(recipe === undefined ? undefined : provider.price(recipe), provider.local);
}

/** A batch is one request for all of them. */
function anewMoney({ provider }: PreparedAsset, recipes: readonly Recipe[]): Money {
  const asked = recipes.filter((recipe, index) => index === 0 || !isBatch(recipe));
  const cost = asked.reduce((sum, recipe) => addCost(sum, costOf(provider.price(recipe))), NO_COST);
  return moneyOf(cost, provider.local);
}

/** How a former picture differs from what is asked for now. */
function pastDetails({ original, at, sample, recipe }: PastOriginal, now: Recipe | undefined, current = ""): Past {
  const changes = now === undefined ? [] : recipeChanges(recipe, now);
  return {
    picture: pictureOfOriginal(original),
    at,
    sample,
    current: original.sha256 === current,
    changes: changes.map(({ field, was, now: wanted }) => ({
      field,
      was: valueText(was, CHANGE_WIDTH),
      now: valueText(wanted, CHANGE_WIDTH),
    })),
  };
}

function candidateDetails({ number, seed, changes, original }: Candidate, current = ""): CandidateDetails {
  return {
    number,
    seed,
    picture: pictureOfOriginal(original),
    changes: Object.entries(changes).map(([field, value]) => `${field}=${valueText(value, 80)}`),
    chosen: original.sha256 === current,
  };
}
