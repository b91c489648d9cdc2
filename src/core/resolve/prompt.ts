import type { Origins } from "../asset.ts";
import { findControl } from "../control-characters.ts";
import type { Place } from "../diagnostic.ts";
import type { Findings } from "./findings.ts";
import { fieldPlace, type Merged } from "./layers.ts";
import { withPromptFile } from "./origin-parts.ts";
import { joinPath } from "./project-path.ts";
import { folderOf, placeAt, type Inputs } from "./project.ts";
import { parseTemplate, renderTemplate, variablesOf, type Template } from "./template.ts";
import { isConstant } from "./templated-json.ts";
import { normalizeText } from "./text.ts";
import { compileText, type TextContext, type Variables } from "./variables.ts";

/** How the prompt of an asset is made: its own text or file, then its styles around it. */
export interface PromptShape {
  readonly text: Template | undefined;
  readonly file: PromptFile | undefined;
  /** First the innermost. */
  readonly wraps: readonly Wrap[];
}

interface PromptFile {
  readonly template: Template;
  /** Of the file that names it. */
  readonly folder: string;
  readonly place: Place;
}

interface Wrap {
  readonly template: Template;
  /** Does it have a place for the asset's own prompt? */
  readonly around: boolean;
}

const PROMPT: ReadonlySet<string> = new Set(["prompt"]);

/** Text and file as they are written, with the styles to be put around them; variables are filled in for each row. */
export function compilePrompt(merged: Merged, context: TextContext): PromptShape {
  const { fields, layers, styles } = merged;
  const { findings } = context;
  const own = layers.get("prompt");
  const fileLayer = layers.get("prompt_file");
  const text =
    own && fields.prompt !== undefined
      ? compileText(fields.prompt, () => fieldPlace(own, "prompt"), context)
      : undefined;
  let file: PromptFile | undefined;
  if (fileLayer !== undefined && fields.prompt_file !== undefined) {
    const place = fieldPlace(fileLayer, "prompt_file");
    file = { template: compileText(fields.prompt_file, () => place, context), folder: folderOf(fileLayer.file), place };
    if (text !== undefined)
      findings.add("conflicting-fields", place, () => ({
        message: "both `prompt` and `prompt_file` are set",
        hint: "keep one of them",
      }));
  }
  const wraps = styles.flatMap((style): Wrap[] => {
    if (style.fields.prompt === undefined) return [];
    const place = placeAt(style.file, ["styles", style.name, "prompt"]);
    const template = compileText(style.fields.prompt, () => place, { ...context, own: PROMPT });
    const around = variablesOf(template).includes("prompt");
    if (!around && (text !== undefined || file !== undefined))
      findings.add("conflicting-fields", place, () => ({
        message: `the prompt of style "${style.name}" has no {prompt}, so the asset's own prompt would be lost`,
        hint: "put {prompt} where the asset's prompt shall stand",
      }));
    return [{ template, around }];
  });
  return { text, file, wraps };
}

/** The path of the prompt file in this row; undefined where there is none, or where it is outside the project. */
export function promptPath(shape: PromptShape, variables: Variables): string | undefined {
  return shape.file && joinPath(shape.file.folder, renderTemplate(shape.file.template, variables.valueOf));
}

/** Reads prompt files as templates, each once for an asset however many rows it has. */
export class PromptTexts {
  readonly #inputs: Inputs;
  readonly #context: TextContext;
  readonly #compiled = new Map<string, Template | undefined>();
  /** By what is known without the file. */
  readonly #origins = new Map<Origins, Origins>();

  constructor(inputs: Inputs, context: TextContext) {
    this.#inputs = inputs;
    this.#context = context;
  }

  /** The final text of the current row; undefined where nobody set a prompt. */
  promptOf(shape: PromptShape): string | undefined {
    const { variables } = this.#context;
    const template = shape.text ?? this.#fileTemplate(shape);
    let prompt = template && normalizeText(renderTemplate(template, variables.valueOf));
    for (const wrap of shape.wraps) {
      // Without a prompt there is nothing to put the style around: some models take none.
      if (prompt === undefined && wrap.around) continue;
      const inner = prompt;
      const valueOf = (name: string) => (name === "prompt" ? inner : variables.valueOf(name));
      prompt = normalizeText(renderTemplate(wrap.template, valueOf));
    }
    return prompt;
  }

  /** Where the fields of the current row were set, and what went into its prompt. */
  originsOf({ prompt, origins }: { readonly prompt: PromptShape; readonly origins: Origins }): Origins {
    const { file, text } = prompt;
    if (file === undefined || text !== undefined) return origins;
    const known = this.#origins.get(origins);
    if (known !== undefined) return known;
    const { variables } = this.#context;
    const path = promptPath(prompt, variables);
    const input = path === undefined ? undefined : this.#inputs.texts.get(path);
    if (path === undefined || input === undefined || "problem" in input) return origins;
    const all = withPromptFile(origins, { path, text: input.text }, variables);
    if (isConstant(file.template)) this.#origins.set(origins, all);
    return all;
  }

  #fileTemplate(shape: PromptShape): Template | undefined {
    const { file } = shape;
    if (file === undefined) return undefined;
    const { variables, findings } = this.#context;
    const path = promptPath(shape, variables);
    if (path === undefined) {
      const written = renderTemplate(file.template, variables.valueOf);
      findings.add("path-outside-project", file.place, () => ({ message: `"${written}" is outside the project` }));
      return undefined;
    }
    if (!this.#compiled.has(path)) {
      const read = () => this.#read(path, file.place, findings);
      this.#compiled.set(path, isConstant(file.template) ? findings.forAllRows(read) : read());
    }
    return this.#compiled.get(path);
  }

  #read(path: string, place: Place, findings: Findings): Template | undefined {
    const input = this.#inputs.texts.get(path) ?? { problem: "file-unreadable", message: `${path} was not read` };
    if ("problem" in input) {
      const { problem, message, hint } = input;
      findings.add(problem, place, () => ({ message, ...(hint !== undefined && { hint }) }));
      return undefined;
    }
    const control = findControl(input.text);
    if (control !== undefined) {
      const { message, offset } = control;
      findings.add("invalid-text", { file: path, offset, length: 1 }, () => ({ message }));
      // There is a prompt: that nobody set one must not be said as well.
      return { source: input.text, parts: [input.text] };
    }
    const text = normalizeText(input.text);
    if (text === "") findings.add("prompt-missing", place, () => ({ message: `the prompt file ${path} is empty` }));
    // Each unknown variable is said at its own place in the file.
    const context = this.#context;
    for (const variable of new Set(variablesOf(parseTemplate(text)))) {
      if (context.variables.names.has(variable)) continue;
      const offset = Math.max(0, input.text.indexOf(`{${variable}}`));
      compileText(`{${variable}}`, () => ({ file: path, offset, length: variable.length + 2 }), context);
    }
    return parseTemplate(text);
  }
}
