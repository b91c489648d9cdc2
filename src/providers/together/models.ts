import type { ModelFacts, Parameters, SizeGrammar } from "../../core/provider.ts";
import type { Size, TogetherModel } from "./model.ts";
import { FLUX_MODELS } from "./models-flux.ts";
import { KLING_MODELS } from "./models-kling.ts";
import { PARTNER_MODELS } from "./models-partner.ts";

/** The day on which the sources of the table were read. */
export const TABLE_DATE = "2026-11-21";

/** Every model we know of, retired ones included: old locks name them. */
export const MODELS: readonly TogetherModel[] = [...FLUX_MODELS, ...PARTNER_MODELS, ...KLING_MODELS];

const BY_ID: ReadonlyMap<string, TogetherModel> = new Map(MODELS.map((model) => [model.id, model]));

export function findModel(id: string | undefined): TogetherModel | undefined {
  return id === undefined ? undefined : BY_ID.get(id);
}

/** Kling makes clips, on another endpoint; an id of its maker that is not in the table goes there too. */
export function servedAt(id: string | undefined): TogetherModel["endpoint"] {
  return findModel(id)?.endpoint ?? (id?.startsWith("kwaivgI/") === true ? "videos" : "images/generations");
}

/** Also where the request for a clip is sent to the images endpoint, as the images page has it. */
export function makesClips({ model, endpoint }: Parameters): boolean {
  return endpoint === "videos" || servedAt(model) === "videos";
}

/** What planning needs of a row. */
export function modelFacts(model: TogetherModel): ModelFacts {
  const { status } = model;
  return {
    id: model.id,
    seed: model.params.seed === "yes" ? SEED_RANGE : undefined,
    sizes: sizeGrammar(model),
    ...(model.timeout !== undefined && { timeout: model.timeout }),
    ...(status.state !== "listed" && {
      retired: {
        since: status.state === "removed" ? status.on : status.by,
        ...(status.successor !== undefined && { successor: status.successor }),
      },
    }),
  };
}

/** Measured by a third party: the API's own refusal names this range. */
export const SEED_RANGE = { min: 0, max: 2_147_483_647 } as const;

/** Pixels; the multiple is from the images page, the bounds from a skill. */
export const PIXELS = { of: 8, min: 256, max: 1920 } as const;

/** The size that comes when none is asked for. */
export function defaultSize(model: TogetherModel | undefined): Size {
  return (model?.size.kind === "multiple" ? model.size.default : undefined) ?? [1024, 1024];
}

/** Where a picture of ours goes: see `placeReferences`. */
export function usesImageUrl(model: TogetherModel | undefined): boolean {
  return model?.family === "kontext";
}

/** The id that was probably meant, or undefined when none is near. */
export function nearestModel(id: string): string | undefined {
  const wanted = id.toLowerCase();
  let nearest: { id: string; distance: number } | undefined;
  for (const model of MODELS) {
    // Without the maker's name too: people remember "FLUX.2-pro".
    const name = model.id.toLowerCase();
    const distance = Math.min(editDistance(wanted, name), editDistance(wanted, name.slice(name.indexOf("/") + 1)));
    if (nearest === undefined || distance < nearest.distance) nearest = { id: model.id, distance };
  }
  return nearest !== undefined && nearest.distance <= Math.max(2, wanted.length / 4) ? nearest.id : undefined;
}

function sizeGrammar(model: TogetherModel): SizeGrammar {
  // Where a ratio is taken, the newest table lists it alone: the safer thing to ask for on one's own account.
  if (model.params.aspect_ratio === "yes" && model.ratios !== undefined) return { kind: "ratio", ratios: model.ratios };
  if (model.size.kind === "menu") return { kind: "menu", sizes: model.size.sizes };
  if (model.size.kind === "area") return { kind: "menu", sizes: model.size.examples };
  return model.params.width_height === "yes" ? { kind: "multiple", ...PIXELS } : { kind: "unknown" };
}

/** Levenshtein's, in two rows. Inputs are cut: an id is short. */
function editDistance(left: string, right: string): number {
  const [a, b] = [left.slice(0, 100), right.slice(0, 100)];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
