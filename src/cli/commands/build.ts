import { runBuild } from "../../build/build.ts";
import type { BuildRequest } from "../../build/session.ts";
import { escapeControls } from "../../core/terminal.ts";
import { askFirst, sayDeclined, SpendingDeclined } from "../confirm.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { isPlain, selectNames, withProject } from "../project.ts";
import { approveOnly, findSavedPlan, PlanMoved, requestOf } from "../saved-plan.ts";
import { requireRemote, withRemote } from "../shared-store.ts";
import { watchSignals } from "../signals.ts";
import { spendingLimits } from "../spending.ts";
import { UsageError } from "../usage-error.ts";
import type { BUILD_OPTIONS } from "./options.ts";
import { planRequest } from "./wishes.ts";

type BuildInvocation = Invocation<typeof BUILD_OPTIONS>;

/** Milliseconds that paid calls get after the first Ctrl-C (F29). */
const GRACE = 30_000;

export async function run(context: Context, invocation: BuildInvocation): Promise<number> {
  const { options } = invocation;
  if (options["dry-run"] === true) return (await import("./plan.ts")).run(context, invocation);
  if (context.environment("NODE_TLS_REJECT_UNAUTHORIZED") === "0") {
    context.stderr.write(
      "warning: NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can read the key and the pictures\n",
    );
  }
  const saved = findSavedPlan(context, invocation.words);
  if (saved !== undefined) refuseWishes(options);
  const report = { command: "build", wishes: options.report };
  const provider = saved?.request.provider ?? options.provider;
  return withRemote(context, options.remote, (shared) => {
    // Before anything is paid for that could then not be sent.
    const destination = options.push === true ? requireRemote(shared) : undefined;
    return withProject(context, { provider, shared, report }, async (project) => {
      const { session, reporter } = project;
      const limits = spendingLimits(options, {
        ci: context.ci,
        interactive: context.interactive,
        yes: context.globals.yes === true,
        budget: session.budget,
      });
      const signals = watchSignals(process, { grace: GRACE, leave: (code) => process.exit(code) });
      try {
        const request: BuildRequest = {
          ...(saved === undefined
            ? planRequest(session, invocation)
            : { ...requestOf(saved), approve: approveOnly(session, saved) }),
          ...limits,
          ...askFirst(context, {
            project,
            options,
            maxCost: limits.maxCost,
            approved: saved !== undefined,
            stop: signals.stop,
          }),
          ...(options.jobs !== undefined && { jobs: options.jobs }),
          ...(options.timeout !== undefined && { timeout: options.timeout }),
          ...(options.poll !== undefined && { pollInterval: options.poll }),
          ...(options["max-wait"] !== undefined && { maxWait: options["max-wait"] }),
          ...(options.backoff !== undefined && { backoff: options.backoff }),
          ...(options["no-wait"] === true && { noWait: true }),
          ...(isPlain(context, invocation) && { rememberFor: IMAGEGEN_VERSION }),
          stop: signals.stop,
          abort: signals.abort,
        };
        const summary = await runBuild(session, request);
        reporter.end(summary);
        const stopped = signals.exit();
        if (stopped !== undefined || destination === undefined) return stopped ?? summary.exit;
        // Also after a failure: the lock names only what succeeded, and that was paid for.
        const selected = saved === undefined ? selectNames(session, invocation) : undefined;
        const { sendLocked } = await import("./push.ts");
        const sent = await sendLocked(context, { session, configured: destination, selected });
        return signals.exit() ?? (summary.exit === EXIT.done ? sent : summary.exit);
      } catch (error) {
        if (error instanceof SpendingDeclined) {
          const declined = sayDeclined(context, project, error);
          return signals.exit() ?? declined;
        }
        if (!(error instanceof PlanMoved)) throw error;
        context.stderr.write(`error: ${error.message.split("; ").map(escapeControls).join("\n       ")}\n`);
        context.stderr.write("nothing was done; make a new one with imagegen plan --out\n");
        return EXIT.pending;
      } finally {
        signals.release();
      }
    });
  });
}

/** A saved plan says all of this itself. */
function refuseWishes(options: BuildInvocation["options"]): void {
  const wishes = [
    "exclude",
    "tag",
    "shard",
    "provider",
    "replace",
    "overwrite",
    "regenerate-lost",
    "retry-refused",
    "refresh-references",
  ] as const;
  const given = wishes.filter((name) => options[name] !== undefined);
  if (given.length > 0)
    throw new UsageError(
      `a saved plan does not take ${given.map((name) => `--${name}`).join(", ")}`,
      "give them to imagegen plan --out",
    );
}
