import type { AssetPlan } from "../core/asset-plan.ts";
import type { Asset, AssetReference, FieldName, Origin } from "../core/asset.ts";
import { byCodeUnit } from "../core/json.ts";
import type { Recipe } from "../core/recipe.ts";
import { escapeControls } from "../core/terminal.ts";
import { placeText } from "./place-text.ts";
import { shortDigest } from "./units.ts";
import { valueText, withoutQuery } from "./value-text.ts";

/** Texts by file, to say lines. */
export type Sources = ReadonlyMap<string, string>;

/** The request for a person, a line for each field; values of at most `width` characters. */
export function requestLines(plan: AssetPlan, sources: Sources, width: number): readonly string[] {
  const { provider } = plan.prepared;
  const recipe = plan.samples[0]?.recipe;
  if (recipe === undefined) return [`to ${provider.name}; not known before the pictures it refers to are there`];
  const parts = requestParts(plan, sources, width);
  const longest = Math.max(...parts.map(({ field }) => field.length));
  return [
    `to ${recipe.provider}, ${escapeControls(recipe.endpoint)}`,
    ...parts.map(
      ({ field, value, origin }) =>
        `${escapeControls(field).padEnd(longest)}  ${value}${origin === "" ? "" : `  (${origin})`}`,
    ),
  ];
}

/** One field of a request, and where it is from; empty where that goes without saying. */
export interface RequestPart {
  readonly field: string;
  readonly value: string;
  readonly origin: string;
}

/** The request as it is sent, in code-unit order; values of at most `width` characters. Empty while it is not known. */
export function requestParts(plan: AssetPlan, sources: Sources, width: number): readonly RequestPart[] {
  const { asset } = plan.prepared;
  const recipe = plan.samples[0]?.recipe;
  if (recipe === undefined) return [];
  return Object.keys(recipe.body)
    .sort(byCodeUnit)
    .map((field) => {
      const origin = originOf(asset, field);
      return {
        field,
        value: valueText(recipe.body[field], width),
        origin:
          origin === undefined
            ? unsetOrigin(field, plan)
            : `${originText(origin, sources)}${fittedText(asset, field, recipe)}`,
      };
    });
}

/** Where a field of the body was set: under its own name, or among `provider_options`. */
function originOf({ origins, parameters }: Asset, field: string): Origin | undefined {
  const passed = Object.hasOwn(parameters.provider_options ?? {}, field);
  return origins[field as FieldName] ?? (passed ? origins.provider_options : undefined);
}

/** With `fit`, another size is asked for than was wanted. */
function fittedText({ fit, parameters }: Asset, field: string, { body }: Recipe): string {
  if (fit === "exact" || (field !== "width" && field !== "height")) return "";
  const wanted = parameters[field];
  return wanted === undefined || wanted === body[field] ? "" : `; ${wanted} is wanted, fit ${fit}`;
}

/** A field that nobody set under this name: the automatic seed, or what the provider made of other fields. */
function unsetOrigin(field: string, plan: AssetPlan): string {
  const { fit, parameters } = plan.prepared.asset;
  const { width, height, aspect_ratio: ratio } = parameters;
  if ((field === "width" || field === "height") && ratio !== undefined) return `aspect_ratio ${ratio} is wanted`;
  if (field === "aspect_ratio" && width !== undefined && height !== undefined)
    return `${width}x${height} is wanted, fit ${fit}`;
  if (field === "response_format") return "so that nothing has to be fetched from a link that expires";
  if (field !== "seed" || plan.autoSeed === undefined) return "";
  return "automatic: from the asset's name, then pinned in the lock";
}

/** The pictures that travel with the request: where each comes from, and which bytes it stands for. */
export function referenceLines({ prepared, reasons }: AssetPlan, sources: Sources): readonly string[] {
  const unknown = new Set(reasons.flatMap((reason) => (reason.type === "fetches" ? [reason.url] : [])));
  return prepared.asset.references.map((reference) => {
    const origin = prepared.asset.origins[reference.field];
    const from = origin === undefined ? "" : `  (${originText(origin, sources)})`;
    return `${reference.field}: ${escapeControls(referenceText(reference, unknown))}${from}`;
  });
}

function referenceText(reference: AssetReference, unknown: ReadonlySet<string>): string {
  switch (reference.kind) {
    case "asset":
      return `asset:${reference.name}${reference.sample === 0 ? "" : ` #${reference.sample + 1}`}`;
    case "file":
      return `${reference.path}, content ${shortDigest(reference.sha256)}`;
    case "url":
      return `${withoutQuery(reference.url)}, ${unknown.has(reference.url) ? "to be fetched" : "pinned in the lock"}`;
    default:
      return reference satisfies never;
  }
}

/** What the manifest sets and this model does not take. */
export function droppedLines({ prepared }: AssetPlan, sources: Sources): readonly string[] {
  return prepared.dropped.map((field) => {
    const origin = prepared.asset.origins[field];
    return `${field}: this model does not take it${origin === undefined ? "" : ` (${originText(origin, sources)})`}`;
  });
}

/** The layer that set a field, and its place there. */
export function originText(origin: Origin, sources: Sources): string {
  const { from, style, profile, place } = origin;
  if (from === "command-line") return "command line";
  const called = style ?? profile;
  const name = called === undefined ? from : `${from} ${escapeControls(called)}`;
  const isBuiltIn = from === "profile" && !("pointer" in place) && !("offset" in place);
  const own = isBuiltIn ? `${name}, built in` : `${name}, ${placeText(place, sources)}`;
  return [own, ...partTexts(origin, sources)].join("; ");
}

/** What went into a text besides, each with its place: the styles around it, its file, its variables. */
function partTexts({ parts = [], ...own }: Origin, sources: Sources): readonly string[] {
  const others = parts.filter(({ kind, name }) => kind !== "style" || name !== own.style);
  return others.map(({ kind, name, place }) => {
    if (kind === "file") return escapeControls(name);
    const called = kind === "style" ? `style ${escapeControls(name)}` : `{${name}}`;
    return place === undefined ? called : `${called}, ${placeText(place, sources)}`;
  });
}
