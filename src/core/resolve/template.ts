/** A text with variables, cut once and rendered once per matrix row. Plain data. */
export interface Template {
  /** The text as it was written. */
  readonly source: string;
  /** Literal texts and variables, in order; no two literals follow each other. */
  readonly parts: readonly Part[];
}

export type Part = string | { readonly variable: string };

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y;

/** True for a name that can stand between braces. */
export function isIdentifier(text: string): boolean {
  IDENTIFIER.lastIndex = 0;
  return IDENTIFIER.test(text) && IDENTIFIER.lastIndex === text.length;
}

/**
 * Cuts `{identifier}` out of a text; `{{` and `}}` are literal braces and every other brace is itself. Never fails,
 * linear in the length.
 *
 * Prompts hold JSON, and JSON ends in `}}` all the time. So `}}` is one literal brace only where it closes a `{{` or
 * closes nothing; where it closes two single braces it is those two.
 */
export function parseTemplate(source: string): Template {
  if (!source.includes("{") && !source.includes("}")) return { source, parts: source === "" ? [] : [source] };
  const known = cut.get(source);
  if (known !== undefined) return known;
  if (cut.size === MOST_CUT) cut.clear();
  const template = { source, parts: cutParts(source) };
  cut.set(source, template);
  return template;
}

/** A catalogue's assets all have the same output path, and some thousand of them need it cut. */
const cut = new Map<string, Template>();
const MOST_CUT = 100;

function cutParts(source: string): readonly Part[] {
  const parts: Part[] = [];
  // The width of each brace that is open: 1 for `{`, 2 for `{{`.
  const open: (1 | 2)[] = [];
  let literal = "";
  let index = 0;
  while (index < source.length) {
    const character = source[index] as string;
    const doubled = source[index + 1] === character;
    const variable = character === "{" ? variableAt(source, index) : undefined;
    if (variable !== undefined) {
      if (literal !== "") parts.push(literal);
      parts.push({ variable });
      literal = "";
      index += variable.length + 2;
      continue;
    }
    let length = 1;
    if (character === "{") {
      length = doubled ? 2 : 1;
      open.push(doubled ? 2 : 1);
    } else if (character === "}") {
      const closes = open.at(-1);
      length = doubled && closes !== 1 ? 2 : 1;
      if (closes === length) open.pop();
    }
    literal += character;
    index += length;
  }
  if (literal !== "") parts.push(literal);
  return parts;
}

/** The text with every variable replaced. Values are inserted as they are: braces inside them mean nothing. */
export function renderTemplate(template: Template, valueOf: (variable: string) => string | undefined): string {
  const [first] = template.parts;
  if (template.parts.length <= 1 && typeof first !== "object") return first ?? "";
  let text = "";
  for (const part of template.parts) text += typeof part === "string" ? part : (valueOf(part.variable) ?? "");
  return text;
}

/** In the order of the text; one that stands there twice comes twice. */
export function variablesOf(template: Template): readonly string[] {
  return template.parts.flatMap((part) => (typeof part === "string" ? [] : [part.variable]));
}

function variableAt(source: string, index: number): string | undefined {
  IDENTIFIER.lastIndex = index + 1;
  const [name] = IDENTIFIER.exec(source) ?? [];
  return name !== undefined && source[index + 1 + name.length] === "}" ? name : undefined;
}
