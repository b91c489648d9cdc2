import { basename } from "node:path";
import { DiagnosticsError } from "../build/diagnostics-error.ts";
import { historyOf, type PastOriginal } from "../build/history.ts";
import type { OpenSession } from "../build/open-project.ts";
import type { Session } from "../build/session.ts";
import { readCandidates } from "../build/tries.ts";
import type { Candidate } from "../core/candidates.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Listener } from "../core/event.ts";
import { formatUsd } from "../core/money.ts";
import { formatDiagnostic } from "../report/diagnostic-text.ts";
import { count } from "../report/units.ts";
import type { Watching } from "../watch/machine.ts";
import type { WatchHandle } from "../watch/watch.ts";
import type { Look } from "../watch/work.ts";
import { afterEvent, afterLook, QUIET } from "./activity.ts";
import { createBoard } from "./board.ts";
import { detailsOf } from "./details.ts";
import { createPictures, type Pictures } from "./pictures.ts";
import type { Details, Patch, Problem, Status } from "./protocol.ts";
import { rowsOf, waitingOf } from "./rows.ts";

export interface StudioOptions {
  /** The project as it is, or as it would be; for what the page asks for. */
  readonly open: OpenSession;
  readonly follows: boolean;
  /** What is spent without being asked: `up to $0.25`. */
  readonly budget: string | undefined;
  /** What former versions of the lock named, by asset. */
  readonly formerOriginals: (root: string) => Promise<ReadonlyMap<string, readonly PastOriginal[]>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** First Ctrl-C, for what is made outside the watch: candidates. */
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
}

/**
 * What the page knows: it hears what the watch hears, keeps it as rows, and tells whoever subscribed what changed.
 * It decides nothing; the plan is that of `build`.
 */
export interface Studio {
  readonly options: StudioOptions;
  readonly pictures: Pictures;
  /** To be given to the watch. */
  readonly listener: Listener;
  onPlanned(look: Look): void;
  onStep(watching: Watching): void;
  /** To be told when candidates are in their list, which is after the last event of their build. */
  onTried(): void;
  /** The watch itself, once it runs. */
  attach(handle: WatchHandle): void;
  readonly watch: WatchHandle;
  whole(): Patch;
  /** Told of every change until the returned function is called. */
  subscribe(hear: (patch: Patch) => void): () => void;
  /** Undefined for an asset that is not there. */
  details(name: string): Promise<Details | undefined>;
  past(name: string): Promise<readonly PastOriginal[]>;
}

/** Milliseconds: what happens at once is told at once. */
const TOGETHER = 40;

/** `attach` the watch before a page asks for anything; the last timer ends when that watch does. */
export function createStudio(options: StudioOptions): Studio {
  const pictures = createPictures();
  const hearers = new Set<(patch: Patch) => void>();
  let activity = QUIET;
  let look: Look | undefined;
  /** The last that could be planned. */
  let good: (Look & { readonly begun: NonNullable<Look["begun"]> }) | undefined;
  let watching: Watching | undefined;
  let watch: WatchHandle | undefined;
  let timer: NodeJS.Timeout | undefined;
  let revision = 0;

  const status = (): Status => {
    const { usd = 0, ambiguousUsd = 0, calls = 0 } = watch?.spent ?? {};
    const spent = usd + ambiguousUsd;
    return {
      title: look === undefined ? "imagegen" : basename(look.session.root),
      phase: watching?.state.name ?? "looking",
      follows: options.follows,
      paused: watching?.paused ?? false,
      revision,
      broken: look !== undefined && look.begun === undefined,
      problems: look === undefined ? [] : problemsOf(look.session.sources, look.session.diagnostics),
      waiting: good === undefined ? { assets: 0, price: { usd: 0, text: "" } } : waitingOf(good.begun.plan),
      spent: { usd: spent, calls, text: `${formatUsd(spent)} for ${count(calls, "call")}` },
      budget: options.budget,
    };
  };
  const board = createBoard(status());

  const show = () => {
    timer = undefined;
    const rows = good === undefined ? [] : rowsOf(good.begun.plan, good.begun.facts, activity);
    for (const { picture } of rows) if (picture !== undefined) pictures.know(picture.sha256);
    const patch = board.show(rows, status());
    if (patch !== undefined) for (const hear of hearers) hear(patch);
  };
  const past = async (name: string): Promise<readonly PastOriginal[]> => {
    if (good === undefined) return [];
    const { session, begun } = good;
    return historyOf(session, begun, name, { former: await options.formerOriginals(session.root) });
  };
  const soon = () => {
    timer ??= setTimeout(show, TOGETHER);
  };

  return {
    options,
    pictures,
    listener(event) {
      activity = afterEvent(activity, event, options.now());
      soon();
    },
    onPlanned(found) {
      look = found;
      revision += 1;
      const { begun, session } = found;
      if (begun !== undefined) {
        good = { session, begun };
        activity = afterLook(activity, begun.plan);
        pictures.useStore(begun.store, session.root, session.files.thumbnails);
        for (const { samples } of begun.plan.assets)
          for (const { outputs } of samples)
            for (const { path } of outputs) {
              const fact = begun.facts.file(path);
              if (fact.kind === "file") pictures.know(fact.sha256, path);
            }
      }
      soon();
    },
    onStep(next) {
      watching = next;
      soon();
    },
    onTried() {
      revision += 1;
      soon();
    },
    attach(handle) {
      watch = handle;
      void handle.closed.then(() => clearTimeout(timer));
    },
    get watch() {
      if (watch === undefined) throw new Error("the watch is not attached");
      return watch;
    },
    whole: () => board.whole(),
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    past,
    async details(name) {
      const history = await past(name);
      const planned = good?.begun.plan.assets.find((asset) => asset.name === name);
      if (good === undefined || planned === undefined) return undefined;
      const { session, begun } = good;
      const { tried, said } = readTries(session, name);
      const candidates = tried.filter(({ original }) => begun.store.hasObject(original.sha256));
      for (const { original } of [...history, ...candidates]) pictures.know(original.sha256);
      for (const { source } of planned.samples) if ("original" in source) pictures.know(source.original.sha256);
      const own = (look?.session.diagnostics ?? []).filter(({ asset }) => asset === name);
      return detailsOf({
        planned,
        sources: session.sources,
        facts: begun.facts,
        history,
        candidates,
        problems: problemsOf(look?.session.sources ?? session.sources, [...own, ...said]),
      });
    },
  };
}

/** A list that is damaged is said, and the rest of the asset is shown all the same. */
function readTries(
  session: Session,
  name: string,
): { readonly tried: readonly Candidate[]; readonly said: readonly Diagnostic[] } {
  try {
    return { tried: readCandidates(session, name), said: [] };
  } catch (error) {
    if (error instanceof DiagnosticsError) return { tried: [], said: error.diagnostics };
    throw error;
  }
}

/** As a terminal shows them. */
export function problemsOf(sources: Session["sources"], diagnostics: readonly Diagnostic[]): readonly Problem[] {
  return diagnostics.map((diagnostic): Problem => ({
    severity: diagnostic.severity === "error" ? "error" : "warning",
    text: formatDiagnostic(diagnostic, sources, { color: false }),
  }));
}
