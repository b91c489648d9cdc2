import { Composer, Lexer, Parser, type Document } from "yaml";
import { LONGEST_SCALAR, MOST_ENTRIES, MOST_LEVELS, MOST_LEXEMES } from "./limits.ts";

/** How many lexemes may pass before the lengths of lists are looked at again. */
const ROUND = 1024;

export type Composition =
  | { readonly type: "composed"; readonly documents: readonly Document.Parsed[] }
  | { readonly type: "too-deep"; readonly offset: number }
  | { readonly type: "too-many" }
  | { readonly type: "too-long"; readonly what: "list" | "row" | "text"; readonly offset: number }
  /** The library gave up, which it should never do. */
  | { readonly type: "failed"; readonly reason: string };

/**
 * YAML text as documents with positions; YAML 1.2, so JSON as well. Never throws.
 *
 * The library composes recursively, and five thousand open brackets end the process. So its three stages are driven
 * from here, and the stack of the middle one is looked at before the last one sees anything. What is refused for its
 * size is refused at once: the last two take ten times as long as the first.
 */
export function composeYaml(text: string, mostLexemes = MOST_LEXEMES): Composition {
  try {
    const parser = new Parser();
    const tokens = [];
    let lexemes = 0;
    let documents = 0;
    for (const lexeme of new Lexer().lex(text)) {
      lexemes += 1;
      if (lexemes > mostLexemes) return { type: "too-many" };
      if (lexeme.length > LONGEST_SCALAR && !BLANK.test(lexeme))
        return { type: "too-long", what: "text", offset: parser.offset };
      for (const token of parser.next(lexeme)) {
        tokens.push(token);
        if (token.type === "document") documents += 1;
      }
      // A second one is a mistake, and what follows it none of its own.
      if (documents > 2) break;
      if (lexemes % ROUND === 0) {
        const excess =
          tokens.length > MOST_ENTRIES ? { what: "row" as const, offset: parser.offset } : excessOf(parser);
        if (excess !== undefined) return { type: "too-long", ...excess };
      }
      if (parser.stack.length > MOST_LEVELS && levelsOf(parser) > MOST_LEVELS)
        return { type: "too-deep", offset: parser.offset - 1 };
    }
    for (const token of parser.end()) tokens.push(token);
    const composer = new Composer(OPTIONS);
    return { type: "composed", documents: [...composer.compose(tokens, true, text.length)] as Document.Parsed[] };
  } catch (error) {
    return { type: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

type Excess = { readonly what: "list" | "row"; readonly offset: number };

/** What is being read and has become longer than anybody needs. */
function excessOf({ stack }: Parser): Excess | undefined {
  for (const token of stack) {
    const offset = "offset" in token ? token.offset : 0;
    if ("items" in token) {
      if (token.items.length > MOST_ENTRIES) return { what: "list", offset };
      const last = token.items.at(-1);
      if (last !== undefined && Math.max(last.start.length, last.sep?.length ?? 0) > MOST_ENTRIES)
        return { what: "row", offset };
    }
    const marks = Math.max(lengthOf(token, "start"), lengthOf(token, "end"), lengthOf(token, "props"));
    if (marks > MOST_ENTRIES) return { what: "row", offset };
  }
  return undefined;
}

function lengthOf(token: object, field: string): number {
  const value = (token as Readonly<Record<string, unknown>>)[field];
  return Array.isArray(value) ? value.length : 0;
}

/** What is left out when the text is read: spaces and a comment. */
const BLANK = /^\s*(#|$)/;

/** Without the document itself and the scalar that is being read. */
function levelsOf({ stack }: Parser): number {
  return stack.filter(({ type }) => COLLECTIONS.has(type)).length;
}

const COLLECTIONS: ReadonlySet<string> = new Set(["block-map", "block-seq", "flow-collection"]);

/** Merge keys and duplicate keys are read from the nodes: the library's check of duplicates is quadratic. */
const OPTIONS = {
  version: "1.2",
  schema: "core",
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  strict: true,
  logLevel: "silent",
} as const;
