import type { Range, Support } from "../../core/model.ts";
import { JUDGED_PARAMETERS, type TableParameter } from "../../core/parameters.ts";
import type { ParameterProblem, Parameters, TranslateReference } from "../../core/provider.ts";
import type { TogetherModel } from "./model.ts";
import {
  makesClips,
  N_RANGE,
  SEED_RANGE,
  STEPS_RANGE,
  TABLE_DATE,
  usesImageUrl,
  type TogetherTable,
} from "./models.ts";

export interface Checked {
  readonly parameters: Parameters;
  readonly references: readonly TranslateReference[];
  /** Undefined for an id that is not in the table: then nothing is known, and nothing is refused for the model's sake. */
  readonly model: TogetherModel | undefined;
  readonly endpoint: TogetherModel["endpoint"];
  readonly table: TogetherTable;
}

/** What the model table and the API's own ranges say about a request, sizes apart. */
export function checkParameters(checked: Checked): readonly ParameterProblem[] {
  return [
    ...checkModel(checked),
    ...checkRequired(checked),
    ...checkSupport(checked),
    ...checkRanges(checked),
    ...checkMedia(checked),
  ];
}

type Field = ParameterProblem["field"];

function checkModel({ parameters: { model: id }, model, table }: Checked): readonly ParameterProblem[] {
  if (id === undefined)
    return [error("model", "missing-field", "no model is set", "set model on the asset or in defaults")];
  if (model === undefined) {
    const near = table.nearest(id);
    const hint = near === undefined ? "imagegen models lists what we know" : `did you mean ${near}?`;
    return [
      warning("model", "model-unknown", `${id} is not a model we know; its parameters and price are unchecked`, hint),
    ];
  }
  const { state, on, successor } = model.status;
  if (state === "listed") return [];
  const day = on === undefined ? "" : ` on ${on}`;
  const message =
    state === "removed"
      ? `${id} was removed by Together${day}`
      : `${id} ${on === undefined ? "is" : "was"} no longer in Together's list${day}; a call may be refused`;
  return [warning("model", "model-retired", message, successor && `${successor} takes its place`)];
}

function checkRequired({ parameters, references, model, table }: Checked): readonly ParameterProblem[] {
  const frames = (parameters.frame_images?.length ?? 0) + references.filter(({ field }) => field === "frames").length;
  const hasPrompt = parameters.prompt !== undefined && parameters.prompt.trim() !== "";
  const takesPrompt = model?.params.prompt !== "no";
  const problems: ParameterProblem[] = [];
  if (model?.params.frame_images === "required" && frames === 0) {
    problems.push(
      error("frames", "missing-field", `${model.id} needs frame_images`, "set frames, or frame_images with URLs"),
    );
  }
  if (!hasPrompt && takesPrompt && (!makesClips(parameters, table) || frames === 0)) {
    problems.push(error("prompt", "prompt-missing", "a prompt is required"));
  }
  if (model?.maxFrames !== undefined && frames > model.maxFrames) {
    const field = parameters.frame_images === undefined ? "frames" : "frame_images";
    problems.push(
      error(field, "out-of-range", `${model.id} takes at most ${model.maxFrames} of frame_images, not ${frames}`),
    );
  }
  return problems;
}

function checkSupport({ parameters, references, model, endpoint }: Checked): readonly ParameterProblem[] {
  if (model === undefined) return [];
  const problems: ParameterProblem[] = [];
  const judge = (field: Field, parameter: TableParameter) => {
    const problem = judgeSupport(model, field, parameter);
    if (problem !== undefined) problems.push(problem);
  };
  for (const [field, column] of JUDGED_PARAMETERS) {
    // The table speaks of the endpoint that the model is served at; the other one has this parameter.
    if (column === "response_format" && endpoint !== model.endpoint) continue;
    if (parameters[field] !== undefined) judge(field, column);
  }
  const used = new Set(references.map(({ field }) => field));
  if (used.has("image")) judge("image", usesImageUrl(model) ? "image_url" : "reference_images");
  if (used.has("references")) judge("references", "reference_images");
  if (used.has("frames")) judge("frames", "frame_images");
  const ratio = parameters.aspect_ratio;
  if (ratio !== undefined && model.ratios !== undefined && !model.ratios.includes(ratio)) {
    const known = `known to work: ${model.ratios.join(", ")}`;
    problems.push(
      warning("aspect_ratio", "parameter-unknown", `nobody has confirmed aspect_ratio ${ratio} for ${model.id}`, known),
    );
  }
  return problems;
}

function judgeSupport(model: TogetherModel, field: Field, parameter: TableParameter): ParameterProblem | undefined {
  const support: Support | "unknown" = model.params[parameter] ?? "unknown";
  switch (support) {
    case "yes":
    case "required":
      return undefined;
    case "no":
    case "refused":
      return error(field, "parameter-unsupported", `${model.id} does not take ${field}`, alternativeHint(model, field));
    case "ignored":
      return warning(field, "parameter-unknown", `${model.id} ignores ${field}`);
    case "disputed":
      return warning(
        field,
        "parameter-unknown",
        `Together's pages contradict each other on ${field} for ${model.id}; it is sent`,
      );
    case "unknown":
      // Whoever adds a model says what they know of it; a warning about the rest would be about nothing.
      if (model.origin === "added") return undefined;
      return warning(
        field,
        "parameter-unknown",
        `it is not known whether ${model.id} takes ${field} (sources of ${TABLE_DATE}); it is sent`,
      );
    default:
      return support satisfies never;
  }
}

function alternativeHint(model: TogetherModel, field: Field): string {
  if (field === "references" && usesImageUrl(model)) return "it takes one picture, as image";
  if (field === "image" && model.params.frame_images !== undefined && model.params.frame_images !== "no")
    return "it takes pictures as frames";
  if (field === "image_url" && model.params.reference_images === "yes") return "it takes reference_images";
  if (field === "reference_images" && model.params.image_url === "yes") return "it takes image_url";
  if ((field === "width" || field === "height") && model.params.aspect_ratio === "yes")
    return `set aspect_ratio${model.ratios === undefined ? "" : `: ${model.ratios.join(", ")}`}`;
  if (field === "aspect_ratio" && model.params.width_height === "yes") return "set width and height";
  return "take it away; if Together takes it by now, say so under models";
}

/** The model's ranges, else those of the API as a whole. For a model we do not know they are a guess, so they only warn. */
function checkRanges({ parameters, model }: Checked): readonly ParameterProblem[] {
  const problems: ParameterProblem[] = [];
  const add = model === undefined ? warning : error;
  for (const field of ["n", "seed", "steps"] as const) {
    const value = parameters[field];
    const { min, max } = rangeOf(field, model);
    if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) continue;
    const hint = field === "n" && value > max ? "without batch each picture is a request of its own" : undefined;
    problems.push(
      add(field, "out-of-range", `${field} must be a whole number from ${min} to ${max}, not ${value}`, hint),
    );
  }
  const { min: shortest, max: longest } = model?.promptLength ?? { min: 0, max: Number.POSITIVE_INFINITY };
  const length = Array.from(parameters.prompt ?? "").length;
  if (parameters.prompt !== undefined && (length < shortest || length > longest)) {
    problems.push(
      add("prompt", "out-of-range", `the prompt must have ${shortest} to ${longest} characters, not ${length}`),
    );
  }
  if ((parameters.image_loras?.length ?? 0) > MAX_LORAS) {
    problems.push(add("image_loras", "out-of-range", `at most ${MAX_LORAS} image_loras are taken`));
  }
  return problems;
}

function rangeOf(field: "n" | "seed" | "steps", model: TogetherModel | undefined): Range {
  switch (field) {
    case "n":
      return model?.n ?? N_RANGE;
    case "seed":
      return model?.seed ?? SEED_RANGE;
    case "steps":
      return { min: STEPS_RANGE.min, max: model?.steps?.max ?? STEPS_RANGE.max };
    default:
      return field satisfies never;
  }
}

/** Where the request goes, and in which format the answer is asked for. */
function checkMedia({ parameters, model, table }: Checked): readonly ParameterProblem[] {
  const { endpoint, output_format: format } = parameters;
  if (endpoint === "videos" && model?.endpoint === "images/generations")
    return [
      error(
        "endpoint",
        "parameter-unsupported",
        `${model.id} makes pictures; it is not served at ${endpoint}`,
        "take endpoint out",
      ),
    ];
  const clips = makesClips(parameters, table);
  if (format === undefined || clips === (format === "MP4" || format === "WEBM")) return [];
  const [what, formats] = clips ? ["clips", "MP4 or WEBM"] : ["pictures", "jpeg or png"];
  const message = `${parameters.model ?? "the model"} makes ${what}: output_format is ${formats}, not ${format}`;
  return [error("output_format", "parameter-unsupported", message, `set it to ${formats}, or take it out`)];
}

/** LoRA quickstart. */
const MAX_LORAS = 2;

type Code = ParameterProblem["code"];

function error(field: Field, code: Code, message: string, hint?: string): ParameterProblem {
  return { field, severity: "error", code, message, ...(hint && { hint }) };
}

function warning(field: Field, code: Code, message: string, hint?: string): ParameterProblem {
  return { field, severity: "warning", code, message, ...(hint && { hint }) };
}
