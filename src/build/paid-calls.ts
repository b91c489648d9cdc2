import type { CallEnding, PaidCall } from "../core/spend.ts";
import type { LedgerLine } from "../store/journal-lines.ts";
import { FEWER_IMAGES } from "./accept-answer.ts";
import { callIdentity, type CallIdentity } from "./call-identity.ts";
import { TICKET_DEAD } from "./ledger.ts";

/** What the ledger tells, line by line put together. */
export interface PaidCalls {
  /** In the order in which they were started. */
  readonly calls: readonly PaidCall[];
  /** Pictures that a provider drew on this machine: they are no calls and cost nothing. */
  readonly drawn: number;
}

/**
 * Puts the lines of each call together. Lines of one request follow one another, for a request is only ever sent under
 * its lease; lines of several requests mix. Where the line of a start is lost its end still counts as a call.
 *
 * @param runningSince ISO 8601: a build runs, so calls that started since and have not ended are under way
 */
export function paidCallsIn(lines: readonly LedgerLine[], runningSince?: string): PaidCalls {
  const calls: MutableCall[] = [];
  const latest = new Map<CallIdentity, MutableCall>();
  let drawn = 0;
  let at = "";
  for (const line of lines) {
    if ("at" in line && line.at !== undefined) ({ at } = line);
    // Without a host nothing was sent to anybody.
    if (line.host === undefined) {
      if (line.type === "intent") drawn += 1;
      continue;
    }
    const identity = callIdentity(line);
    const known = latest.get(identity);
    const call = line.type === "intent" || known === undefined || isOver(known, line) ? startOf(line, at) : known;
    if (call !== known) {
      calls.push(call);
      latest.set(identity, call);
    }
    Object.assign(call, endOf(line, call));
  }
  return { calls: calls.map((call) => settled(call, runningSince)), drawn };
}

type MutableCall = { -readonly [Key in keyof PaidCall]: PaidCall[Key] };

function startOf(line: LedgerLine, at: string): MutableCall {
  const known = line.type === "intent" ? line : undefined;
  return {
    request: line.key,
    asset: known?.asset,
    provider: known?.provider,
    model: known?.model,
    at,
    usd: known?.usd,
    billed: undefined,
    ending: "running",
  };
}

/** Does this line belong to a later call, whose start is lost? A damaged picture is told after its arrival. */
function isOver({ ending }: PaidCall, line: LedgerLine): boolean {
  if (line.type === "failed") return ending === "unbilled" || ending === "useless" || ending === "unanswered";
  return ending === "answered" || ending === "unbilled" || ending === "useless" || ending === "unanswered";
}

function endOf(line: LedgerLine, call: PaidCall): Partial<PaidCall> {
  switch (line.type) {
    case "intent":
      return {};
    case "ticket":
      return { ending: "fetchable" };
    case "stored":
      return {
        ending: line.ticket === undefined ? "answered" : "fetchable",
        ...(line.billed_usd !== undefined && { billed: line.billed_usd }),
      };
    case "failed":
      return { ending: endingOf(line, call) };
    default:
      return line satisfies never;
  }
}

function endingOf(line: Extract<LedgerLine, { type: "failed" }>, call: PaidCall): CallEnding {
  if (line.billed === "no") return "unbilled";
  // A download that failed leaves its ticket: the picture is still there, until the server says that it is gone.
  if (call.ending === "fetchable" && line.code !== TICKET_DEAD) return "fetchable";
  if (line.billed === "maybe") return "unanswered";
  // What did come was kept.
  return line.code === FEWER_IMAGES ? "answered" : "useless";
}

function settled(call: PaidCall, runningSince: string | undefined): PaidCall {
  if (call.ending !== "running" || (runningSince !== undefined && call.at >= runningSince)) return call;
  return { ...call, ending: "unanswered" };
}
