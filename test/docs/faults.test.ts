import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** docs/faults.md explains the codes that comments and tests cite: all of them, and no others. */

const ROOT = join(import.meta.dirname, "../..");
const PAGE = readFileSync(join(ROOT, "docs/faults.md"), "utf8");
const ROWS = [...PAGE.matchAll(/^\| ([A-Z]\d+) \|(.*)\|$/gm)].map(([, code = "", rest = ""]) => ({
  code,
  shownBy: rest.slice(rest.lastIndexOf(" | ")),
}));

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourceFiles(path);
    return /\.(?:ts|tsx|js|mjs)$/.test(path) ? [path] : [];
  });
}

test("every code that is cited has a row, and every row is cited", () => {
  const cited = new Set<string>();
  for (const path of [...sourceFiles("src"), ...sourceFiles("test")])
    for (const [code] of readFileSync(join(ROOT, path), "utf8").matchAll(/\b[FT][1-9]\d?\b/g)) cited.add(code);
  expect(ROWS.map(({ code }) => code).sort()).toEqual([...cited].sort());
});

test("every row names a test", () => {
  expect(ROWS.filter(({ shownBy }) => !shownBy.includes("`test/")).map(({ code }) => code)).toEqual([]);
});

test("every test that is named is there", () => {
  const missing = ROWS.flatMap(({ code, shownBy }) =>
    shownBy.split("; `").flatMap((part) => {
      const path = /test\/[\w./-]+/.exec(part)?.[0] ?? "";
      if (!existsSync(join(ROOT, path))) return [`${code}: ${path}`];
      const text = readFileSync(join(ROOT, path), "utf8");
      return [...part.matchAll(/"([^"]+)"/g)].flatMap(([, name = ""]) =>
        text.includes(name) ? [] : [`${code}: ${path}: ${name}`],
      );
    }),
  );
  expect(missing).toEqual([]);
});

test("every file that the page names is there", () => {
  const paths = [...PAGE.matchAll(/`(test\/[\w./-]+)`|\]\(\.\.\/([\w./-]+)\)/g)].map(([, path, link]) => path ?? link);
  expect(paths.filter((path) => !existsSync(join(ROOT, path ?? "")))).toEqual([]);
});
