import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PlanRequest } from "../build/requests.ts";
import type { Begun, Session } from "../build/session.ts";
import { formatSavedPlan, parseSavedPlan, planDifferences, savePlan, type SavedPlan } from "../core/saved-plan.ts";
import { flagsOf } from "../core/wishes.ts";
import type { Context } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { writeOutput } from "./write-output.ts";

/** The plan that was approved is no longer the plan: nothing is done. */
export class PlanMoved extends Error {
  override readonly name = "PlanMoved";
  /** A sentence for each; they hold paths and names as they are, unescaped. */
  readonly differences: readonly string[];

  constructor(differences: readonly string[]) {
    super("the saved plan no longer holds");
    this.differences = differences;
  }
}

/** Writes what `imagegen build FILE` will do. @throws MachineError */
export async function writeSavedPlan(path: string, saved: SavedPlan): Promise<void> {
  await writeOutput(path, formatSavedPlan(saved));
}

/**
 * The saved plan that the only word after `build` names; undefined where it names none. A file's name ends in `.json`,
 * which no asset's needs to.
 * @throws UsageError when there is such a file and it is no plan
 */
export function findSavedPlan(context: Context, words: readonly string[]): SavedPlan | undefined {
  const [word, ...others] = words;
  if (word === undefined || others.length > 0 || !word.endsWith(".json")) return undefined;
  const path = resolve(context.cwd, word);
  if (!existsSync(path)) return undefined;
  const saved = parseSavedPlan(readFileSync(path, "utf8"));
  if (saved !== undefined) return saved;
  throw new UsageError(`${word} is not a plan of this imagegen`, "make one with imagegen plan --out plan.json");
}

/** The same request that the plan was made with. */
export function requestOf({ request }: SavedPlan): PlanRequest {
  const { selected, replace } = request;
  return {
    ...(selected !== undefined && { selected: new Set(selected) }),
    ...(replace !== undefined && { replace: new Set(replace) }),
    ...flagsOf(request),
  };
}

/**
 * What a plan will do, with the digests of all it was made from. Two of these are equal if nothing has moved in
 * between.
 */
export function describePlan(
  session: Session,
  { plan, read }: Pick<Begun, "plan" | "read">,
  { provider, ...request }: PlanRequest & { readonly provider?: string | undefined },
): SavedPlan {
  const { selected, replace } = request;
  return savePlan(plan, {
    inputs: session.inputs.files,
    lock: read.digest(),
    hostOf: (asked) => session.accessOf(asked).host,
    request: {
      ...(provider !== undefined && { provider }),
      ...(selected !== undefined && { selected: [...selected].sort() }),
      ...(replace !== undefined && { replace: [...replace].sort() }),
      ...flagsOf(request),
    },
  });
}

/** For `BuildRequest.approve`. @throws PlanMoved */
export function approveOnly(session: Session, saved: SavedPlan): (begun: Begun) => void {
  return (begun) => {
    const now = describePlan(session, begun, { ...requestOf(saved), provider: saved.request.provider });
    const moved = planDifferences(saved, now);
    if (moved.length > 0) throw new PlanMoved(moved);
  };
}
