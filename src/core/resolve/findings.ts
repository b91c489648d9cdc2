import type { Diagnostic, DiagnosticCode, Place } from "../diagnostic.ts";
import { rowNotes, type BlamedRow } from "../matrix-row.ts";

/** More mistakes of one kind in one place than this say nothing new. */
const SHOWN = 10;

export interface Finding extends Omit<Diagnostic, "severity"> {
  readonly severity?: Diagnostic["severity"];
  /** A hint that takes all assets to be known: asked for at the end. It counts before the other. */
  readonly laterHint?: () => string | undefined;
}

/** What makes assets: an entry of the manifest. */
interface Maker {
  /** How many assets it makes. */
  readonly size: number;
}

/** What is said once, and of whom: rows of a matrix, or all that some entries make. */
interface Said {
  readonly diagnostic: Diagnostic;
  readonly laterHint: Finding["laterHint"];
  readonly rows: BlamedRow[];
  readonly makers: Set<Maker>;
}

/**
 * Collects everything that is wrong, so that all of it is said at once; a mistake that fifty thousand assets share is
 * said once, with the first of them, and mistakes of one kind in one place are said a few times and then counted.
 */
export class Findings {
  readonly #said: Said[] = [];
  readonly #known = new Map<string, Said>();
  #row: BlamedRow | undefined;
  #maker: Maker | undefined;
  #added = 0;
  readonly #counts = new Map<
    string,
    { count: number; readonly code: DiagnosticCode; readonly place: Place | undefined }
  >();

  /** What the task adds is about the assets that this makes. */
  about<Value>(maker: Maker, task: () => Value): Value {
    const outer = this.#maker;
    this.#maker = maker;
    const value = task();
    this.#maker = outer;
    return value;
  }

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
   * `group` is where the same words mean the same mistake, and what the limit is counted for: a place in a file,
   * usually.
   */
  add(code: DiagnosticCode, group: Place | undefined, describe: () => Omit<Finding, "code">): void {
    this.#added += 1;
    const { laterHint, ...described } = describe();
    const key = `${code} ${group === undefined ? "" : JSON.stringify(group)}`;
    const saidKey = `${key} ${described.message}`;
    const known = this.#known.get(saidKey);
    if (known !== undefined) {
      this.#blame(known);
      return;
    }
    if (!this.#isShown(key, { code, place: group })) return;
    const diagnostic: Diagnostic = {
      severity: "error",
      code,
      ...(group !== undefined && { place: group }),
      ...(this.#row !== undefined && { asset: this.#row.asset }),
      ...described,
    };
    const said: Said = { diagnostic, laterHint, rows: [], makers: new Set() };
    this.#blame(said);
    this.#said.push(said);
    this.#known.set(saidKey, said);
  }

  #blame({ rows, makers }: Said): void {
    if (this.#row === undefined) {
      if (this.#maker !== undefined) makers.add(this.#maker);
    } else if (rows.at(-1)?.asset !== this.#row.asset) rows.push(this.#row);
  }

  /** Counts, too. */
  #isShown(key: string, kind: { readonly code: DiagnosticCode; readonly place: Place | undefined }): boolean {
    const seen = this.#counts.get(key) ?? { ...kind, count: 0 };
    seen.count += 1;
    this.#counts.set(key, seen);
    return seen.count <= SHOWN;
  }

  /** How often something was added. */
  get count(): number {
    return this.#added;
  }

  all(): readonly Diagnostic[] {
    const diagnostics = this.#said.map(({ diagnostic, laterHint, rows, makers }) => {
      const hint = laterHint?.();
      const assets = [...makers].reduce((sum, { size }) => sum + size, 0);
      const counted = assets > 1 ? { ...diagnostic, assets } : diagnostic;
      return withRows(hint === undefined ? counted : { ...counted, hint }, rows);
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
