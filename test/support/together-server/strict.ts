import type { TogetherModel } from "../../../src/providers/together/model.ts";
import { MODELS } from "../../../src/providers/together/models.ts";
import { REPORTED, type ApiError } from "./reported.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * The API's own judgement of a request: the data of our model table, read the other way round and by other code than
 * the one that checks a manifest. What the sources dispute, or do not know, it takes; so it does with an id that is
 * in no table, which is next month's model.
 */
export function refusalOf(body: Body): ApiError | undefined {
  const model = ROWS.get(body["model"]);
  if (model === undefined) return undefined;
  // FLUX.1-pro alone is redirected; whatever else was removed can be had on a dedicated endpoint only.
  if (model.status.state === "removed" && !REDIRECTED.has(model.id)) return REPORTED.retired(model.id);
  return refusedParameter(body, model) ?? refusedValue(body) ?? refusedSize(body, model);
}

const ROWS: ReadonlyMap<unknown, TogetherModel> = new Map(MODELS.map((model) => [model.id, model]));

/** The model that answers in the place of the one that was asked. */
export const REDIRECTED: ReadonlyMap<string, string> = new Map([
  ["black-forest-labs/FLUX.1-pro", "black-forest-labs/FLUX.1.1-pro"],
]);

function refusedParameter(body: Body, model: TogetherModel): ApiError | undefined {
  for (const [name, parameter] of PARAMETERS) {
    const support = model.params[parameter];
    if (support === "required" && body[name] === undefined) return REPORTED.required(name);
    if (body[name] === undefined || (support !== "no" && support !== "refused")) continue;
    if (name === "steps") return REPORTED.steps();
    return name === "negative_prompt" ? REPORTED.unrecognized(name) : REPORTED.unsupported(name);
  }
  return undefined;
}

/** In the order in which refusals were seen: the seed before the size. */
const PARAMETERS: readonly (readonly [name: string, parameter: keyof TogetherModel["params"]])[] = [
  ["prompt", "prompt"],
  ["steps", "steps"],
  ["seed", "seed"],
  ["negative_prompt", "negative_prompt"],
  ["guidance_scale", "guidance_scale"],
  ["prompt_upsampling", "prompt_upsampling"],
  ["n", "n"],
  ["image_url", "image_url"],
  ["reference_images", "reference_images"],
  ["frame_images", "frame_images"],
  ["image_loras", "image_loras"],
  ["response_format", "response_format"],
  ["output_format", "output_format"],
  ["disable_safety_checker", "disable_safety_checker"],
  ["aspect_ratio", "aspect_ratio"],
  ["width", "width_height"],
  ["height", "width_height"],
];

function refusedValue({ seed, n, steps, image_loras: loras }: Body): ApiError | undefined {
  if (typeof seed === "number" && (seed < 0 || seed > 2_147_483_647)) return REPORTED.seedRange();
  if (typeof n === "number" && (n < 1 || n > 4)) return REPORTED.range("n", 1, 4);
  if (typeof steps === "number" && (steps < 1 || steps > 50)) return REPORTED.range("steps", 1, 50);
  return Array.isArray(loras) && loras.length > 2 ? REPORTED.loras() : undefined;
}

function refusedSize(body: Body, { size }: TogetherModel): ApiError | undefined {
  const { width, height } = body;
  if (width === undefined && height === undefined) return undefined;
  if (body["aspect_ratio"] !== undefined) return REPORTED.bothSizes();
  if (size.kind === "multiple") {
    const odd = ["width", "height"].find((name) => body[name] !== undefined && Number(body[name]) % 8 !== 0);
    return odd === undefined ? undefined : REPORTED.multiple(odd);
  }
  // What it takes for the other side, when only one is named, nobody has reported.
  if (typeof width !== "number" || typeof height !== "number") return undefined;
  if (size.kind === "area") {
    const fits = width * height >= size.min && width * height <= size.max;
    return fits && Math.max(width / height, height / width) <= size.ratio ? undefined : REPORTED.area();
  }
  if (size.sizes.some(([w, h]) => w === width && h === height)) return undefined;
  return REPORTED.menu(size.sizes.map(([w, h]) => `${w}x${h}`));
}
