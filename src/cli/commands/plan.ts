import { hasChanges } from "../../core/plan.ts";
import { jsonLine } from "../../report/json-line.ts";
import { planToJson } from "../../report/json.ts";
import { colorPaint, plainPaint } from "../../report/paint.ts";
import { formatPlan } from "../../report/plan-text.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { withProject } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import type { PLAN_OPTIONS } from "./options.ts";
import { planRequest } from "./wishes.ts";

/** The plan is data: it goes to stdout. */
export function run(context: Context, invocation: Invocation<typeof PLAN_OPTIONS>): Promise<number> {
  const { options } = invocation;
  return withRemote(context, options.remote, (shared) =>
    withProject(context, { provider: options.provider, shared }, async ({ session }) => {
      const plan = await session.plan(planRequest(session, invocation));
      if (context.globals.json === true) {
        for (const line of planToJson(plan)) context.stdout.write(jsonLine(line));
      } else if (context.detail !== "quiet") {
        const paint = context.color ? colorPaint : plainPaint;
        context.stdout.write(formatPlan(plan, { verbose: context.detail === "verbose", paint }));
      }
      return options["exit-code"] === true && hasChanges(plan) ? EXIT.pending : EXIT.done;
    }),
  );
}
