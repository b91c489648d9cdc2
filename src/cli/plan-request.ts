import type { PlanRequest } from "../build/requests.ts";
import type { Session } from "../build/session.ts";
import type { PLAN_OPTIONS } from "./commands/options.ts";
import type { Invocation } from "./option-spec.ts";
import { selectNames } from "./project.ts";
import { UsageError } from "./usage-error.ts";

type Wishes = Invocation<Omit<typeof PLAN_OPTIONS, "provider" | "exit-code">>;

/** What somebody asks of a plan or a build: the same words mean the same in both. */
export function planRequest(session: Session, wishes: Wishes): PlanRequest {
  const { words, options } = wishes;
  if (options.replace === true && words.length === 0 && options.tag === undefined) {
    throw new UsageError("--replace needs names", "name the assets that shall be paid for again, or '*' for all");
  }
  const selected = selectNames(session, wishes);
  return {
    ...(selected !== undefined && { selected }),
    ...(options.replace === true && selected !== undefined && { replace: selected }),
    ...(options.overwrite === true && { overwrite: true }),
    ...(options["retry-refused"] === true && { retryRefused: true }),
    ...(options["refresh-references"] === true && { refreshReferences: true }),
    ...(options["regenerate-lost"] === true && { regenerateLost: true }),
  };
}
