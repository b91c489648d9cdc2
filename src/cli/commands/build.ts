import { runBuild } from "../../build/build.ts";
import type { BuildRequest } from "../../build/session.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { withProject } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import { watchSignals } from "../signals.ts";
import { spendingLimits } from "../spending.ts";
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
  return withRemote(context, options.remote, (shared) =>
    withProject(context, { provider: options.provider, shared }, async ({ session, reporter }) => {
      const limits = spendingLimits(options, {
        ci: context.ci,
        interactive: context.interactive,
        yes: context.globals.yes === true,
        budget: session.budget,
      });
      const signals = watchSignals(process, { grace: GRACE, leave: (code) => process.exit(code) });
      try {
        const request: BuildRequest = {
          ...planRequest(session, invocation),
          ...limits,
          ...(options.jobs !== undefined && { jobs: options.jobs }),
          ...(options.timeout !== undefined && { timeout: options.timeout }),
          ...(options["max-wait"] !== undefined && { maxWait: options["max-wait"] }),
          ...(options.backoff !== undefined && { backoff: options.backoff }),
          ...(options["no-wait"] === true && { noWait: true }),
          ...(isPlain(context, invocation) && { rememberFor: IMAGEGEN_VERSION }),
          stop: signals.stop,
          abort: signals.abort,
        };
        const summary = await runBuild(session, request);
        reporter.end(summary);
        return signals.exit() ?? summary.exit;
      } finally {
        signals.release();
      }
    }),
  );
}

/** Nothing was asked for but `build`: the form that `fast-path.ts` answers. */
function isPlain({ globals }: Context, { words, options }: BuildInvocation): boolean {
  return words.length === 0 && Object.keys(options).length === 0 && Object.keys(globals).length === 0;
}
