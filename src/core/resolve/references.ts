import type { AssetReference } from "../asset.ts";
import type { Place } from "../diagnostic.ts";
import type { Findings } from "./findings.ts";
import { fieldPlace, type Layer, type Merged } from "./layers.ts";
import { joinPath } from "./project-path.ts";
import { folderOf, type Inputs } from "./project.ts";
import { renderTemplate, type Template } from "./template.ts";
import { isConstant } from "./templated-json.ts";
import { compileText, type TextContext, type Variables } from "./variables.ts";

/** One entry of `image`, `references` or `frames`. */
export interface ReferenceShape {
  readonly field: AssetReference["field"];
  readonly frame?: "first" | "last" | number;
  readonly template: Template;
  /** Of the file that says it. */
  readonly folder: string;
  readonly place: Place;
}

/** A file or a glob of the project that has to be looked at. */
export interface ReferenceRequest {
  /** What the pattern is relative to; never a pattern itself. */
  readonly folder: string;
  readonly pattern: string;
}

/** The key of a request in `Inputs.references`. */
export function requestKey({ folder, pattern }: ReferenceRequest): string {
  return `${folder}\n${pattern}`;
}

/** `image` first, then `references`, then `frames`, each in its own order. */
export function compileReferences(merged: Merged, context: TextContext): readonly ReferenceShape[] {
  const { fields, layers } = merged;
  const shapes: ReferenceShape[] = [];
  const add = (
    text: string,
    at: { readonly field: AssetReference["field"]; readonly layer: Layer; readonly path: readonly (string | number)[] },
    frame?: "first" | "last" | number,
  ) => {
    const place = fieldPlace(at.layer, at.field, ...at.path);
    const template = compileText(text, () => place, context);
    const folder = folderOf(at.layer.file);
    shapes.push({ field: at.field, ...(frame !== undefined && { frame }), template, folder, place });
  };
  const image = layers.get("image");
  if (image && fields.image !== undefined) add(fields.image, { field: "image", layer: image, path: [] });
  const references = layers.get("references");
  for (const [index, text] of (fields.references ?? []).entries())
    if (references) add(text, { field: "references", layer: references, path: [index] });
  const frames = layers.get("frames");
  for (const [index, item] of (fields.frames ?? []).entries()) {
    if (frames === undefined) continue;
    if (typeof item === "string") add(item, { field: "frames", layer: frames, path: [index] });
    else add(item.image, { field: "frames", layer: frames, path: [index, "image"] }, item.frame);
  }
  return shapes;
}

/** If not, all rows of a table share what the references resolve to. */
export function haveVariables(shapes: readonly ReferenceShape[]): boolean {
  return !shapes.every(({ template }) => isConstant(template));
}

type ReferenceForm =
  | { readonly kind: "asset"; readonly name: string; readonly sample: number }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "path"; readonly request: ReferenceRequest }
  | { readonly kind: "refused"; readonly message: string; readonly hint?: string; readonly outside?: true };

/** What a reference is, by its text alone. */
export function readReference(text: string, folder: string): ReferenceForm {
  if (text.startsWith("asset:")) return readAssetReference(text.slice("asset:".length));
  if (/^https:\/\//i.test(text)) return { kind: "url", url: text };
  if (/^http:/i.test(text))
    return { kind: "refused", message: `"${text}" is not encrypted`, hint: "use https, or a file of the project" };
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]+:/.exec(text)?.[0];
  if (scheme !== undefined)
    return {
      kind: "refused",
      message: `"${scheme}" cannot be used here`,
      hint: "use a file, asset:NAME or an https URL",
    };
  if (joinPath(folder, text) === undefined)
    return { kind: "refused", message: `"${text}" is outside the project`, outside: true };
  return { kind: "path", request: relocate(folder, text) };
}

/** The reference of the current row, as requests to look at files. */
export function requestOf(shape: ReferenceShape, variables: Variables): ReferenceRequest | undefined {
  const form = readReference(renderTemplate(shape.template, variables.valueOf), shape.folder);
  return form.kind === "path" ? form.request : undefined;
}

/** What the references of the current row stand for. Whether an asset exists is seen when all are known. */
export function resolveReferences(
  shapes: readonly ReferenceShape[],
  variables: Variables,
  context: {
    readonly inputs: Inputs;
    readonly findings: Findings;
    readonly asset: string;
    readonly makerOf: MakerOf;
  },
): readonly AssetReference[] {
  const { findings, asset } = context;
  return shapes.flatMap((shape): AssetReference[] => {
    const { field, frame, place, folder } = shape;
    const common = { field, ...(frame !== undefined && { frame }), place };
    const text = renderTemplate(shape.template, variables.valueOf);
    const form = readReference(text, folder);
    switch (form.kind) {
      case "asset":
        return [{ ...common, kind: "asset", name: form.name, sample: form.sample }];
      case "url":
        return [{ ...common, kind: "url", url: form.url }];
      case "refused": {
        const { message, hint, outside } = form;
        const code = outside ? "path-outside-project" : "not-allowed";
        findings.add(code, place, () => ({ message, ...(hint !== undefined && { hint }), asset }));
        return [];
      }
      case "path": {
        const found = context.inputs.references.get(requestKey(form.request));
        if (found === undefined || "problem" in found) {
          const { problem, message, hint } = found ?? {
            problem: "reference-missing" as const,
            message: "it was not read",
          };
          const base = folder === "" ? "the project" : `${folder}/`;
          findings.add(problem, place, () => ({
            message: `"${text}" in ${field} of asset "${asset}" (relative to ${base}): ${message}`,
            ...(hint !== undefined && { hint }),
            ...(problem === "reference-missing" && { laterHint: () => hintMaker(form.request, context) }),
            asset,
          }));
          return [];
        }
        const { files } = found;
        if (files.length > 1 && (field === "image" || frame !== undefined))
          findings.add("glob-invalid", place, () => ({
            message: `"${text}" matches ${files.length} files; one is needed here`,
            hint: "name the file",
            asset,
          }));
        return files.map(({ path, sha256 }) => ({ ...common, kind: "file", path, sha256 }));
      }
      default:
        return form satisfies never;
    }
  });
}

/** Who makes the file of a path, once all assets are known. */
export type MakerOf = (path: string) => { readonly asset: string; readonly sample: number } | undefined;

/** A file that is not there may be one that the next build writes. */
function hintMaker(
  { folder, pattern }: ReferenceRequest,
  { asset, makerOf }: { readonly asset: string; readonly makerOf: MakerOf },
): string | undefined {
  const maker = makerOf(joinPath(folder, pattern) ?? pattern);
  if (maker === undefined || maker.asset === asset) return undefined;
  const name = `asset:${maker.asset}${maker.sample === 0 ? "" : `#${maker.sample + 1}`}`;
  return `it is an output of "${maker.asset}": use ${name}`;
}

function readAssetReference(text: string): ReferenceForm {
  const [, name, number] = /^(.*?)(?:#(.*))?$/s.exec(text) as unknown as [string, string, string | undefined];
  if (number === undefined) return { kind: "asset", name, sample: 0 };
  if (/^[1-9]\d{0,5}$/.test(number)) return { kind: "asset", name, sample: Number(number) - 1 };
  return {
    kind: "refused",
    message: `"#${number}" is not the number of a picture`,
    hint: `write asset:${name}#2 for the second picture`,
  };
}

/** Moves `../` at the start of a pattern into the folder, so that the folder's name is never read as a pattern. */
function relocate(folder: string, text: string): ReferenceRequest {
  let base = folder;
  let pattern = text;
  for (let match = /^(\.\.?)\/+/.exec(pattern); match !== null; match = /^(\.\.?)\/+/.exec(pattern)) {
    if (match[1] === "..") base = folderOf(base);
    pattern = pattern.slice(match[0].length);
  }
  return { folder: base, pattern };
}
