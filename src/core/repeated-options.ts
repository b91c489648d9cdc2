import type { JsonObject } from "./json.ts";
import { isParameter } from "./parameters.ts";
import type { ParameterProblem } from "./provider.ts";

/** What we know belongs in its own field, where it is checked; `provider_options` is for what we do not know yet. */
export function repeatedOptions(options: JsonObject | undefined): readonly ParameterProblem[] {
  return Object.keys(options ?? {})
    .filter(isParameter)
    .map((name) => ({
      field: "provider_options",
      member: name,
      severity: "error",
      code: "parameter-repeated",
      message: `provider_options repeats ${name}`,
      hint: `set ${name} on the asset itself`,
    }));
}
