import { isPaid } from "../core/asset-plan.ts";
import type { BuildEvent } from "../core/event.ts";
import type { Plan } from "../core/plan.ts";

/** What is happening to an asset, or has just happened, that its plan does not say. */
export type Doing =
  | { readonly state: "queued" }
  /** Milliseconds since 1970. */
  | { readonly state: "generating"; readonly since: number }
  /** `request` is what was asked for: while it is the same, so is the failure. */
  | { readonly state: "failed" | "withdrawn"; readonly message: string; readonly request: string | undefined };

/** By asset; those that are missing are as their plan says. */
export interface Activity {
  readonly doing: ReadonlyMap<string, Doing>;
  /** What the plan that is being carried out asks for, by asset. */
  readonly requests: ReadonlyMap<string, string>;
}

export const QUIET: Activity = { doing: new Map(), requests: new Map() };

/** Follows a build. Pure; `now` in milliseconds since 1970. */
export function afterEvent(activity: Activity, event: BuildEvent, now: number): Activity {
  const put = (asset: string, doing: Doing | undefined): Activity => {
    const next = new Map(activity.doing);
    if (doing === undefined) next.delete(asset);
    else next.set(asset, doing);
    return { ...activity, doing: next };
  };
  switch (event.type) {
    case "planned": {
      const doing = new Map(activity.doing);
      for (const { name, action } of event.plan.assets) if (isPaid({ action })) doing.set(name, { state: "queued" });
      return { doing, requests: new Map([...activity.requests, ...requestsOf(event.plan)]) };
    }
    case "call-started": {
      const before = activity.doing.get(event.asset);
      return before?.state === "generating" ? activity : put(event.asset, { state: "generating", since: now });
    }
    case "asset-failed":
    case "asset-skipped": {
      const request = activity.requests.get(event.asset);
      const message = event.type === "asset-failed" ? event.failure.message : event.message;
      const state = event.type === "asset-skipped" && event.reason === "withdrawn" ? "withdrawn" : "failed";
      return put(event.asset, { state, message, request });
    }
    case "asset-done":
    case "asset-fresh":
      return put(event.asset, undefined);
    case "finished": {
      const ended = [...activity.doing].filter(([, { state }]) => state === "failed" || state === "withdrawn");
      return { ...activity, doing: new Map(ended) };
    }
    case "diagnostic":
    case "warning":
    case "waiting-for-lease":
    case "call-retry":
    case "call-finished":
    case "provider-paused":
    case "provider-stopped":
    case "call-resumed":
    case "reference-fetched":
    case "stopping":
      return activity;
    default:
      return event satisfies never;
  }
}

/** A new look: what failed is forgotten where something else would be asked for now, or nothing. */
export function afterLook(activity: Activity, plan: Plan): Activity {
  const requests = requestsOf(plan);
  const paid = new Set(plan.assets.filter(isPaid).map(({ name }) => name));
  const kept = [...activity.doing].filter(
    ([name, doing]) => "request" in doing && paid.has(name) && doing.request === requests.get(name),
  );
  return { doing: new Map(kept), requests };
}

function requestsOf({ assets }: Plan): ReadonlyMap<string, string> {
  return new Map(assets.map(({ name, samples }) => [name, samples.map(({ key }) => key ?? "?").join(" ")]));
}
