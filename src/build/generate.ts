import type { Sha256 } from "../core/digest.ts";
import type { Failure } from "../core/event.ts";
import type { Original } from "../core/lock.ts";
import { isInVain } from "../core/refusal.ts";
import { MachineError } from "../store/machine-error.ts";
import { decodeAnswer, recoverAnswer } from "./accept-answer.ts";
import { askUntilSettled } from "./ask.ts";
import { withoutSamples, type Call, type CallOutcome } from "./call.ts";
import type { BuildContext } from "./context.ts";
import { callFailure, machineFailure } from "./failure.ts";
import { whyNotSend } from "./post.ts";

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
    if (recovered.useless !== undefined) return { type: "failed", failure: recovered.useless };
    const rest = withoutSamples(call, inHand);
    if (rest === undefined) return { type: "stored", originals: inHand, calls: 0, billed: 0 };
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
  if (problem === undefined || !isInVain(problem) || call.insisted) return { originals };
  return { originals, useless: callFailure(problem, problem.message, { calls: 0, billed: 0 }) };
}

interface Recovered {
  readonly originals: Originals;
  /** What came cannot be used, which nobody lived to note: as from then on, it is not asked for again unasked. */
  readonly useless?: Failure;
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
