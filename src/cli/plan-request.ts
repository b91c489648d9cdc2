import type { PlanRequest } from "../build/requests.ts";
import type { Session } from "../build/session.ts";
import { flagsOf, WISH_FLAGS, WISH_OPTIONS } from "../core/wishes.ts";
import type { PLAN_OPTIONS } from "./commands/options.ts";
import type { Invocation } from "./option-spec.ts";
import { selectNames } from "./project.ts";
import { UsageError } from "./usage-error.ts";

type Asked = Invocation<Omit<typeof PLAN_OPTIONS, "provider" | "exit-code">>;

/** What somebody asks of a plan or a build: the same words mean the same in both. */
export function planRequest(session: Session, asked: Asked): PlanRequest {
  const { words, options } = asked;
  if (options.replace === true && words.length === 0 && options.tag === undefined) {
    throw new UsageError("--replace needs names", "name the assets that shall be paid for again, or '*' for all");
  }
  const selected = selectNames(session, asked);
  return {
    ...(selected !== undefined && { selected }),
    ...(options.replace === true && selected !== undefined && { replace: selected }),
    ...flagsOf(Object.fromEntries(WISH_FLAGS.map((flag) => [flag, options[WISH_OPTIONS[flag]]]))),
  };
}
