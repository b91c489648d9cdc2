import type { BuildEvent } from "../core/event.ts";
import { formatUsd } from "../core/money.ts";
import { escapeControls } from "../core/terminal.ts";
import { cellWidth } from "./cell-width.ts";
import type { Paint } from "./paint.ts";
import { count, formatCost } from "./units.ts";

/** The lines at the bottom of a terminal while a run goes on: how far it is, what it cost, what is in flight. */
export interface LiveBlock {
  take(event: BuildEvent, now: number): void;
  /** Never wider than `columns`, so that the number of lines is the number of rows. Empty before there is a plan. */
  lines(now: number, view: { readonly columns: number; readonly paint: Paint }): readonly string[];
  /** Does it change by itself, second by second? */
  readonly moving: boolean;
}

/** More calls in flight than this are counted, not listed. */
const LISTED_CALLS = 5;

/** Draws nothing itself; times are milliseconds of whatever clock `take` and `lines` are given. */
export function createLiveBlock(): LiveBlock {
  const flights = new Map<string, Flight>();
  const pauses = new Map<string, Pause>();
  const state: State = { total: 0, ended: 0, failed: 0, spent: 0, calls: 0, estimate: "", stopping: false };

  return {
    get moving() {
      return flights.size > 0 || pauses.size > 0;
    },
    take(event, now) {
      takeFlight(flights, event, now);
      if (event.type === "provider-paused")
        pauses.set(event.provider, { until: now + event.wait, reason: event.reason });
      takeCounts(state, event);
    },
    lines(now, { columns, paint }) {
      if (state.total === 0) return [];
      for (const [provider, { until }] of pauses) if (until <= now) pauses.delete(provider);
      const room = Math.max(1, columns - 1);
      const listed = [...flights.values()].slice(0, LISTED_CALLS);
      const lines = [
        paint("bold", fit(progressText(state), room)),
        ...[...pauses].map(([provider, pause]) =>
          paint(
            "yellow",
            fit(
              `  ${escapeControls(provider)} paused ${secondsText(pause.until - now)}: ${escapeControls(pause.reason)}`,
              room,
            ),
          ),
        ),
        ...listed.map((flight) => fit(flightText(flight, now), room)),
      ];
      const more = flights.size - listed.length;
      return more > 0 ? [...lines, paint("dim", fit(`  and ${count(more, "more call")}`, room))] : lines;
    },
  };
}

interface Flight {
  readonly label: string;
  readonly model: string;
  readonly since: number;
  readonly attempt: number;
}

interface Pause {
  readonly until: number;
  readonly reason: string;
}

interface State {
  total: number;
  ended: number;
  failed: number;
  spent: number;
  calls: number;
  estimate: string;
  stopping: boolean;
}

function takeFlight(flights: Map<string, Flight>, event: BuildEvent, now: number): void {
  if (event.type === "call-started") {
    const { asset, sample, attempt } = event;
    flights.set(flightKey(event), {
      label: sample === 0 ? asset : `${asset} #${sample + 1}`,
      model: (event.model ?? event.provider).split("/").at(-1) ?? "",
      since: now,
      attempt,
    });
  } else if (event.type === "call-finished" || event.type === "call-retry") flights.delete(flightKey(event));
  else if (event.type === "asset-failed" || event.type === "asset-done" || event.type === "asset-skipped") {
    for (const key of flights.keys()) if (key.startsWith(`${event.asset}\n`)) flights.delete(key);
  }
}

function takeCounts(state: State, event: BuildEvent): void {
  if (event.type === "planned") {
    state.total = event.plan.assets.length;
    state.estimate = event.plan.most.calls === 0 ? "" : formatCost(event.plan.most);
  } else if (event.type === "call-started") state.calls += 1;
  else if (event.type === "call-finished") state.spent += event.usd ?? 0;
  else if (event.type === "stopping") state.stopping = true;
  else if (ENDINGS.has(event.type)) state.ended += 1;
  if (event.type === "asset-failed") state.failed += 1;
}

/** Every planned asset ends in exactly one of these. */
const ENDINGS: ReadonlySet<BuildEvent["type"]> = new Set([
  "asset-done",
  "asset-fresh",
  "asset-failed",
  "asset-skipped",
]);

function flightKey({ asset, sample }: { readonly asset: string; readonly sample: number }): string {
  // A name holds no line feed, so a prefix of one name is never taken for another.
  return `${asset}\n${sample}`;
}

function progressText({ total, ended, failed, spent, calls, estimate, stopping }: State): string {
  const money = estimate === "" ? [] : [`${formatUsd(spent)} of at most ${estimate} estimated`];
  return [
    `${stopping ? "stopping " : ""}${ended}/${total}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(calls > 0 ? [count(calls, "call")] : []),
    ...money,
  ].join("  ");
}

function flightText({ label, model, since, attempt }: Flight, now: number): string {
  const retry = attempt > 1 ? `  attempt ${attempt}` : "";
  return `  ${escapeControls(label)}  ${secondsText(now - since)}  ${escapeControls(model)}${retry}`;
}

function secondsText(milliseconds: number): string {
  return `${Math.max(0, Math.round(milliseconds / 1000))} s`;
}

/** Cuts to a number of terminal cells, the ellipsis among them. */
function fit(text: string, cells: number): string {
  let used = 0;
  let kept = "";
  // What stays when there turns out to be more than fits.
  let beforeEllipsis = "";
  for (const character of text) {
    used += cellWidth(character);
    if (used > cells) return `${beforeEllipsis}…`;
    kept += character;
    if (used < cells) beforeEllipsis = kept;
  }
  return text;
}
