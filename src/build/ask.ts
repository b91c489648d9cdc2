import type { Sha256 } from "../core/digest.ts";
import type { Original } from "../core/lock.ts";
import type { Price } from "../core/money.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { Ticket } from "../core/provider.ts";
import { MachineError } from "../store/machine-error.ts";
import { decodeAnswer, type Accepted, type StoredAnswer } from "./accept-answer.ts";
import { withoutSamples, type Call, type CallOutcome } from "./call.ts";
import type { BuildContext } from "./context.ts";
import { callFailure, goneFailure, machineFailure, withWayOut, type Counts } from "./failure.ts";
import type { Lane } from "./lane.ts";
import { post, redeem, settle, type Posted } from "./post.ts";
import { nextStep, type Attempts } from "./retry.ts";

/**
 * Asks the provider until every sample of a call is in the store, or until nothing more may be tried. What is paid for
 * and not in hand is fetched, by this run or the next, and never asked for again (F25, F26). Rejects for bugs only.
 */
export async function askUntilSettled(context: BuildContext, call: Call): Promise<CallOutcome> {
  const asking = new Asking(context, call);
  try {
    return await asking.settle();
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    context.halt(error);
    return asking.broken(error);
  }
}

type Answered = Extract<Posted, { type: "answered" }>;

/** Why what came of an attempt is not all that was asked for. */
interface Trouble {
  readonly error: ProviderError;
  readonly ticket: Ticket | undefined;
  /** The call was answered and paid for: what failed is only the fetching of its result. */
  readonly fetching: boolean;
}

class Asking {
  readonly #context: BuildContext;
  readonly #lane: Lane;
  /** What of it is missing: of a batch what has come is not asked for again. */
  #call: Call;
  readonly #originals = new Map<Sha256, Original>();
  #attempts: Attempts = { made: 0, ambiguous: 0 };
  /** Posts. Fetching once more what was paid for is an attempt and costs nothing. */
  #sent = 0;
  /** Those of them that certainly cost nothing. */
  #unbilled = 0;
  /** Those that were billed for certain, as `spend` counts them: an answer came, or a ticket. */
  #billed = 0;
  /** Answers that came, whatever they were worth. */
  #answers = 0;
  /**
   * Somebody wants a new one, or insists though the link leads nowhere, so an older one that cannot be had holds nobody
   * up. What this run pays for is never given up: it would be paid for again and again.
   */
  #older: Ticket | undefined;
  #givenUp: Ticket | undefined;

  constructor(context: BuildContext, call: Call) {
    this.#context = context;
    this.#lane = context.lanes.to(call.provider);
    this.#call = call;
    const { ledger } = context;
    const mayGiveUp = call.replace || (call.insisted && ledger.isDeadEnd(call));
    this.#older = mayGiveUp ? ledger.ticketOf(call) : undefined;
  }

  /** @throws MachineError */
  async settle(): Promise<CallOutcome> {
    for (;;) {
      const outcome = await this.#attempt();
      if (outcome !== undefined) return outcome;
    }
  }

  /** This machine failed, not the provider. */
  broken(error: MachineError): CallOutcome {
    const { ledger } = this.#context;
    const kept = ledger.ticketOf(this.#call) !== undefined && !ledger.isOnlyInMemory(this.#call);
    this.#countWasted(this.#answers + (kept ? 1 : 0));
    return { type: "failed", failure: { ...machineFailure(error), ...this.#counts } };
  }

  async #attempt(): Promise<CallOutcome | undefined> {
    const ticket = this.#ticket;
    const posted = ticket === undefined ? await this.#post() : await redeem(this.#context, this.#call, ticket);
    switch (posted.type) {
      case "gone":
        return this.#gone(posted.error, ticket);
      case "not-sent":
        this.#countWasted(this.#answers + this.#fetchable);
        return withHistory(posted.outcome, this.#counts);
      case "error":
        this.#attempts = { ...this.#attempts, made: this.#attempts.made + 1 };
        return this.#goOn({ ...posted, ticket, fetching: ticket !== undefined || posted.fetching });
      case "answered":
        this.#attempts = { ...this.#attempts, made: this.#attempts.made + 1 };
        return this.#answered(posted, ticket);
      default:
        return posted satisfies never;
    }
  }

  #post(): Promise<Posted> {
    const { price } = this.#call;
    const before = this.#billed;
    return post(this.#context, this.#call, {
      attempt: this.#attempts.made + 1,
      onSending: () => void (this.#sent += 1),
      onBilled: () => {
        if (this.#billed > before) return;
        this.#billed += 1;
        this.#context.spending.add({ usd: price ?? 0, unpriced: price === undefined ? 1 : 0 });
      },
    });
  }

  /** What an earlier run paid for is asked for anew; what this one did is not, unasked: no plan has shown it. */
  #gone(error: ProviderError, ticket: Ticket | undefined): CallOutcome | undefined {
    if (this.#attempts.made > 0 && ticket !== this.#older) {
      this.#countWasted(this.#answers + 1);
      return { type: "failed", failure: goneFailure(error, this.#counts) };
    }
    this.#attempts = { made: 0, ambiguous: 0 };
    const message = "a picture that was paid for is gone from the provider's server; asking for it again";
    this.#context.listener({ type: "warning", code: "ticket-dead", message, asset: this.#call.asset });
    return undefined;
  }

  async #answered(posted: Answered, ticket: Ticket | undefined): Promise<CallOutcome | undefined> {
    const { late, unnoted } = posted.answer;
    const { originals, problem } = await accept(this.#context, this.#call, {
      ...posted,
      paidBefore: this.#billed === 0,
    });
    // The answer that brings the last of it counts, not the one before.
    if (late === undefined) this.#answers += 1;
    if (unnoted !== undefined) throw unnoted;
    for (const [key, original] of originals) this.#originals.set(key, original);
    const rest = withoutSamples(this.#call, this.#originals);
    if (problem !== undefined && rest !== undefined) {
      this.#call = rest;
      return this.#goOn({ error: problem, ticket, fetching: ticket !== undefined || late !== undefined });
    }
    if (ticket === undefined) this.#lane.succeeded();
    this.#countWasted(this.#answers);
    return { type: "stored", originals: this.#originals, ...this.#counts };
  }

  async #goOn({ error, ticket, fetching }: Trouble): Promise<CallOutcome | undefined> {
    const { policy, clock } = this.#context;
    // Only what the API itself says to a call is news of how it fares.
    if (ticket === undefined && fetching) this.#lane.succeeded();
    if (ticket === undefined && error.billed === "no") this.#unbilled += 1;
    const ambiguous = this.#attempts.ambiguous + (error.kind === "ambiguous" ? 1 : 0);
    this.#attempts = { ...this.#attempts, ambiguous };
    const tried = { ...this.#attempts, ...(fetching ? { fetching } : { refusedInARow: this.#lane.refusedInARow }) };
    const next = nextStep(error, tried, policy, clock.random());
    if (next.type === "fail") return this.#fail({ error, ticket, fetching }, next.message);
    await waitBeforeRetry(this.#context, this.#call, { error, attempt: this.#attempts.made, ...next });
    return undefined;
  }

  #fail({ error, ticket, fetching }: Trouble, message: string): CallOutcome | undefined {
    if (!fetching && (error.kind === "server" || error.kind === "unreachable")) this.#lane.failed();
    if (ticket !== undefined && ticket === this.#older && error.kind !== "aborted") {
      [this.#givenUp, this.#older] = [this.#older, undefined];
      this.#attempts = { made: 0, ambiguous: 0 };
      return undefined;
    }
    const fetchable = this.#fetchable;
    this.#countWasted(this.#answers + fetchable);
    const failure = callFailure(error, message, this.#counts);
    if (fetchable === 0) return { type: "failed", failure };
    return { type: "failed", failure: withWayOut(failure, this.#call, error.ticket === "dead-end") };
  }

  get #ticket(): Ticket | undefined {
    const ticket = this.#context.ledger.ticketOf(this.#call);
    return ticket === this.#givenUp ? undefined : ticket;
  }

  /** A picture that can still be fetched, by a later run too, was not paid for in vain. */
  get #fetchable(): 0 | 1 {
    return this.#ticket === undefined || this.#context.ledger.isOnlyInMemory(this.#call) ? 0 : 1;
  }

  get #counts(): Counts {
    return { calls: this.#sent, billed: this.#sent - this.#unbilled };
  }

  /** Posts that may have been billed and gave nothing, neither now nor for a later run to fetch. */
  #countWasted(used: number): void {
    const { billed } = this.#counts;
    const ambiguous = Math.max(0, billed - used);
    // What was billed for certain is counted as that.
    const doubtful = Math.max(0, billed - this.#billed);
    this.#context.spending.add({ ambiguous, ambiguousUsd: doubtful * (this.#call.price ?? 0) });
  }
}

/** Decodes and records what was stored; what cannot be used is a problem that is judged above. */
async function accept(
  context: BuildContext,
  call: Call,
  posted: Answered & { readonly paidBefore: boolean },
): Promise<Accepted> {
  const accepted = await decodeAnswer(context, call, posted.answer);
  if (accepted.problem !== undefined) await settle(context, call, { error: accepted.problem, price: call.price });
  if (accepted.originals.size === 0) return accepted;
  context.listener({
    type: "call-finished",
    asset: call.asset,
    sample: call.samples[0]?.index ?? 0,
    bytes: accepted.bytes,
    milliseconds: Math.round(posted.milliseconds),
    // What an earlier run paid for is no spending of this one.
    usd: posted.paidBefore ? 0 : priceOf(call, posted.answer, accepted),
  });
  for (const message of accepted.warnings)
    context.listener({ type: "warning", code: "provider-answer", message, asset: call.asset });
  return accepted;
}

/** Of an answer a part of which is late, what has come: the rest is counted when it comes. */
function priceOf(call: Call, { late }: StoredAnswer, { originals }: Accepted): Price {
  const rest = late && withoutSamples(call, originals);
  if (rest === undefined || call.price === undefined) return call.price;
  return Math.max(0, call.price - (rest.price ?? 0));
}

async function waitBeforeRetry(
  context: BuildContext,
  call: Call,
  retry: { readonly error: ProviderError; readonly attempt: number; readonly wait: number; readonly shared: boolean },
): Promise<void> {
  const { error, attempt, wait, shared } = retry;
  const sample = call.samples[0]?.index ?? 0;
  const ambiguous = error.kind === "ambiguous";
  context.listener({
    type: "call-retry",
    asset: call.asset,
    sample,
    attempt,
    wait,
    reason: error.message,
    code: error.code,
    ambiguous,
  });
  if (!shared) return context.clock.sleep(wait, context.stop);
  context.lanes.to(call.provider).pause(wait);
  context.listener({ type: "provider-paused", provider: call.provider.name, wait, reason: error.message });
}

function withHistory(outcome: CallOutcome, counts: Counts): CallOutcome {
  if (outcome.type === "failed") return { ...outcome, failure: { ...outcome.failure, ...counts } };
  return outcome.type === "skipped" && counts.calls > 0 ? { ...outcome, ...counts } : outcome;
}
