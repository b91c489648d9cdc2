import type { FieldName, Origin } from "../asset.ts";
import type { Place, Pointer } from "../diagnostic.ts";
import type {
  AssetFields,
  DefaultsFields,
  FragmentDocument,
  ManifestDocument,
  StyleFields,
} from "../generated/manifest.ts";
import { hintNearest } from "../nearest.ts";
import type { Findings } from "./findings.ts";
import { NO_MATRIX } from "./matrix.ts";
import { placeAt, type ParsedFile, type ParsedProject } from "./project.ts";
import { Variables, type Vars } from "./variables.ts";

/** What the assets of one file can use: of two of the same name, the file's own comes before the root's. */
export interface Scope {
  readonly file: string;
  readonly vars: Vars;
  /** Of the assets that have no matrix. */
  readonly variables: Variables;
  readonly styles: ReadonlyMap<string, Style>;
  /** The file's own, then the root's. */
  readonly defaults: readonly Layer[];
}

export interface Style {
  readonly name: string;
  readonly fields: StyleFields;
  readonly file: string;
}

/** Fields that one place of a file sets. */
export interface Layer {
  readonly fields: LayerFields;
  readonly from: Origin["from"];
  readonly style?: string;
  readonly profile?: string;
  readonly file: string;
  /** Absent for what is built in. */
  readonly pointer?: Pointer;
}

type LayerFields = AssetFields | StyleFields | DefaultsFields;
type Field = keyof AssetFields;

/** An asset's fields after precedence. Only what somebody set is in it. */
export interface Merged {
  readonly fields: AssetFields;
  readonly layers: ReadonlyMap<Field, Layer>;
  /** In the order in which they wrap the prompt. */
  readonly styles: readonly Style[];
}

/** One scope per file, the root's first. */
export function readScopes(project: ParsedProject): readonly Scope[] {
  const { root, fragments } = project;
  const outer = readScope(root, undefined, rootDefaults(root));
  return [outer, ...fragments.map((fragment) => readScope(fragment, outer, fileDefaults(fragment)))];
}

/** Asset, then its styles from right to left, then the file's defaults, then the root's. */
export function mergeLayers(own: Layer, styles: readonly Style[], scope: Scope): Merged {
  const styleLayers = styles.map(styleLayer).reverse();
  const fields: Record<string, unknown> = {};
  const layers = new Map<Field, Layer>();
  for (const layer of [own, ...styleLayers, ...scope.defaults]) {
    for (const field of Object.keys(layer.fields) as Field[]) {
      const value = layer.fields[field as keyof LayerFields] as unknown;
      // A style's prompt is put around the asset's; it does not replace it.
      if (value === undefined || layers.has(field) || (field === "prompt" && layer.from === "style")) continue;
      fields[field] = value;
      layers.set(field, layer);
    }
  }
  return { fields, layers, styles };
}

/** The field's value, where it is set. */
export function fieldPlace(layer: Layer, ...path: Pointer): Place {
  return layer.pointer === undefined ? { file: layer.file } : placeAt(layer.file, [...layer.pointer, ...path]);
}

/** For `explain`, which says of each value who set it. */
export function originOf(layer: Layer, field: FieldName | Field): Origin {
  const { from, style, profile } = layer;
  return {
    from,
    ...(style !== undefined && { style }),
    ...(profile !== undefined && { profile }),
    place: fieldPlace(layer, field),
  };
}

/** Finds styles by name; one that does not exist is said and left out. */
export function findStyles(
  names: readonly string[],
  scope: Scope,
  report: { findings: Findings; place: Place | undefined },
): readonly Style[] {
  return names.flatMap((name) => {
    const style = scope.styles.get(name);
    if (style !== undefined) return [style];
    report.findings.add("unknown-style", report.place, () => ({
      message: `there is no style "${name}"`,
      laterHint: () => hintNearest(name, scope.styles.keys()).hint,
    }));
    return [];
  });
}

function styleLayer(style: Style): Layer {
  return {
    fields: style.fields,
    from: "style",
    style: style.name,
    file: style.file,
    pointer: ["styles", style.name],
  };
}

function readScope(
  { file, document }: ParsedFile<ManifestDocument | FragmentDocument>,
  outer: Scope | undefined,
  defaults: readonly Layer[],
): Scope {
  const vars = new Map(outer?.vars);
  for (const [name, value] of Object.entries(document.vars ?? {}))
    vars.set(name, { value: String(value), place: placeAt(file, ["vars", name]) });
  const styles = new Map(outer?.styles);
  for (const [name, fields] of Object.entries(document.styles ?? {})) styles.set(name, { name, fields, file });
  return {
    file,
    vars,
    variables: new Variables(NO_MATRIX, vars),
    styles,
    defaults: [...defaults, ...(outer?.defaults ?? [])],
  };
}

function fileDefaults({ file, document }: ParsedFile<ManifestDocument | FragmentDocument>): readonly Layer[] {
  const { defaults } = document;
  return defaults === undefined ? [] : [{ fields: defaults, from: "defaults", file, pointer: ["defaults"] }];
}

/** The root's `provider` and `output` stand outside `defaults` and mean the same. */
function rootDefaults(root: ParsedFile<ManifestDocument>): readonly Layer[] {
  const { provider, output } = root.document;
  const fields: DefaultsFields = {
    ...(provider !== undefined && { provider }),
    ...(output !== undefined && { output }),
  };
  return [...fileDefaults(root), { fields, from: "defaults", file: root.file, pointer: [] }];
}
