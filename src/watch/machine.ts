import type { Insistence } from "../core/wishes.ts";
/**
 * What watch mode does, as a pure machine: it is fed events and answers with effects; it knows no clock and no file.
 *
 *                    hint                    looked, nothing to pay
 *        ┌── idle ─────────► looking ─────────────────────────────► idle
 *        │    ▲  go            │ ▲ hint (typing goes on), go
 *        │    │                │ │
 *        │    │   looked, paid ▼ │                       looked, paid, but it may not run by itself
 *        │    │             settling                     ───────────────► idle (waiting)
 *        │    │                │ settled
 *        │    │                ▼
 *        └────┴─────────── running ── ran ──► looking     a hint while looking or running is looked at afterwards
 *
 *        quit: everywhere, to stopped; a run in flight is finished first (stopping)
 *        pause: hints are kept until it is taken back
 *        go: a wish; each is run after a look, one after another, for what was looked at before may have been edited since
 */
export type WatchState =
  | { readonly name: "idle"; readonly waiting: PaidWork | undefined }
  | { readonly name: "looking"; readonly again: boolean }
  | { readonly name: "settling"; readonly work: PaidWork }
  /** Undefined: by itself. */
  | { readonly name: "running"; readonly wish: Wish | undefined }
  | { readonly name: "stopping" }
  | { readonly name: "stopped" };

export interface Watching {
  readonly state: WatchState;
  readonly paused: boolean;
  /** A hint came while it was paused. */
  readonly missed: boolean;
  /** What people asked for and is not begun, in their order. */
  readonly wishes: readonly Wish[];
}

/** What a person wants made. */
export interface Wish {
  /** Undefined: everything that waits. */
  readonly assets?: readonly string[];
  /** US dollars (estimated) that the person was shown; no more than that is spent. Undefined: whatever it costs. */
  readonly maxCost?: number;
  /** The calls that the person was shown, where nobody knows their price: a plan of more is not carried out. */
  readonly maxCalls?: number;
  /** What would otherwise be left alone: a picture that is fresh, refused, or lost. */
  readonly insist?: Insistence;
}

/** Pictures that would be paid for. */
export interface PaidWork {
  readonly assets: readonly string[];
  /** May it run by itself: is there budget left, and did nobody ask for `--manual`? */
  readonly automatic: boolean;
  /** All of it is drawn on this machine: it costs nothing, so nobody has to have finished typing. */
  readonly local: boolean;
}

export type WatchEvent =
  /** Something may have changed. */
  | { readonly type: "hint" }
  /** The project was looked at, and what costs nothing is done. */
  | { readonly type: "looked"; readonly paid: PaidWork | undefined }
  /** Nobody has typed for a while. */
  | { readonly type: "settled" }
  | { readonly type: "ran" }
  /** A person wants something made. */
  | { readonly type: "go"; readonly wish: Wish }
  | { readonly type: "pause" }
  | { readonly type: "quit" };

export type WatchEffect =
  /** Read everything again, plan, do what is free; then `looked`. */
  | { readonly type: "look" }
  /** Make what is paid for; then `ran`. With a wish of a person's no watch budget holds. */
  | { readonly type: "run"; readonly wish: Wish | undefined }
  | { readonly type: "start-settling" }
  | { readonly type: "stop-settling" }
  /** Let paid calls finish, start nothing. */
  | { readonly type: "stop-run" }
  | { readonly type: "close" };

export interface Step {
  readonly next: Watching;
  readonly effects: readonly WatchEffect[];
}

export const START: Watching = {
  state: { name: "idle", waiting: undefined },
  paused: false,
  missed: false,
  wishes: [],
};

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
      return state.name === "settling" ? run(watching, undefined) : stay(watching);
    case "go":
      return go(watching, event.wish);
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
      return to(watching, { ...state, again: true });
    case "settling":
      return look(watching, { type: "stop-settling" });
    // After a run it looks in any case.
    case "running":
    case "stopping":
    case "stopped":
      return stay(watching);
    default:
      return state satisfies never;
  }
}

function looked(watching: Watching, state: Extract<WatchState, { name: "looking" }>, paid: PaidWork | undefined): Step {
  if (state.again) return look(watching);
  const [wish, ...wishes] = watching.wishes;
  if (wish !== undefined) {
    const next = { ...watching, wishes };
    // Everything that waits is nothing; the next wish may be for something.
    return paid === undefined && wish.assets === undefined ? looked(next, state, paid) : run(next, wish);
  }
  if (paid === undefined) return to(watching, { name: "idle", waiting: undefined });
  if (!paid.automatic || watching.paused) return to(watching, { name: "idle", waiting: paid });
  return to(watching, { name: "settling", work: paid }, { type: "start-settling" });
}

function go(watching: Watching, wish: Wish): Step {
  const { state } = watching;
  if (isAskedFor(watching, wish)) return stay(watching);
  const wished = { ...watching, wishes: [...watching.wishes, wish] };
  switch (state.name) {
    // Something may have changed that no event told of: nobody pays for a prompt that is no longer there.
    case "idle":
      return look(wished);
    case "settling":
      return look(wished, { type: "stop-settling" });
    case "looking":
    case "running":
      return { next: wished, effects: [] };
    case "stopping":
    case "stopped":
      return stay(watching);
    default:
      return state satisfies never;
  }
}

/** A second click, or another tab. What would pay each time is asked for once until it is there. */
function isAskedFor({ state, wishes }: Watching, wish: Wish): boolean {
  const underWay = state.name === "running" && state.wish !== undefined ? [state.wish, ...wishes] : wishes;
  const paysAgain = wish.insist !== undefined;
  return (paysAgain ? underWay : wishes).some(
    (other) =>
      other.insist === wish.insist &&
      (paysAgain || (other.maxCost === wish.maxCost && other.maxCalls === wish.maxCalls)) &&
      JSON.stringify(other.assets) === JSON.stringify(wish.assets),
  );
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
  return to(watching, { name: "looking", again: false }, ...before, { type: "look" });
}

function run(watching: Watching, wish: Wish | undefined): Step {
  return to(watching, { name: "running", wish }, { type: "run", wish });
}

function to(watching: Watching, state: WatchState, ...effects: readonly WatchEffect[]): Step {
  return { next: { ...watching, state }, effects };
}

function stay(watching: Watching): Step {
  return { next: watching, effects: [] };
}
