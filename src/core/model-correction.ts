import type { ModelFields } from "./generated/manifest.ts";
import type { ModelRow, ModelStatus, PriceRule, Range, Size, SizeRule, Support } from "./model.ts";
import type { TableParameter } from "./parameters.ts";

/** One entry of `models` in the manifest. */
export interface ModelCorrection {
  readonly id: string;
  readonly fields: ModelFields;
}

/** What a correction builds on where nothing else is known. */
export interface RowDefaults {
  readonly size: Extract<SizeRule, { kind: "multiple" }>;
  readonly seed: Range;
  readonly n: Range;
}

/**
 * A row as the manifest corrects it, or a new one. Nothing here can say where a request is sent; what it says of
 * prices, status and limits is in no key. Saying how a parameter is to be used (a range, a list of ratios) says that
 * it is taken, unless `parameters` says otherwise.
 */
export function correctRow(
  row: ModelRow | undefined,
  { id, fields }: ModelCorrection,
  defaults: RowDefaults,
): ModelRow {
  const base = row ?? newRow(id, defaults);
  const { source, family, timeout } = fields;
  const price = fields.price === undefined ? base.price : priceRule(fields.price);
  return {
    ...base,
    params: correctParams(base.params, fields),
    size: correctSize(base.size, fields.size, defaults),
    price,
    status: correctStatus(base.status, fields),
    source: source ?? (row === undefined ? "models of the manifest" : `${row.source}; corrected by the manifest`),
    origin: row === undefined ? "added" : "corrected",
    ...(row !== undefined && { corrects: row }),
    ...(family !== undefined && { family }),
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
    ...(fields.aspect_ratios !== undefined && { ratios: fields.aspect_ratios }),
    ...(fields.steps !== undefined && { steps: { ...base.steps, ...fields.steps } }),
    ...(fields.seed !== undefined && { seed: { min: fields.seed.min ?? defaults.seed.min, max: fields.seed.max } }),
    ...(fields.n !== undefined && { n: { min: fields.n.min ?? defaults.n.min, max: fields.n.max } }),
  };
}

function newRow(id: string, { size }: RowDefaults): ModelRow {
  return {
    id,
    family: "yours",
    status: { state: "listed" },
    params: { prompt: "required" },
    size,
    price: undefined,
    source: "",
  };
}

function correctParams(params: ModelRow["params"], fields: ModelFields): ModelRow["params"] {
  const corrected: Partial<Record<TableParameter, Support>> = { ...params };
  const implied: Partial<Record<TableParameter, unknown>> = {
    width_height: fields.size,
    aspect_ratio: fields.aspect_ratios,
    seed: fields.seed,
    n: fields.n,
    steps: fields.steps,
  };
  for (const [parameter, rule] of Object.entries(implied) as [TableParameter, unknown][])
    if (rule !== undefined) corrected[parameter] = "yes";
  for (const [parameter, support] of Object.entries(fields.parameters ?? {}) as [TableParameter, Support | "unknown"][])
    if (support === "unknown") delete corrected[parameter];
    else corrected[parameter] = support;
  return corrected;
}

/** Somebody who writes a size rule down means it: another size is refused. */
function correctSize(size: SizeRule, fields: ModelFields["size"], defaults: RowDefaults): SizeRule {
  if (fields === undefined) return size;
  if (fields.menu !== undefined) return { kind: "menu", sizes: fields.menu.map(parseSize), strict: true };
  const base = size.kind === "multiple" ? size : defaults.size;
  return {
    ...base,
    of: fields.multiple_of ?? base.of,
    min: fields.min ?? Math.min(base.min, fields.max ?? base.max),
    max: fields.max ?? Math.max(base.max, fields.min ?? base.min),
    strict: fields.min !== undefined || fields.max !== undefined || base.strict,
    ...(fields.default !== undefined && { default: parseSize(fields.default) }),
  };
}

function parseSize(text: string): Size {
  const [width = 0, height = 0] = text.split("x").map(Number);
  return [width, height];
}

function priceRule({ usd, per, default_steps, seconds }: NonNullable<ModelFields["price"]>): PriceRule {
  switch (per) {
    case "image":
      return { unit: "image", usd };
    case "megapixel":
      return { unit: "megapixel", usd, ...(default_steps !== undefined && { defaultSteps: default_steps }) };
    case "clip":
      return { unit: "clip", usd, seconds: seconds ?? 5 };
    default:
      return per satisfies never;
  }
}

function correctStatus(status: ModelStatus, { status: state, successor }: ModelFields): ModelStatus {
  if (state === undefined) return successor === undefined ? status : { ...status, successor };
  return { state, ...(successor !== undefined && { successor }) };
}
