import { isRefused, type Size, type SizeRule } from "../../core/model.ts";
import type { ParameterProblem, Parameters } from "../../core/provider.ts";
import { nearestSize, nearestSizes } from "../../core/size.ts";
import type { TogetherModel } from "./model.ts";
import { defaultSize, endpointOf } from "./models.ts";
import { PIXELS } from "./size-menus.ts";

/** What is wrong with width, height and aspect_ratio together. One the model does not take at all is said elsewhere. */
export function checkSize(parameters: Parameters, model: TogetherModel | undefined): readonly ParameterProblem[] {
  const { width, height } = parameters;
  if (width === undefined && height === undefined) return [];
  if (takesPixels(model)) {
    const conflicts = checkConflict(parameters, model);
    if (conflicts.length > 0) return conflicts;
  }
  const rule = model?.size ?? PIXELS;
  const of = rule.kind === "menu" ? PIXELS.of : rule.of;
  // What is on a menu is legal whatever it is a multiple of.
  if (model !== undefined && rule.kind === "menu") return checkMenu(parameters, model, rule);
  const severity = model === undefined ? "warning" : "error";
  const side = { of, severity, cropped: (model?.endpoint ?? endpointOf(parameters.model)) !== "videos" } as const;
  const problems = [...checkSide("width", width, side), ...checkSide("height", height, side)];
  if (problems.length > 0) return problems;
  if (model !== undefined && rule.kind === "area") return checkArea(parameters, model, rule);
  const bounds = rule.kind === "multiple" ? rule : PIXELS;
  return [...checkBounds("width", width, bounds), ...checkBounds("height", height, bounds)];
}

/**
 * Said at each of the fields, so that whichever of them only comes from `defaults` can be left out, and the asset's
 * own choice stays.
 */
function checkConflict(
  { width, height, aspect_ratio }: Parameters,
  model: TogetherModel | undefined,
): readonly ParameterProblem[] {
  if (aspect_ratio === undefined || isRefused(model?.params.aspect_ratio)) return [];
  const fields: ParameterProblem["field"][] = ["aspect_ratio"];
  if (width !== undefined) fields.push("width");
  if (height !== undefined) fields.push("height");
  return fields.map((field): ParameterProblem => ({
    field,
    severity: "error",
    code: "parameter-unsupported",
    message: `${field} cannot be set together with ${field === "aspect_ratio" ? "width or height" : "aspect_ratio"}`,
    hint: "keep one way of saying the size",
  }));
}

function checkSide(
  field: "width" | "height",
  pixels: number | undefined,
  side: { readonly of: number; readonly severity: ParameterProblem["severity"]; readonly cropped: boolean },
): readonly ParameterProblem[] {
  const { of, severity, cropped } = side;
  if (pixels === undefined || (pixels > 0 && pixels % of === 0)) return [];
  const below = Math.max(of, Math.floor(pixels / of) * of);
  const above = Math.max(below, Math.ceil(pixels / of) * of);
  return [
    {
      field,
      severity,
      code: "size-unsupported",
      message: `${field} ${pixels} is not a multiple of ${of}`,
      hint: `use ${below === above ? below : `${below} or ${above}`}${cropped ? ", or set fit to have it cropped" : ""}`,
    },
  ];
}

/**
 * Our own bounds come from a skill, not from the API's pages, and larger pictures are claimed for some models: a
 * warning. Bounds that somebody wrote into `models` are meant.
 */
function checkBounds(
  field: "width" | "height",
  pixels: number | undefined,
  { min, max, strict }: Extract<SizeRule, { kind: "multiple" }>,
): readonly ParameterProblem[] {
  if (pixels === undefined || (pixels >= min && pixels <= max)) return [];
  const message = `${field} ${pixels} is outside ${min} to ${max}${strict ? "" : "; the API may refuse it"}`;
  return [{ field, severity: strict ? "error" : "warning", code: "size-unsupported", message }];
}

function checkMenu(
  parameters: Parameters,
  model: TogetherModel,
  rule: { readonly sizes: readonly Size[]; readonly strict: boolean },
): readonly ParameterProblem[] {
  const { width, height } = wholeSize(parameters, model);
  if (rule.sizes.some(([w, h]) => w === width && h === height)) return [];
  return [
    {
      field: parameters.width === undefined ? "height" : "width",
      severity: rule.strict ? "error" : "warning",
      code: "size-unsupported",
      message: `${width}x${height} is not a size of ${model.id}`,
      hint:
        nearestText({ width, height }, rule.sizes) +
        (takesFit(model) ? "; or set fit to have the nearest one cropped" : ""),
    },
  ];
}

function checkArea(
  parameters: Parameters,
  model: TogetherModel,
  rule: Extract<SizeRule, { kind: "area" }>,
): readonly ParameterProblem[] {
  const { width, height } = wholeSize(parameters, model);
  const area = width * height;
  const elongation = Math.max(width / height, height / width);
  if (area >= rule.min && area <= rule.max && elongation <= rule.ratio) return [];
  const problem =
    elongation > rule.ratio
      ? `${width}x${height} is longer than ${rule.ratio}:1`
      : `${width}x${height} has ${area} pixels; ${model.id} takes ${rule.min} to ${rule.max}`;
  return [
    {
      field: parameters.width === undefined ? "height" : "width",
      severity: "error",
      code: "size-unsupported",
      message: problem,
      hint: `the nearest is ${nearestOf({ width, height }, rule)}; or set fit to have it cropped`,
    },
  ];
}

/** A clip is placed as it comes: `fit` does not help it. */
function takesFit({ endpoint }: TogetherModel): boolean {
  return endpoint !== "videos";
}

function takesPixels(model: TogetherModel | undefined): boolean {
  return !isRefused(model?.params.width_height);
}

function wholeSize(
  { width, height }: Parameters,
  model: TogetherModel,
): { readonly width: number; readonly height: number } {
  const [usualWidth, usualHeight] = defaultSize(model);
  return { width: width ?? usualWidth, height: height ?? usualHeight };
}

function nearestText(wanted: { readonly width: number; readonly height: number }, menu: readonly Size[]): string {
  const sizes = nearestSizes(wanted, menu, 3);
  return `the nearest ${sizes.length === 1 ? "is" : "are"} ${sizesText(sizes)}`;
}

function nearestOf(wanted: { readonly width: number; readonly height: number }, rule: SizeRule): string {
  const size = nearestSize(wanted, rule);
  return "width" in size ? sizesText([[size.width, size.height]]) : size.aspect_ratio;
}

function sizesText(sizes: readonly Size[]): string {
  const texts = sizes.map(([width, height]) => `${width}x${height}`);
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}
