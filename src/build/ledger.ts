import { batchSize } from "../core/batch.ts";
import type { Sha256 } from "../core/digest.ts";
import type { AskedFor } from "../core/facts.ts";
import type { JsonObject } from "../core/json.ts";
import type { ProviderError } from "../core/provider-error.ts";
import type { Ticket } from "../core/provider.ts";
import { isInVain } from "../core/refusal.ts";
import type { LedgerLine } from "../store/journal-lines.ts";
import { openLedger, readLedger } from "../store/journal.ts";
import { callIdentity, requestIn, type CallIdentity } from "./call-identity.ts";
import { modelOf, type Call } from "./call.ts";

/** What happened to paid calls, written before and after each. Never cut: it is also what `spend` reads. */
export interface Ledger {
  intent(call: Call): Promise<void>;
  ticket(call: Call, ticket: Ticket): Promise<void>;
  /**
   * The answer is here; its bytes go into the store right after this. In one line with what is still to come of it, so
   * that no kill falls between the two.
   */
  arrived(call: Call, images: readonly ArrivedImage[], more?: MoreOfAnswer): Promise<void>;
  failed(call: Call, error: ProviderError): Promise<void>;
  /** What a ticket stands for is gone from the provider's server for good. */
  ticketDead(call: Call): Promise<void>;
  /** Its ticket could not be written: should this run not fetch what it stands for, no other will. */
  isOnlyInMemory(call: Call): boolean;
  /** What was paid for under this request, in this run or an earlier one, and is not fetched yet. */
  ticketOf(call: Call): Ticket | undefined;
  /** That is behind a link that is not followed: it is tried once more where somebody insists, and else left alone. */
  isDeadEnd(call: Call): boolean;
  /** What `arrivedFor` tells of never reached the store: the ticket it was fetched with, if any, counts again. */
  arrivedInVain(call: Call): void;
  /** What an earlier run received under this request and may not have lived to record. */
  arrivedFor(call: Call): readonly ArrivedImage[] | undefined;
  close(): Promise<void>;
}

export interface MoreOfAnswer {
  /** US dollars, where the API says what it charged. */
  readonly billed?: number | undefined;
  /** For what of it has not come yet. */
  readonly ticket?: Ticket | undefined;
}

/** One image of an answer. */
export interface ArrivedImage {
  readonly index: number;
  readonly sha256: Sha256;
}

/** The code of the line that closes a ticket without a picture. */
export const TICKET_DEAD = "ticket-dead";

export interface LedgerOptions {
  /** The wall clock, as ISO 8601 in UTC: for people; nothing is decided by it. */
  now(): string;
  /** The API origin in force for a provider, empty for a local one. */
  hostOf(provider: string): string;
}

/**
 * Reads the file only when somebody asks about earlier calls. Methods that write reject with `MachineError`; close it
 * when done.
 */
export function openCallLedger(file: string, { now, hostOf }: LedgerOptions): Ledger {
  const log = openLedger(file);
  const unwritten = new Set<CallIdentity>();
  let open: OpenCalls | undefined;
  const calls = () => (open ??= openCalls(file));
  const subject = (call: Call): { key: Sha256; host?: string } => {
    const host = hostOf(call.provider.name);
    return { key: call.request, ...(host !== "" && { host }) };
  };
  return {
    intent: (call) =>
      log.append(
        {
          type: "intent",
          ...subject(call),
          asset: call.asset,
          provider: call.provider.name,
          ...modelField(call),
          ...(call.price !== undefined && { usd: call.price }),
          at: now(),
        },
        { durable: !call.provider.local },
      ),
    async ticket(call, ticket) {
      const identity = callIdentity(subject(call));
      calls().tickets.set(identity, ticket);
      calls().deadEnds.delete(identity);
      unwritten.add(identity);
      const line = { type: "ticket", ...subject(call), ticket: ticket as unknown as JsonObject } as const;
      await log.append(line, { durable: true });
      unwritten.delete(identity);
    },
    isOnlyInMemory: (call) => unwritten.has(callIdentity(subject(call))),
    async arrived(call, images, { billed, ticket } = {}) {
      const identity = callIdentity(subject(call));
      if (open !== undefined) redeem(open, identity);
      if (ticket !== undefined) calls().tickets.set(identity, ticket);
      const sha256s = images.map(({ sha256 }) => sha256);
      const indexes = images.map(({ index }) => index);
      const charged = billed === undefined ? {} : { billed_usd: billed };
      const rest = ticket === undefined ? {} : { ticket: ticket as unknown as JsonObject };
      const part = call.samples.some(({ recipe }) => images.length < batchSize(recipe)) ? { part: true as const } : {};
      await log.append(
        { type: "stored", ...subject(call), sha256s, indexes, ...charged, ...rest, ...part },
        { durable: !call.provider.local },
      );
      unwritten.delete(identity);
    },
    failed(call, error) {
      const { code, billed, message } = error;
      const refused = isInVain(error) ? { refused: message } : {};
      if (isInVain(error)) calls().deadEnds.add(callIdentity(subject(call)));
      return log.append({ type: "failed", ...subject(call), code, billed, at: now(), ...refused }, { durable: false });
    },
    ticketDead(call) {
      calls().tickets.delete(callIdentity(subject(call)));
      return log.append(
        { type: "failed", ...subject(call), code: TICKET_DEAD, billed: "yes", at: now() },
        { durable: true },
      );
    },
    arrivedInVain(call) {
      const identity = callIdentity(subject(call));
      const ticket = calls().redeemed.get(identity);
      if (ticket !== undefined) calls().tickets.set(identity, ticket);
    },
    ticketOf: (call) => calls().tickets.get(callIdentity(subject(call))),
    isDeadEnd: (call) => calls().deadEnds.has(callIdentity(subject(call))),
    arrivedFor: (call) => calls().arrived.get(callIdentity(subject(call))),
    close: () => log.close(),
  };
}

function modelField(call: Call): { model?: string } {
  const model = modelOf(call);
  return model === undefined ? {} : { model };
}

/** What earlier runs left open, by request and host. */
interface OpenCalls {
  /** Tickets that no later line closes. A failed download leaves its ticket open: the picture is still there. */
  readonly tickets: Map<CallIdentity, Ticket>;
  /** Tickets for which an answer arrived. Killed before its bytes were stored, the next run needs them again. */
  readonly redeemed: Map<CallIdentity, Ticket>;
  /** What is not asked for again, for its last answer was in vain: tickets among it lead nowhere. */
  readonly deadEnds: Set<CallIdentity>;
  /** Answers that no later failure made worthless. Most have a generation record long since, and are not asked about. */
  readonly arrived: Map<CallIdentity, readonly ArrivedImage[]>;
  /** Those of them that are not all that was asked for. */
  readonly parts: Set<CallIdentity>;
}

/** What was paid for and no run has fetched yet, without what leads nowhere. */
export function fetchableIn(lines: readonly LedgerLine[]): ReadonlySet<CallIdentity> {
  const { tickets, deadEnds } = openCallsIn(lines);
  return new Set([...tickets.keys()].filter((identity) => !deadEnds.has(identity)));
}

/** The pictures of answers with which nothing is left to ask for, if they are all here. */
export function wholeAnswersIn(lines: readonly LedgerLine[]): ReadonlyMap<CallIdentity, readonly Sha256[]> {
  const { arrived, parts } = openCallsIn(lines);
  return new Map(
    [...arrived].flatMap(([identity, images]) =>
      parts.has(identity) ? [] : [[identity, images.map(({ sha256 }) => sha256)] as const],
    ),
  );
}

/** What came for these requests: of a run that was killed it may lie in the store without a record. */
export function arrivedIn(lines: readonly LedgerLine[], requests: ReadonlySet<string>): readonly Sha256[] {
  return [...openCallsIn(lines).arrived].flatMap(([identity, images]) =>
    requests.has(requestIn(identity)) ? images.map(({ sha256 }) => sha256) : [],
  );
}

/** What was asked for, and for which asset. */
export function askedIn(lines: readonly LedgerLine[]): readonly AskedFor[] {
  return lines.filter((line) => line.type === "intent");
}

function openCalls(file: string): OpenCalls {
  return openCallsIn(readLedger(file).lines);
}

function openCallsIn(lines: readonly LedgerLine[]): OpenCalls {
  const tickets = new Map<CallIdentity, Ticket>();
  const arrived = new Map<CallIdentity, readonly ArrivedImage[]>();
  const deadEnds = new Set<CallIdentity>();
  const parts = new Set<CallIdentity>();
  const open: OpenCalls = { tickets, redeemed: new Map(), deadEnds, arrived, parts };
  for (const line of lines) {
    const identity = callIdentity(line);
    if (line.type === "ticket" || line.type === "stored") deadEnds.delete(identity);
    if (line.type === "failed" && line.refused !== undefined) deadEnds.add(identity);
    if (line.type === "intent") open.redeemed.delete(identity);
    if (line.type === "ticket") tickets.set(identity, line.ticket as unknown as Ticket);
    if (line.type === "stored") {
      redeem(open, identity);
      if (line.ticket !== undefined) tickets.set(identity, line.ticket as unknown as Ticket);
      if (line.part === true) parts.add(identity);
      else parts.delete(identity);
      arrived.set(
        identity,
        line.sha256s.map((sha256, index) => ({ sha256, index: line.indexes?.[index] ?? index })),
      );
    }
    if (line.type === "failed") arrived.delete(identity);
    if (line.type === "failed" && line.code === TICKET_DEAD) tickets.delete(identity);
  }
  return open;
}

function redeem({ tickets, redeemed }: OpenCalls, identity: CallIdentity): void {
  const ticket = tickets.get(identity);
  tickets.delete(identity);
  if (ticket !== undefined) redeemed.set(identity, ticket);
}
