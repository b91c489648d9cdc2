import type { Json, JsonObject } from "../../core/json.ts";
import { isParameter } from "../../core/parameters.ts";
import type {
  ParameterProblem,
  Parameters,
  TranslateReference,
  TranslateRequest,
  Translation,
} from "../../core/provider.ts";
import { checkClip } from "./check-clip.ts";
import { checkSize } from "./check-size.ts";
import { checkParameters } from "./check.ts";
import type { TogetherModel } from "./model.ts";
import { endpointOf, makesClips, usesImageUrl, type TogetherTable } from "./models.ts";

/**
 * The request body for one sample, word for word as it will travel, and what is wrong with it. Only what somebody set
 * is in it: several models answer 400 to a parameter they do not know, even at its default.
 *
 * `response_format` is the one exception. Unset, the API answers with a link that expires within the hour and lies on
 * another host: one more thing that can fail after paying. So base64 is asked for. That is transport, not content,
 * and one may argue that it has no place in the key. It is in the key because a recipe is the body, whole; a second
 * notion of "the request without its transport" would be one more thing to get wrong, and being constant it moves no key.
 */
export function translate({ parameters, references }: TranslateRequest, table: TogetherTable): Translation {
  const model = table.find(parameters.model);
  const endpoint = parameters.endpoint ?? model?.endpoint ?? endpointOf(parameters.model);
  const images = placeReferences(model, parameters, references);
  const body: Record<string, Json | undefined> = {
    ...plainParameters(parameters),
    // A clip is a large file, and nobody has seen one inline.
    ...(!makesClips(parameters, table) && { response_format: parameters.response_format ?? "base64" }),
    ...images.fields,
    ...extraOptions(parameters.provider_options),
  };
  return {
    endpoint,
    body: withoutUndefined(body),
    problems: withoutDoubts([
      ...checkParameters({ parameters, references, model, endpoint, table }),
      ...checkSize(parameters, model),
      ...checkClip(parameters, endpoint),
      ...images.problems,
      ...smuggledContent(parameters),
    ]),
  };
}

/** What is an error is not said to be doubtful as well. */
function withoutDoubts(problems: readonly ParameterProblem[]): readonly ParameterProblem[] {
  if (problems.length === 0) return problems;
  const wrong = new Set(problems.filter(({ severity }) => severity === "error").map(({ field }) => field));
  return problems.filter(({ code, field }) => code !== "parameter-unknown" || !wrong.has(field));
}

/** Everything that travels under its own name and as it is. */
function plainParameters(parameters: Parameters): Record<string, Json | undefined> {
  const {
    provider_options: _options,
    endpoint: _endpoint,
    reference_images,
    frame_images,
    image_loras,
    ...plain
  } = parameters;
  return {
    ...plain,
    ...(reference_images !== undefined && { reference_images: [...reference_images] }),
    ...(frame_images !== undefined && { frame_images: [...frame_images] }),
    ...(image_loras !== undefined && { image_loras: image_loras.map(({ path, scale }) => ({ path, scale })) }),
  };
}

interface Placed {
  readonly fields: Record<string, Json>;
  readonly problems: readonly ParameterProblem[];
}

/**
 * Our reference forms under the API's names. `image` is `image_url` for Kontext, which takes nothing else, and the
 * first of `reference_images` for everything else, which every other model with references takes: the same rule that
 * Hugging Face's client uses. After it come `references`, then the URLs of `reference_images`, so that "image 1" in a
 * prompt means the one that was named first in this order.
 */
function placeReferences(
  model: TogetherModel | undefined,
  parameters: Parameters,
  references: readonly TranslateReference[],
): Placed {
  const problems: ParameterProblem[] = [];
  const fields: Record<string, Json> = {};
  const contents = (field: TranslateReference["field"]): Json[] =>
    references.filter((reference) => reference.field === field).map(({ content }) => contentJson(content));
  const [image, ...more] = contents("image");
  const listed = [...more, ...contents("references")];
  if (image !== undefined && usesImageUrl(model)) {
    fields["image_url"] = image;
    if (parameters.image_url !== undefined) {
      problems.push({
        field: "image",
        severity: "error",
        code: "parameter-unsupported",
        message: "image and image_url are the same parameter of the API",
        hint: "keep one of them",
      });
    }
  } else if (image !== undefined) listed.unshift(image);
  if (listed.length > 0) fields["reference_images"] = [...listed, ...(parameters.reference_images ?? [])];
  const frames = references.filter((reference) => reference.field === "frames");
  if (frames.length > 0) {
    const ours = frames.map(({ frame, content }) => ({
      input_image: contentJson(content),
      ...(frame !== undefined && { frame }),
    }));
    fields["frame_images"] = [...ours, ...(parameters.frame_images ?? [])];
  }
  return { fields, problems };
}

function contentJson({ $content, $transform }: TranslateReference["content"]): Json {
  return { $content, $transform };
}

/** What we do not know yet passes through; what we know, and was refused, replaces nothing. */
function extraOptions(options: JsonObject | undefined): Record<string, Json> {
  // Not an assignment per name: `__proto__` would change the object instead of becoming a member.
  return Object.fromEntries(Object.entries(options ?? {}).filter(([name]) => !isParameter(name)));
}

/** A manifest that spells out a content reference would choose bytes of the store to be uploaded. */
function smuggledContent({ provider_options, frame_images }: Parameters): ParameterProblem[] {
  const problem = (field: "provider_options" | "frame_images"): ParameterProblem => ({
    field,
    severity: "error",
    code: "parameter-unsupported",
    message: `${field} must not hold the key $content`,
    hint: "use image, references or frames for local pictures",
  });
  return [
    ...(holdsContent(provider_options) ? [problem("provider_options")] : []),
    ...(holdsContent(frame_images) ? [problem("frame_images")] : []),
  ];
}

function holdsContent(value: Json | undefined): boolean {
  if (value === undefined || value === null || typeof value !== "object") return false;
  return Object.hasOwn(value, "$content") || Object.values(value).some(holdsContent);
}

function withoutUndefined(body: Record<string, Json | undefined>): JsonObject {
  if (!Object.values(body).includes(undefined)) return body as JsonObject;
  const members = Object.entries(body).filter((member): member is [string, Json] => member[1] !== undefined);
  return Object.fromEntries(members);
}
