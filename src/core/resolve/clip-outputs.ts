import type { Place } from "../diagnostic.ts";
import type { OutputFields } from "../generated/manifest.ts";
import { clipFormatAsked, isClipFormat, type ClipFormat } from "../operations.ts";
import { fieldPlace, type Merged } from "./layers.ts";
import type { OutputShape } from "./output-shapes.ts";
import { compilePathTemplate } from "./output-template.ts";
import type { TextContext } from "./variables.ts";

/** What is done to the pixels of a picture. Nothing of it can be done to a clip. */
const PIXEL_WORK = ["widths", "width", "height", "quality", "effort", "lossless", "background", "max_bytes"] as const;

type Said = { readonly field: string; readonly value: unknown; readonly place: Place };

/**
 * The outputs of an asset that makes clips: the provider's bytes, untouched. Whatever would change them is a mistake
 * where the asset or its style says it, and left out where only `defaults` do, which are for pictures as a rule.
 */
export function compileClipOutputs(merged: Merged, asset: Place, context: TextContext): readonly OutputShape[] {
  const comesAs = clipFormatAsked(merged.fields.output_format);
  const outputs = merged.layers.get("outputs");
  const layer = outputs?.from === "defaults" ? undefined : outputs;
  const entries: readonly OutputFields[] = (layer && merged.fields.outputs) ?? [{}];
  refusePixelWork(ownFields(merged), context);
  return entries.map((entry, index): OutputShape => {
    const place = layer === undefined ? asset : fieldPlace(layer, "outputs", index);
    if (layer !== undefined)
      refusePixelWork(
        [...PIXEL_WORK, "fit" as const].map((field) => ({
          field,
          value: entry[field],
          place: fieldPlace(layer, "outputs", index, field),
        })),
        context,
      );
    checkFormat(formatSaid({ entry, index }, merged), comesAs, context);
    const path = compilePathTemplate({ entry, index, asset, suffix: false }, merged, context);
    const { width, height } = merged.fields;
    return {
      path: { ...path, format: comesAs },
      operations: { format: comesAs },
      background: undefined,
      width,
      height,
      place,
    };
  });
}

function refusePixelWork(said: readonly Said[], { findings }: TextContext): void {
  for (const { field, value, place } of said) {
    if (value === undefined || (field === "fit" && value === "exact")) continue;
    findings.add("not-allowed", place, () => ({
      message: `${field} cannot be set for a clip: it is placed as it comes`,
      hint: `take ${field} out`,
    }));
  }
}

/** What the asset and its styles say for all outputs; its width and height are what is asked for. */
function ownFields({ fields, layers }: Merged): readonly Said[] {
  return [...PIXEL_WORK.filter((field) => field !== "width" && field !== "height"), "fit" as const].flatMap((field) => {
    const layer = layers.get(field);
    if (layer === undefined || layer.from === "defaults") return [];
    return [{ field, value: fields[field], place: fieldPlace(layer, field) }];
  });
}

function formatSaid(
  { entry, index }: { readonly entry: OutputFields; readonly index: number },
  { fields, layers }: Merged,
): Said | undefined {
  const outputs = layers.get("outputs");
  if (entry.format !== undefined && outputs !== undefined)
    return { field: "format", value: entry.format, place: fieldPlace(outputs, "outputs", index, "format") };
  const layer = layers.get("format");
  if (layer === undefined || layer.from === "defaults") return undefined;
  return { field: "format", value: fields.format, place: fieldPlace(layer, "format") };
}

function checkFormat(said: Said | undefined, comesAs: ClipFormat, { findings }: TextContext): void {
  if (said === undefined || said.value === comesAs) return;
  const format = String(said.value);
  findings.add("not-allowed", said.place, () =>
    isClipFormat(format)
      ? {
          message: `format is ${format}, but the clip comes as ${comesAs}`,
          hint: `set output_format: ${format.toUpperCase()}, or take format out`,
        }
      : {
          message: `a clip cannot become ${format}: it is placed as it comes`,
          hint: `take format out, or set it to ${comesAs}`,
        },
  );
}
