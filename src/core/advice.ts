import { surelyWorks, type ModelRow } from "./model.ts";
import { isClipFormat } from "./operations.ts";
import type { TableParameter } from "./parameters.ts";
import type { PreparedAsset } from "./request.ts";

/** What can be done about a picture that is not as wished, with the parameters that its model takes. */
export interface Advice {
  readonly problem: "mismatch" | "quality" | "burned" | "slow" | "variations" | "comparison" | "size" | "editing";
  readonly remedies: readonly string[];
}

/**
 * The advice of Together's own pages, cut down to what this asset's model takes and does not have yet. Nothing for a
 * provider without a model table: nobody knows what would help there.
 */
export function adviceFor(prepared: PreparedAsset): readonly Advice[] {
  const row = prepared.model?.row;
  if (row === undefined) return [];
  const known = { row, prepared, parameters: prepared.asset.parameters, samples: prepared.asset.samples };
  return [
    { problem: "mismatch", remedies: mismatch(known) },
    { problem: "quality", remedies: quality(known) },
    { problem: "burned", remedies: burned(known) },
    { problem: "slow", remedies: slow(known) },
    { problem: "variations", remedies: variations(known) },
    { problem: "comparison", remedies: comparison(known) },
    { problem: "size", remedies: size(known) },
    { problem: "editing", remedies: editing(known) },
  ].filter((advice): advice is Advice => advice.remedies.length > 0);
}

interface Known {
  readonly row: ModelRow;
  readonly prepared: PreparedAsset;
  readonly parameters: PreparedAsset["asset"]["parameters"];
  readonly samples: number;
}

function mismatch(known: Known): readonly string[] {
  const { row, parameters } = known;
  const weak = parameters.guidance_scale === undefined || parameters.guidance_scale < 8;
  return [
    ...(takes(row, "prompt")
      ? ['say more of subject, setting, light and composition; name a style, such as "studio photograph"']
      : []),
    ...unwanted(known, "negative_prompt for what must not be there"),
    ...(takes(row, "guidance_scale") && weak ? ["guidance_scale 8 to 10 keeps closer to the prompt"] : []),
    ...moreSteps(known),
  ];
}

function quality(known: Known): readonly string[] {
  return [
    ...moreSteps(known),
    ...(takes(known.row, "prompt") ? ['words such as "highly detailed", "8k" or "professional" in the prompt'] : []),
    ...unwanted(known, "negative_prompt: blurry, low quality, distorted, pixelated"),
    "a dearer model: imagegen models",
  ];
}

function burned({ row, parameters }: Known): readonly string[] {
  const { guidance_scale: guidance } = parameters;
  return takes(row, "guidance_scale") && guidance !== undefined && guidance > 5 ? ["guidance_scale 1 to 5"] : [];
}

function slow(known: Known): readonly string[] {
  const { row, parameters, prepared, samples } = known;
  const usual = row.steps?.default;
  const steps = parameters.steps ?? usual;
  const enough = usual !== undefined && usual <= FEW_STEPS ? usual : undefined;
  const fewer =
    enough === undefined ? "fewer steps while trying things out" : `steps ${enough} is enough for this model`;
  return [
    ...(takes(row, "steps") && steps !== undefined && steps > (enough ?? FEW_STEPS) ? [fewer] : []),
    ...(prepared.asset.batch && samples > 1 ? ["a smaller n: one call makes all of them"] : []),
  ];
}

function variations({ row, samples, parameters, prepared }: Known): readonly string[] {
  return [
    `imagegen try ${prepared.asset.name} for candidates side by side`,
    ...(samples === 1 ? ["n for several (each is paid for)"] : []),
    ...(takes(row, "seed") ? [parameters.seed === undefined ? "a seed of your choice" : "another seed"] : []),
  ];
}

function comparison({ row }: Known): readonly string[] {
  return [
    takes(row, "seed")
      ? "keep the seed while changing one thing at a time"
      : "this model is given no seed, so every call differs",
  ];
}

function size({ row, parameters, prepared }: Known): readonly string[] {
  const { width, height, aspect_ratio: ratio } = parameters;
  if (width !== undefined || height !== undefined || ratio !== undefined) return [];
  if (makesClip(prepared)) {
    // A clip is placed as it comes: only what the model itself can make.
    return row.size.kind === "menu"
      ? [`width and height: ${row.size.sizes.map((pixels) => pixels.join("x")).join(", ")}`]
      : ["width and height"];
  }
  if (takes(row, "aspect_ratio") && row.ratios !== undefined) return [`aspect_ratio: ${row.ratios.join(", ")}`];
  if (row.size.kind !== "multiple") return ["width and height; fit: cover takes any"];
  return [
    `width and height in multiples of ${row.size.of}: 1024x1024 square, 1344x768 landscape, 768x1344 portrait`,
    "fit: cover takes any",
  ];
}

/** Where nothing is edited yet: that a picture can be, by the names of the manifest. */
function editing({ row, parameters, prepared }: Known): readonly string[] {
  const { image_url: edited, reference_images: guides } = parameters;
  if (prepared.asset.references.length > 0 || edited !== undefined || guides !== undefined) return [];
  const takesGuides = takes(row, "reference_images");
  return [
    ...(takes(row, "image_url") || takesGuides
      ? ["image: a file, an https URL, or asset:name for another picture"]
      : []),
    ...(takesGuides ? ["references for several of them"] : []),
  ];
}

function makesClip({ asset }: PreparedAsset): boolean {
  return asset.outputs.flat().some(({ operations }) => isClipFormat(operations.format));
}

function unwanted({ row, parameters }: Known, remedy: string): readonly string[] {
  return takes(row, "negative_prompt") && parameters.negative_prompt === undefined ? [remedy] : [];
}

/** Models that are made for a few steps gain nothing from more. */
const FEW_STEPS = 10;

function moreSteps({ row, parameters }: Known): readonly string[] {
  const usual = row.steps?.default ?? Number.POSITIVE_INFINITY;
  const few = (parameters.steps ?? row.steps?.default ?? 0) < 30;
  return takes(row, "steps") && usual > FEW_STEPS && few ? ["steps 30 to 40"] : [];
}

function takes(row: ModelRow, parameter: TableParameter): boolean {
  return surelyWorks(row.params[parameter]);
}
