import { DiagnosticsError } from "../build/diagnostics-error.ts";
import { builtProfiles } from "../build/profile.ts";
import { openSession, type Session } from "../build/session.ts";
import { hasErrors } from "../core/diagnostic.ts";
import type { Plan } from "../core/plan.ts";
import type { Context } from "./context.ts";
import { sessionOptions } from "./project.ts";

/**
 * What the manifest would have each profile use that was ever built here. One that the manifest has no more wants
 * nothing but what its lock names.
 *
 * @throws DiagnosticsError when one cannot be planned, for then nobody knows what it wants
 */
export async function planProfiles(context: Context, { root }: Pick<Session, "root">): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const profile of builtProfiles(root)) {
    const options = sessionOptions(context, { profile, readOnly: true });
    // What there is to say of the project has been said.
    const session = await openSession({ ...options, listener: () => undefined });
    try {
      if (session.diagnostics.some(({ code }) => code === "unknown-profile")) continue;
      if (hasErrors(session.diagnostics)) throw new DiagnosticsError(session.diagnostics);
      plans.push(await session.plan({}));
    } finally {
      await session.close();
    }
  }
  return plans;
}
