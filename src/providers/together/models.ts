import type { JsonObject } from "../../core/json.ts";
import { correctRow, type ModelCorrection } from "../../core/model-correction.ts";
import { isRefused, mayWork, ModelTable, type ModelRow, type Size } from "../../core/model.ts";
import type { ModelFacts, Parameters, SizeGrammar } from "../../core/provider.ts";
import type { TogetherModel } from "./model.ts";
import { FLUX_MODELS } from "./models-flux.ts";
import { GOOGLE_MODELS } from "./models-google.ts";
import { KLING_MODELS } from "./models-kling.ts";
import { PARTNER_MODELS } from "./models-partner.ts";
import { PIXELS } from "./size-menus.ts";

/** The day on which the sources of the table were read. */
export const TABLE_DATE = "2026-11-21";

/** Every model we know of, retired ones included: old locks name them. */
export const MODELS: readonly TogetherModel[] = [...FLUX_MODELS, ...GOOGLE_MODELS, ...PARTNER_MODELS, ...KLING_MODELS];

/** Measured by a third party: the API's own refusal names this range. */
export const SEED_RANGE = { min: 0, max: 2_147_483_647 } as const;

/** The images page. */
export const N_RANGE = { min: 1, max: 4 } as const;

/** The images page. */
export const STEPS_RANGE = { min: 1, max: 50 } as const;

/** The table that is in force: ours, with what the manifest corrects. */
export type TogetherTable = ModelTable<TogetherModel>;

/** Our rows, each as far as the manifest's `models` corrects it, and the rows that it adds. Ours stay as they are. */
export function correctedTable(corrections: readonly ModelCorrection[]): TogetherTable {
  const table = new ModelTable(MODELS);
  if (corrections.length === 0) return table;
  const rows = new Map(MODELS.map((model) => [model.id, model]));
  for (const correction of corrections) {
    const { id, fields } = correction;
    const endpoint = fields.endpoint ?? table.find(id)?.endpoint ?? endpointOf(id);
    rows.set(id, { ...correctRow(rows.get(id), correction, ROW_DEFAULTS), endpoint });
  }
  return new ModelTable([...rows.values()]);
}

const ROW_DEFAULTS = { size: { ...PIXELS, kind: "multiple", strict: false }, seed: SEED_RANGE, n: N_RANGE } as const;

/** Where an id that is not in the table goes: Kling makes clips, on another endpoint. */
export function endpointOf(id: string | undefined): TogetherModel["endpoint"] {
  return id?.startsWith("kwaivgI/") === true ? "videos" : "images/generations";
}

/** Also where the request for a clip is sent to the images endpoint, as the images page has it. */
export function makesClips({ model, endpoint }: Parameters, table: TogetherTable): boolean {
  return endpoint === "videos" || (table.find(model)?.endpoint ?? endpointOf(model)) === "videos";
}

/** What planning needs of a row. */
export function modelFacts(model: TogetherModel): ModelFacts {
  return {
    id: model.id,
    row: model,
    seed: model.params.seed === "yes" ? (model.seed ?? SEED_RANGE) : undefined,
    sizes: sizeGrammar(model),
    ...(model.timeout !== undefined && { timeout: model.timeout }),
  };
}

/** Would `disable_safety_checker` change anything about this request body? Not where it is set, or has no effect. */
export function isCheckerOptional(body: JsonObject, table: TogetherTable): boolean {
  const model = body["model"];
  const support = typeof model === "string" ? table.find(model)?.params.disable_safety_checker : undefined;
  return body["disable_safety_checker"] !== true && mayWork(support);
}

/** The size that comes when none is asked for. */
export function defaultSize(model: ModelRow | undefined): Size {
  return (model?.size.kind === "multiple" ? model.size.default : undefined) ?? [1024, 1024];
}

/** Where a picture of ours goes: see `placeReferences`. */
export function usesImageUrl(model: TogetherModel | undefined): boolean {
  return model?.params.image_url === "yes" && model.params.reference_images !== "yes";
}

function sizeGrammar(model: TogetherModel): SizeGrammar {
  // Where a ratio is taken, the newest table lists it alone: the safer thing to ask for on one's own account.
  if (model.params.aspect_ratio === "yes" && model.ratios !== undefined) return { kind: "ratio", ratios: model.ratios };
  return isRefused(model.params.width_height) ? { kind: "unknown" } : model.size;
}
