import type { ParameterName } from "./provider.ts";

interface ParameterTraits {
  /** Its column in a provider's model table; width and height share one. Absent: no model is asked whether it takes it. */
  readonly column?: string;
  /** Set where a sample's value is made (the prompt from its parts, `n` from the samples) and not taken over. */
  readonly made?: true;
  /** A request's value is what the manifest would say in the same words, so `pick` can write it back. */
  readonly sayable?: true;
}

/**
 * What there is to know of each parameter of an image API, once. The compiler asks for a row; carrying it from the
 * manifest, the columns of the model tables, what `pick` writes and what `provider_options` may not repeat follow.
 */
const PARAMETERS = {
  prompt: { column: "prompt", made: true, sayable: true },
  model: { sayable: true },
  width: { column: "width_height", sayable: true },
  height: { column: "width_height", sayable: true },
  aspect_ratio: { column: "aspect_ratio", sayable: true },
  n: { column: "n", made: true },
  seed: { column: "seed" },
  steps: { column: "steps", sayable: true },
  guidance_scale: { column: "guidance_scale", sayable: true },
  negative_prompt: { column: "negative_prompt", sayable: true },
  prompt_upsampling: { column: "prompt_upsampling", sayable: true },
  response_format: { column: "response_format" },
  output_format: { column: "output_format", sayable: true },
  disable_safety_checker: { column: "disable_safety_checker", sayable: true },
  image_url: { column: "image_url" },
  reference_images: { column: "reference_images" },
  frame_images: { column: "frame_images" },
  image_loras: { column: "image_loras" },
  provider_options: {},
  endpoint: {},
} as const satisfies Readonly<Record<ParameterName, ParameterTraits>>;

type Table = typeof PARAMETERS;

const ROWS = Object.entries(PARAMETERS) as readonly (readonly [ParameterName, ParameterTraits])[];

/** A column of a provider's model table. */
export type TableParameter = Extract<Table[ParameterName], { readonly column: string }>["column"];

/** In the order of the API; `width_height` stands for both. */
export const TABLE_PARAMETERS = [
  ...new Set(ROWS.flatMap(([, { column }]) => column ?? [])),
] as readonly TableParameter[];

/** Those that model tables speak of, each with its column, in the order of the API. */
export const JUDGED_PARAMETERS = ROWS.flatMap(([name, { column }]) =>
  column === undefined ? [] : [[name, column as TableParameter] as const],
);

/** Undefined for what no table speaks of. */
export function columnOf(parameter: ParameterName): TableParameter | undefined {
  const traits: ParameterTraits = PARAMETERS[parameter];
  return traits.column as TableParameter | undefined;
}

/** The parameters of a column. */
export function parametersOf(column: TableParameter): readonly ParameterName[] {
  return ROWS.flatMap(([name, traits]) => (traits.column === column ? [name] : []));
}

type Made = { [Name in ParameterName]: Table[Name] extends { readonly made: true } ? Name : never }[ParameterName];

/** What a request takes over from the manifest under the same name. */
export const CARRIED_PARAMETERS = ROWS.flatMap(([name, { made }]) => (made === true ? [] : [name])) as readonly Exclude<
  ParameterName,
  Made
>[];

/** Is it one of an image API that we know, and check in its own field? */
export function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** Can a manifest say the value of a request in the same words? */
export function isSayable(parameter: ParameterName): boolean {
  const traits: ParameterTraits = PARAMETERS[parameter];
  return traits.sayable === true;
}
