import { askedPixels } from "../core/asked-size.ts";
import { EXIT } from "../core/exit.ts";
import type { Price } from "../core/money.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { CallContext, ProviderAnswer, Ticket } from "../core/provider.ts";
import { isInVain } from "../core/refusal.ts";
import { MachineError } from "../store/machine-error.ts";
import { storeAnswer, type StoredAnswer } from "./accept-answer.ts";
import { modelOf, recipeOf, type Call, type CallOutcome } from "./call.ts";
import type { BuildContext } from "./context.ts";
import { machineFailure } from "./failure.ts";
import { keepPaid } from "./keep-paid.ts";
import type { Turn } from "./lane.ts";
import { forCall } from "./ticket-places.ts";

export type Posted =
  | { readonly type: "answered"; readonly answer: StoredAnswer; readonly milliseconds: number }
  /** `fetching`: the call was answered and paid for, and its result could not be had. */
  | { readonly type: "error"; readonly error: ProviderError; readonly fetching: boolean }
  /** Nothing was sent. */
  | { readonly type: "not-sent"; readonly outcome: CallOutcome };

/** Answers that may wait for the disk before no more are asked for. */
const KEPT_WAITING = 32;

/** An answer in memory, not stored yet. */
interface Arrived {
  readonly type: "arrived";
  readonly answer: ProviderAnswer;
  readonly milliseconds: number;
}

interface PostOptions {
  readonly attempt: number;
  onSending(): void;
  /** It was billed for certain, whatever comes of it. Called more than once. */
  onBilled(): void;
}

/**
 * One attempt. It takes a slot of the provider's lane until the last byte has come: storing, like decoding, is other
 * queues' work, and a slot that waits for a disk or a decoder costs speed. Its bytes are in the store when this resolves.
 */
export async function post(context: BuildContext, call: Call, options: PostOptions): Promise<Posted> {
  try {
    const lane = context.lanes.to(call.provider);
    const kind = call.media === "clip" ? "job" : "call";
    const sent = await lane.send(modelOf(call), (turn) => send(context, call, { ...options, turn }), kind);
    if (sent.type !== "arrived") return sent;
    options.onBilled();
    return await keep(context, call, sent);
  } finally {
    context.inFlight.delete(call.request);
    context.room.release(call.request);
  }
}

async function send(
  context: BuildContext,
  call: Call,
  { attempt, onSending, onBilled, turn }: PostOptions & { readonly turn: Turn },
): Promise<Arrived | Exclude<Posted, { type: "answered" }>> {
  const { clock, listener, budget } = context;
  let fetching = false;
  // A slow disk holds the calls back, so that answers do not pile up in memory.
  await context.keeping.onSizeLessThan(KEPT_WAITING);
  for (;;) {
    const refusal = whyNotSend(context, call, attempt > 1 ? "ask again" : "ask");
    if (refusal !== undefined) return { type: "not-sent", outcome: refusal };
    if (context.room.reserve(call.request, bytesToCome(call))) break;
    // What is missing is kept for answers that may turn out smaller than they could be.
    await context.room.released();
  }
  // What is drawn here costs nothing, so no limit on spending holds it back.
  const overBudget = call.provider.local ? undefined : budget.reserve(call.price);
  if (overBudget !== undefined)
    return { type: "not-sent", outcome: { type: "skipped", reason: "budget", message: overBudget } };
  if (!call.provider.local) context.holdSpare();
  const started = clock.now();
  context.inFlight.add(call.request);
  try {
    await context.ledger.intent(call);
    listener({
      type: "call-started",
      asset: call.asset,
      sample: call.samples[0]?.index ?? 0,
      provider: call.provider.name,
      model: modelOf(call),
      attempt,
      usd: call.price,
    });
    onSending();
    const onPaid = () => {
      fetching = true;
      onBilled();
    };
    const answering = call.provider.call(recipeOf(call), callContext(context, call, { turn, onPaid }));
    context.encoding.warmUp();
    return { type: "arrived", answer: await answering, milliseconds: clock.now() - started };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // First of all: while the ledger is being written others have their turn.
    stopProvider(context, call, error);
    if (error.billed === "yes") onBilled();
    if (error.kind === "rate-limited" && !fetching) turn.refused();
    await settle(context, call, { error, price: call.price });
    return { type: "error", error, fetching };
  }
}

async function keep(context: BuildContext, call: Call, { answer, milliseconds }: Arrived): Promise<Posted> {
  const stored = await context.keeping.add(() => storeAnswer(context, call, answer));
  return { type: "answered", answer: stored, milliseconds };
}

/** The provider's server has no more what was paid for. */
export interface Gone {
  readonly type: "gone";
  readonly error: ProviderError;
}

/** Fetches what an earlier attempt or an earlier run paid for. Costs nothing, so no budget is asked. */
export async function redeem(context: BuildContext, call: Call, ticket: Ticket): Promise<Posted | Gone> {
  const { clock } = context;
  const { resume } = call.provider;
  if (resume === undefined) throw new Error(`${call.provider.name} gives tickets that it does not take back`);
  const fetchIt = async (turn: Turn): Promise<Fetched> => {
    const refusal = whyNotSend(context, call, "fetch");
    if (refusal !== undefined) return { type: "not-sent", outcome: refusal };
    const started = clock.now();
    try {
      const answer = await resume(forCall(call, ticket), callContext(context, call, { turn, onPaid: () => undefined }));
      context.listener({ type: "call-resumed", asset: call.asset, sample: call.samples[0]?.index ?? 0 });
      return { type: "arrived", answer, milliseconds: clock.now() - started };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      stopProvider(context, call, error);
      if (error.ticket === "failed" || isInVain(error)) await settle(context, call, { error, price: call.price });
      if (error.ticket !== "gone") return { type: "error", error, fetching: true };
      await context.ledger.ticketDead(call);
      return { type: "gone", error };
    }
  };
  const fetched = await context.lanes.to(call.provider).run(fetchIt, ticket.kind === "job" ? "job" : "call");
  return fetched.type === "arrived" ? keep(context, call, fetched) : fetched;
}

type Fetched = Arrived | Exclude<Posted, { type: "answered" }> | Gone;

/** Bytes for a clip: ten seconds at a high rate. */
const CLIP_ROOM = 32 * 1024 * 1024;

/** The most that can come: an uncompressed picture for each that is asked for. */
function bytesToCome(call: Call): number {
  return (call.media === "clip" ? CLIP_ROOM : askedPixels(recipeOf(call)) * 4) * call.samples.length;
}

/** Notes a failure in the ledger, and gives the reservation back when it was certainly not billed. */
export async function settle(
  context: BuildContext,
  call: Call,
  failed: { readonly error: ProviderError; readonly price: Price },
): Promise<void> {
  await context.ledger.failed(call, failed.error);
  // What could not be fetched at once may still come; what failed will not.
  if (failed.error.ticket === "failed") await context.ledger.ticketDead(call);
  if (failed.error.billed === "no" && !call.provider.local) context.budget.release(failed.price);
}

/** What the account is not allowed or cannot pay concerns every call that would follow, or every one of the model. */
function stopProvider(context: BuildContext, call: Call, error: ProviderError): void {
  if (error.kind !== "unauthorized" && error.kind !== "no-credit") return;
  const lane = context.lanes.to(call.provider);
  const model = error.concerns === "model" ? modelOf(call) : undefined;
  const stop = { reason: error.message, ...(model !== undefined && { model }) };
  if (lane.stopOf(model) === undefined)
    context.listener({ type: "provider-stopped", provider: call.provider.name, ...stop });
  lane.stop({ ...stop, exit: EXIT.provider, account: true });
}

/**
 * The ticket is worth the money, as a picture is. Where it cannot be written at all, nothing more is asked for, and what
 * it stands for is fetched all the same.
 */
async function keepTicket(context: BuildContext, call: Call, ticket: Ticket): Promise<void> {
  try {
    await keepPaid(context, () => context.ledger.ticket(call, ticket));
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    context.halt(error);
    const message = `what was paid for can be fetched by this run only: ${error.message}`;
    context.listener({ type: "warning", code: "ticket-not-written", message, asset: call.asset });
  }
}

/** What is about to be sent: the first post of a call, a later one, or a question about something paid for, which is free. */
type Purpose = "ask" | "ask again" | "fetch";

const BEFORE: Readonly<Record<Purpose, string>> = {
  ask: "before it was asked for",
  "ask again": "before it was asked for again",
  fetch: "before it was fetched",
};

/** Why it must not be sent now. */
export function whyNotSend(context: BuildContext, call: Call, purpose: Purpose): CallOutcome | undefined {
  const stopped = context.lanes.to(call.provider).stopOf(modelOf(call));
  const mayFetch = purpose === "fetch" && stopped?.account !== true;
  // No later run could make up for it.
  if (mayFetch && context.ledger.isOnlyInMemory(call)) return undefined;
  const { halted } = context;
  if (halted !== undefined) return { type: "failed", failure: machineFailure(halted) };
  if (context.stop.aborted)
    return { type: "skipped", reason: "interrupted", message: `interrupted ${BEFORE[purpose]}` };
  if (context.isWithdrawn(call.asset))
    return { type: "skipped", reason: "withdrawn", message: `taken back ${BEFORE[purpose]}` };
  if (stopped === undefined || mayFetch) return undefined;
  return {
    type: "skipped",
    reason: "provider-stopped",
    message: `${stopped.model ?? call.provider.name} was not asked${purpose === "ask" ? "" : " again"}: ${stopped.reason}`,
    exit: stopped.exit,
  };
}

function callContext(
  context: BuildContext,
  call: Call,
  { turn, onPaid }: { readonly turn: Turn; onPaid(): void },
): CallContext {
  const access = context.lanes.accessOf(call.provider);
  return {
    http: context.http(),
    baseUrl: access.baseUrl,
    key: access.key,
    signal: context.abort,
    timeout: context.lanes.limitsOf(call.provider, modelOf(call)).timeout,
    pollInterval: context.pollInterval ?? call.provider.limits.pollInterval ?? 0,
    content: context.content,
    heard: (rate) => turn.heard(rate),
    aside: (wait) => turn.aside(wait),
    paid(ticket) {
      onPaid();
      return keepTicket(context, call, ticket);
    },
  };
}
