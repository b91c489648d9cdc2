import type { WantedSide } from "../asset.ts";
import { COLOUR_NAMES } from "../colour-names.ts";
import type { Place } from "../diagnostic.ts";
import { FORMAT_NAMES, FORMATS, refusedOperations, type RefusedOperation } from "../formats.ts";
import type { AssetFields, OutputFields } from "../generated/manifest.ts";
import {
  isClipFormat,
  type ClipFormat,
  type Format,
  type Operations,
  type OutputOperations,
  type ResizeFit,
} from "../operations.ts";
import { fieldPlace, type Merged } from "./layers.ts";
import { compilePathTemplate, formatOfTemplate, type PathTemplate } from "./output-template.ts";
import { renderTemplate, type Template } from "./template.ts";
import { isConstant } from "./templated-json.ts";
import { compileText, type TextContext } from "./variables.ts";

/** One file to make of a sample; its path still depends on the row. */
export interface OutputShape {
  readonly path: PathTemplate;
  readonly operations: OutputOperations;
  /** Set where the background depends on the row. */
  readonly background: Template | undefined;
  /** What `{width}` and `{height}` stand for, where the manifest says it. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly wanted?: WantedSide | undefined;
  readonly place: Place;
}

/** The fields of an output that an asset can set for all of its outputs. */
const SHORTHAND = ["format", "widths", "quality", "effort", "lossless", "background", "max_bytes"] as const;

/**
 * The output format where neither a field nor the path says one. PNG loses nothing of what was paid for and opens
 * everywhere; smaller formats are one word away and free to change to.
 */
const DEFAULT_FORMAT: Format = "png";

const HEX_COLOR = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** The outputs of an asset that makes pictures: its `outputs`, or one made of the shorthand fields. */
export function compileOutputs(merged: Merged, asset: Place, context: TextContext): readonly OutputShape[] {
  const { fields, layers } = merged;
  const layer = layers.get("outputs");
  const entries: readonly OutputFields[] = fields.outputs ?? [{}];
  return entries.flatMap((entry, index) => {
    const place = layer === undefined ? asset : fieldPlace(layer, "outputs", index);
    return compileEntry({ entry, index, place, asset }, merged, context);
  });
}

interface Entry {
  readonly entry: OutputFields;
  readonly index: number;
  readonly place: Place;
  readonly asset: Place;
}

function compileEntry(at: Entry, merged: Merged, context: TextContext): readonly OutputShape[] {
  const { entry, place } = at;
  const { fields } = merged;
  const pinned = entry.width !== undefined || entry.height !== undefined;
  if (entry.widths !== undefined && pinned)
    context.findings.add("conflicting-fields", place, () => ({
      message: "`widths` cannot stand together with `width` or `height`",
      hint: "make two outputs of it",
    }));
  const widths = pinned ? undefined : (entry.widths ?? fields.widths);
  const path = compilePathTemplate({ ...at, suffix: (widths?.length ?? 1) > 1 }, merged, context);
  const format = pictureFormat(at, merged, formatOfTemplate(path.template), context);
  const background = compileBackground(at, merged, context);
  const constant = background && isConstant(background) ? renderTemplate(background, () => undefined) : undefined;
  const encoding = encodingOf(at, merged, { format, ...(constant !== undefined && { background: constant }) }, context);
  const sizes = widths === undefined ? [undefined] : [...new Set(widths)];
  return sizes.map((width): OutputShape => {
    const resize = resizeOf(entry, fields, width);
    const operations: Operations = { ...encoding, ...resize };
    return {
      path: { ...path, format },
      operations,
      background: constant === undefined ? background : undefined,
      // With `exact` and no resize the file has the size that was asked for.
      width: width ?? resize.width ?? (resize.height === undefined ? fields.width : undefined),
      height: resize.height ?? (resize.width === undefined ? fields.height : undefined),
      wanted: wantedSide(at, merged, width),
      place,
    };
  });
}

/** The one side that somebody set, and where. */
function wantedSide({ entry, index, place }: Entry, { layers }: Merged, oneOfWidths: number | undefined) {
  const [own, all] = [layers.get("outputs"), layers.get("widths")];
  const at = (field: "width" | "height" | "widths"): Place => {
    if (entry[field] !== undefined && own !== undefined) return fieldPlace(own, "outputs", index, field);
    return all === undefined ? place : fieldPlace(all, field);
  };
  if (oneOfWidths !== undefined) return { side: "width", pixels: oneOfWidths, place: at("widths") } as const;
  const { width, height } = entry;
  if (width !== undefined && height === undefined) return { side: "width", pixels: width, place: at("width") } as const;
  if (height === undefined || width !== undefined) return undefined;
  return { side: "height", pixels: height, place: at("height") } as const;
}

/** The first that is said: by the entry, by the asset, by the path. Formats of clips are for assets that make clips. */
function pictureFormat(
  at: Entry,
  { fields, layers }: Merged,
  ofPath: Format | ClipFormat | undefined,
  { findings }: TextContext,
): Format {
  const meantForClips = layers.get("format")?.from === "defaults" && isClipFormat(fields.format ?? "");
  const format = at.entry.format ?? (meantForClips ? undefined : fields.format) ?? ofPath ?? DEFAULT_FORMAT;
  if (!isClipFormat(format)) return format;
  const [own, all] = [layers.get("outputs"), layers.get("format")];
  const place =
    at.entry.format !== undefined && own
      ? fieldPlace(own, "outputs", at.index, "format")
      : all && fieldPlace(all, "format");
  findings.add("not-allowed", place ?? at.place, () => ({
    message: `${format} is for clips, and this model makes pictures`,
    hint: `choose one of ${FORMAT_NAMES.join(", ")}`,
  }));
  return DEFAULT_FORMAT;
}

type Resize = Pick<Operations, "width" | "height" | "fit">;

/**
 * How the picture is brought to the output's size. With `fit` on the asset its width and height are the wanted size,
 * and the original may have another ratio: so a width alone is completed to the wanted ratio, never beyond that size.
 */
function resizeOf(entry: OutputFields, fields: AssetFields, oneOfWidths: number | undefined): Resize {
  const width = oneOfWidths ?? entry.width;
  const { height } = entry;
  if (width !== undefined && height !== undefined)
    return { width, height, fit: entry.fit ?? wantedFit(fields) ?? "cover" };
  const fit = wantedFit(fields);
  const { width: fullWidth, height: fullHeight } = fields;
  if (fit === undefined || fullWidth === undefined || fullHeight === undefined)
    return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
  const scale = Math.min(1, (width ?? fullWidth) / fullWidth, (height ?? fullHeight) / fullHeight);
  const scaled = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { width: scaled(fullWidth), height: scaled(fullHeight), fit: entry.fit ?? fit };
}

function wantedFit({ fit }: AssetFields): ResizeFit | undefined {
  return fit === "exact" ? undefined : fit;
}

function compileBackground(at: Entry, merged: Merged, context: TextContext): Template | undefined {
  const layer = merged.layers.get("background");
  const [text, place] =
    at.entry.background === undefined
      ? [merged.fields.background, layer && fieldPlace(layer, "background")]
      : [at.entry.background, at.place];
  if (text === undefined) return undefined;
  const template = compileText(text, () => place, context);
  const color = renderTemplate(template, () => undefined);
  if (isConstant(template) && !isColor(color))
    context.findings.add("not-allowed", place, () => ({
      message: `"${color}" is not a colour`,
      hint: 'write "#rrggbb" or the CSS name of a colour',
    }));
  return template;
}

/** `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa` or a CSS name, in any case of letters. */
export function isColor(text: string): boolean {
  return HEX_COLOR.test(text) || COLOUR_NAMES.has(text.toLowerCase());
}

/** The encoder's settings: the entry's own over the shorthand ones, as far as the format knows them. */
function encodingOf(at: Entry, merged: Merged, start: Operations, context: TextContext): Operations {
  const { entry } = at;
  const { fields } = merged;
  const { quality, effort, lossless, max_bytes } = { ...fields, ...entry };
  let operations: Operations = {
    ...start,
    ...(quality !== undefined && { quality }),
    ...(effort !== undefined && { effort }),
    // `false` says what is so anyway; in the key it would be a difference.
    ...(lossless === true && { lossless }),
    ...(max_bytes !== undefined && { max_bytes }),
  };
  for (const refused of refusedOperations(operations)) {
    if (isShared(at, merged, refused.field) && !knows(operations.format, refused.field)) {
      // Set for several formats at once, of which this one does not know it.
      const { [refused.field]: _left, ...rest } = operations;
      operations = rest;
      continue;
    }
    const code = knows(operations.format, refused.field) ? "out-of-range" : "not-allowed";
    context.findings.add(code, placeOfOperation(at, merged, refused.field), () => ({ message: refused.message }));
  }
  return operations;
}

/** Does it come from `defaults`, or from an asset that has a list of outputs? */
function isShared(at: Entry, merged: Merged, field: RefusedOperation["field"]): boolean {
  if (at.entry[field] !== undefined) return false;
  return merged.fields.outputs !== undefined || merged.layers.get(field)?.from === "defaults";
}

function knows(format: Format, field: RefusedOperation["field"]): boolean {
  const facts = FORMATS[format];
  if (field === "quality" || field === "effort") return facts[field] !== undefined;
  return field !== "lossless" || facts.lossless !== "never";
}

function placeOfOperation(at: Entry, merged: Merged, field: RefusedOperation["field"]): Place {
  const outputs = merged.layers.get("outputs");
  if (at.entry[field] !== undefined && outputs) return fieldPlace(outputs, "outputs", at.index, field);
  const layer = merged.layers.get(field);
  return layer === undefined ? at.place : fieldPlace(layer, field);
}

/** The first field of the asset that says something about its outputs, for `origins`. */
export function outputsField(merged: Merged): "outputs" | (typeof SHORTHAND)[number] | undefined {
  return (["outputs", ...SHORTHAND] as const).find((field) => merged.layers.has(field));
}
