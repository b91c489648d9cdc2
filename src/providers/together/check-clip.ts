import type { ParameterProblem, Parameters } from "../../core/provider.ts";
import type { TogetherModel } from "./model.ts";

/** Of the video endpoint; the image endpoint takes fewer as well. */
const STEPS = { min: 10, max: 50 } as const;

/** What the video endpoint refuses and the image endpoint does not. More than the most is said for both elsewhere. */
export function checkClip({ steps }: Parameters, endpoint: TogetherModel["endpoint"]): readonly ParameterProblem[] {
  if (endpoint !== "videos" || steps === undefined || steps >= STEPS.min) return [];
  const message = `steps of a clip must be a whole number from ${STEPS.min} to ${STEPS.max}, not ${steps}`;
  return [{ field: "steps", severity: "error", code: "out-of-range", message }];
}
