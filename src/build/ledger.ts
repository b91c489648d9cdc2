import type { Sha256 } from "../core/digest.ts";
import type { JsonObject } from "../core/json.ts";
import type { ProviderError, Ticket } from "../core/provider.ts";
import { openLedger, readLedger } from "../store/journal.ts";
import { modelOf, type Call } from "./call.ts";

/** What happened to paid calls, written before and after each. Never cut: it is also what `spend` reads. */
export interface Ledger {
  intent(call: Call): Promise<void>;
  ticket(call: Call, ticket: Ticket): Promise<void>;
  /** The answer is here; its bytes go into the store right after this. */
  arrived(call: Call, images: readonly ArrivedImage[]): Promise<void>;
  failed(call: Call, error: ProviderError): Promise<void>;
  /** What a ticket stands for is gone from the provider's server for good. */
  ticketDead(call: Call): Promise<void>;
  /** What was paid for under this request, in this run or an earlier one, and is not fetched yet. */
  ticketOf(request: Sha256): Ticket | undefined;
  /** What an earlier run received under this request and may not have lived to record. */
  arrivedFor(request: Sha256): readonly ArrivedImage[] | undefined;
  close(): Promise<void>;
}

/** One image of an answer. */
export interface ArrivedImage {
  readonly index: number;
  readonly sha256: Sha256;
}

/** The code of the line that closes a ticket without a picture. */
const TICKET_DEAD = "ticket-dead";

/** @param now the wall clock, as ISO 8601 in UTC: for people; nothing is decided by it. */
export function openCallLedger(file: string, now: () => string): Ledger {
  const log = openLedger(file);
  let open: OpenCalls | undefined;
  const calls = () => (open ??= openCalls(file));
  return {
    intent: (call) =>
      log.append(
        {
          type: "intent",
          key: call.request,
          asset: call.asset,
          provider: call.provider.name,
          ...modelField(call),
          ...(call.price !== undefined && { usd: call.price }),
          at: now(),
        },
        { durable: !call.provider.local },
      ),
    ticket(call, ticket) {
      calls().tickets.set(call.request, ticket);
      const line = { type: "ticket", key: call.request, ticket: ticket as unknown as JsonObject } as const;
      return log.append(line, { durable: true });
    },
    arrived(call, images) {
      open?.tickets.delete(call.request);
      const sha256s = images.map(({ sha256 }) => sha256);
      const indexes = images.map(({ index }) => index);
      return log.append({ type: "stored", key: call.request, sha256s, indexes }, { durable: !call.provider.local });
    },
    failed: (call, { code, billed }) =>
      log.append({ type: "failed", key: call.request, code, billed }, { durable: false }),
    ticketDead(call) {
      calls().tickets.delete(call.request);
      return log.append({ type: "failed", key: call.request, code: TICKET_DEAD, billed: "yes" }, { durable: true });
    },
    ticketOf: (request) => calls().tickets.get(request),
    arrivedFor: (request) => calls().arrived.get(request),
    close: () => log.close(),
  };
}

function modelField(call: Call): { model?: string } {
  const model = modelOf(call);
  return model === undefined ? {} : { model };
}

/** What earlier runs left open, by request. */
interface OpenCalls {
  /** Tickets that no later line closes. A failed download leaves its ticket open: the picture is still there. */
  readonly tickets: Map<Sha256, Ticket>;
  /** Answers that no later failure made worthless. Most have a generation record long since, and are not asked about. */
  readonly arrived: Map<Sha256, readonly ArrivedImage[]>;
}

function openCalls(file: string): OpenCalls {
  const tickets = new Map<Sha256, Ticket>();
  const arrived = new Map<Sha256, readonly ArrivedImage[]>();
  for (const line of readLedger(file).lines) {
    if (line.type === "ticket") tickets.set(line.key, line.ticket as unknown as Ticket);
    if (line.type === "stored") {
      tickets.delete(line.key);
      arrived.set(
        line.key,
        line.sha256s.map((sha256, index) => ({ sha256, index: line.indexes?.[index] ?? index })),
      );
    }
    if (line.type === "failed") arrived.delete(line.key);
    if (line.type === "failed" && line.code === TICKET_DEAD) tickets.delete(line.key);
  }
  return { tickets, arrived };
}
