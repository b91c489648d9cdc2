import type { Place } from "../diagnostic.ts";
import { formatOfExtension } from "../formats.ts";
import type { OutputFields } from "../generated/manifest.ts";
import type { ClipFormat, Format } from "../operations.ts";
import { fieldPlace, type Merged } from "./layers.ts";
import { folderOf } from "./project.ts";
import { parseTemplate, variablesOf, type Part, type Template } from "./template.ts";
import { compileText, type TextContext } from "./variables.ts";

/** A path template with the folder that it is relative to. */
export interface PathTemplate {
  readonly template: Template;
  readonly folder: string;
  readonly format: Format | ClipFormat;
  readonly place: Place;
}

/** What means something of its own in a path, whatever a column of a table is called. */
export const PATH_VARIABLES: ReadonlySet<string> = new Set([
  "name",
  "index",
  "width",
  "height",
  "format",
  "ext",
  "hash8",
]);

const DEFAULT_OUTPUT = parseTemplate("images/{name}.{ext}");

/**
 * Where nobody says a path, `images/{name}.{ext}`. With `suffix`, `-{width}` is put in unless the template has a width.
 */
export function compilePathTemplate(
  at: { readonly entry: OutputFields; readonly index: number; readonly asset: Place; readonly suffix: boolean },
  merged: Merged,
  context: TextContext,
): Omit<PathTemplate, "format"> {
  const found = findTemplate(at, merged, context);
  const { template } = found;
  const variables = variablesOf(template);
  if ((merged.fields.n ?? 1) > 1 && !variables.includes("index"))
    context.findings.add("output-needs-index", found.place, () => ({
      message: `with n ${merged.fields.n} the path "${template.source}" would be one file for all pictures`,
      hint: `put {index} in: ${insertText(template.source, "-{index}")}`,
    }));
  return at.suffix && !variables.includes("width") ? { ...found, template: insertWidth(template) } : found;
}

/** The format of a template that ends in an extension of one. */
export function formatOfTemplate({ parts }: Template): Format | ClipFormat | undefined {
  const last = parts.at(-1);
  const extension = typeof last === "string" ? /\.([A-Za-z0-9]+)$/.exec(last)?.[1] : undefined;
  return extension === undefined ? undefined : formatOfExtension(extension);
}

function findTemplate(
  at: { readonly entry: OutputFields; readonly index: number; readonly asset: Place },
  { fields, layers }: Merged,
  context: TextContext,
): Omit<PathTemplate, "format"> {
  const own = { ...context, own: PATH_VARIABLES };
  const outputs = layers.get("outputs");
  if (at.entry.output !== undefined && outputs !== undefined) {
    const place = fieldPlace(outputs, "outputs", at.index, "output");
    return { template: compileText(at.entry.output, () => place, own), folder: folderOf(outputs.file), place };
  }
  const layer = layers.get("output");
  if (layer === undefined || fields.output === undefined)
    return { template: DEFAULT_OUTPUT, folder: "", place: at.asset };
  const place = fieldPlace(layer, "output");
  return { template: compileText(fields.output, () => place, own), folder: folderOf(layer.file), place };
}

/** Puts `-{width}` before the extension, or at the end where there is none. */
function insertWidth(template: Template): Template {
  const { source } = template;
  const parts: Part[] = [...template.parts];
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index];
    if (typeof part !== "string") continue;
    const dot = part.lastIndexOf(".");
    if (dot > part.lastIndexOf("/")) {
      parts.splice(index, 1, `${part.slice(0, dot)}-`, { variable: "width" }, part.slice(dot));
      return { source, parts };
    }
    if (part.includes("/")) break;
  }
  return { source, parts: [...parts, "-", { variable: "width" }] };
}

function insertText(path: string, text: string): string {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") ? `${path.slice(0, dot)}${text}${path.slice(dot)}` : `${path}${text}`;
}
