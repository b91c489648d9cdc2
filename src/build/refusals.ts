import type { Sha256 } from "../core/digest.ts";
import type { Refusal } from "../core/facts.ts";
import type { LedgerLine } from "../store/journal-lines.ts";

/** The requests whose last answer was a refusal, by `refusalPlace`. An answer that came later takes the refusal back. */
export function refusalsIn(lines: readonly LedgerLine[]): ReadonlyMap<string, Refusal> {
  const refusals = new Map<string, Refusal>();
  for (const line of lines) {
    if (line.type === "stored") refusals.delete(refusalPlace(line));
    if (line.type !== "failed" || line.refused === undefined) continue;
    refusals.set(refusalPlace(line), { at: line.at ?? "", code: line.code, message: line.refused });
  }
  return refusals;
}

/** What one host refuses another may draw. */
export function refusalPlace({ key, host = "" }: { readonly key: Sha256; readonly host?: string }): string {
  return `${key} ${host}`;
}
