/** An error as the API words it; what is absent travels as null. */
export interface ApiError {
  readonly message: string;
  readonly type: string;
  readonly param?: string;
  readonly code?: string;
}

/**
 * Refusals of a request for what is in it, in the wording that third parties have seen, each with status 400. One
 * problem a time: the API looks no further than the first.
 */
export const REPORTED = {
  steps: () => invalid("Parameter 'steps' is not supported for the selected model configuration."),
  unrecognized: (name: string) =>
    invalid(`Invalid parameter detected for the selected model: "'${name}'" is not recognized or supported.`),
  unsupported: (name: string) => invalid(`Unsupported use of '${name}' parameter for the selected model.`),
  seedRange: () => invalid("Seed must be an integer value between 0 and 2147483647."),
  range: (name: string, min: number, max: number) => invalid(`${name} must be between ${min} and ${max}`, name),
  multiple: (name: string) => invalid(`${name} must be a multiple of 8`, name),
  menu: (sizes: readonly string[]) =>
    invalid(
      `Unsupported use of width/height parameters for the selected model. Supported values are: ${sizes
        .map((size) => `'${size}'`)
        .join(", ")}.`,
    ),
  area: () => invalid("Invalid dimensions: the total area must be between 1265x1265 and 1440x1440 pixels."),
  bothSizes: () => invalid("aspect_ratio cannot be combined with width and height"),
  required: (name: string) => invalid(`${name} is required for the selected model`, name),
  loras: () => invalid("At most 2 LoRAs can be applied", "image_loras"),
  loraKeys: () => invalid("The LoRA weights do not fit the model: unused keys found in the file"),
  retired: (model: string) =>
    invalid(
      `Unable to access non-serverless model ${model}. Please visit https://api.together.ai/models to create and start a new dedicated endpoint for the model.`,
    ),
  schema: (problem: string) => invalid(`Input validation error: ${problem}`),
} satisfies Record<string, (...words: never[]) => ApiError>;

function invalid(message: string, param?: string): ApiError {
  return { message, type: "invalid_request_error", ...(param !== undefined && { param }) };
}
