import PQueue from "p-queue";
import type { Sha256 } from "../core/digest.ts";
import type { Failure, Listener } from "../core/event.ts";
import type { Http } from "../core/http.ts";
import type { Planning } from "../core/plan.ts";
import type { Content } from "../core/provider.ts";
import type { ContentReference } from "../core/recipe.ts";
import type { Spare } from "../store/spare.ts";
import type { Store } from "../store/store.ts";
import { bring } from "./bring-home.ts";
import { createBudget, type Budget } from "./budget.ts";
import type { CallOutcome } from "./call.ts";
import type { Clock } from "./clock.ts";
import { createContentLoader } from "./content.ts";
import { createEncodeQueue, type EncodeQueue } from "./encode-queue.ts";
import { createReferenceDownload, type ReferenceDownload } from "./fetch-reference.ts";
import type { BuildJournal } from "./journal.ts";
import { Lanes } from "./lanes.ts";
import type { Ledger } from "./ledger.ts";
import type { ProjectFacts } from "./observe.ts";
import { refetchPinned } from "./pin-references.ts";
import type { BuildRequest } from "./requests.ts";
import { RETRY_POLICY, type RetryPolicy } from "./retry.ts";
import { createRoom, type Room } from "./room.ts";
import type { Begun, Session } from "./session.ts";
import type { SharedStore } from "./shared-store.ts";
import { Spending } from "./spent.ts";

/** What one run of the executor works with. */
export interface BuildContext {
  readonly root: string;
  /** Texts by file, for lines and columns. */
  readonly sources: ReadonlyMap<string, string>;
  readonly store: Store;
  /** The team's, behind it. */
  readonly shared: SharedStore | undefined;
  readonly ledger: Ledger;
  readonly journal: BuildJournal;
  readonly planning: Planning;
  readonly facts: ProjectFacts;
  readonly encoding: EncodeQueue;
  readonly listener: Listener;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  readonly budget: Budget;
  /** Restore only: no provider is called and the lock stays as it is. */
  readonly frozen: boolean;
  /** Milliseconds between two questions about a job, where the user set it. */
  readonly pollInterval: number | undefined;
  /** Does somebody no longer want this asset made? */
  isWithdrawn(asset: string): boolean;
  /** First Ctrl-C: start nothing. */
  readonly stop: AbortSignal;
  /** Second Ctrl-C: drop everything. */
  readonly abort: AbortSignal;
  /** Calls of this run by request, with the asset that pays: equal requests share one. */
  readonly calls: Map<Sha256, RunningCall>;
  /** Requests whose answer is not stored yet. */
  readonly inFlight: Set<string>;
  /** For the answers to those, on the disk. */
  readonly room: Room;
  /** Answers on their way into the store, apart from the lanes: a connection need not wait for a disk. */
  readonly keeping: PQueue;
  /** Keeps room on the disk for answers, from the first paid call on. */
  holdSpare(): void;
  giveUpSpare(): void;
  readonly lanes: Lanes;
  http(): Http;
  content(reference: ContentReference): Promise<Content>;
  readonly fetchReference: ReferenceDownload;
  /** URLs that are fetched in this run: settled when they are pinned. */
  readonly pins: Map<string, Promise<void>>;
  readonly spending: Spending;
  /** The machine gave up (disk full, read-only), or we did: nothing that costs money starts any more. */
  halt(cause: Halt): void;
  readonly halted: Halt | undefined;
  close(): void;
}

export interface RunningCall {
  readonly asset: string;
  /** What it asks for. */
  readonly keys: ReadonlySet<Sha256>;
  readonly outcome: Promise<CallOutcome>;
}

/** Why nothing more is asked for; a `MachineError` is one. */
export type Halt = Pick<Failure, "code" | "message" | "exit">;

/** Answers that are stored at a time: a disk syncs several almost as fast as one. */
const KEPT_AT_ONCE = 16;

/** Bytes: several answers of the usual size. */
const SPARE = 8 * 1024 * 1024;

/**
 * Opens nothing until it is needed; whoever made it closes it, which ends its connections and gives spare room back.
 */
export function createContext(
  session: Session,
  begun: Begun,
  request: BuildRequest & { readonly journal: BuildJournal },
): BuildContext {
  const { clock } = session;
  const listener = request.listener ?? session.listener;
  const inFlight = new Set<string>();
  const onStop = () => listener({ type: "stopping", inFlight: inFlight.size, abandoned: request.abort.aborted });
  request.stop.addEventListener("abort", onStop, { once: true });
  let http: (Http & { close(): void }) | undefined;
  let halted: Halt | undefined;
  const openHttp = () => (http ??= session.openHttp());
  const encoding = createEncodeQueue();
  const policy = {
    ...RETRY_POLICY,
    ...(request.maxWait !== undefined && { maxWait: request.maxWait }),
    ...(request.backoff !== undefined && { base: request.backoff }),
  };
  const { stop, abort } = request;
  const fetchReference = createReferenceDownload({ http: openHttp, encoding, clock, policy, stop, abort });
  let spare: Spare | undefined;
  return {
    root: session.root,
    sources: session.sources,
    store: begun.store,
    shared: session.shared,
    ledger: begun.ledger,
    journal: request.journal,
    planning: begun.planning,
    facts: begun.facts,
    encoding,
    listener,
    clock,
    policy,
    budget: createBudget(request),
    frozen: request.frozen,
    pollInterval: request.pollInterval,
    isWithdrawn: request.isWithdrawn ?? (() => false),
    stop,
    abort,
    calls: new Map(),
    inFlight,
    room: createRoom(begun.store.directory),
    keeping: new PQueue({ concurrency: KEPT_AT_ONCE }),
    holdSpare: () => void (spare ??= begun.store.keepSpare(SPARE)),
    giveUpSpare: () => void spare?.release(),
    lanes: new Lanes({
      limits: session.limits,
      wanted: { jobs: request.jobs, timeout: request.timeout },
      accessOf: session.accessOf,
      clock,
      listener,
      signal: stop,
    }),
    http: openHttp,
    content: createContentLoader({
      root: session.root,
      store: begun.store,
      bring: (object) => bring({ ...begun, shared: session.shared }, object),
      pathOf: session.referencePath,
      async refetch(object) {
        const url = session.referenceUrls.find((candidate) => begun.planning.pinOf(candidate) === object);
        return url === undefined ? undefined : refetchPinned(fetchReference, { url, sha256: object });
      },
    }),
    fetchReference,
    pins: new Map(),
    spending: new Spending(),
    halt(cause) {
      halted ??= cause;
    },
    get halted() {
      return halted;
    },
    close() {
      request.stop.removeEventListener("abort", onStop);
      http?.close();
      spare?.release();
    },
  };
}
