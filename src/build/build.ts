import { dirname, join } from "node:path";
import { isPaid, type AssetPlan } from "../core/asset-plan.ts";
import { hasErrors } from "../core/diagnostic.ts";
import type { Listener, Summary } from "../core/event.ts";
import { EXIT, worseExit } from "../core/exit.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { EMPTY_LOCK, LAG_TEXT, type LockLag } from "../core/lock.ts";
import { hasContentPath } from "../core/output-path.ts";
import { hasChanges } from "../core/plan.ts";
import { probeWritable } from "../store/folders.ts";
import { sweepTemporaryFiles } from "../store/temporary.ts";
import { createContext } from "./context.ts";
import { execute, type Tally } from "./execute.ts";
import { NO_JOURNAL, onlyPins, type BuildJournal } from "./journal.ts";
import { keepOriginals, originalsToKeep } from "./keep-originals.ts";
import { openProjectJournal } from "./lock-edit.ts";
import { pathsOf } from "./observe.ts";
import { lagOf } from "./read-lock.ts";
import { rememberNothingToDo } from "./remember.ts";
import type { BuildRequest } from "./requests.ts";
import type { Begun, Session } from "./session.ts";

/**
 * Plan, lease, execute, fold: a build reads as this sentence. Where there is nothing to do no lease is taken and
 * nothing is written.
 *
 * @throws MachineError when the machine does not let a build start; DiagnosticsError for a lock that cannot be used
 */
export async function runBuild(session: Session, request: BuildRequest): Promise<Summary> {
  if (hasErrors(session.diagnostics)) throw new Error("a project with errors cannot be built");
  const started = session.clock.now();
  const listener = request.listener ?? session.listener;
  const preview = await session.begin(request);
  const { plan: previewed, read, store, lock } = preview;
  request.approve?.(preview);
  const lag = lagOf(read);
  if (lag !== undefined) sayLag(listener, lag, request);
  sweep(session, preview);
  if (!hasChanges(previewed) && lag === undefined && (request.frozen || originalsToKeep(store, lock).length === 0)) {
    listener({ type: "planned", plan: previewed });
    const executed = await executeWith(session, preview, request);
    const summary = await finishBuild(session, preview, { ...executed, request, started });
    if (request.rememberFor !== undefined) await rememberNothingToDo(session, preview, request.rememberFor);
    return summary;
  }
  // Asked before the lease is taken: others need not wait for a person.
  if (!request.frozen) await request.confirm?.(preview.plan);
  const release = await session.lease({ wait: request.noWait !== true, signal: request.stop });
  try {
    // What another build made while we waited counts; the preview does not.
    const begun = await session.begin(request);
    request.approve?.(begun);
    if (!request.frozen) await request.confirm?.(begun.plan);
    listener({ type: "planned", plan: begun.plan });
    if (begun.plan.most.calls > 0 && !request.frozen) probeBeforePaying(session, begun);
    const executed = await executeWith(session, begun, request);
    return await finishBuild(session, begun, { ...executed, request, started });
  } finally {
    release();
  }
}

interface Executed {
  readonly tally: Tally;
  /** Outputs that this build has left over. */
  readonly leftOver: number;
}

async function executeWith(session: Session, begun: Begun, request: BuildRequest): Promise<Executed> {
  const journal = request.frozen ? NO_JOURNAL : openJournalFor(session, begun, request);
  const context = createContext(session, begun, { ...request, journal });
  try {
    // What was locked before the manifest said that the repository keeps it, or came with a merge.
    if (!request.frozen) await keepOriginals(begun.store, begun.lock);
    const tally = await execute(context, begun.plan.assets);
    await journal.fold();
    return { tally, leftOver: leftOver(session, journal) };
  } finally {
    request.onSpent?.({ calls: context.budget.calls, ...context.spending.total });
    await journal.close();
    context.close();
  }
}

interface Finishing extends Executed {
  readonly request: BuildRequest;
  /** Moment of the session's clock. */
  readonly started: number;
}

async function finishBuild(
  session: Session,
  { facts, plan, read }: Begun,
  { tally, leftOver, request, started }: Finishing,
): Promise<Summary> {
  const listener = request.listener ?? session.listener;
  // The memo saves time and nothing else.
  await facts
    .save()
    .catch((error: Error) => listener({ type: "warning", code: "memo-not-saved", message: error.message }));
  const milliseconds = Math.round(session.clock.now() - started);
  const isPending = request.leavesWork === true || (request.frozen && lagOf(read) !== undefined);
  const exit = isPending ? worseExit(tally.exit, EXIT.pending) : tally.exit;
  const summary: Summary = { ...tally, exit, orphans: plan.orphans.length + leftOver, milliseconds };
  listener({ type: "finished", summary });
  return summary;
}

/** Of the files that nobody's entry names any more, those that no asset will write over. */
function leftOver({ assets }: Session, journal: BuildJournal): number {
  const paths = journal.leftOver();
  const planned = paths.length === 0 ? undefined : new Set(pathsOf(assets, EMPTY_LOCK));
  return paths.filter((path) => planned?.has(path) !== true).length;
}

function openJournalFor(session: Session, begun: Begun, { unlocked }: BuildRequest): BuildJournal {
  const journal = openProjectJournal(session, begun);
  return unlocked === true ? onlyPins(journal) : journal;
}

/** What an interrupted build did is written by the next one without a word; a frozen one leaves it, and ends with 3. */
function sayLag(listener: Listener, lag: LockLag, { frozen }: BuildRequest): void {
  if (lag === "interrupted" && !frozen) return;
  const deed = frozen ? "a frozen build does not write it; run: imagegen build" : "merged asset by asset";
  listener({ type: "warning", code: `lock-${lag}`, message: `${LOCK_FILE}: ${LAG_TEXT[lag]}; ${deed}` });
}

/** What killed runs left beside their targets; only files that bear our name and whose process is dead. */
function sweep(session: Session, { plan, store }: Begun): void {
  store.sweep();
  const { root, files, sources } = session;
  const edited = [...sources.keys()].map((file) => dirname(join(root, file)));
  const own = [root, dirname(files.lease), dirname(files.journal), files.tries, ...edited];
  sweepTemporaryFiles(new Set([...own, ...outputFolders(session, plan.assets)]));
}

/** Every place that will be written is tried before the first post (F33). */
function probeBeforePaying(session: Session, { plan, store }: Begun): void {
  store.probe(plan.most.calls);
  probeWritable([session.root, ...outputFolders(session, plan.assets.filter(isPaid))], { root: session.root });
}

function outputFolders(session: Session, assets: readonly AssetPlan[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { samples } of assets) {
    for (const { outputs } of samples)
      for (const { path } of outputs) if (!hasContentPath(path)) folders.add(dirname(join(session.root, path)));
  }
  return folders;
}
