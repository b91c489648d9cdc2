import type { ParameterProblem, Parameters } from "../../core/provider.ts";
import { nearestSize } from "../../core/size.ts";
import type { Size, TogetherModel } from "./model.ts";
import { PIXELS, defaultSize } from "./models.ts";

/** What is wrong with width, height and aspect_ratio together. One the model does not take at all is said elsewhere. */
export function checkSize(parameters: Parameters, model: TogetherModel | undefined): readonly ParameterProblem[] {
  const { width, height } = parameters;
  if (width === undefined && height === undefined) return [];
  if (takesPixels(model)) {
    const conflicts = checkConflict(parameters, model);
    if (conflicts.length > 0) return conflicts;
  }
  const problems = [...checkSide("width", width, model), ...checkSide("height", height, model)];
  if (problems.length > 0) return problems;
  if (model?.size.kind === "menu") return checkMenu(parameters, model, model.size);
  if (model?.size.kind === "area") return checkArea(parameters, model, model.size);
  return [...checkBounds("width", width), ...checkBounds("height", height)];
}

/**
 * Said at each of the fields, so that whichever of them only comes from `defaults` can be left out, and the asset's
 * own choice stays.
 */
function checkConflict(
  { width, height, aspect_ratio }: Parameters,
  model: TogetherModel | undefined,
): readonly ParameterProblem[] {
  const ratio = model?.params.aspect_ratio ?? "yes";
  if (aspect_ratio === undefined || ratio === "no" || ratio === "refused") return [];
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
  model: TogetherModel | undefined,
): readonly ParameterProblem[] {
  if (pixels === undefined || (pixels > 0 && pixels % PIXELS.of === 0)) return [];
  const below = Math.max(PIXELS.of, Math.floor(pixels / PIXELS.of) * PIXELS.of);
  const above = Math.max(below, Math.ceil(pixels / PIXELS.of) * PIXELS.of);
  return [
    {
      field,
      severity: model === undefined ? "warning" : "error",
      code: "size-unsupported",
      message: `${field} ${pixels} is not a multiple of ${PIXELS.of}`,
      hint: `use ${below === above ? below : `${below} or ${above}`}, or set fit to have it cropped`,
    },
  ];
}

/** The bounds come from a skill, not from the API's pages, and larger pictures are claimed for some models: a warning. */
function checkBounds(field: "width" | "height", pixels: number | undefined): readonly ParameterProblem[] {
  if (pixels === undefined || (pixels >= PIXELS.min && pixels <= PIXELS.max)) return [];
  const message = `${field} ${pixels} is outside ${PIXELS.min} to ${PIXELS.max}; the API may refuse it`;
  return [{ field, severity: "warning", code: "size-unsupported", message }];
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
      hint: `the nearest is ${nearest({ width, height }, rule.sizes)}`,
    },
  ];
}

function checkArea(
  parameters: Parameters,
  model: TogetherModel,
  rule: { readonly min: number; readonly max: number; readonly ratio: number; readonly examples: readonly Size[] },
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
      hint: `for example ${nearest({ width, height }, rule.examples)}`,
    },
  ];
}

function takesPixels(model: TogetherModel | undefined): boolean {
  const support = model?.params.width_height;
  return support !== "no" && support !== "refused";
}

function wholeSize(
  { width, height }: Parameters,
  model: TogetherModel,
): { readonly width: number; readonly height: number } {
  const [usualWidth, usualHeight] = defaultSize(model);
  return { width: width ?? usualWidth, height: height ?? usualHeight };
}

function nearest(wanted: { readonly width: number; readonly height: number }, sizes: readonly Size[]): string {
  const size = nearestSize(wanted, { kind: "menu", sizes });
  return "width" in size ? `${size.width}x${size.height}` : size.aspect_ratio;
}
