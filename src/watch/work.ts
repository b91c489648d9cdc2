import { join, relative } from "node:path";
import { runBuild } from "../build/build.ts";
import { notAllowed } from "../build/diagnostics-error.ts";
import { reopenSession } from "../build/reopen.ts";
import type { BuildRequest } from "../build/requests.ts";
import { openSession, type Begun, type Session, type SessionOptions } from "../build/session.ts";
import { isFree, isPaid, type AssetPlan } from "../core/asset-plan.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { EMPTY_SUMMARY, type BuildEvent, type Listener, type Spent, type Summary } from "../core/event.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { addCost, NO_COST } from "../core/money.ts";
import { paidCost, type Plan } from "../core/plan.ts";
import { selectAssets } from "../core/selection.ts";
import { count } from "../report/units.ts";
import type { WatchNews } from "../report/watch-text.ts";
import type { PaidWork, Wish } from "./machine.ts";
import { lookOf } from "./places.ts";

export interface WorkOptions extends SessionOptions {
  /** US dollars (estimated) that may be spent without being asked. */
  readonly maxCost: number;
  /** Pays only when a person asks. */
  readonly manual: boolean;
  /** Does what costs nothing without being asked. */
  readonly free: boolean;
  readonly jobs?: number;
  readonly onWatch: (news: WatchNews) => void;
  /** A project that was just read, in order or not. */
  readonly onOpened: (session: Session) => void;
  /** Resolves when changes of it are listened for. */
  readonly listenAround: (session: Session) => Promise<void>;
  /** What is to be done for it, as it is after the free work. */
  readonly onPlanned?: (look: Look) => void;
  /** Second Ctrl-C. */
  readonly abort: AbortSignal;
}

/** What a look found. */
export interface Look {
  readonly session: Session;
  /** Undefined: the manifest cannot be used. */
  readonly begun: Begun | undefined;
}

/** Looks at a project and builds it, for whoever decides when. */
export interface Work {
  /**
   * Reads everything anew, does what is free, and says what would have to be paid for.
   * @throws MachineError, DiagnosticsError
   */
  look(): Promise<PaidWork | undefined>;
  /**
   * Makes what was found, by itself within what is left, or as wished.
   * @throws MachineError, DiagnosticsError
   */
  run(wish: Wish | undefined): Promise<void>;
  /** Is this how we left the file? */
  isOwn(path: string): boolean;
  /**
   * What has not been asked for yet is not asked for, until somebody wants it or its request changes. False where a
   * call was made already: that one is finished, and no other follows.
   */
  withdraw(asset: string): boolean;
  /** Adds what was spent elsewhere for the same person. */
  spend(spent: Spent): void;
  readonly spent: Summary;
  /** Lets paid calls finish, starts nothing. */
  stop(): void;
  close(): Promise<void>;
}

/** Opens nothing before the first look. Looks and runs must not overlap: `watch/machine.ts` sees to that. */
export function startWork(options: WorkOptions): Work {
  let session: Session | undefined;
  let stopRun = new AbortController();
  let spent: Summary = { ...EMPTY_SUMMARY };
  /** US dollars that may be spent yet without being asked. What was perhaps billed is spent, as within a build. */
  const left = () => Math.max(0, options.maxCost - spent.usd - spent.ambiguousUsd);
  /** Requests that failed, were skipped or withdrawn, and were not changed since. */
  const setAside = new Set<string>();
  const withdrawn = new Set<string>();
  /** Assets for which the last run has made a call. */
  const called = new Set<string>();
  /** What the last look found to be paid for. */
  let waiting: ReadonlySet<string> = new Set();
  /** How files looked right after we wrote them. */
  const own = new Map<string, string>();

  const spend = ({ usd, ambiguousUsd, calls }: Spent) => {
    spent = {
      ...spent,
      usd: spent.usd + usd,
      ambiguousUsd: spent.ambiguousUsd + ambiguousUsd,
      calls: spent.calls + calls,
    };
  };

  const look = async (): Promise<PaidWork | undefined> => {
    const before = session;
    const reopened = before && (await reopenSession(before, options));
    await before?.close();
    const opened = (session = reopened?.session ?? (await openSession(options)));
    options.onOpened(opened);
    // What was just edited is what somebody waits for. The full plan below catches anything else that changed.
    if (reopened !== undefined && reopened.changed.size > 0)
      await makeFree(opened, await opened.begin({ selected: reopened.changed }));
    await options.listenAround(opened);
    if (hasErrors(opened.diagnostics)) {
      options.onPlanned?.({ session: opened, begun: undefined });
      options.onWatch({ type: "broken" });
      return undefined;
    }
    let begun = await opened.begin({});
    // Who shows the plan shows it as it is then.
    if ((await makeFree(opened, begun)) && options.onPlanned !== undefined) begun = await opened.begin({});
    options.onPlanned?.({ session: opened, begun });
    const { plan } = begun;
    const paid = plan.assets.filter((asset) => isPaid(asset) && !setAside.has(requestOf(asset)));
    if (paid.length > 0) return workOf(paid);
    // Also what failed before: it is not asked for again until it changes.
    const attention = plan.assets.filter((asset) => asset.action !== "fresh" && !isFree(asset));
    const news = { upToDate: plan.assets.length - attention.length, attention: attention.map(({ name }) => name) };
    options.onWatch({ type: "idle", ...news, usd: spent.usd, calls: spent.calls });
    return undefined;
  };

  /** Was there anything? */
  const makeFree = async (opened: Session, { plan }: Pick<Begun, "plan">): Promise<boolean> => {
    const free = options.free ? plan.assets.filter(isFree) : [];
    if (free.length > 0) await build(opened, { selected: namesOf(free), maxCalls: 0 });
    return free.length > 0;
  };

  const workOf = (paid: readonly AssetPlan[]): PaidWork => {
    const cost = paid.reduce((sum, { most }) => addCost(sum, most), NO_COST);
    const local = paid.every(({ prepared }) => prepared.provider.local);
    const affordable = local || (cost.unpriced === 0 && cost.usd <= left());
    const automatic = (local && options.free) || (!options.manual && affordable);
    const reason = automatic ? "settling" : affordable ? "asked-for" : "budget";
    const assets = paid.map(({ name }) => name);
    waiting = new Set(assets);
    options.onWatch({ type: "waiting", assets, cost, reason });
    return { assets, automatic, local };
  };

  const run = async (wish: Wish | undefined): Promise<void> => {
    const opened = session;
    // Somebody may ask for a picture while a line of the manifest is half typed: it is said, and nothing is made.
    if (opened === undefined || hasErrors(opened.diagnostics)) return;
    const wanted = wish?.assets && withNeeds(opened, wish.assets);
    const insist = wish === undefined ? {} : insistence(wish);
    const { plan } = await opened.begin(wish === undefined ? { selected: waiting } : insist);
    const chosen = plan.assets.filter((asset) => {
      if (wanted !== undefined) return wanted.has(asset.name);
      return (
        (isPaid(asset) || (!options.free && isFree(asset))) && (wish !== undefined || !setAside.has(requestOf(asset)))
      );
    });
    if (wish !== undefined) for (const asset of chosen) setAside.delete(requestOf(asset));
    withdrawn.clear();
    called.clear();
    stopRun = new AbortController();
    const maxCost = wish === undefined ? left() : wish.maxCost;
    await build(
      opened,
      {
        ...insist,
        selected: namesOf(chosen),
        ...(maxCost !== undefined && { maxCost }),
        approve: (begun) => refuseMoreThanShown(begun.plan, wish?.maxCalls),
        isWithdrawn: (name) => withdrawn.has(name),
      },
      (event) => {
        if (event.type === "call-started") called.add(event.asset);
        // Also what was skipped: without a key, or within what is left, it would be skipped again.
        if (event.type !== "asset-failed" && event.type !== "asset-skipped") return;
        const asset = chosen.find(({ name }) => name === event.asset);
        if (asset !== undefined) setAside.add(requestOf(asset));
      },
    );
  };

  const build = async (
    opened: Session,
    request: Partial<BuildRequest>,
    also: (event: BuildEvent) => void = () => undefined,
  ): Promise<void> => {
    const written: string[] = [relative(opened.root, join(opened.lockFolder, LOCK_FILE))];
    const listener: Listener = (event) => {
      if (event.type === "asset-done") written.push(...event.outputs.map(({ path }) => path));
      also(event);
      options.listener(event);
    };
    await runBuild(opened, {
      frozen: false,
      listener,
      onSpent: spend,
      ...(options.jobs !== undefined && { jobs: options.jobs }),
      ...request,
      stop: stopRun.signal,
      abort: options.abort,
    });
    for (const path of written) own.set(join(opened.root, path), lookOf(join(opened.root, path)));
  };

  return {
    look,
    run,
    isOwn: (path) => own.get(path) === lookOf(path),
    withdraw(asset) {
      withdrawn.add(asset);
      return !called.has(asset);
    },
    spend,
    get spent() {
      return spent;
    },
    stop: () => stopRun.abort(),
    close: async () => session?.close(),
  };
}

/** @throws DiagnosticsError */
function refuseMoreThanShown(plan: Plan, shown: number | undefined): void {
  const { calls } = paidCost(plan);
  if (shown === undefined || calls <= shown) return;
  throw notAllowed(
    `it would take ${count(calls, "call")} of unknown price by now, and ${shown} ${shown === 1 ? "was" : "were"} shown`,
    "look at what it would be now, and ask again",
  );
}

/** What a wish overrules, for the assets that it names. */
function insistence({ assets, insist }: Wish): Partial<BuildRequest> {
  switch (insist) {
    case undefined:
      return {};
    case "replace":
      return { replace: new Set(assets) };
    case "retry-refused":
      return { retryRefused: true };
    case "regenerate-lost":
      return { regenerateLost: true };
    default:
      return insist satisfies never;
  }
}

/** Assets, and those that they refer to. */
function withNeeds(session: Session, names: readonly string[]): ReadonlySet<string> {
  const assets = session.assets.map(({ asset }) => asset);
  const wanted = { names: names.map((name) => `+${name}`), exclude: [], tags: [] };
  const selection = selectAssets(assets, wanted);
  // One that is gone from the manifest meanwhile is no longer wanted.
  return "names" in selection && selection.names !== undefined ? selection.names : new Set();
}

function namesOf(assets: readonly AssetPlan[]): ReadonlySet<string> {
  return new Set(assets.map(({ name }) => name));
}

/** What an asset asks for: while it is the same, a failure would be the same. */
function requestOf({ name, samples }: AssetPlan): string {
  return JSON.stringify([name, samples.map(({ key }) => key)]);
}
