import { join, relative } from "node:path";
import { runBuild } from "../build/build.ts";
import type { BuildRequest } from "../build/requests.ts";
import { reopenSession } from "../build/reopen.ts";
import { DiagnosticsError, openSession, type Begun, type Session, type SessionOptions } from "../build/session.ts";
import { ACTION_NEEDS, type AssetPlan } from "../core/asset-plan.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { EMPTY_SUMMARY, type BuildEvent, type Listener, type Summary } from "../core/event.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { addCost, NO_COST } from "../core/money.ts";
import { MachineError } from "../store/machine-error.ts";
import type { WatchNews } from "../report/watch-text.ts";
import { listen } from "./listen.ts";
import { START, step, type PaidWork, type WatchEffect, type WatchEvent, type Watching } from "./machine.ts";
import { lookOf, placesOf } from "./places.ts";

export interface WatchOptions extends Omit<SessionOptions, "listener"> {
  /** Milliseconds without a change until paid work starts by itself. */
  readonly settle: number;
  /** US dollars (estimated) that may be spent without being asked. */
  readonly maxCost: number;
  /** Pays only when a person asks. */
  readonly manual: boolean;
  readonly jobs?: number;
  /** Everything that a build says, and what watching says besides. */
  readonly listener: Listener;
  readonly onWatch: (news: WatchNews) => void;
  /** Texts of the files as they were just read, for code frames. */
  readonly onSources: (sources: Session["sources"]) => void;
  /** Second Ctrl-C. */
  readonly abort: AbortSignal;
}

export interface WatchHandle {
  /** As a person would: run what is waiting, pause, quit. */
  send(event: Extract<WatchEvent, { type: "go" | "pause" | "quit" }>): void;
  /** Resolves when everything is closed. */
  readonly closed: Promise<void>;
}

/** Milliseconds: saves of several files, and the events of one save, come together. */
const TOGETHER = 25;

/**
 * Milliseconds after a look until what it read is looked at once more: of a file that is cut off and then written,
 * a busy machine may tell only the first half.
 */
const AFTERMATH = 150;

/** Milliseconds until a look that could not be finished (a file that was just being replaced) is taken again. */
const AGAIN = 1000;

/** What costs nothing is done at once. */
const isFree = ({ action }: AssetPlan) => ACTION_NEEDS[action] === "free";
const isPaid = ({ action }: AssetPlan) => ACTION_NEEDS[action] === "paid";

/**
 * Keeps a project built while somebody edits it. Events of the file system are hints and nothing more: each look reads
 * the project anew and plans it with the planner of `build`.
 */
export function watchProject(options: WatchOptions): WatchHandle {
  let watching: Watching = START;
  let timer: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let session: Session | undefined;
  let stopRun = new AbortController();
  let spent: Summary = { ...EMPTY_SUMMARY };
  /** US dollars that may be spent yet without being asked. What was perhaps billed is spent, as within a build. */
  const left = () => Math.max(0, options.maxCost - spent.usd - spent.ambiguousUsd);
  /** Requests that failed and were not changed since. */
  const failed = new Set<string>();
  /** How files looked right after we wrote them. */
  const own = new Map<string, string>();
  /** How the files that the project is made of looked before they were read. */
  const read = new Map<string, string>();
  let aftermath: NodeJS.Timeout | undefined;
  let told = false;
  /** All that waits is drawn on this machine: it costs nothing, so nobody has to have finished typing. */
  let drawn = false;
  /** What the last look found to be paid for. */
  let waiting: ReadonlySet<string> = new Set();
  let finish: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (finish = resolve));

  const listening = listen((path) => {
    if (own.get(path) === lookOf(path)) return;
    clearTimeout(gathering);
    gathering = setTimeout(() => send({ type: "hint" }), TOGETHER);
  });

  const send = (event: WatchEvent) => {
    const before = watching;
    const { next, effects } = step(watching, event);
    watching = next;
    if (before.paused !== next.paused) options.onWatch({ type: "paused", paused: next.paused });
    for (const effect of effects) carryOut(effect);
  };

  const carryOut = (effect: WatchEffect) => {
    switch (effect.type) {
      case "look":
        return void settle(look(), (paid) => ({ type: "looked", paid }), AGAIN);
      case "run":
        return void settle(run(effect.asked), () => ({ type: "ran" }));
      case "start-settling":
        timer = setTimeout(() => send({ type: "settled" }), drawn ? TOGETHER : options.settle);
        return;
      case "stop-settling":
        return clearTimeout(timer);
      case "stop-run":
        return stopRun.abort();
      case "close":
        clearTimeout(gathering);
        clearTimeout(aftermath);
        return void Promise.all([listening.close(), session?.close()]).then(finish);
      default:
        return effect satisfies never;
    }
  };

  /** A full disk or a lease must not end watching; a bug must. */
  const settle = async <Value>(
    deed: Promise<Value>,
    toEvent: (value: Value | undefined) => WatchEvent,
    again?: number,
  ) => {
    const value = await deed.catch((error: unknown) => {
      if (!(error instanceof MachineError) && !(error instanceof DiagnosticsError)) throw error;
      const diagnostics = error instanceof DiagnosticsError ? error.diagnostics : [];
      for (const diagnostic of diagnostics) options.listener({ type: "diagnostic", diagnostic });
      if (error instanceof MachineError)
        options.listener({ type: "warning", code: error.code, message: error.message });
      if (again !== undefined) aftermath = setTimeout(() => send({ type: "hint" }), again);
      return undefined;
    });
    send(toEvent(value));
  };

  const look = async (): Promise<PaidWork | undefined> => {
    for (const path of read.keys()) read.set(path, lookOf(path));
    const before = session;
    const reopened = before && (await reopenSession(before, options));
    await before?.close();
    const opened = reopened?.session ?? (await openSession(options));
    session = opened;
    options.onSources(opened.sources);
    expectAftermath(
      [opened.manifestFile, ...opened.inputs.files.map(({ file }) => file)].map((file) => join(opened.root, file)),
    );
    for (const diagnostic of opened.diagnostics) options.listener({ type: "diagnostic", diagnostic });
    // What was just edited is what somebody waits for. That nothing else has changed, the whole plan makes sure of.
    if (reopened !== undefined && reopened.changed.size > 0)
      await makeFree(opened, await opened.begin({ selected: reopened.changed }));
    await listening.listenAt(placesOf(opened));
    if (!told)
      options.onWatch({
        type: "watching",
        folders: listening.size,
        assets: opened.assets.length,
        profile: opened.profile?.name,
      });
    told = true;
    if (hasErrors(opened.diagnostics)) {
      options.onWatch({ type: "broken" });
      return undefined;
    }
    const { plan } = await opened.begin({});
    await makeFree(opened, { plan });
    const paid = plan.assets.filter((asset) => isPaid(asset) && !failed.has(requestOf(asset)));
    if (paid.length === 0) {
      // Also what failed before: it is not asked for again until it changes.
      const attention = plan.assets.filter((asset) => asset.action !== "fresh" && !isFree(asset));
      const news = { upToDate: plan.assets.length - attention.length, attention: attention.map(({ name }) => name) };
      options.onWatch({ type: "idle", ...news, usd: spent.usd, calls: spent.calls });
      return undefined;
    }
    return workOf(paid);
  };

  const makeFree = async (opened: Session, { plan }: Pick<Begun, "plan">): Promise<void> => {
    const free = plan.assets.filter(isFree);
    if (free.length > 0) await build(opened, { selected: namesOf(free), maxCalls: 0 });
  };

  const expectAftermath = (paths: readonly string[]) => {
    for (const path of paths) if (!read.has(path)) read.set(path, lookOf(path));
    const wanted = new Set(paths);
    for (const path of read.keys()) if (!wanted.has(path)) read.delete(path);
    clearTimeout(aftermath);
    aftermath = setTimeout(() => {
      if ([...read].some(([path, before]) => lookOf(path) !== before)) send({ type: "hint" });
    }, AFTERMATH);
  };

  const workOf = (paid: readonly AssetPlan[]): PaidWork => {
    const cost = paid.reduce((sum, { most }) => addCost(sum, most), NO_COST);
    const local = paid.every(({ prepared }) => prepared.provider.local);
    drawn = local;
    waiting = namesOf(paid);
    const affordable = local || (cost.unpriced === 0 && cost.usd <= left());
    const automatic = local || (!options.manual && affordable);
    const reason = automatic ? "settling" : affordable ? "asked-for" : "budget";
    const assets = paid.map(({ name }) => name);
    options.onWatch({ type: "waiting", assets, cost, reason });
    return { assets, automatic };
  };

  const run = async (asked: boolean): Promise<void> => {
    const opened = session;
    if (opened === undefined) return;
    if (asked) failed.clear();
    const { plan } = await opened.begin(asked ? {} : { selected: waiting });
    const paid = plan.assets.filter((asset) => isPaid(asset) && !failed.has(requestOf(asset)));
    stopRun = new AbortController();
    const budget = asked ? {} : { maxCost: left() };
    const summary = await build(opened, { selected: namesOf(paid), ...budget }, (event) => {
      if (event.type !== "asset-failed") return;
      const asset = paid.find(({ name }) => name === event.asset);
      if (asset !== undefined) failed.add(requestOf(asset));
    });
    spent = {
      ...spent,
      usd: spent.usd + summary.usd,
      ambiguousUsd: spent.ambiguousUsd + summary.ambiguousUsd,
      calls: spent.calls + summary.calls,
    };
  };

  const build = async (
    opened: Session,
    request: Partial<BuildRequest>,
    also: (event: BuildEvent) => void = () => undefined,
  ): Promise<Summary> => {
    const written: string[] = [relative(opened.root, join(opened.lockFolder, LOCK_FILE))];
    const listener: Listener = (event) => {
      if (event.type === "asset-done") written.push(...event.outputs.map(({ path }) => path));
      also(event);
      options.listener(event);
    };
    const summary = await runBuild(
      { ...opened, listener },
      {
        frozen: false,
        ...(options.jobs !== undefined && { jobs: options.jobs }),
        ...request,
        stop: stopRun.signal,
        abort: options.abort,
      },
    );
    for (const path of written) own.set(join(opened.root, path), lookOf(join(opened.root, path)));
    return summary;
  };

  send({ type: "hint" });
  return { send, closed };
}

function namesOf(assets: readonly AssetPlan[]): ReadonlySet<string> {
  return new Set(assets.map(({ name }) => name));
}

/** What an asset asks for: while it is the same, a failure would be the same. */
function requestOf({ name, samples }: AssetPlan): string {
  return JSON.stringify([name, samples.map(({ key }) => key)]);
}
