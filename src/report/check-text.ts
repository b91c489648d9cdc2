import { ACTION_NEEDS, type AssetPlan } from "../core/asset-plan.ts";
import type { BuildEvent } from "../core/event.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import type { JsonObject } from "../core/json.ts";
import { LAG_TEXT, type LockLag } from "../core/lock.ts";
import type { Plan } from "../core/plan.ts";
import type { Reason } from "../core/reason.ts";
import { escapeControls } from "../core/terminal.ts";
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

/**
 * One per asset that is not as the lock says. Edits by hand count: the repository holds what no build would make.
 * `isFormer` tells of a file that looks edited whether it is only what was written there before.
 */
export function findingsOf(
  plan: Plan,
  { lag, isFormer = () => false }: { readonly lag?: LockLag | undefined; isFormer?(path: string): boolean } = {},
): readonly Finding[] {
  const lock: Finding[] =
    lag === undefined ? [] : [{ asset: null, action: "record", message: LAG_TEXT[lag], remedy: "imagegen build" }];
  return [...lock, ...assetFindings(plan, isFormer)];
}

/** What a plan says of it, which is made with the lock as a build will write it. */
export function lagWarning(lag: LockLag): BuildEvent & { readonly type: "warning" } {
  return { type: "warning", code: `lock-${lag}`, message: `${LOCK_FILE}: ${LAG_TEXT[lag]}; a build writes it anew` };
}

function assetFindings(plan: Plan, isFormer: (path: string) => boolean): readonly Finding[] {
  return plan.assets
    .filter(({ action }) => action !== "fresh")
    .map((planned) => {
      const { name, action, samples, reasons } = planned;
      const edited = samples.flatMap(({ outputs }) =>
        outputs.flatMap(({ path, step }) => (step.type === "modified" ? [path] : [])),
      );
      const about = { asset: name, action };
      if (edited.length > 0 && edited.every(isFormer)) return { ...about, ...formerFinding(edited) };
      const [first] = rankReasons(reasons);
      const message = first === undefined ? ACTION_TEXT[action].meaning : reasonText(first);
      // A build keeps such a file and fails, whatever else it does.
      if (edited.length > 0 && ACTION_NEEDS[action] !== "person")
        return { ...about, message: withEdit(message, planned), remedy: ACTION_TEXT.modified.remedy(name) };
      return { ...about, message, remedy: obstacleRemedy(name, reasons) ?? ACTION_TEXT[action].remedy(name) };
    });
}

/** The lock was staged and its files were not: nobody edited them. */
function formerFinding(paths: readonly string[]): Pick<Finding, "message" | "remedy"> {
  const [first = ""] = paths;
  const more = paths.length > 1 ? ` (and ${paths.length - 1} more)` : "";
  const message = `${escapeControls(first)}${more} is the former file: the one that the lock names is not staged`;
  return { message, remedy: `git add ${paths.map(shellWord).join(" ")}` };
}

function withEdit(message: string, { reasons }: AssetPlan): string {
  const edit = reasons.find(({ type }) => type === "output-modified");
  const text = edit === undefined ? message : reasonText(edit);
  return text === message ? message : `${message}, and ${text}`;
}

/** Building what it needs would end at what is lost, was refused or is in the way, unless somebody sees to that. */
function obstacleRemedy(name: string, reasons: readonly Reason[]): string | undefined {
  const lost = reasons.filter((reason) => reason.type === "original-missing");
  if (lost.length > 0 && lost.every(({ other }) => other !== undefined))
    return `imagegen build --regenerate-lost ${name} (takes that one, for nothing)`;
  const blocked = reasons.flatMap((reason) => (reason.type === "blocked-by" ? [reason] : []));
  const cause = blocked.flatMap((reason) => reason.cause ?? [])[0];
  if (cause !== undefined && cause.action !== "lost")
    return `${ACTION_TEXT[cause.action].remedy(cause.asset)}; then imagegen build +${name}`;
  const takes = blocked.flatMap((reason) => reason.takes ?? [])[0];
  if (takes === undefined) return undefined;
  return `imagegen build --${takes} +${name}${takes === "regenerate-lost" ? " (pays again)" : ""}`;
}

function shellWord(path: string): string {
  return /^[\w./@%+,:-]+$/.test(path) ? path : `'${escapeControls(path).replaceAll("'", "'\\''")}'`;
}

/** One line per finding, or the one line that says that all agree. Ends with a line feed. */
export function formatFindings(
  findings: readonly Finding[],
  plan: { readonly assets: { readonly length: number } },
): string {
  if (findings.length === 0) return agreementText(plan.assets.length);
  return findings.map(({ asset, message, remedy }) => `${asset ?? LOCK_FILE}: ${message}; run: ${remedy}\n`).join("");
}

/** One line of `check --json`. Its members are stable. */
export function findingToJson(finding: Finding): JsonObject {
  return { type: "finding", ...finding };
}
