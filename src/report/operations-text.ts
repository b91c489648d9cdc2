import type { OutputPlan } from "../core/asset-plan.ts";
import { isClipWork, type OutputOperations } from "../core/operations.ts";
import { escapeControls } from "../core/terminal.ts";
import { formatBytes } from "./units.ts";
import { valueText } from "./value-text.ts";

/** `avif, 480 wide, quality 50`. */
export function operationsText(operations: OutputOperations): string {
  if (isClipWork(operations)) return `${operations.format}, as it comes`;
  const { format, width, height, ...rest } = operations;
  const size =
    width !== undefined && height !== undefined
      ? [`${width}x${height}`]
      : [...(width === undefined ? [] : [`${width} wide`]), ...(height === undefined ? [] : [`${height} high`])];
  const others = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === "string" ? value : valueText(value, 40)}`,
  );
  return [format, ...size, ...others.map(escapeControls)].join(", ");
}

/** What happens to an output, or why nothing does. */
export function stepText({ step }: OutputPlan): string {
  switch (step.type) {
    case "keep":
      return `up to date (${formatBytes(step.expected.bytes)})`;
    case "place":
      return step.expected === undefined
        ? "encoded from the original"
        : `written again (${formatBytes(step.expected.bytes)})`;
    case "move":
      return `moved from ${escapeControls(step.from)}`;
    case "modified":
      return "edited by hand, kept";
    case "foreign":
      return `in the way: ${escapeControls(step.what)}`;
    case "lost":
      return "cannot be made: its original is in no store";
    case "pending":
      return "written when the picture is there";
    default:
      return step satisfies never;
  }
}
