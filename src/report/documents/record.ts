import type { AssetPlan } from "../../core/asset-plan.ts";
import { messageOf, type Diagnostic, type Place } from "../../core/diagnostic.ts";
import type { BuildEvent, Listener, Summary } from "../../core/event.ts";
import { locatePlaces } from "../../core/locate.ts";
import type { Plan } from "../../core/plan.ts";
import { ACTION_TEXT } from "../action-text.ts";
import type { Finding } from "../check-text.ts";
import { positionOf, type Position } from "../place-text.ts";
import { rankReasons, reasonText } from "../reason-text.ts";

/** What a run came to, as values: every document is made of this and of nothing else. */
export interface RunRecord {
  readonly command: string;
  readonly exit: number;
  readonly assets: readonly AssetRecord[];
  /** About files and settings, not about one asset's result. */
  readonly remarks: readonly Remark[];
  readonly plan: Plan | undefined;
  readonly summary: Summary | undefined;
}

export interface AssetRecord {
  readonly name: string;
  readonly outcome: "done" | "fresh" | "failed" | "skipped" | "pending";
  /** One line: why, or what went wrong. */
  readonly message: string;
  /** How to mend it. */
  readonly remedy?: string;
  readonly code?: string;
  /** Where the manifest says it. */
  readonly position?: Position;
  /** Attempts that were sent. */
  readonly calls: number;
}

export interface Remark {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly position?: Position;
}

/** Listens to a run and remembers what the documents tell of it. */
export interface Recorder {
  readonly listener: Listener;
  /** What a check or a plan found; a build says it by events. */
  found(plan: Plan, findings: readonly Finding[]): void;
  record(command: string, exit: number): RunRecord;
}

type Sources = ReadonlyMap<string, string>;

/** `sources` is looked at when the record is made, so it may be filled meanwhile. */
export function createRecorder(sources: Sources): Recorder {
  const assets = new Map<string, Omit<AssetRecord, "name" | "position"> & { readonly place?: Place }>();
  const remarks: (Diagnostic & { readonly severity: "error" | "warning" })[] = [];
  const warnings: Remark[] = [];
  let plan: Plan | undefined;
  let summary: Summary | undefined;
  const listener = (event: BuildEvent) => {
    switch (event.type) {
      case "diagnostic":
        remarks.push(event.diagnostic);
        break;
      case "warning":
        warnings.push({ severity: "warning", code: event.code, message: event.message });
        break;
      case "planned":
        plan = event.plan;
        break;
      case "asset-done":
        assets.set(event.asset, { outcome: "done", message: event.action, calls: event.calls });
        break;
      case "asset-fresh":
        assets.set(event.asset, { outcome: "fresh", message: event.notes.join("; "), calls: 0 });
        break;
      case "asset-failed": {
        const { code, message, hint, place, calls } = event.failure;
        const rest = { ...(hint !== undefined && { remedy: hint }), ...(place !== undefined && { place }) };
        assets.set(event.asset, { outcome: "failed", message, code, calls, ...rest });
        break;
      }
      case "asset-skipped":
        assets.set(event.asset, {
          outcome: "skipped",
          message: event.message,
          code: event.reason,
          calls: event.calls ?? 0,
        });
        break;
      case "finished":
        summary = event.summary;
        break;
      // How it went on the way is for those who watch.
      case "waiting-for-lease":
      case "call-started":
      case "call-retry":
      case "call-finished":
      case "provider-paused":
      case "provider-stopped":
      case "call-resumed":
      case "reference-fetched":
      case "stopping":
        break;
      default:
        event satisfies never;
    }
  };
  return {
    listener,
    found(made, findings) {
      plan = made;
      const byName = new Map(findings.map((finding) => [finding.asset, finding]));
      for (const { name } of made.assets) {
        const finding = byName.get(name);
        assets.set(
          name,
          finding === undefined
            ? { outcome: "fresh", message: "", calls: 0 }
            : { outcome: "pending", message: finding.message, code: finding.action, remedy: finding.remedy, calls: 0 },
        );
      }
      for (const { asset, action, message, remedy } of findings)
        if (asset === null) warnings.push({ severity: "error", code: action, message, hint: remedy });
    },
    record(command, exit) {
      const places = new Map(plan?.assets.map(({ name, prepared }) => [name, prepared.asset.place]));
      const placeOf = (name: string) => assets.get(name)?.place ?? places.get(name);
      const bad = [...assets].flatMap(([name, { outcome }]) =>
        outcome === "fresh" || outcome === "done" ? [] : [name],
      );
      // Lines are looked up for what is told, not for everything.
      const told = bad.flatMap((name) => placeOf(name) ?? []);
      const located = locatePlaces([...told, ...remarks.flatMap(({ place }) => place ?? [])], sources);
      const position = (place: Place | undefined) =>
        place === undefined ? {} : { position: positionOf(located.get(place) ?? place, sources) };
      return {
        command,
        exit,
        assets: [...assets].map(([name, { place: _place, ...asset }]) => ({
          name,
          ...asset,
          ...(bad.includes(name) && position(placeOf(name))),
        })),
        remarks: [
          ...remarks.map((remark) => ({
            severity: remark.severity,
            code: remark.code,
            message: messageOf(remark),
            ...(remark.hint !== undefined && { hint: remark.hint }),
            ...position(remark.place),
          })),
          ...warnings,
        ],
        plan,
        summary,
      };
    },
  };
}

/** The reason that says most, as in a plan. */
export function mainReason({ action, reasons }: AssetPlan): string {
  const [first] = rankReasons(reasons);
  return first === undefined ? ACTION_TEXT[action].meaning : reasonText(first);
}
