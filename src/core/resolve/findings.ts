import type { Diagnostic, DiagnosticCode, Place } from "../diagnostic.ts";
import { rowNotes, type BlamedRow } from "../matrix-row.ts";

/** More mistakes of one kind in one place than this say nothing new. */
const SHOWN = 10;

export interface Finding extends Omit<Diagnostic, "severity"> {
  readonly severity?: Diagnostic["severity"];
  /** A hint that takes all assets to be known: asked for at the end. It counts before the other. */
  readonly laterHint?: () => string | undefined;
}

/** What is said once, and the rows of a matrix that it is said of. */
interface Said {
  readonly diagnostic: Diagnostic;
  readonly laterHint: Finding["laterHint"];
  readonly rows: BlamedRow[];
}

/**
 * Collects everything that is wrong, so that all of it is said at once; a mistake that fifty thousand rows share is
 * said once, with the first of them, and mistakes of one kind in one place are said a few times and then counted.
 */
export class Findings {
  readonly #said: Said[] = [];
  readonly #ofRows = new Map<string, Said>();
  #row: BlamedRow | undefined;
  #added = 0;
  readonly #counts = new Map<
    string,
    { count: number; readonly code: DiagnosticCode; readonly place: Place | undefined }
  >();

  /** What is added from now on is about this row of a matrix; undefined: about none. */
  enterRow(row: BlamedRow | undefined): void {
    this.#row = row;
  }

  /** What the task adds is about all rows: it is done for the first of them, and not again. */
  forAllRows<Value>(task: () => Value): Value {
    const row = this.#row;
    this.#row = undefined;
    const value = task();
    this.#row = row;
    return value;
  }

  /**
   * `group` is what the limit is counted for: a place in a file, usually. Outside of a row the text is made only when
   * it is shown, because looking for the nearest name among many is not cheap.
   */
  add(code: DiagnosticCode, group: Place | undefined, describe: () => Omit<Finding, "code">): void {
    this.#added += 1;
    const key = `${code} ${group === undefined ? "" : JSON.stringify(group)}`;
    const described = this.#row === undefined ? undefined : describe();
    const sameKey = described === undefined ? undefined : `${key} ${described.message}`;
    const same = sameKey === undefined ? undefined : this.#ofRows.get(sameKey);
    if (same !== undefined && this.#row !== undefined) {
      if (same.rows.at(-1)?.asset !== this.#row.asset) same.rows.push(this.#row);
      return;
    }
    const seen = this.#counts.get(key);
    const count = (seen?.count ?? 0) + 1;
    if (seen === undefined) this.#counts.set(key, { count, code, place: group });
    else seen.count = count;
    if (count > SHOWN) return;
    const { laterHint, ...rest } = described ?? describe();
    const diagnostic: Diagnostic = {
      severity: "error",
      code,
      ...(group !== undefined && { place: group }),
      ...(this.#row !== undefined && { asset: this.#row.asset }),
      ...rest,
    };
    const said: Said = { diagnostic, laterHint, rows: this.#row === undefined ? [] : [this.#row] };
    this.#said.push(said);
    if (sameKey !== undefined) this.#ofRows.set(sameKey, said);
  }

  /** How often something was added. */
  get count(): number {
    return this.#added;
  }

  all(): readonly Diagnostic[] {
    const diagnostics = this.#said.map(({ diagnostic, laterHint, rows }) => {
      const hint = laterHint?.();
      return withRows(hint === undefined ? diagnostic : { ...diagnostic, hint }, rows);
    });
    for (const { count, code, place } of this.#counts.values()) {
      if (count <= SHOWN) continue;
      const message = `and ${count - SHOWN} more like this`;
      diagnostics.push({ severity: "error", code, message, ...(place !== undefined && { place }) });
    }
    return diagnostics;
  }
}

/** The same, with the rows that are to blame. */
export function withRows(diagnostic: Diagnostic, rows: readonly BlamedRow[]): Diagnostic {
  const notes = rowNotes(rows);
  return notes.length === 0 ? diagnostic : { ...diagnostic, related: [...(diagnostic.related ?? []), ...notes] };
}
