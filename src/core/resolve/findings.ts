import type { Diagnostic, DiagnosticCode, Place } from "../diagnostic.ts";

/** More mistakes of one kind in one matrix than this say nothing new. */
const SHOWN = 10;

export interface Finding extends Omit<Diagnostic, "severity"> {
  readonly severity?: Diagnostic["severity"];
}

/**
 * Collects everything that is wrong, so that all of it is said at once; a mistake that fifty thousand rows share is
 * said a few times and then counted.
 */
export class Findings {
  readonly #diagnostics: Diagnostic[] = [];
  #added = 0;
  readonly #counts = new Map<
    string,
    { count: number; readonly code: DiagnosticCode; readonly place: Place | undefined }
  >();

  /**
   * `group` is what the limit is counted for: a place in a file, usually. The text is made only when it is shown,
   * because looking for the nearest name among many is not cheap.
   */
  add(code: DiagnosticCode, group: Place | undefined, describe: () => Omit<Finding, "code">): void {
    this.#added += 1;
    const key = `${code} ${group === undefined ? "" : JSON.stringify(group)}`;
    const seen = this.#counts.get(key);
    const count = (seen?.count ?? 0) + 1;
    if (seen === undefined) this.#counts.set(key, { count, code, place: group });
    else seen.count = count;
    if (count > SHOWN) return;
    this.#diagnostics.push({ severity: "error", code, ...(group !== undefined && { place: group }), ...describe() });
  }

  /** How often something was added. */
  get count(): number {
    return this.#added;
  }

  all(): readonly Diagnostic[] {
    const diagnostics = [...this.#diagnostics];
    for (const { count, code, place } of this.#counts.values()) {
      if (count <= SHOWN) continue;
      const message = `and ${count - SHOWN} more like this`;
      diagnostics.push({ severity: "error", code, message, ...(place !== undefined && { place }) });
    }
    return diagnostics;
  }
}
