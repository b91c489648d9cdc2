import type { ParameterProblem, Parameters } from "../../core/provider.ts";
import type { TogetherModel } from "./model.ts";

/** Of the video endpoint; the image endpoint takes fewer as well. */
const STEPS = { min: 10, max: 50 } as const;

/** What the video endpoint refuses and the image endpoint does not. More than the most is said for both elsewhere. */
export function checkClip(
  { steps, frame_images, guidance_scale: guidance }: Parameters,
  endpoint: TogetherModel["endpoint"],
): readonly ParameterProblem[] {
  if (endpoint !== "videos") return [];
  const problems: ParameterProblem[] = [];
  if (steps !== undefined && steps < STEPS.min) {
    const message = `steps of a clip must be a whole number from ${STEPS.min} to ${STEPS.max}, not ${steps}`;
    problems.push({ field: "steps", severity: "error", code: "out-of-range", message });
  }
  // The docs' samples are fractions, the published schema knows whole numbers only.
  if (guidance !== undefined && !Number.isInteger(guidance)) {
    const message = `Together's pages contradict each other on fractions for the guidance_scale of a clip; ${guidance} is sent`;
    const hint = "a whole number is taken in any case";
    problems.push({ field: "guidance_scale", severity: "warning", code: "parameter-unknown", message, hint });
  }
  // The images page says no more than "array"; the video endpoint's schema does.
  if (frame_images?.some((frame) => typeof frame === "string") === true) {
    problems.push({
      field: "frame_images",
      severity: "error",
      code: "parameter-unsupported",
      message: "the video endpoint takes no bare addresses as frame_images",
      hint: "write - input_image: ADDRESS, or use frames",
    });
  }
  return problems;
}
