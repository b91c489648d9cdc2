import { readLedger } from "../store/journal.ts";
import { fetchableIn, wholeAnswersIn } from "./ledger.ts";
import type { ObserveOptions } from "./observe.ts";
import { refusalsIn } from "./refusals.ts";

/** What a ledger tells a plan, read when it is asked for: most plans do not ask. */
export function ledgerFacts(file: string): Pick<ObserveOptions, "refusals" | "fetchable" | "arrived"> {
  return {
    refusals: () => refusalsIn(readLedger(file, '"refused"').lines),
    fetchable: () => fetchableIn(readLedger(file, '"ticket"').lines),
    arrived: () => wholeAnswersIn(readLedger(file, '"stored"').lines),
  };
}
