import { existsSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticsError } from "../build/diagnostics-error.ts";
import type { Session, SessionOptions } from "../build/session.ts";
import type { Listener, Spent, Summary } from "../core/event.ts";
import type { WatchNews } from "../report/watch-text.ts";
import { MachineError } from "../store/machine-error.ts";
import { listen, type Listening } from "./listen.ts";
import { START, step, type WatchEffect, type WatchEvent, type Watching } from "./machine.ts";
import { lookOf, placesOf, type Places } from "./places.ts";
import { startWork, type Look } from "./work.ts";

export interface WatchOptions extends Omit<SessionOptions, "listener"> {
  /** Milliseconds without a change until paid work starts by itself. */
  readonly settle: number;
  /** US dollars (estimated) that may be spent without being asked. */
  readonly maxCost: number;
  /** Pays only when a person asks. */
  readonly manual: boolean;
  /** Listens for changes and does at once what costs nothing. Without it nothing happens unless somebody asks. */
  readonly follow: boolean;
  readonly jobs?: number;
  /** Everything that a build says, and what watching says besides. */
  readonly listener: Listener;
  readonly onWatch: (news: WatchNews) => void;
  /** Texts of the files as they were just read, for code frames. */
  readonly onSources: (sources: Session["sources"]) => void;
  /** What each look found, after the free work. */
  readonly onPlanned?: (look: Look) => void;
  /** Every step of the machine. */
  readonly onStep?: (watching: Watching) => void;
  /** Second Ctrl-C. */
  readonly abort: AbortSignal;
}

export interface WatchHandle {
  /** As a person would: ask for what is waiting, have everything looked at again, pause, quit. */
  send(event: Extract<WatchEvent, { type: "go" | "hint" | "pause" | "quit" }>): void;
  readonly paused: boolean;
  /** See `Work`. */
  withdraw(asset: string): boolean;
  spend(spent: Spent): void;
  readonly spent: Summary;
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

const NOWHERE: Places = { shallow: new Set(), deep: new Set() };

/** Hears nothing. */
const DEAF: Listening = { listenAt: async () => undefined, close: async () => undefined, size: 0 };

/**
 * Keeps a project built while somebody edits it. Events of the file system are hints and nothing more: each look reads
 * the project anew and plans it with the planner of `build`.
 */
export function watchProject(options: WatchOptions): WatchHandle {
  let watching: Watching = START;
  let timer: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;
  /** How the files that the project is made of looked before they were read. */
  const read = new Map<string, string>();
  let told = false;
  let finish: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (finish = resolve));

  const onHint = (path: string) => {
    if (work.isOwn(path)) return;
    clearTimeout(gathering);
    gathering = setTimeout(() => send({ type: "hint" }), TOGETHER);
  };
  const listening = options.follow ? listen(onHint) : DEAF;

  const onOpened = (opened: Session): void => {
    options.onSources(opened.sources);
    if (options.follow) expectAftermath(opened);
    for (const diagnostic of opened.diagnostics) options.listener({ type: "diagnostic", diagnostic });
  };
  const listenAround = async (opened: Session): Promise<void> => {
    const { assets, profile, root } = opened;
    const isGone = options.follow && !existsSync(root);
    await listening.listenAt(isGone ? NOWHERE : placesOf(opened));
    if (isGone) return expectBack(root);
    if (!told)
      options.onWatch({ type: "watching", folders: listening.size, assets: assets.length, profile: profile?.name });
    told = true;
  };
  /** Nothing tells of a folder that was moved away and comes back: whoever listened to it listens to the moved one. */
  const expectBack = (root: string): void =>
    lookLater(() => {
      const isBack = existsSync(root);
      if (!isBack) expectBack(root);
      return isBack;
    }, AGAIN);
  const work = startWork({ ...options, free: options.follow, onOpened, listenAround });

  const send = (event: WatchEvent) => {
    const before = watching;
    const { next, effects } = step(watching, event);
    watching = next;
    options.onStep?.(next);
    if (before.paused !== next.paused) options.onWatch({ type: "paused", paused: next.paused });
    for (const effect of effects) carryOut(effect);
  };

  const carryOut = (effect: WatchEffect) => {
    switch (effect.type) {
      case "look":
        for (const path of read.keys()) read.set(path, lookOf(path));
        return void settle(work.look(), (paid) => ({ type: "looked", paid }), AGAIN);
      case "run":
        return void settle(work.run(effect.wish), () => ({ type: "ran" }));
      case "start-settling":
        timer = setTimeout(() => send({ type: "settled" }), settlingTime());
        return;
      case "stop-settling":
        return clearTimeout(timer);
      case "stop-run":
        return work.stop();
      case "close":
        clearTimeout(gathering);
        clearTimeout(later);
        return void Promise.all([listening.close(), work.close()]).then(finish);
      default:
        return effect satisfies never;
    }
  };

  const settlingTime = () => {
    const { state } = watching;
    return state.name === "settling" && state.work.local ? TOGETHER : options.settle;
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
      if (again !== undefined && options.follow) lookLater(() => true, again);
      return undefined;
    });
    send(toEvent(value));
  };

  const expectAftermath = ({ root, manifestFile, inputs }: Session) => {
    const paths = [manifestFile, ...inputs.files.map(({ file }) => file)].map((file) => join(root, file));
    for (const path of paths) if (!read.has(path)) read.set(path, lookOf(path));
    const wanted = new Set(paths);
    for (const path of read.keys()) if (!wanted.has(path)) read.delete(path);
    lookLater(() => [...read].some(([path, before]) => lookOf(path) !== before), AFTERMATH);
  };

  /**
   * A look without an event, if there is reason for it by then. One at a time: what a look expects takes the place of
   * what the one before expected. None once watching has ended, though a look may still be under way then.
   */
  const lookLater = (when: () => boolean, milliseconds: number): void => {
    clearTimeout(later);
    if (watching.state.name === "stopped") return;
    later = setTimeout(() => {
      if (when()) send({ type: "hint" });
    }, milliseconds);
  };

  send({ type: "hint" });
  return {
    send,
    get paused() {
      return watching.paused;
    },
    withdraw: work.withdraw,
    spend: work.spend,
    get spent() {
      return work.spent;
    },
    closed,
  };
}
