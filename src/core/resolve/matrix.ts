import type { Pointer } from "../diagnostic.ts";
import type { MatrixFields } from "../generated/manifest.ts";
import type { MatrixAxis, MatrixSource } from "../matrix-row.ts";
import type { Findings } from "./findings.ts";
import { joinPath } from "./project-path.ts";
import { folderOf, placeAt, type Table } from "./project.ts";
import { isIdentifier } from "./template.ts";

/** The key that stands for a file of rows. */
const FROM = "from";

/** The variables of one asset's matrix, and how many rows they make together. */
export interface Matrix extends MatrixSource {
  /** The values of one row, in the order of `variables`. */
  row(index: number): readonly string[];
}

/** No matrix: one row without variables. */
export const NO_MATRIX: Matrix = { variables: [], size: 1, axes: [], row: () => [] };

/** The table that a matrix takes rows from, relative to the project; undefined where it takes none. */
export function tablePath(file: string, matrix: MatrixFields): string | undefined {
  return matrix[FROM] === undefined ? undefined : joinPath(folderOf(file), matrix[FROM]);
}

interface MatrixSourceText {
  readonly file: string;
  /** Of the matrix. */
  readonly pointer: Pointer;
  readonly matrix: MatrixFields;
  /** Undefined for one that could not be read: that has been said. */
  readonly tables: ReadonlyMap<string, Table | undefined>;
}

/** The cartesian product of lists and table rows, in the order in which they are written. Undefined after an error. */
export function readMatrix(source: MatrixSourceText, findings: Findings): Matrix | undefined {
  const { file, pointer, matrix } = source;
  const axes: Axis[] = [];
  const seen = new Set<string>();
  let sound = true;
  const refuse = (key: string, message: string) => {
    sound = false;
    findings.add("matrix-invalid", placeAt(file, [...pointer, key], "key"), () => ({ message }));
  };
  for (const [key, value] of Object.entries(matrix)) {
    const axis = key === FROM ? readTable(source, refuse) : readList(key, value, refuse);
    if (axis === undefined) sound = false;
    else axes.push({ ...axis, ...axisPlace(source, key), variables: axis.columns, size: axis.rows.length });
    for (const column of axis?.columns ?? []) {
      if (seen.has(column)) refuse(key, `there are two matrix variables "${column}"`);
      seen.add(column);
    }
  }
  if (!sound) return undefined;
  return product(axes);
}

/** A table with where its rows are written. */
type Axis = Table & MatrixAxis;

function axisPlace(source: MatrixSourceText, key: string): Pick<MatrixAxis, "file" | "pointer"> {
  const table = key === FROM ? tablePath(source.file, source.matrix) : undefined;
  return table === undefined ? { file: source.file, pointer: [...source.pointer, key] } : { file: table, pointer: [] };
}

function readTable(source: MatrixSourceText, refuse: (key: string, message: string) => void): Table | undefined {
  const path = tablePath(source.file, source.matrix);
  if (path !== undefined) return source.tables.get(path);
  refuse(FROM, `"${source.matrix[FROM]}" is outside the project`);
  return undefined;
}

function readList(
  key: string,
  value: MatrixFields[string],
  refuse: (key: string, message: string) => void,
): Table | undefined {
  if (!Array.isArray(value)) return undefined;
  if (!isIdentifier(key)) {
    refuse(key, `"${key}" cannot be a variable: use letters, digits and _`);
    return undefined;
  }
  const list = value as readonly (string | number | boolean)[];
  if (list.length === 0) refuse(key, `"${key}" has no values`);
  return { columns: [key], rows: list.map((item) => [String(item)]) };
}

function product(tables: readonly Axis[]): Matrix {
  const [only] = tables;
  const variables = tables.flatMap(({ columns }) => columns);
  const axes = tables.map(({ variables: names, size, file, pointer }) => ({ variables: names, size, file, pointer }));
  const size = tables.reduce((total, { rows }) => total * rows.length, 1);
  // The usual case, and the large one: the table's own rows, not copied.
  if (tables.length === 1 && only !== undefined) {
    return { variables, size, axes, row: (index) => only.rows[index] ?? [] };
  }
  const row = (index: number) => {
    const values: string[] = [];
    let rest = index;
    for (const { rows } of tables.toReversed()) {
      values.unshift(...(rows[rest % rows.length] ?? []));
      rest = Math.floor(rest / rows.length);
    }
    return values;
  };
  return { variables, size, axes, row };
}
