import { join, relative, resolve, sep } from "node:path";
import type { Asset } from "../core/asset.ts";
import type { Sha256 } from "../core/digest.ts";
import type { Listener } from "../core/event.ts";
import { STATE_FOLDER } from "../core/file-names.ts";
import type { Http } from "../core/http.ts";
import type { MergedLock } from "../core/lock-merge.ts";
import type { Lock } from "../core/lock.ts";
import { startPlanning, type Plan, type Planning } from "../core/plan.ts";
import type { Provider } from "../core/provider.ts";
import type { PreparedAsset } from "../core/request.ts";
import { settleConflicts } from "../core/settle-conflicts.ts";
import { readLedger } from "../store/journal.ts";
import { stateFiles } from "../store/layout.ts";
import { openMemo, type Memo } from "../store/memo.ts";
import type { StoreWarning } from "../store/store-folders.ts";
import { openStore, type Store } from "../store/store.ts";
import { SYSTEM_CLOCK, type Clock } from "./clock.ts";
import { DiagnosticsError } from "./diagnostics-error.ts";
import { guardFiles } from "./guard-files.ts";
import { ledgerFacts } from "./ledger-facts.ts";
import { askedIn, openCallLedger, type Ledger } from "./ledger.ts";
import { loadProject, type LoadedProject } from "./load.ts";
import type { ReadText } from "./load/source-text.ts";
import { pathsToObserve, ProjectFacts } from "./observe.ts";
import { openPlacedHistory } from "./placed.ts";
import { clipMaker, prepareAssets } from "./prepare-assets.ts";
import { ensureStatePlace, lockProblem, statePlace, type StatePlace } from "./profile.ts";
import { leaseProject } from "./project-lease.ts";
import { accessProvider, type ProviderAccess, type ProviderEnvironment, type ProviderKit } from "./provider-kit.ts";
import { readAhead } from "./read-ahead.ts";
import { readLock, type EffectiveLock, type ReadLock } from "./read-lock.ts";
import type { PlanRequest } from "./requests.ts";
import { sessionDiagnostics, type SessionDiagnostics } from "./session-diagnostics.ts";
import type { SharedStore } from "./shared-store.ts";

/** What a command knows before it looks at the project. Only the command line reads the environment. */
export interface SessionOptions extends ProviderEnvironment {
  /** Absolute. */
  readonly cwd: string;
  /** `--config`, relative to `cwd`. */
  readonly config?: string;
  /** `IMAGEGEN_STORE`: where originals live instead of `.imagegen`. */
  readonly store?: string;
  /** `--provider`: used for every asset, whatever the manifest says. */
  readonly provider?: string;
  /** `--profile`: another way to make the pictures, into a folder and a lock of its own. */
  readonly profile?: string;
  /** See `LoadOptions.overlay`. */
  readonly overlay?: (file: string, text: string) => string;
  readonly kit: ProviderKit;
  /** Opens the team's store; absent where none is configured, and where no network may be used. */
  readonly shared?: (listener: Listener) => SharedStore;
  readonly listener: Listener;
  readonly part?: ProjectPart;
  /** Only looks: nothing in the store is written, nor what is damaged there set aside. */
  readonly readOnly?: boolean;
}

/** A part of a project, for a plan of what is in it. The whole must be known to be in order. */
export interface ProjectPart {
  /** Read instead of the file. */
  readonly manifest: ReadText;
  /** The lock's entries of these assets, once they are known. */
  readLock(): EffectiveLock | undefined;
  /** Told what a plan looks up in the lock beyond an asset's own entry. */
  onLookUp(fact: string): void;
}

/**
 * A project as its manifest says it is. Lock and files are looked at when a plan begins. With an error among the
 * diagnostics nothing can be planned.
 */
export interface Session extends SessionDiagnostics {
  /** The manifest's folder, absolute. Every path below is relative to it. */
  readonly root: string;
  readonly manifestFile: string;
  /** Texts by file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** In dependency order. */
  readonly assets: readonly PreparedAsset[];
  /** Every asset that could be read, mistakes or not. Only to be looked at. */
  readonly understood: readonly Asset[];
  /** By name, with the manifest's `models` applied. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** The one that pictures are made by, where it is one. */
  readonly profile: LoadedProject["profile"];
  readonly budget: LoadedProject["budget"];
  readonly limits: LoadedProject["limits"];
  /** Everything that the assets were made from. */
  readonly inputs: LoadedProject["inputs"];
  /** Before anything was read: milliseconds since 1970, by the clock that dates files. */
  readonly opened: number;
  readonly listener: Listener;
  readonly clock: Clock;
  readonly files: StatePlace["files"];
  /** Where the lock is, absolute: `root`, unless a profile has its own. */
  readonly lockFolder: string;
  /** Of the store of this machine. */
  readonly storeDirectory: string;
  openStore(): Store;
  /**
   * Looks at lock, store and outputs, and plans.
   * @throws DiagnosticsError for a lock that cannot be used
   */
  begin(request: PlanRequest): Promise<Begun>;
  /** The plan alone; also of a part of a manifest, of whose lock only a part is read. */
  plan(request: PlanRequest): Promise<Plan>;
  /** The same project with assets that no manifest names, after those they refer to. */
  withAssets(more: readonly PreparedAsset[]): Session;
  /** The same project after an edit that reaches no further (`reopen.ts`). What this one has open, that one has. */
  edited(change: SessionEdit): Session;
  /**
   * One build of a project at a time.
   * @throws MachineError `lease-held` when it must not wait; DiagnosticsError when the manifest changed while it did
   */
  lease(options: { readonly wait: boolean; readonly signal?: AbortSignal }): Promise<() => void>;
  accessOf(provider: Provider): ProviderAccess;
  openHttp(): Http & { close(): void };
  readonly shared: SharedStore | undefined;
  /** The file of the project that has these bytes, as they were hashed for the plan. */
  referencePath(digest: Sha256): string | undefined;
  /** The URLs that assets refer to, each once. */
  readonly referenceUrls: readonly string[];
  /** It may be used again afterwards; what is needed is opened anew. */
  close(): Promise<void>;
}

/** What an edit of single entries changes. */
export type SessionEdit = Pick<Session, "assets" | "understood" | "sources" | "inputs" | "opened">;

/** A plan with everything it was made from. */
export interface Begun {
  readonly plan: Plan;
  readonly planning: Planning;
  readonly facts: ProjectFacts;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly read: ReadLock;
  readonly lock: Lock;
}

/** Reads the manifest and all it names. Never rejects for mistakes in them: those are `diagnostics`. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { kit, listener, part, readOnly = false } = options;
  const opened = Date.now();
  let memo: Memo | undefined;
  const memoOf = (root: string): Memo => {
    const file = part === undefined ? stateFiles(join(root, STATE_FOLDER)).memo : undefined;
    return (memo ??= openMemo(file, { root }));
  };
  let known = part === undefined ? readAhead(options, memoOf) : undefined;
  const loaded = await loadProject({
    cwd: options.cwd,
    ...(options.config !== undefined && { config: options.config }),
    ...(options.provider !== undefined && { provider: options.provider }),
    ...(options.profile !== undefined && { profile: options.profile }),
    ...(options.overlay !== undefined && { overlay: options.overlay }),
    ...(part !== undefined && { manifest: part.manifest }),
    providers: [...kit.providers.keys()],
    clipMaker: (models) => clipMaker(kit, models),
    openMemo: memoOf,
  });
  const { root, profile } = loaded;
  const place = statePlace(root, profile?.name);
  const { files, lockFolder } = place;
  const prepared = prepareAssets(loaded, kit);
  const accesses = new Map<string, ProviderAccess>();
  const accessOf = (provider: Provider): ProviderAccess => {
    const access = accesses.get(provider.name) ?? accessProvider(provider, kit, options);
    accesses.set(provider.name, access);
    return access;
  };
  const hostOf = (name: string) => {
    const provider = kit.providers.get(name);
    return provider === undefined ? "" : accessOf(provider).host;
  };
  const storeDirectory = resolve(root, options.store ?? loaded.store ?? STATE_FOLDER);
  const originals = loaded.originals === undefined ? undefined : { root, directory: join(root, loaded.originals) };
  // The store is opened for each plan; what is wrong with it is said once.
  const warned = new Set<string>();
  const onWarning = ({ code, message }: StoreWarning) => {
    if (!warned.has(message)) listener({ type: "warning", code, message });
    warned.add(message);
  };
  const references = new Map(loaded.references.map(({ path, sha256 }) => [sha256, path]));
  const state = join(root, STATE_FOLDER);
  const stateFolder = storeDirectory === state || storeDirectory.startsWith(join(state, sep)) ? state : undefined;
  const openProjectStore = () => openStore({ directory: storeDirectory, readOnly, stateFolder, originals, onWarning });
  let ledger: Ledger | undefined;
  const shared = options.shared?.(listener);
  const ownFolder = relative(root, storeDirectory).split(sep).join("/");
  const reserved = [...loaded.reserved, [ownFolder, "the store of originals"] as const];
  const readLockFor = (assets: Session["assets"]): ReadLock => {
    const holds = (path: string, digest: Sha256) => {
      const fact = memoOf(root).digest(path);
      return fact.kind === "file" && fact.sha256 === digest;
    };
    const settle = (merged: MergedLock) => settleConflicts(merged, { assets, holds });
    const read = readLock(lockFolder, files.journal, settle, known);
    if ("problem" in read) throw new DiagnosticsError([lockProblem(read.problem, profile?.name)]);
    return (known = read);
  };
  const planWith = async (
    { assets, inputs }: Pick<SessionEdit, "assets" | "inputs">,
    read: EffectiveLock,
    request: PlanRequest,
  ): Promise<Omit<Begun, "read">> => {
    const store = openProjectStore();
    const history = openPlacedHistory(files.placed);
    const facts = new ProjectFacts({
      memo: memoOf(root),
      store,
      hostOf,
      placed: read.placed,
      history,
      ...(shared !== undefined && { shared }),
      protection: guardFiles({ root, inputs, reserved, profile }),
      ...ledgerFacts(files.ledger),
      // A part of a manifest does not know which names are gone.
      asked: () => (part === undefined ? askedIn(readLedger(files.ledger, '"intent"').lines) : []),
    });
    const plan = () => {
      const planning = startPlanning({
        assets,
        lock: read.lock,
        facts,
        ...request,
        ...(part && { onLookUp: part.onLookUp }),
      });
      return { planning, plan: planning.plan() };
    };
    // On a fresh clone another thread still reads the outputs, which as a rule are what the lock says.
    const paths = new Set(pathsToObserve(assets, read.lock, request.selected));
    const early = facts.assume(read.lock, paths) ? plan() : undefined;
    await facts.observe(paths);
    let planned = early !== undefined && facts.isAsAssumed ? early : plan();
    // A record that is found there names an original to look for.
    for (let round = 0; round < 2 && (await facts.askShared()); round += 1) planned = plan();
    ledger ??= openCallLedger(files.ledger, { now: () => new Date().toISOString(), hostOf });
    return { ...planned, facts, store, ledger, lock: read.lock };
  };
  const said = await sessionDiagnostics(loaded, prepared);
  const sessionOver = ({ assets, understood, sources, inputs, opened: at }: SessionEdit): Session => ({
    root,
    manifestFile: loaded.manifestFile,
    sources,
    ...said,
    assets,
    understood,
    providers: prepared.providers,
    profile,
    budget: loaded.budget,
    limits: loaded.limits,
    inputs,
    opened: at,
    listener,
    clock: SYSTEM_CLOCK,
    files,
    lockFolder,
    storeDirectory,
    openStore: openProjectStore,
    async begin(request) {
      const read = readLockFor(assets);
      return { ...(await planWith({ assets, inputs }, read, request)), read };
    },
    plan: async (request) =>
      (await planWith({ assets, inputs }, part?.readLock() ?? readLockFor(assets), request)).plan,
    withAssets: (more) => sessionOver({ assets: [...assets, ...more], understood, sources, inputs, opened: at }),
    edited: sessionOver,
    lease({ wait, signal }) {
      ensureStatePlace(root, place);
      // What an edit that was not saved would make is in no file.
      const read = options.overlay === undefined ? { read: { root, sources } } : {};
      return leaseProject({ file: files.lease, wait, signal, listener, ...read });
    },
    accessOf,
    shared,
    openHttp: () => kit.openHttp(),
    referencePath: (digest) => references.get(digest),
    referenceUrls: urlsOf(prepared.assets),
    async close() {
      memo?.close();
      const closing = ledger;
      // Whoever goes on asks for the file by its name again: it may be another one by then.
      ledger = undefined;
      await closing?.close();
    },
  });
  const { sources, inputs } = loaded;
  return sessionOver({ assets: prepared.assets, understood: loaded.assets, sources, inputs, opened });
}

function urlsOf(assets: readonly PreparedAsset[]): readonly string[] {
  const urls = new Set<string>();
  for (const { asset } of assets)
    for (const reference of asset.references) if (reference.kind === "url") urls.add(reference.url);
  return [...urls];
}
