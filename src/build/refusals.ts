import type { Refusal } from "../core/refusal.ts";
import type { LedgerLine } from "../store/journal-lines.ts";
import { callIdentity, type CallIdentity } from "./call-identity.ts";

/** The requests whose last answer was a refusal, by what was asked of whom. An answer that came later takes the refusal back. */
export function refusalsIn(lines: readonly LedgerLine[]): ReadonlyMap<CallIdentity, Refusal> {
  const refusals = new Map<CallIdentity, Refusal>();
  for (const line of lines) {
    if (line.type === "stored" || line.type === "ticket") refusals.delete(callIdentity(line));
    if (line.type !== "failed" || line.refused === undefined) continue;
    refusals.set(callIdentity(line), { at: line.at ?? "", code: line.code, message: line.refused });
  }
  return refusals;
}
