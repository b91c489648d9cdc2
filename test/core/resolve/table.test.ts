import { describe, expect, it } from "vitest";
import { parseTable, rowSpans } from "../../../src/core/resolve/table.ts";

const csv = (text: string) => parseTable({ file: "t.csv", text });
const json = (value: unknown) => parseTable({ file: "t.json", text: JSON.stringify(value) });
const messages = ({ diagnostics }: ReturnType<typeof parseTable>) => diagnostics.map(({ message }) => message);

describe("CSV", () => {
  it("reads quotes, commas, line breaks, CRLF and a byte order mark", () => {
    const text = '\ufeffa,b\r\n"1,""2""","x\r\ny"\r\n\r\n , z\r\n';
    expect(csv(text)).toEqual({
      table: {
        columns: ["a", "b"],
        rows: [
          ['1,"2"', "x\r\ny"],
          [" ", " z"],
        ],
      },
      diagnostics: [],
    });
  });

  it("skips rows in which nothing is filled in, and says where the others are", () => {
    const text = 'a,b\n1,2\n,\n  \n, ,\n"",\n3,\n';
    expect(csv(text)).toEqual({
      table: {
        columns: ["a", "b"],
        rows: [
          ["1", "2"],
          ["3", ""],
        ],
      },
      diagnostics: [],
    });
    expect(rowSpans(text).map(({ offset, length }) => text.slice(offset, offset + length))).toEqual(["1,2", "3,"]);
    expect(messages(csv("a,b\n,\n"))).toEqual(["the table has no rows, so it makes no assets"]);
  });

  it("finds every ragged row with its line, also after a quoted line break", () => {
    const result = csv('a,b\n"1\n1",2\n3\n4,5,6\n');
    expect(messages(result)).toEqual(["line 4 has 1 field, the header has 2", "line 5 has 3 fields, the header has 2"]);
    expect(result.diagnostics[0]?.place).toEqual({ file: "t.csv", offset: 12, length: 1 });
  });

  it("checks the header", () => {
    expect(messages(csv("a,,a,b c\n1,2,3,4\n"))).toEqual([
      "column 2 has no name",
      'there are two columns "a"',
      'the column "b c" cannot be a variable: use letters, digits and _',
    ]);
    for (const header of ["a;b", "a\tb"])
      expect(messages(csv(`${header}\n`))[0]).toBe("the columns are not separated: a table needs commas between them");
  });

  it("takes no control characters, written out or not", () => {
    const raw = csv("a\nlake\u001b[31m\n");
    expect(raw.diagnostics).toMatchObject([{ place: { offset: 6, length: 1 } }]);
    expect(messages(raw)).toEqual(["the character U+001B must not stand in a text"]);
    expect(messages(json([{ a: "lake" }, { a: "lake\0" }]))).toEqual([
      '"a" of item 2: the character U+0000 must not stand in a text',
    ]);
  });

  it("says where a quote was opened that nothing closes", () => {
    const open = csv('a,b\n"1\n""1""","2"\n3,"4\n5,6\n7,8\n');
    expect(messages(open)).toEqual(["a quote is not closed (line 4)"]);
    expect(open.diagnostics).toMatchObject([{ place: { offset: 18, length: 4 } }]);
    expect(messages(csv('a\n"""\nb\n'))).toEqual(["a quote is not closed (line 2)"]);
  });

  it("says what else is wrong", () => {
    expect(messages(csv(""))).toEqual(["the table is empty: it needs a header row"]);
    expect(messages(csv('a\n"open\n'))).toEqual(["a quote is not closed (line 2)"]);
    expect(messages(csv('a\nx"y\n'))).toEqual([
      "a quote stands in the middle of a field (line 2); double it and quote the field",
    ]);
    expect(csv("a\n").diagnostics).toMatchObject([{ severity: "warning", code: "table-invalid" }]);
    expect(csv("a\n").table).toEqual({ columns: ["a"], rows: [] });
  });
});

describe("JSON", () => {
  it("reads flat objects as text", () => {
    expect(
      json([
        { a: 1, b: true },
        { b: null, a: "x" },
      ]),
    ).toEqual({
      table: {
        columns: ["a", "b"],
        rows: [
          ["1", "true"],
          ["x", ""],
        ],
      },
      diagnostics: [],
    });
  });

  it("says what is not a table of flat objects", () => {
    expect(messages(json({}))).toEqual(["a table in JSON is an array of flat objects"]);
    expect(messages(json([{ a: 1 }, { b: 2 }, 3, { a: {} }]))).toEqual([
      'item 2 has no "a"',
      'item 2 has "b", the first has not',
      "item 3 is not an object",
      '"a" of item 4 is not flat',
    ]);
    expect(messages(parseTable({ file: "t.json", text: '[{"a": 12345678901234567890}]' }))).toEqual([
      '"a" of item 1 is too large for a number; quote it',
    ]);
    expect(messages(parseTable({ file: "t.json", text: "[" }))[0]).toMatch(/^not JSON: /);
  });

  it("takes `__proto__` as a name like any other and changes no prototype", () => {
    const { table } = parseTable({ file: "t.json", text: '[{"__proto__": "x"}]' });
    expect(table).toEqual({ columns: ["__proto__"], rows: [["x"]] });
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });
});
