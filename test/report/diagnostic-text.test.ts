import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/core/diagnostic.ts";
import { countDiagnostics, formatDiagnostic } from "../../src/report/diagnostic-text.ts";
import { manifestFixtures, parseFixture, spoken } from "../support/manifest-fixtures.ts";

test.each(manifestFixtures())("$leaf", (fixture) => {
  expect(spoken(parseFixture(fixture).diagnostics, fixture)).toBe(fixture.expected);
});

const FILE = "images.config.yaml";
const ERROR: Diagnostic = { severity: "error", code: "cycle", message: "a → b → a" };

const format = (diagnostic: Diagnostic, text = "") =>
  formatDiagnostic(diagnostic, new Map([[FILE, text]]), { color: false });
const frame = (text: string, offset: number, length: number) => {
  const lines = format({ ...ERROR, place: { file: FILE, offset, length } }, text).split("\n");
  return lines.slice(3, 5).join("\n");
};

test("without a place", () => {
  expect(format({ ...ERROR, hint: "break it" })).toBe("error[cycle]: a → b → a\n  = help: break it\n");
});

test("said once for several assets", () => {
  expect(format({ ...ERROR, assets: 300 })).toBe("error[cycle]: a → b → a (300 assets)\n");
});

test("a file as a whole, a pointer that nobody has looked up, a file whose text is not at hand", () => {
  expect(format({ ...ERROR, place: { file: FILE } })).toBe(`error[cycle]: a → b → a\n --> ${FILE}\n`);
  expect(format({ ...ERROR, place: { file: FILE, pointer: ["assets", "a", 1], at: "key" } })).toBe(
    `error[cycle]: a → b → a\n --> ${FILE} (assets.a.1)\n`,
  );
  expect(format({ ...ERROR, place: { file: "b.yaml", offset: 3, length: 1 } })).toBe(
    "error[cycle]: a → b → a\n --> b.yaml\n",
  );
});

test("other places", () => {
  const related = [
    { message: "the other", place: { file: FILE, offset: 5, length: 1 } },
    { message: "the file", place: { file: "b.yaml" } },
  ];
  expect(format({ ...ERROR, place: { file: FILE, offset: 0, length: 1 }, related }, "a: 1\nb: 2\n")).toBe(
    [
      "error[cycle]: a → b → a",
      ` --> ${FILE}:1:1`,
      "  |",
      "1 | a: 1",
      "  | ^",
      `  = note: the other: ${FILE}:2:1`,
      "  = note: the file: b.yaml",
      "",
    ].join("\n"),
  );
});

test.each([
  ["a tab", "\ta: 1", 1, 1, "1 |     a: 1\n  |     ^"],
  ["a tab inside", "a:\t12", 3, 2, "1 | a:    12\n  |       ^^"],
  ["wide characters", "湖: 静か", 3, 2, "1 | 湖: 静か\n  |     ^^^^"],
  ["marks that take no room", "e\u0301: ab", 4, 2, "1 | e\u0301: ab\n  |    ^^"],
  ["emoji", "🌊: ab", 4, 2, "1 | 🌊: ab\n  |     ^^"],
  ["a stretch of several lines", "a: |\n  b\n  c", 3, 9, "1 | a: |\n  |    ^"],
  ["an empty stretch", "a: b", 3, 0, "1 | a: b\n  |    ^"],
  ["the end of the text", "a: b\n", 5, 0, "2 | \n  | ^"],
  ["a byte order mark", "\uFEFFa: b", 4, 1, "1 | a: b\n  |    ^"],
  ["a carriage return", "a: b\r\nc: d\r\n", 3, 2, "1 | a: b\n  |    ^"],
  ["controls", "a: \u001B[2Jb\u202Ec", 3, 6, "1 | a: \\e[2Jb\\u202ec\n  |    ^^^^^^^^^^^^"],
  ["a key", "api_key: hunter2 # x", 0, 7, "1 | api_key: ***********\n  | ^^^^^^^"],
])("%s", (_what, text, offset, length, expected) => {
  expect(frame(text, offset, length)).toBe(expected);
});

test("a long line is cut at both ends", () => {
  const text = `${"a".repeat(300)}HERE${"b".repeat(300)}`;
  expect(frame(text, 300, 4)).toBe(`1 | …${"a".repeat(49)}HERE${"b".repeat(55)}…\n  | ${" ".repeat(50)}^^^^`);
  expect(frame(text, 0, 300)).toBe(`1 | ${"a".repeat(109)}…\n  | ${"^".repeat(109)}`);
});

test("nobody's text can forge a line", () => {
  const text = formatDiagnostic(
    { ...ERROR, message: "x\nall assets up to date", hint: "y\r\u001B[1A", place: { file: "a\nb.yaml" } },
    new Map(),
    { color: false },
  );
  expect(text).toBe("error[cycle]: x\\nall assets up to date\n --> a\\nb.yaml\n  = help: y\\r\\e[1A\n");
});

test("colours surround what was there without them", () => {
  const diagnostic: Diagnostic = {
    ...ERROR,
    severity: "warning",
    hint: "break it",
    place: { file: FILE, offset: 0, length: 1 },
  };
  const colored = formatDiagnostic(diagnostic, new Map([[FILE, "a: 1"]]), { color: true });
  expect(colored).toContain("\u001B[33m");
  expect(colored.replaceAll(new RegExp(String.raw`\u001B\[\d+m`, "g"), "")).toBe(format(diagnostic, "a: 1"));
});

test.each([
  [[], ""],
  [["error"], "1 error"],
  [["warning", "error", "error", "error"], "3 errors, 1 warning"],
  [["warning", "warning"], "2 warnings"],
] as const)("%j: %s", (severities, expected) => {
  expect(countDiagnostics(severities.map((severity) => ({ ...ERROR, severity })))).toBe(expected);
});
