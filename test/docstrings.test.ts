import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, it } from "vitest";

/**
 * Every function and class that a file exports says, in a docstring, what its name and its types do not: units, errors,
 * who owns what, why it is there. Left out: what is generated, `run` of a command (its row in the table of commands says
 * what it does), and two folders whose files are read as a whole, the drawings of `sketch` and the studio's page.
 */

const ROOT = join(import.meta.dirname, "..");
const LEFT_OUT = /^src\/(core\/generated|providers\/sketch|studio\/page)\//;

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly name?: string;
  readonly id?: SyntaxNode | null;
  readonly init?: SyntaxNode | null;
  readonly declaration?: SyntaxNode | null;
  readonly declarations?: readonly SyntaxNode[];
}

/** Names of the exported functions and classes of a text that no docstring stands before. */
function undocumented(text: string): readonly string[] {
  const body = parseAst(text, { lang: "ts" }).body as unknown as readonly SyntaxNode[];
  return body.flatMap((node) => {
    if (node.type !== "ExportNamedDeclaration" || !node.declaration) return [];
    const before = text.slice(0, node.start).trimEnd();
    const isDocumented = before.endsWith("*/") && before.slice(before.lastIndexOf("/*")).startsWith("/**");
    return isDocumented ? [] : callableNames(node.declaration);
  });
}

function callableNames({ type, id, declarations = [] }: SyntaxNode): readonly string[] {
  if (type === "FunctionDeclaration" || type === "ClassDeclaration") return [id?.name ?? ""];
  return declarations
    .filter(({ init }) => /^(ArrowFunction|Function|Class)Expression$/.test(init?.type ?? ""))
    .map((declared) => declared.id?.name ?? "");
}

describe("what a file exports has a docstring", () => {
  it("in every file", () => {
    const paths = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
      .map((path) => `src/${path}`)
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && !LEFT_OUT.test(path));
    expect(paths.length).toBeGreaterThan(100);
    const missing = paths.flatMap((path) =>
      undocumented(readFileSync(join(ROOT, path), "utf8"))
        .filter((name) => name !== "run" || !path.startsWith("src/cli/commands/"))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ["export function a() {}", ["a"]],
    ["export async function a() {}", ["a"]],
    ["export class A {}", ["A"]],
    ["export const a = () => 1;", ["a"]],
    ["/* Why. */\nexport function a() {}", ["a"]],
    ["/** Of the module. */\nimport b from 'b';\nexport function a() {}", ["a"]],
    ["/** Why – said. */\nexport function a() {}", []],
    ["const text = '–';\n/** Why. */\nexport const a = () => text;", []],
    ["export const a = 1;\nfunction b() {}\nexport interface C {}", []],
  ])("%j lacks %j", (text, names) => {
    expect(undocumented(text)).toEqual(names);
  });
});
