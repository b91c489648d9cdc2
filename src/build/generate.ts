import type { Sha256 } from "../core/digest.ts";
import type { Failure } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import type { Original } from "../core/lock.ts";
import type { Price } from "../core/money.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { Ticket } from "../core/provider.ts";
import { MachineError } from "../store/machine-error.ts";
import { decodeAnswer, recoverAnswer, type Accepted, type StoredAnswer } from "./accept-answer.ts";
import { withoutSamples, type Call, type CallOutcome } from "./call.ts";
import type { BuildContext } from "./context.ts";
import { isWorthless } from "./ledger.ts";
import { post, redeem, settle, whyNotSend, type Posted } from "./post.ts";
import { nextStep, type Attempts } from "./retry.ts";

/**
 * Gets the originals of a call, each stored before anything else is done with it. The order is what makes a kill
 * harmless: intent in the ledger, post, digests in the ledger, bytes stored and fsynced, decoded, record. Rejects for
 * bugs only.
 */
export function generate(context: BuildContext, call: Call): Promise<CallOutcome> {
  const running = context.calls.get(call.request);
  if (running !== undefined && call.samples.every(({ key }) => running.keys.has(key))) return running.outcome;
  const turn = running?.outcome ?? Promise.resolve();
  const outcome = turn
    .then(() => withLease(context, call))
    .catch((error: unknown) => {
      if (!(error instanceof MachineError)) throw error;
      context.halt(error);
      return { type: "failed" as const, failure: machineFailure(error) };
    });
  const keys = new Set(call.samples.map(({ key }) => key));
  context.calls.set(call.request, { asset: call.asset, keys, outcome });
  return outcome;
}

export function machineFailure(error: MachineError): Failure {
  return { code: error.code, message: error.message, exit: error.exit, calls: 0, billed: 0 };
}

/** Two builds that share a store share the request: the second waits, then reads the first one's record (F44). */
async function withLease(context: BuildContext, call: Call): Promise<CallOutcome> {
  const refusal = whyNotBegin(context, call);
  if (refusal !== undefined) return refusal;
  // What is drawn here may be drawn twice at once: it costs nothing and gives the same bytes.
  const release = call.provider.local ? () => undefined : await context.store.leaseRequest(call.request, context.stop);
  if (release === undefined)
    return { type: "skipped", reason: "interrupted", message: "interrupted before it was asked for" };
  try {
    const inHand = new Map(call.replace ? [] : answeredMeanwhile(context, call));
    const recovered = await recover(context, withoutSamples(call, inHand));
    for (const [key, original] of recovered.originals) inHand.set(key, original);
    if (recovered.worthless !== undefined) return { type: "failed", failure: recovered.worthless };
    const rest = withoutSamples(call, inHand);
    if (rest === undefined) return { type: "stored", originals: inHand, calls: 0 };
    const outcome = await askUntilSettled(context, rest);
    if (outcome.type !== "stored") return outcome;
    return { ...outcome, originals: new Map([...inHand, ...outcome.originals]) };
  } finally {
    release();
  }
}

/** What is paid for already may be fetched where nothing may be asked for. */
function whyNotBegin(context: BuildContext, call: Call): CallOutcome | undefined {
  const refusal = whyNotSend(context, call, "ask");
  const isPaid = refusal !== undefined && context.ledger.ticketOf(call) !== undefined;
  return isPaid ? whyNotSend(context, call, "fetch") : refusal;
}

type Originals = ReadonlyMap<Sha256, Original>;

/** What an earlier run received and did not live to record is recorded now, and costs nothing (F28). */
async function recover(context: BuildContext, call: Call | undefined): Promise<Recovered> {
  const answer = call && (await recoverAnswer(context, call));
  if (call === undefined || answer === undefined) return { originals: new Map() };
  const { originals, problem } = await decodeAnswer(context, call, answer);
  if (originals.size > 0)
    context.listener({ type: "call-resumed", asset: call.asset, sample: call.samples[0]?.index ?? 0 });
  // Damaged when it came, or not all that was asked for: noted, so that it is not looked at again.
  if (problem !== undefined) await context.ledger.failed(call, problem);
  const insisted = call.replace || context.retryRefused || call.provider.local;
  if (problem === undefined || !isWorthless(problem) || insisted) return { originals };
  return { originals, worthless: callFailure(problem, problem.message, { calls: 0, billed: 0 }) };
}

interface Recovered {
  readonly originals: Originals;
  /** What came cannot be used, which nobody lived to note: as from then on, it is not asked for again unasked. */
  readonly worthless?: Failure;
}

/** Posts of one call. Fetching once more what was paid for is an attempt and costs nothing. */
interface Posts {
  sent: number;
  /** Those of them that certainly cost nothing. */
  unbilled: number;
  /** Answers that came: billed for certain, whatever they were worth. */
  answers: number;
}

async function askUntilSettled(context: BuildContext, call: Call): Promise<CallOutcome> {
  const posts: Posts = { sent: 0, unbilled: 0, answers: 0 };
  try {
    return await ask(context, call, posts);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    context.halt(error);
    const kept = context.ledger.ticketOf(call) !== undefined && !context.ledger.isOnlyInMemory(call);
    countWasted(context, call, { posts, used: posts.answers + (kept ? 1 : 0) });
    return { type: "failed", failure: { ...machineFailure(error), ...countsOf(posts) } };
  }
}

async function ask(context: BuildContext, asked: Call, posts: Posts): Promise<CallOutcome> {
  const lane = context.laneOf(asked.provider);
  // Of a batch what has come is not asked for again.
  const originals = new Map<Sha256, Original>();
  let call = asked;
  let attempts: Attempts = { made: 0, ambiguous: 0 };
  const onSending = () => void (posts.sent += 1);
  // Somebody wants a new one, so an older one that cannot be had holds nobody up. What this run pays for is never given
  // up: it would be paid for again and again.
  let older = call.replace ? context.ledger.ticketOf(call) : undefined;
  let givenUp: Ticket | undefined;
  const ticketNow = () => {
    const ticket = context.ledger.ticketOf(call);
    return ticket === givenUp ? undefined : ticket;
  };
  // A picture that can still be fetched was not paid for in vain.
  const fetchable = () => (ticketNow() === undefined || context.ledger.isOnlyInMemory(call) ? 0 : 1);
  for (;;) {
    // What is paid for and not in hand is fetched, by this run or the next, and never asked for again (F25, F26).
    const ticket = ticketNow();
    const attempt = attempts.made + 1;
    const posted =
      ticket === undefined ? await post(context, call, { attempt, onSending }) : await redeem(context, call, ticket);
    if (posted.type === "gone") {
      if (attempts.made > 0) return { type: "failed", failure: goneFailure(countsOf(posts)) };
      const message = "a picture that was paid for is gone from the provider's server; asking for it again";
      context.listener({ type: "warning", code: "ticket-dead", message, asset: call.asset });
      continue;
    }
    if (posted.type === "not-sent") {
      countWasted(context, call, { posts, used: posts.answers + fetchable() });
      return withHistory(posted.outcome, countsOf(posts));
    }
    attempts = { ...attempts, made: attempts.made + 1 };
    const accepted = posted.type === "answered" ? await accept(context, call, posted) : undefined;
    // The one that brings the last of it counts, not the one before.
    const late = posted.type === "answered" && posted.answer.late !== undefined;
    if (accepted !== undefined && !late) posts.answers += 1;
    if (posted.type === "answered" && posted.answer.unnoted !== undefined) throw posted.answer.unnoted;
    for (const [key, original] of accepted?.originals ?? []) originals.set(key, original);
    const error = posted.type === "error" ? posted.error : accepted?.problem;
    const rest = withoutSamples(call, originals);
    const fetching = ticket !== undefined || late || (posted.type === "error" && posted.fetching);
    // Only what the API itself says to a call is news of how it fares.
    const answered = error === undefined || rest === undefined || fetching;
    if (ticket === undefined && answered) lane.succeeded();
    if (error === undefined || rest === undefined) {
      countWasted(context, call, { posts, used: posts.answers });
      return { type: "stored", originals, calls: posts.sent };
    }
    call = rest;
    if (ticket === undefined && error.billed === "no") posts.unbilled += 1;
    if (error.kind === "ambiguous") attempts = { ...attempts, ambiguous: attempts.ambiguous + 1 };
    const tried = { ...attempts, ...(fetching ? { fetching } : { refusedInARow: lane.refusedInARow }) };
    const next = nextStep(error, tried, context.policy, context.clock.random());
    if (next.type === "fail") {
      if (!fetching && (error.kind === "server" || error.kind === "unreachable")) lane.failed();
      if (ticket !== undefined && ticket === older && error.kind !== "aborted") {
        [givenUp, older] = [older, undefined];
        attempts = { made: 0, ambiguous: 0 };
        continue;
      }
      countWasted(context, call, { posts, used: posts.answers + fetchable() });
      const failure = callFailure(error, next.message, countsOf(posts));
      return { type: "failed", failure: fetchable() === 1 ? withWayOut(failure, call) : failure };
    }
    await waitBeforeRetry(context, call, { error, attempt: attempts.made, ...next });
  }
}

/** Posts that may have been billed and gave nothing, neither now nor for a later run to fetch. */
function countWasted(
  context: BuildContext,
  { price }: Call,
  { posts, used }: { readonly posts: Posts; readonly used: number },
): void {
  const ambiguous = Math.max(0, countsOf(posts).billed - used);
  context.count({ ambiguous, ambiguousUsd: ambiguous * (price ?? 0) });
}

function countsOf({ sent, unbilled }: Posts): { readonly calls: number; readonly billed: number } {
  return { calls: sent, billed: sent - unbilled };
}

/** Decodes and records what was stored; what cannot be used is a problem that the loop above judges. */
async function accept(
  context: BuildContext,
  call: Call,
  posted: Extract<Posted, { type: "answered" }>,
): Promise<Accepted> {
  const accepted = await decodeAnswer(context, call, posted.answer);
  if (accepted.problem !== undefined) await settle(context, call, { error: accepted.problem, price: call.price });
  const price = priceOf(call, posted.answer, accepted);
  context.count({ usd: price ?? 0, unpriced: call.price === undefined && posted.answer.late === undefined ? 1 : 0 });
  if (accepted.originals.size === 0) return accepted;
  context.listener({
    type: "call-finished",
    asset: call.asset,
    sample: call.samples[0]?.index ?? 0,
    bytes: accepted.bytes,
    milliseconds: Math.round(posted.milliseconds),
    usd: price,
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

/** What the store has by now: another build may have been quicker. */
function answeredMeanwhile(context: BuildContext, call: Call): Originals {
  const originals = new Map<Sha256, Original>();
  for (const { key } of call.samples) {
    const record = context.facts.freshGeneration(key);
    const original = record?.originals.findLast((candidate) => context.store.hasObject(candidate.sha256));
    if (original === undefined) continue;
    context.facts.forgetGeneration(key);
    context.facts.forgetObject(original.sha256);
    originals.set(key, original);
  }
  return originals;
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
  context.laneOf(call.provider).pause(wait);
  context.listener({ type: "provider-paused", provider: call.provider.name, wait, reason: error.message });
}

function withHistory(outcome: CallOutcome, counts: { readonly calls: number; readonly billed: number }): CallOutcome {
  if (outcome.type === "failed") return { ...outcome, failure: { ...outcome.failure, ...counts } };
  return outcome.type === "skipped" && counts.calls > 0 ? { ...outcome, calls: counts.calls } : outcome;
}

function goneFailure(counts: { readonly calls: number; readonly billed: number }): Failure {
  const message = "the picture was paid for but could not be fetched, and is gone from the provider's server";
  return { code: "ticket-dead", message, hint: "run again to ask for it anew", exit: EXIT.failed, ...counts };
}

/** It was paid for and may never come. */
function withWayOut(failure: Failure, { asset }: Call): Failure {
  const way = `run again to fetch it; should it never come, imagegen build --replace ${asset} asks (and pays) anew`;
  return { ...failure, hint: failure.hint === undefined ? way : `${failure.hint}; ${way}` };
}

function callFailure(
  error: ProviderError,
  message: string,
  counts: { readonly calls: number; readonly billed: number },
): Failure {
  const account = error.kind === "unauthorized" || error.kind === "no-credit";
  return {
    // One outcome, whichever checker it was.
    code: error.kind === "refused" ? "refused" : error.code,
    message,
    ...(error.hint !== undefined && { hint: error.hint }),
    exit: account ? EXIT.provider : EXIT.failed,
    ...counts,
    ...(error.parameter !== undefined && { field: error.parameter }),
  };
}
