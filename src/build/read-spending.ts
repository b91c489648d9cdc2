import { join } from "node:path";
import { STATE_FOLDER } from "../core/file-names.ts";
import { renamedAssets } from "../core/spend.ts";
import { readLedger } from "../store/journal.ts";
import { stateFiles } from "../store/layout.ts";
import { leaseHeldSince } from "../store/lease.ts";
import { paidCallsIn, type PaidCalls } from "./paid-calls.ts";
import { readLock } from "./read-lock.ts";

/** Calls under the names that their assets have now. */
export interface Spending extends PaidCalls {
  /** Lines of the ledger that cannot be read. */
  readonly damaged: number;
  /** Assets that were renamed since: the name at the time → the name now. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * What was called in a project, from its ledger. Takes no lease and writes nothing, so it may be asked while a build
 * runs; a manifest that cannot be read does not matter, and a lock that cannot only costs the new names.
 *
 * @param root the project's folder, absolute
 * @throws MachineError when the ledger exists and cannot be read
 */
export function readSpending(root: string): Spending {
  const files = stateFiles(join(root, STATE_FOLDER));
  // In this order: a call that ends between the two looks would otherwise pass for one that was given up.
  const runningSince = leaseHeldSince(files.lease);
  const { lines, damaged } = readLedger(files.ledger);
  const { calls, drawn } = paidCallsIn(lines, runningSince);
  const read = readLock(root, files.journal, ({ lock }) => lock);
  const renamed = "problem" in read ? new Map<string, string>() : renamedAssets(calls, read.lock);
  const named = calls.map((call) => ({ ...call, asset: call.asset && (renamed.get(call.asset) ?? call.asset) }));
  return { calls: named, drawn, damaged, renamed };
}
