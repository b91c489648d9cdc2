import type { Place } from "../diagnostic.ts";
import type { AssetFields } from "../generated/manifest.ts";
import type { Alike, Entry } from "./alike.ts";
import { Findings } from "./findings.ts";
import { fieldPlace, findStyles, mergeLayers, type Layer, type Scope, type Style } from "./layers.ts";
import { NO_MATRIX, type Matrix } from "./matrix.ts";
import { applyProfile, type Profile } from "./profile.ts";
import { placeAt } from "./project.ts";
import { compileShape, type Shape } from "./shape.ts";
import { renderTemplate, variablesOf, type Template } from "./template.ts";
import { compileText, Variables, type TextContext } from "./variables.ts";

/** A named entry of `assets`: one asset, or as many as its matrix has rows. */
export class Definition {
  readonly place: Place;
  readonly size: number;
  readonly variables: Variables;
  readonly context: TextContext;
  /** Every style that a row has applied so far. */
  readonly usedStyles = new Set<Style>();
  readonly #scope: Scope;
  readonly #fields: AssetFields;
  readonly #own: Layer;
  readonly #name: Template;
  readonly #nameVariables: readonly string[];
  readonly #styleNames: readonly Template[];
  readonly #stylePlace: Place | undefined;
  readonly #provider: string | undefined;
  readonly #profile: Profile | undefined;
  readonly #alike: Alike | undefined;
  readonly #shapes = new Map<string, Shape>();

  constructor(input: {
    readonly key: string;
    readonly fields: AssetFields;
    readonly scope: Scope;
    readonly matrix: Matrix;
    readonly provider: string | undefined;
    readonly profile: Profile | undefined;
    readonly findings: Findings;
    /** Of the entries of its file. */
    readonly alike: Alike;
  }) {
    const { key, fields, scope, matrix, findings } = input;
    this.place = placeAt(scope.file, ["assets", key], "key");
    this.size = matrix.size;
    this.variables = matrix === NO_MATRIX ? scope.variables : new Variables(matrix, scope.vars);
    this.context = { variables: this.variables, findings };
    this.#scope = scope;
    this.#provider = input.provider;
    this.#alike = matrix === NO_MATRIX ? input.alike : undefined;
    this.#profile = input.profile;
    this.#fields = fields;
    this.#own = { fields, from: "asset", file: scope.file, pointer: ["assets", key] };
    const compile = (text: string, place: () => Place | undefined, isName = false) =>
      findings.about(this, () => compileText(text, place, { ...this.context, isName }));
    this.#name = compile(key, () => this.place, true);
    this.#nameVariables = variablesOf(this.#name);
    const layer = [this.#own, ...scope.defaults].find((candidate) => "style" in candidate.fields);
    const style = layer && "style" in layer.fields ? (layer.fields.style ?? []) : [];
    this.#stylePlace = layer && fieldPlace(layer, "style");
    const names = typeof style === "string" ? [style] : style;
    this.#styleNames = names.map((name) => compile(name, () => this.#stylePlace));
  }

  /** The current row's name. */
  name(): string {
    return renderTemplate(this.#name, this.variables.valueOf);
  }

  /** A variable of the name for which the current row has no value. */
  missingInName(): string | undefined {
    return this.#nameVariables.find((variable) => this.variables.valueOf(variable) === "");
  }

  /** What the current row fills in. Rows that choose their style by a variable have different ones. */
  shape(): Shape {
    const names = this.#styleNames.map((name) => renderTemplate(name, this.variables.valueOf));
    const key = names.join("\n");
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const shape = this.#alike === undefined ? this.#compile(names) : this.#alike.shapeOf(this.#entry(names));
    this.#shapes.set(key, shape);
    return shape;
  }

  #entry(names: readonly string[]): Entry {
    return {
      fields: this.#fields,
      place: this.place,
      compile: () => this.#compile(names),
    };
  }

  #compile(names: readonly string[]): Shape {
    return this.context.findings.about(this, () => this.#compileWith(names));
  }

  #compileWith(names: readonly string[]): Shape {
    const report = { findings: this.context.findings, place: this.#stylePlace };
    const styles = findStyles(names, this.#scope, report);
    for (const style of styles) this.usedStyles.add(style);
    const merged = mergeLayers(this.#own, styles, this.#scope);
    const profiled = this.#profile === undefined ? { request: merged } : applyProfile(merged, this.#profile);
    return compileShape(profiled, { place: this.place, provider: this.#provider }, this.context);
  }
}
