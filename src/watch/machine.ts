/**
 * What watch mode does, as a pure machine: it is fed events and answers with effects; it knows no clock and no file.
 *
 *                    hint                    looked, nothing to pay
 *        ┌── idle ─────────► looking ─────────────────────────────► idle
 *        │    ▲  go            │ ▲ hint (typing goes on)
 *        │    │                │ │
 *        │    │   looked, paid ▼ │                       looked, paid, but it may not run by itself
 *        │    │             settling                     ───────────────► idle (waiting)
 *        │    │                │ settled, or go
 *        │    │                ▼
 *        └────┴─────────── running ── ran ──► looking     a hint while looking or running is looked at afterwards
 *
 *        quit: everywhere, to stopped; a run in flight is finished first (stopping)
 *        pause: hints are kept until it is taken back
 */
export type WatchState =
  | { readonly name: "idle"; readonly waiting: PaidWork | undefined }
  | { readonly name: "looking"; readonly again: boolean; readonly go: boolean }
  | { readonly name: "settling"; readonly work: PaidWork }
  | { readonly name: "running"; readonly again: boolean }
  | { readonly name: "stopping" }
  | { readonly name: "stopped" };

export interface Watching {
  readonly state: WatchState;
  readonly paused: boolean;
  /** A hint came while it was paused. */
  readonly missed: boolean;
}

/** Pictures that would be paid for. */
export interface PaidWork {
  readonly assets: readonly string[];
  /** May it run by itself: is there budget left, and did nobody ask for `--manual`? */
  readonly automatic: boolean;
}

export type WatchEvent =
  /** Something may have changed. */
  | { readonly type: "hint" }
  /** The project was looked at, and what costs nothing is done. */
  | { readonly type: "looked"; readonly paid: PaidWork | undefined }
  /** Nobody has typed for a while. */
  | { readonly type: "settled" }
  | { readonly type: "ran" }
  /** A person wants what is waiting. */
  | { readonly type: "go" }
  | { readonly type: "pause" }
  | { readonly type: "quit" };

export type WatchEffect =
  /** Read everything again, plan, do what is free; then `looked`. */
  | { readonly type: "look" }
  /** Make what is paid for; then `ran`. `asked`: by a person, so no watch budget holds. */
  | { readonly type: "run"; readonly asked: boolean }
  | { readonly type: "start-settling" }
  | { readonly type: "stop-settling" }
  /** Let paid calls finish, start nothing. */
  | { readonly type: "stop-run" }
  | { readonly type: "close" };

export interface Step {
  readonly next: Watching;
  readonly effects: readonly WatchEffect[];
}

export const START: Watching = { state: { name: "idle", waiting: undefined }, paused: false, missed: false };

/** One event. Every state knows what to do with every one of them. */
export function step(watching: Watching, event: WatchEvent): Step {
  const { state, paused } = watching;
  if (state.name === "stopped") return stay(watching);
  switch (event.type) {
    case "quit":
      return quit(watching);
    case "pause":
      return pause(watching);
    case "hint":
      return paused ? { next: { ...watching, missed: true }, effects: [] } : hint(watching);
    case "looked":
      return state.name === "looking" ? looked(watching, state, event.paid) : stay(watching);
    case "settled":
      return state.name === "settling" ? run(watching, { asked: false }) : stay(watching);
    case "go":
      return go(watching);
    case "ran":
      if (state.name === "stopping") return to(watching, { name: "stopped" }, { type: "close" });
      // What it left behind is looked at: a failure, what was edited meanwhile.
      return state.name === "running" ? look(watching) : stay(watching);
    default:
      return event satisfies never;
  }
}

function hint(watching: Watching): Step {
  const { state } = watching;
  switch (state.name) {
    case "idle":
      return look(watching);
    case "looking":
    case "running":
      return to(watching, { ...state, again: true });
    case "settling":
      return look(watching, { type: "stop-settling" });
    case "stopping":
    case "stopped":
      return stay(watching);
    default:
      return state satisfies never;
  }
}

function looked(watching: Watching, state: Extract<WatchState, { name: "looking" }>, paid: PaidWork | undefined): Step {
  if (state.again) return to(watching, { ...state, again: false }, { type: "look" });
  if (paid === undefined) return to(watching, { name: "idle", waiting: undefined });
  if (state.go) return run(watching, { asked: true });
  if (!paid.automatic || watching.paused) return to(watching, { name: "idle", waiting: paid });
  return to(watching, { name: "settling", work: paid }, { type: "start-settling" });
}

function go(watching: Watching): Step {
  const { state } = watching;
  switch (state.name) {
    case "idle":
      // Something may have changed that no event told of.
      return state.waiting === undefined
        ? to(watching, { name: "looking", again: false, go: true }, { type: "look" })
        : run(watching, { asked: true });
    case "settling":
      return run(watching, { asked: true }, { type: "stop-settling" });
    case "looking":
      return to(watching, { ...state, go: true });
    case "running":
    case "stopping":
    case "stopped":
      return stay(watching);
    default:
      return state satisfies never;
  }
}

function pause(watching: Watching): Step {
  const { state, paused, missed } = watching;
  const next = { ...watching, paused: !paused, missed: false };
  if (paused) return missed ? hint(next) : { next, effects: [] };
  if (state.name !== "settling") return { next, effects: [] };
  return to(next, { name: "idle", waiting: state.work }, { type: "stop-settling" });
}

function quit(watching: Watching): Step {
  const { state } = watching;
  if (state.name === "running") return to(watching, { name: "stopping" }, { type: "stop-run" });
  if (state.name === "stopping") return stay(watching);
  const settling: readonly WatchEffect[] = state.name === "settling" ? [{ type: "stop-settling" }] : [];
  return to(watching, { name: "stopped" }, ...settling, { type: "close" });
}

function look(watching: Watching, ...before: readonly WatchEffect[]): Step {
  return to(watching, { name: "looking", again: false, go: false }, ...before, { type: "look" });
}

function run(watching: Watching, { asked }: { readonly asked: boolean }, ...before: readonly WatchEffect[]): Step {
  return to(watching, { name: "running", again: false }, ...before, { type: "run", asked });
}

function to(watching: Watching, state: WatchState, ...effects: readonly WatchEffect[]): Step {
  return { next: { ...watching, state }, effects };
}

function stay(watching: Watching): Step {
  return { next: watching, effects: [] };
}
