import { dirname, join } from "node:path/posix";
import { parseAst } from "rolldown/parseAst";

/**
 * Everything a source text imports: static, dynamic, re-exported and for its types only. Files of ours are told from
 * the root (`./src/…`), packages by their names.
 * @throws Error when an import's path is worked out while the program runs: nobody could judge it.
 */
export function importsOf(path: string, text: string): readonly string[] {
  const lang = path.endsWith(".tsx") ? "tsx" : path.endsWith(".js") ? "js" : "ts";
  const specifiers = new Set<string>();
  collect(parseAst(text, { lang }), path, specifiers);
  return [...specifiers].map((name) => (name.startsWith(".") ? `./${join(dirname(path), name)}` : name));
}

/** Nodes whose `source` names a module. */
const IMPORTING = new Set([
  "ImportDeclaration",
  "ExportAllDeclaration",
  "ExportNamedDeclaration",
  "ImportExpression",
  "TSImportType",
]);

interface SyntaxNode {
  readonly type?: unknown;
  readonly source?: { readonly value?: unknown } | null;
}

function collect(node: object, path: string, specifiers: Set<string>): void {
  const { type, source } = node as SyntaxNode;
  // A list of exports without `from` has no source.
  if (typeof type === "string" && IMPORTING.has(type) && source) {
    if (typeof source.value !== "string") throw new Error(`${path}: an import whose path is no literal`);
    specifiers.add(source.value);
  }
  for (const child of Object.values(node))
    if (typeof child === "object" && child !== null) collect(child as object, path, specifiers);
}
