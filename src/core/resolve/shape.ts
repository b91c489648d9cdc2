import type { FieldName, Origin, Origins } from "../asset.ts";
import type { Place } from "../diagnostic.ts";
import type { AssetFields } from "../generated/manifest.ts";
import type { Json } from "../json.ts";
import { CARRIED_PARAMETERS } from "../parameters.ts";
import { compileClipOutputs } from "./clip-outputs.ts";
import { fieldPlace, originOf, type Merged } from "./layers.ts";
import { partsIn, stylesAround, withParts } from "./origin-parts.ts";
import { compileOutputs, outputsField, type OutputShape } from "./output-shapes.ts";
import { compilePrompt, type PromptShape } from "./prompt.ts";
import { compileReferences, type ReferenceShape } from "./references.ts";
import type { Template } from "./template.ts";
import { compileJson, type TemplatedJson } from "./templated-json.ts";
import { compileText, type TextContext, type Variables } from "./variables.ts";

/**
 * An asset with its layers merged and its templates cut: what all rows of a matrix (with the same styles) share. A
 * row only fills in the variables.
 */
export interface Shape {
  readonly fields: Omit<AssetFields, "prompt">;
  readonly prompt: PromptShape;
  /** Parameters that are the same in every row; one object for all of them. */
  readonly constants: Readonly<Record<string, Json>>;
  readonly varying: readonly (readonly [field: string, value: TemplatedJson])[];
  readonly provider: Template | undefined;
  readonly alt: Template | undefined;
  readonly tags: TemplatedJson;
  readonly references: readonly ReferenceShape[];
  /** Compiled when a row asks: what is wrong with one kind may be right for the other. */
  readonly outputs: (media: "picture" | "clip") => readonly OutputShape[];
  readonly origins: Origins;
  /** Under a profile: the fields as they are without it. */
  readonly real: AssetFields | undefined;
}

/** `files`: the fields that the outputs are made by, where a profile asks for something else (`profile.ts`). */
export function compileShape(
  { request: merged, files = merged }: { readonly request: Merged; readonly files?: Merged },
  at: { readonly place: Place; readonly provider: string | undefined },
  context: TextContext,
): Shape {
  const { fields } = merged;
  const compile = (text: string, field: keyof AssetFields) => compileText(text, () => placeOf(merged, field), context);
  const constants: Record<string, Json> = {};
  const varying: (readonly [string, TemplatedJson])[] = [];
  for (const field of CARRIED_PARAMETERS) {
    const value = fields[field] as Json | undefined;
    if (value === undefined) continue;
    // What goes through to an API that we do not know stays as it is, braces and all.
    const compiled: TemplatedJson =
      field === "provider_options" ? { type: "constant", value } : compileJson(value, (text) => compile(text, field));
    if (compiled.type === "constant") constants[field] = compiled.value;
    else varying.push([field, compiled]);
  }
  const provider = at.provider ?? fields.provider;
  return {
    fields,
    prompt: compilePrompt(merged, context),
    constants,
    varying,
    provider: provider === undefined ? undefined : compile(provider, "provider"),
    alt: fields.alt === undefined ? undefined : compile(fields.alt, "alt"),
    tags: compileJson(fields.tags ?? [], (text) => compile(text, "tags")),
    references: compileReferences(merged, context),
    outputs: onceForEach((media) =>
      media === "clip" ? compileClipOutputs(files, at.place, context) : compileOutputs(files, at.place, context),
    ),
    real: files === merged ? undefined : files.fields,
    origins: originsOf(merged, at, context.variables),
  };
}

function placeOf({ layers }: Merged, field: keyof AssetFields): Place | undefined {
  const layer = layers.get(field);
  return layer && fieldPlace(layer, field);
}

function onceForEach<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

const ORIGINAL_FIELDS = [
  ...CARRIED_PARAMETERS,
  "n",
  "prompt",
  "provider",
  "batch",
  "fit",
  "image",
  "references",
  "frames",
  "output",
] as const satisfies readonly (keyof AssetFields & FieldName)[];

function originsOf(
  merged: Merged,
  at: { readonly place: Place; readonly provider: string | undefined },
  variables: Variables,
): Origins {
  const { fields, layers, styles } = merged;
  const origins: Partial<Record<FieldName, Origin>> = {};
  for (const field of ORIGINAL_FIELDS) {
    const layer = layers.get(field);
    if (layer === undefined) continue;
    const origin = originOf(layer, field);
    origins[field] = field === "provider_options" ? origin : withParts(origin, partsIn(fields[field], variables));
  }
  const file = layers.get("prompt_file");
  if (file !== undefined && origins.prompt === undefined) origins.prompt = originOf(file, "prompt_file");
  const wrap = styles.find((style) => style.fields.prompt !== undefined);
  if (wrap !== undefined && origins.prompt === undefined) {
    const place: Place = { file: wrap.file, pointer: ["styles", wrap.name, "prompt"], at: "value" };
    origins.prompt = { from: "style", style: wrap.name, place };
  }
  if (origins.prompt !== undefined) origins.prompt = withParts(origins.prompt, stylesAround(styles, variables));
  const field = outputsField(merged);
  const layer = field && layers.get(field);
  if (field !== undefined && layer !== undefined) origins.outputs = originOf(layer, field);
  if (at.provider !== undefined) origins.provider = { from: "command-line", place: at.place };
  return origins;
}
