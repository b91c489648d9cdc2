import type { AssetPlan } from "../core/asset-plan.ts";
import type { BuildEvent } from "../core/event.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import type { JsonObject } from "../core/json.ts";
import type { LockLag } from "../core/lock.ts";
import type { Plan } from "../core/plan.ts";
import type { Reason } from "../core/reason.ts";
import { ACTION_TEXT } from "./action-text.ts";
import { agreementText } from "./agreement-text.ts";
import { rankReasons, reasonText } from "./reason-text.ts";

/** Something in which manifest, lock and files disagree. */
export interface Finding {
  /** Null where it is about the lock as a whole. */
  readonly asset: string | null;
  readonly action: AssetPlan["action"];
  readonly message: string;
  /** What mends it. */
  readonly remedy: string;
}

/** One per asset that is not as the lock says. Edits by hand count: the repository holds what no build would make. */
export function findingsOf(plan: Plan, lag?: LockLag): readonly Finding[] {
  const lock: Finding[] =
    lag === undefined ? [] : [{ asset: null, action: "record", message: LAG_TEXT[lag], remedy: "imagegen build" }];
  return [...lock, ...assetFindings(plan)];
}

/** What a plan says of it, which is made with the lock as a build will write it. */
export function lagWarning(lag: LockLag): BuildEvent & { readonly type: "warning" } {
  return { type: "warning", code: `lock-${lag}`, message: `${LOCK_FILE}: ${LAG_TEXT[lag]}; a build writes it anew` };
}

const LAG_TEXT: Readonly<Record<LockLag, string>> = {
  unmerged: "git left conflict markers in it",
  interrupted: "it lacks what an interrupted build did",
};

function assetFindings(plan: Plan): readonly Finding[] {
  return plan.assets
    .filter(({ action }) => action !== "fresh")
    .map(({ name, action, reasons }) => {
      const [first] = rankReasons(reasons);
      return {
        asset: name,
        action,
        message: first === undefined ? ACTION_TEXT[action].meaning : reasonText(first),
        remedy: wishedRemedy(name, reasons) ?? ACTION_TEXT[action].remedy(name),
      };
    });
}

/** Building what it needs would end at what is lost or was refused, unless somebody asks for that. */
function wishedRemedy(name: string, reasons: readonly Reason[]): string | undefined {
  const lost = reasons.filter((reason) => reason.type === "original-missing");
  if (lost.length > 0 && lost.every(({ other }) => other !== undefined))
    return `imagegen build --regenerate-lost ${name} (takes that one, for nothing)`;
  const takes = reasons.flatMap((reason) => (reason.type === "blocked-by" ? (reason.takes ?? []) : []))[0];
  if (takes === undefined) return undefined;
  return `imagegen build --${takes} +${name}${takes === "regenerate-lost" ? " (pays again)" : ""}`;
}

/** One line per finding, or the one line that says that all agree. Ends with a line feed. */
export function formatFindings(
  findings: readonly Finding[],
  plan: { readonly assets: { readonly length: number } },
): string {
  if (findings.length === 0) return agreementText(plan.assets.length);
  return findings.map(({ asset, message, remedy }) => `${asset ?? LOCK_FILE}: ${message}; run: ${remedy}\n`).join("");
}

export function findingToJson(finding: Finding): JsonObject {
  return { type: "finding", ...finding };
}
