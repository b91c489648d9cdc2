import { runBuild } from "../../build/build.ts";
import { EXIT } from "../../core/exit.ts";
import { escapeControls } from "../../core/terminal.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { withPaidRun } from "../paid-run.ts";
import { planRequest } from "../plan-request.ts";
import { refuseProfile, sayProfile, wantedProfile } from "../profile.ts";
import { isPlain, selectNames, withProject } from "../project.ts";
import { approveOnly, findSavedPlan, PlanMoved, requestOf } from "../saved-plan.ts";
import { requireRemote, withRemote } from "../shared-store.ts";
import { UsageError } from "../usage-error.ts";
import { REQUEST_OPTIONS, type BUILD_OPTIONS } from "./options.ts";

type BuildInvocation = Invocation<typeof BUILD_OPTIONS>;

export async function run(context: Context, invocation: BuildInvocation): Promise<number> {
  const { options } = invocation;
  if (options["dry-run"] === true) return (await import("./plan.ts")).run(context, invocation);
  const profile = wantedProfile(options);
  if (options.push === true) refuseProfile(options, "--push");
  const saved = findSavedPlan(context, invocation.words);
  if (saved !== undefined) refuseWishes(options);
  const report = { command: "build", wishes: options.report };
  const provider = saved?.request.provider ?? options.provider;
  return withRemote(context, options.remote, (shared) => {
    // Before anything is paid for that could then not be sent.
    const destination = options.push === true ? requireRemote(shared) : undefined;
    const about = saved === undefined ? { about: invocation } : {};
    return withProject(context, { provider, profile, shared, report, ...about }, async (project) => {
      const { session, reporter } = project;
      sayProfile(context, session);
      const approved = saved !== undefined;
      return withPaidRun(context, { project, options, approved }, async (paid) => {
        try {
          const summary = await runBuild(session, {
            ...paid,
            ...(saved === undefined
              ? planRequest(session, invocation)
              : { ...requestOf(saved), approve: approveOnly(session, saved) }),
            ...(options["no-wait"] === true && { noWait: true }),
            ...(isPlain(context, invocation) && { rememberFor: IMAGEGEN_VERSION }),
          });
          reporter.end(summary);
          if (paid.stop.aborted || destination === undefined) return summary.exit;
          // Also after a failure: the lock names only what succeeded, and that was paid for.
          const selected = saved === undefined ? selectNames(session, invocation) : undefined;
          const { sendLocked } = await import("./push.ts");
          const sent = await sendLocked(context, { session, configured: destination, selected });
          return summary.exit === EXIT.done ? sent : summary.exit;
        } catch (error) {
          if (!(error instanceof PlanMoved)) throw error;
          const differences = error.differences.map(escapeControls).join("\n       ");
          context.stderr.write(`error: ${error.message}: ${differences}\n`);
          context.stderr.write("nothing was done; make a new one with imagegen plan --out\n");
          return EXIT.pending;
        }
      });
    });
  });
}

function refuseWishes(options: BuildInvocation["options"]): void {
  const given = (Object.keys(REQUEST_OPTIONS) as (keyof typeof REQUEST_OPTIONS)[]).filter(
    (name) => options[name] !== undefined,
  );
  if (given.length > 0)
    throw new UsageError(
      `a saved plan does not take ${given.map((name) => `--${name}`).join(", ")}`,
      "give them to imagegen plan --out",
    );
}
