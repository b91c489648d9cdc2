import schema from "../../schema/images.schema.json" with { type: "json" };
import type { FieldName, Origin } from "../core/asset.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { mayWork, type ModelRow } from "../core/model.ts";
import { columnOf } from "../core/parameters.ts";
import type { PreparedAsset } from "../core/request.ts";
import type { Field } from "./protocol.ts";

/** In the order of a form. Others are for an editor. */
const EDITABLE = [
  "prompt",
  "negative_prompt",
  "model",
  "seed",
  "steps",
  "guidance_scale",
  "width",
  "height",
  "aspect_ratio",
  "prompt_upsampling",
] as const satisfies readonly FieldName[];

type Editable = (typeof EDITABLE)[number];

export interface FieldsInput {
  readonly prepared: PreparedAsset;
  /** The asset's own entry in the manifest, before styles and defaults. */
  readonly own: JsonObject;
  /** The seed that is used where nobody set one. */
  readonly autoSeed: number | undefined;
  originText(origin: Origin): string;
}

/**
 * The fields of an asset that the page offers: those that its model takes, within the limits of the schema and of the
 * model's row, and those that are set whatever the model says. Pure.
 */
export function fieldsOf({ prepared, own, autoSeed, originText }: FieldsInput): readonly Field[] {
  const { asset, model, provider } = prepared;
  const models = (provider.models?.rows ?? []).filter(({ status }) => status.state === "listed").map(({ id }) => id);
  return EDITABLE.flatMap((name): readonly Field[] => {
    const value = valueOf(prepared, own, name);
    const isTaken = name === "prompt" || (name === "model" ? models.length > 0 : takes(model?.row, name));
    if (value === undefined && !isTaken) return [];
    const origin = asset.origins[name];
    const row = model?.row;
    return [
      {
        name,
        value: value ?? (name === "seed" ? autoSeed : undefined),
        origin: origin === undefined ? (name === "seed" ? "automatic" : "") : originText(origin),
        ...shapeOf(name, { models, row, seed: model?.seed }),
      },
    ];
  });
}

/** What is in force for a field: the asset's own, else what comes from elsewhere. */
export function valueOf({ asset }: PreparedAsset, own: JsonObject, name: string): Json | undefined {
  return own[name] ?? (asset.parameters as JsonObject)[name];
}

function takes(row: ModelRow | undefined, name: Editable): boolean {
  if (row === undefined) return true;
  const column = columnOf(name);
  return column === undefined || mayWork(row.params[column]);
}

interface Known {
  readonly models: readonly string[];
  readonly row: ModelRow | undefined;
  readonly seed: { readonly min: number; readonly max: number } | undefined;
}

type Shape = Pick<Field, "kind" | "min" | "max" | "step" | "choices">;

function shapeOf(name: Editable, { models, row, seed }: Known): Shape {
  if (name === "model") return models.length > 0 ? { kind: "choice", choices: models } : { kind: "text" };
  if (name === "aspect_ratio")
    return row?.ratios === undefined ? { kind: "text" } : { kind: "choice", choices: row.ratios };
  const property = schema.definitions.asset.properties[name] as SchemaProperty;
  if (property.type === "boolean") return { kind: "flag" };
  if (property.type !== "integer" && property.type !== "number") return { kind: "text" };
  const wide: Shape = {
    kind: "number",
    step: property.type === "integer" ? 1 : 0.1,
    ...(property.minimum !== undefined && { min: property.minimum }),
    ...(property.maximum !== undefined && { max: property.maximum }),
  };
  if (name === "seed") return { ...wide, ...seed };
  if (name === "steps") return { ...wide, ...(row?.steps?.max !== undefined && { max: row.steps.max }) };
  if ((name === "width" || name === "height") && row?.size.kind === "multiple")
    return { ...wide, min: row.size.min, max: row.size.max, step: row.size.of };
  return wide;
}

interface SchemaProperty {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}
