import type { OriginPart } from "../asset.ts";
import type { Place } from "../diagnostic.ts";
import type { MatrixRow, MatrixSource } from "../matrix-row.ts";
import { hintNearest } from "../nearest.ts";
import type { Findings } from "./findings.ts";
import type { Matrix } from "./matrix.ts";
import { parseTemplate, variablesOf, type Part, type Template } from "./template.ts";

/** The `vars` of a file over those of the root, with where each is written. */
export type Vars = ReadonlyMap<string, { readonly value: string; readonly place: Place }>;

/**
 * The variables of one asset: those of its matrix over the `vars` of its file over the root's. One object serves all
 * rows: `enter` moves it to a row.
 */
export class Variables {
  readonly names: ReadonlySet<string>;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #vars: Vars;
  readonly #matrix: Matrix;
  #row: readonly string[] = [];
  #index = 0;
  /** One object for all rows. */
  #source: MatrixSource | undefined;

  constructor(matrix: Matrix, vars: Vars) {
    this.#matrix = matrix;
    this.#columns = new Map(matrix.variables.map((name, index) => [name, index]));
    this.#vars = vars;
    this.names = new Set([...matrix.variables, ...vars.keys()]);
  }

  enter(row: number): void {
    this.#row = this.#matrix.row(row);
    this.#index = row;
  }

  readonly valueOf = (name: string): string | undefined => {
    const column = this.#columns.get(name);
    return column === undefined ? this.#vars.get(name)?.value : this.#row[column];
  };

  /** The same in every row, so it can be put into a template for good. */
  constant(name: string): string | undefined {
    return this.#columns.has(name) ? undefined : this.#vars.get(name)?.value;
  }

  /** The variables that a text names, each once, as parts of what is made of it. Of others nothing is known. */
  partsOf(text: string): readonly OriginPart[] {
    if (!text.includes("{")) return [];
    const names = [...new Set(variablesOf(parseTemplate(text)))].filter((name) => this.names.has(name));
    return names.map((name) => {
      const place = this.#columns.has(name) ? undefined : this.#vars.get(name)?.place;
      return { kind: "variable", name, ...(place && { place }) };
    });
  }

  /** What the asset of the current row is made from; undefined where there is no matrix. */
  get row(): MatrixRow | undefined {
    const { variables, size, axes } = this.#matrix;
    if (axes.length === 0) return undefined;
    this.#source ??= { variables, size, axes };
    return { matrix: this.#source, index: this.#index, values: this.#row };
  }
}

/** What `compileText` needs to know of the place that a text is in. */
export interface TextContext {
  readonly variables: Variables;
  readonly findings: Findings;
  /** Variables that mean something of their own here, whatever else is called so. */
  readonly own?: ReadonlySet<string>;
  /** In an asset's name, where no brace can stand for itself. */
  readonly isName?: boolean;
}

/**
 * Cuts a text, says which of its variables do not exist, and puts in those that never change. `at`: where it stands;
 * asked for only when there is something to say, because most texts are nothing but text.
 */
export function compileText(source: string, at: () => Place | undefined, context: TextContext): Template {
  const template = parseTemplate(source);
  if (!template.parts.some((part) => typeof part === "object")) return template;
  const parts: Part[] = [];
  for (const part of template.parts) {
    const value = typeof part === "string" ? part : constantOf(part.variable, at, context);
    const last = parts.at(-1);
    if (value === undefined) parts.push(part);
    else if (typeof last === "string") parts[parts.length - 1] = last + value;
    else if (value !== "") parts.push(value);
  }
  return { source, parts };
}

function constantOf(variable: string, at: () => Place | undefined, context: TextContext): string | undefined {
  const { variables, own, findings, isName = false } = context;
  if (own?.has(variable)) return undefined;
  if (variables.names.has(variable)) return variables.constant(variable);
  findings.add("unknown-variable", at(), () => ({
    message: `there is no variable {${variable}}`,
    hint: isName
      ? "a name's variables are those of its matrix and of `vars`"
      : `write {{${variable}}} for the braces themselves`,
    laterHint: () => hintNearest(variable, [...(own ?? []), ...variables.names]).hint,
  }));
  return undefined;
}
