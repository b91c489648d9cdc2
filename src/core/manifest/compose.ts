import { Composer, Lexer, Parser, type Document } from "yaml";

/** Collections inside collections. A manifest needs eight. */
export const MOST_LEVELS = 64;

/**
 * What the lexer cuts a text into: names, marks, spaces, line ends. An asset with a dozen fields and three outputs has
 * 170, so this is 50,000 such assets; composing takes time and memory by this number, not by the bytes.
 */
export const MOST_LEXEMES = 10_000_000;

export type Composition =
  | { readonly type: "composed"; readonly documents: readonly Document.Parsed[] }
  | { readonly type: "too-deep"; readonly offset: number }
  | { readonly type: "too-many" }
  /** The library gave up, which it should never do. */
  | { readonly type: "failed"; readonly reason: string };

/**
 * YAML text as documents with positions; YAML 1.2, so JSON as well. Never throws.
 *
 * The library composes recursively, and five thousand open brackets end the process. So its three stages are driven
 * from here, and the stack of the middle one is looked at before the last one sees anything.
 */
export function composeYaml(text: string, mostLexemes = MOST_LEXEMES): Composition {
  try {
    const parser = new Parser();
    const tokens = [];
    let lexemes = 0;
    for (const lexeme of new Lexer().lex(text)) {
      lexemes += 1;
      if (lexemes > mostLexemes) return { type: "too-many" };
      for (const token of parser.next(lexeme)) tokens.push(token);
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
