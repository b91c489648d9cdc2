import { describe, expect, test } from "vitest";
import { pathProblem } from "../../src/core/resolve/project-path.ts";
import { escapeControls } from "../../src/core/terminal.ts";
import { cleanText } from "../../src/providers/together/clean.ts";
import { githubAnnotations } from "../../src/report/documents/github.ts";
import { junitXml } from "../../src/report/documents/junit.ts";
import { escapeMarkdown, summaryMarkdown } from "../../src/report/documents/markdown.ts";
import type { RunRecord } from "../../src/report/documents/record.ts";
import { escapeHtml } from "../../src/report/gallery/html.ts";
import { jsonLine } from "../../src/report/json-line.ts";

function failed(message: string): RunRecord {
  const asset = { name: message, outcome: "failed" as const, message, remedy: message, code: message, calls: 0 };
  return { command: "build", exit: 1, assets: [asset], remarks: [], plan: undefined, summary: undefined };
}

interface Sink {
  readonly write: (text: string) => string;
  /** What it leaves of the forging characters, because its medium takes it for white space. */
  readonly keeps?: RegExp;
  /** Does it leave in place what merely has no glyph? */
  readonly keepsInvisible: boolean;
}

const SINKS: Readonly<Record<string, Sink>> = {
  terminal: { write: escapeControls, keepsInvisible: false },
  "--json": { write: (text) => jsonLine({ text }).trimEnd(), keepsInvisible: false },
  "a server's words": { write: (text) => cleanText(text, ""), keepsInvisible: false },
  "a path": { write: (text) => (pathProblem(text) === undefined ? text : ""), keepsInvisible: false },
  HTML: { write: escapeHtml, keeps: /[\t\n]/, keepsInvisible: true },
  Markdown: { write: escapeMarkdown, keepsInvisible: true },
  "Markdown's tables": {
    write: (text) => summaryMarkdown(failed(text), 10_000).replaceAll("\n", ""),
    keepsInvisible: true,
  },
  JUnit: { write: (text) => junitXml(failed(text)).replaceAll("\n", ""), keeps: /[\t\r]/, keepsInvisible: true },
  "annotations for GitHub": {
    write: (text) => githubAnnotations(failed(text), { prefix: "" }).trimEnd(),
    keepsInvisible: true,
  },
};

/** One of each kind, and both ends of each range of Unicode. */
const FORGING = [
  ["C0", "\u0000\u0007\u0008\t\n\u000B\r\u001B\u001F"],
  ["DEL and C1", "\u007F\u0085\u009B\u009F"],
  ["separators", "\u2028\u2029"],
  ["marks of direction", "\u061C\u200E\u200F"],
  ["embeddings and overrides", "\u202A\u202B\u202C\u202D\u202E"],
  ["isolates", "\u2066\u2067\u2068\u2069"],
] as const;

const INVISIBLE = ["\u00AD", "\u180E", "\u200B", "\u2060", "\u206F", "\uFEFF", "\uFFF9", "\u{E0001}", "\u{E0061}"];

const HARMLESS = "Straße, 静かな湖, café, 🌊";

describe.each(Object.entries(SINKS))("%s", (_, { write, keeps, keepsInvisible }) => {
  test.each(FORGING)("is not forged by %s", (_kind, characters) => {
    for (const character of characters) {
      if (keeps?.test(character) === true) continue;
      expect(write(`a${character}b`), JSON.stringify(character)).not.toContain(character);
    }
  });

  test(`${keepsInvisible ? "keeps" : "shows or drops"} what is invisible`, () => {
    for (const character of INVISIBLE)
      expect(write(`a${character}b`).includes(character), JSON.stringify(character)).toBe(keepsInvisible);
  });

  test("leaves other scripts as they are", () => {
    expect(write(HARMLESS)).toContain(HARMLESS);
  });
});
