import { CsvError, parse, type Options } from "csv-parse/sync";
import { findControl } from "../control-characters.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { isJsonObject, type Json } from "../json.ts";
import type { Table } from "./project.ts";
import { isIdentifier } from "./template.ts";

/** Said of one table; more would be the same mistake again. */
const MOST_PROBLEMS = 10;

/**
 * Reads the variables of a matrix: CSV as RFC 4180 has it, with a header row (https://www.rfc-editor.org/rfc/rfc4180),
 * or, for a name that ends in `.json`, an array of flat objects. Never throws on what is in the file.
 */
export function parseTable(source: { readonly file: string; readonly text: string }): {
  readonly table?: Table;
  readonly diagnostics: readonly Diagnostic[];
} {
  const problems = new TableProblems(source.file);
  const text = source.text.charCodeAt(0) === 0xfeff ? source.text.slice(1) : source.text;
  const control = findControl(source.text);
  if (control !== undefined) {
    problems.add(control.message, { file: source.file, offset: control.offset, length: 1 });
    return { diagnostics: problems.found };
  }
  const table = /\.json$/i.test(source.file) ? readJson(text, problems) : readCsv(text, problems);
  if (problems.found.length > 0 || table === undefined) return { diagnostics: problems.found };
  if (table.rows.length > 0) return { table, diagnostics: [] };
  problems.add("the table has no rows, so it makes no assets", { file: source.file }, "warning");
  return { table, diagnostics: problems.found };
}

class TableProblems {
  readonly found: Diagnostic[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(message: string, place: Place, severity: Diagnostic["severity"] = "error"): void {
    if (this.found.length < MOST_PROBLEMS) this.found.push({ severity, code: "table-invalid", message, place });
  }
}

function readCsv(text: string, problems: TableProblems): Table | undefined {
  const { file } = problems;
  let columns: readonly string[] | undefined;
  const options: Options = {
    skip_empty_lines: true,
    // Ragged rows are found here, all of them at once.
    relax_column_count: true,
    on_record: (record: string[], { lines }) => {
      if (columns === undefined) columns = record.map((header) => header.trim());
      else if (isBlank(record)) return undefined;
      else if (record.length !== columns.length) {
        const message = `line ${lines} has ${count(record.length, "field")}, the header has ${columns.length}`;
        problems.add(message, { file, ...lineAt(text, lines) });
      }
      return record;
    },
  };
  try {
    const [, ...rows] = parse(text, options);
    if (columns === undefined) {
      problems.add("the table is empty: it needs a header row", { file });
      return undefined;
    }
    checkColumns(columns, problems, { file, ...lineAt(text, 1) });
    return { columns, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error.code === "CSV_QUOTE_NOT_CLOSED" ? openQuoteLine(text) : lineOf(error);
    problems.add(csvMessage(error.code, line), line === undefined ? { file } : { file, ...lineAt(text, line) });
    return undefined;
  }
}

/** Where the rows of a table in CSV are: each from its first line to its last. */
export function rowSpans(text: string): readonly { readonly offset: number; readonly length: number }[] {
  const lineStarts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: feed }) => index + feed.length)];
  const isEmpty = (line: number) => /^[\r\n]?$/.test(text.slice(lineStarts[line], (lineStarts[line] ?? 0) + 1));
  const spans: { offset: number; length: number }[] = [];
  let line = 0;
  parse(text, {
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    on_record: (record: string[], { lines: last }) => {
      while (line < last - 1 && isEmpty(line)) line += 1;
      const offset = lineStarts[line] ?? 0;
      const end = lineStarts[last] ?? text.length;
      if (spans.length === 0 || !isBlank(record))
        spans.push({ offset, length: text.slice(offset, end).trimEnd().length });
      line = last;
      return record;
    },
  });
  return spans.slice(1);
}

/** Spreadsheets write rows that nobody filled in as separators without values: no more a row than an empty line. */
function isBlank(record: readonly string[]): boolean {
  return record.every((field) => field.trim() === "");
}

function lineOf(error: CsvError): number | undefined {
  return (error as unknown as { readonly lines?: number }).lines;
}

/** The line of the quote that nothing closes: the parser knows only where the text ended. */
function openQuoteLine(text: string): number | undefined {
  for (const { index, 1: closing } of text.matchAll(/"[^"]*(?:""[^"]*)*("?)/g))
    if (closing === "") return text.slice(0, index).split("\n").length;
  return undefined;
}

function csvMessage(code: string, line: number | undefined): string {
  const where = line === undefined ? "" : ` (line ${line})`;
  if (code === "CSV_QUOTE_NOT_CLOSED") return `a quote is not closed${where}`;
  if (/QUOTE/.test(code)) return `a quote stands in the middle of a field${where}; double it and quote the field`;
  return `not CSV${where}: ${code}`;
}

function readJson(text: string, problems: TableProblems): Table | undefined {
  const { file } = problems;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    problems.add(`not JSON: ${(error as Error).message}`, { file });
    return undefined;
  }
  if (!Array.isArray(value)) {
    problems.add("a table in JSON is an array of flat objects", { file });
    return undefined;
  }
  const items = value as readonly Json[];
  const [first] = items;
  const columns = isJsonObject(first) ? Object.keys(first) : [];
  checkColumns(columns, problems, { file });
  const rows: string[][] = [];
  for (const [index, item] of items.entries()) {
    const place: Place = { file, pointer: [index], at: "value" };
    if (!isJsonObject(item)) problems.add(`item ${index + 1} is not an object`, place);
    else rows.push(readItem(item, { columns, place, index, problems }));
  }
  return { columns, rows };
}

function readItem(
  item: Readonly<Record<string, Json>>,
  context: {
    readonly columns: readonly string[];
    readonly place: Place;
    readonly index: number;
    readonly problems: TableProblems;
  },
): string[] {
  const { columns, place, index, problems } = context;
  const missing = columns.filter((column) => !Object.hasOwn(item, column));
  const surplus = Object.keys(item).filter((key) => !columns.includes(key));
  if (missing.length > 0) problems.add(`item ${index + 1} has no "${missing.join('", "')}"`, place);
  if (surplus.length > 0) problems.add(`item ${index + 1} has "${surplus.join('", "')}", the first has not`, place);
  return columns.map((column) => {
    const value = Object.hasOwn(item, column) ? (item[column] ?? "") : "";
    if (typeof value === "object") problems.add(`"${column}" of item ${index + 1} is not flat`, place);
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      problems.add(`"${column}" of item ${index + 1} is too large for a number; quote it`, place);
    const control = typeof value === "string" ? findControl(value) : undefined;
    if (control !== undefined) problems.add(`"${column}" of item ${index + 1}: ${control.message}`, place);
    return typeof value === "object" ? "" : String(value);
  });
}

function checkColumns(columns: readonly string[], problems: TableProblems, place: Place): void {
  const seen = new Set<string>();
  for (const [index, column] of columns.entries()) {
    if (column === "") problems.add(`column ${index + 1} has no name`, place);
    else if (columns.length === 1 && /[;\t]/.test(column))
      problems.add("the columns are not separated: a table needs commas between them", place);
    else if (!isIdentifier(column))
      problems.add(`the column "${column}" cannot be a variable: use letters, digits and _`, place);
    else if (seen.has(column)) problems.add(`there are two columns "${column}"`, place);
    seen.add(column);
  }
}

/** Where a line is, counted from 1. */
function lineAt(text: string, line: number): { readonly offset: number; readonly length: number } {
  let offset = 0;
  for (let current = 1; current < line; current += 1) {
    const next = text.indexOf("\n", offset);
    if (next < 0) break;
    offset = next + 1;
  }
  const end = text.indexOf("\n", offset);
  const length = (end < 0 ? text.length : end) - offset;
  return { offset, length: text[offset + length - 1] === "\r" ? length - 1 : length };
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
