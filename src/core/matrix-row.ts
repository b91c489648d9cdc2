import type { Place, Pointer } from "./diagnostic.ts";

/** One list of a matrix, or its table: some variables, and where their values are written. */
export interface MatrixAxis {
  readonly variables: readonly string[];
  readonly size: number;
  /** The manifest or a fragment of it, or the table. */
  readonly file: string;
  /** Of the list; empty for a table, whose items are its rows. */
  readonly pointer: Pointer;
}

/** What all rows of a matrix share. */
export interface MatrixSource {
  readonly variables: readonly string[];
  /** How many rows the axes make together. The last axis turns fastest. */
  readonly size: number;
  readonly axes: readonly MatrixAxis[];
}

/** What one asset of a matrix is made from. */
export interface MatrixRow {
  readonly matrix: MatrixSource;
  readonly index: number;
  /** In the order of the matrix's variables. */
  readonly values: readonly string[];
}

/** Where a variable of the row got its value; undefined for one that is not of the matrix. */
export function placeOfVariable(row: MatrixRow, variable: string): Place | undefined {
  let rest = row.index;
  for (const axis of row.matrix.axes.toReversed()) {
    if (axis.variables.includes(variable)) return itemPlace(axis, rest % axis.size);
    rest = Math.floor(rest / axis.size);
  }
  return undefined;
}

/** Where one looks for the row: in the table, where there is one, or in the first of its lists. */
export function placeOfRow(row: MatrixRow): Place | undefined {
  const { axes } = row.matrix;
  const axis = axes.find(({ pointer }) => pointer.length === 0) ?? axes[0];
  return axis?.variables[0] === undefined ? undefined : placeOfVariable(row, axis.variables[0]);
}

/** The values by which a person tells one row from another: `sku=A1, label=""`. */
export function rowText({ matrix, values }: MatrixRow): string {
  const shown = matrix.variables
    .slice(0, SHOWN_VALUES)
    .map((name, index) => `${name}=${shortText(values[index] ?? "")}`);
  return shown.join(", ");
}

const SHOWN_VALUES = 3;
const SHOWN_CHARACTERS = 30;

function shortText(value: string): string {
  const short = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS - 1)}…` : value;
  return /^[\w.…-]+$/.test(short) ? short : JSON.stringify(short);
}

function itemPlace({ file, pointer }: MatrixAxis, item: number): Place {
  return { file, pointer: [...pointer, item], at: "value" };
}

/** An asset that has a mistake, and its row. */
export interface BlamedRow {
  readonly asset: string;
  readonly row: MatrixRow;
}

/**
 * Notes that name the rows of a mistake, the first few of them and how many more there are. None where every row of
 * several has it: then no row is to blame.
 */
export function rowNotes(rows: readonly BlamedRow[]): readonly { readonly message: string; readonly place: Place }[] {
  const [first] = rows;
  if (first === undefined || (rows.length > 1 && rows.length === first.row.matrix.size)) return [];
  const shown = rows.slice(0, SHOWN_ROWS);
  return shown.flatMap(({ asset, row }, index) => {
    const place = placeOfRow(row);
    if (place === undefined) return [];
    const more = index === shown.length - 1 ? rows.length - shown.length : 0;
    const others = more === 0 ? "" : ` (and ${more} more ${more === 1 ? "row" : "rows"} like it)`;
    return [{ message: `asset "${asset}" is made from ${rowText(row)}${others}`, place }];
  });
}

const SHOWN_ROWS = 3;
