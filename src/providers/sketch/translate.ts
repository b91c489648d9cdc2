import type { Json, JsonObject } from "../../core/json.ts";
import type {
  ParameterProblem,
  Parameters,
  TranslateReference,
  TranslateRequest,
  Translation,
} from "../../core/provider.ts";
import { isContentReference, type ContentReference } from "../../core/recipe.ts";
import { isSide, SIDE } from "./size.ts";

/**
 * Every parameter under its own name, also those that change no pixel here: a recipe is what somebody asked for, and a
 * manifest written for another provider is taken as it is.
 */
export function translate({ parameters, references }: TranslateRequest): Translation {
  const [image, ...moreImages] = placed(references, "image");
  const listed = placed(references, "references");
  const frames = placed(references, "frames");
  const members: readonly (readonly [string, Json | undefined])[] = [
    ...(Object.entries(parameters) as [string, Json | undefined][]),
    ["image", moreImages.length === 0 ? image : [image ?? null, ...moreImages]],
    ["references", listed.length === 0 ? undefined : listed],
    ["frames", frames.length === 0 ? undefined : frames],
  ];
  const set = members.filter((member): member is readonly [string, Json] => member[1] !== undefined);
  return { endpoint: "sketch", body: Object.fromEntries(set), problems: problemsOf(parameters, references) };
}

/** The local pictures that a body refers to, in the order of their fields. Other members hold none. */
export function contentReferences(body: JsonObject): readonly ContentReference[] {
  return [body["image"], body["references"], body["frames"]].flatMap((value) =>
    (Array.isArray(value) ? value : [value]).flatMap((entry: Json | undefined) => {
      const content = isFrame(entry) ? entry["image"] : entry;
      return isContentReference(content) ? [content] : [];
    }),
  );
}

/** A frame whose place in the clip was said holds its picture one level down. */
function placed(references: readonly TranslateReference[], field: TranslateReference["field"]): Json[] {
  return references
    .filter((reference) => reference.field === field)
    .map(({ frame, content: { $content, $transform } }) =>
      frame === undefined ? { $content, $transform } : { frame, image: { $content, $transform } },
    );
}

function isFrame(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "image" in value;
}

function problemsOf(parameters: Parameters, references: readonly TranslateReference[]): readonly ParameterProblem[] {
  const problems: ParameterProblem[] = [];
  const pictured = references.some(({ field }) => field !== "references");
  if ((parameters.prompt ?? "") === "" && !pictured) {
    problems.push({
      field: "prompt",
      severity: "error",
      code: "prompt-missing",
      message: "there is no prompt",
      hint: "say what to paint",
    });
  }
  for (const field of ["width", "height"] as const) {
    const value = parameters[field];
    if (value === undefined || isSide(value)) continue;
    problems.push({
      field,
      severity: "error",
      code: "out-of-range",
      message: `${field} ${value} is not a whole number from ${SIDE.min} to ${SIDE.max}`,
    });
  }
  return problems;
}
