import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * The pages "To add…" send people to names in files, and code moves. The rule is simple, so that whoever writes a page
 * can keep to it: where a line names files, every identifier in backticks on that line stands in one of those files, as
 * a whole word; on an indented line, or in a file of the line it is indented under. A line that names no file, or only
 * folders, is not judged; nor is what is no single identifier (`session.begin`, `npm run gen`).
 */

const ROOT = join(import.meta.dirname, "../..");

/** Files and folders of ours in a line, in backticks or as the aim of a link. `NAME` stands for what is to be added. */
function pathsIn(line: string): readonly string[] {
  const found = [...line.matchAll(/`((?:src|test|schema|fixtures|docs)\/[\w./-]*)`|\]\(\.\.\/([\w./-]+)\)/g)];
  return [...new Set(found.map(([, path, link]) => (path ?? link) as string))].filter((path) => !/\bNAME\b/.test(path));
}

const isFile = (path: string) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() === true;

/** What is not where a line says; `above` is the line that it is indented under. */
function faultsOf(line: string, above = ""): readonly string[] {
  const missing = pathsIn(line).filter((path) => !existsSync(join(ROOT, path)));
  const own = pathsIn(line).filter(isFile);
  if (own.length === 0) return missing;
  const files = [...own, ...pathsIn(above).filter(isFile)];
  const words = new Set(files.flatMap((path) => readFileSync(join(ROOT, path), "utf8").match(/\w+/g) ?? []));
  const names = [...line.matchAll(/`([A-Za-z_]\w*)`/g)].map(([, name]) => name as string);
  return [...missing, ...names.filter((name) => !words.has(name)).map((name) => `${name} in ${files.join(", ")}`)];
}

const PAGES = readdirSync(join(ROOT, "docs")).filter((name) => name.startsWith("add-"));

describe("a name that a page sends people to is there", () => {
  it.each(PAGES)("%s", (page) => {
    const lines = readFileSync(join(ROOT, "docs", page), "utf8").split("\n");
    expect(lines.flatMap(pathsIn)).not.toEqual([]);
    let above = "";
    const faults = lines.flatMap((line) => {
      if (/^\S/.test(line)) above = line;
      return faultsOf(line, line === above ? "" : above);
    });
    expect(faults).toEqual([]);
  });

  it("is what the rule looks for", () => {
    expect(PAGES.length).toBeGreaterThan(4);
    expect(faultsOf("`FORMATS` in [`src/core/formats.ts`](../src/core/formats.ts)")).toEqual([]);
    expect(faultsOf("`ENCODERS` in `src/core/sniff.ts`")).toEqual(["ENCODERS in src/core/sniff.ts"]);
    expect(faultsOf("`RASTER` in `src/core/gone.ts`")).toEqual(["src/core/gone.ts"]);
  });
});
