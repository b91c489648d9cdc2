import type { BuildRequest } from "../build/requests.ts";
import { EXIT } from "../core/exit.ts";
import type { Provider } from "../core/provider.ts";
import type { SPENDING_OPTIONS, BUILD_OPTIONS } from "./commands/options.ts";
import { askFirst, sayDeclined, SpendingDeclined } from "./confirm.ts";
import type { Context } from "./context.ts";
import { isInDotenv } from "./dotenv.ts";
import type { OptionValues } from "./option-spec.ts";
import type { OpenProject } from "./project.ts";
import { processSignals } from "./signals.ts";
import { spendingLimits } from "./spending.ts";

/** What somebody says of a run that may spend; what only a build has is absent elsewhere. */
type PaidOptions = OptionValues<typeof SPENDING_OPTIONS> &
  OptionValues<Pick<typeof BUILD_OPTIONS, "frozen" | "locked" | "replace">>;

export interface PaidRun {
  readonly project: OpenProject;
  readonly options: PaidOptions;
  /** Somebody has seen this very plan and what it costs. */
  readonly approved?: boolean;
}

/**
 * Runs a body that may make paid calls, with everything that stands between it and somebody's money: its limits, the
 * question before it, and Ctrl-C. Every command that pays for one plan goes through here.
 *
 * @param body given this part of its build's request; gives the exit code, which a signal's takes precedence over
 * @throws UsageError for wishes that contradict each other
 */
export async function withPaidRun(
  context: Context,
  { project, options, approved = false }: PaidRun,
  body: (request: BuildRequest) => Promise<number>,
): Promise<number> {
  const { assets, providers } = project.session;
  const used = new Set(assets.map(({ asset }) => asset.provider));
  warnOfEnvironment(
    context,
    [...providers.values()].filter(({ name }) => used.has(name)),
  );
  const limits = spendingLimits(options, {
    ci: context.ci,
    interactive: context.interactive,
    yes: context.globals.yes === true,
    profile: project.session.profile !== undefined,
    budget: project.session.budget,
  });
  const signals = processSignals();
  try {
    const exit = await body({
      ...limits,
      ...askFirst(context, { project, options, maxCost: limits.maxCost, approved, stop: signals.stop }),
      ...(options.jobs !== undefined && { jobs: options.jobs }),
      ...(options.timeout !== undefined && { timeout: options.timeout }),
      ...(options.poll !== undefined && { pollInterval: options.poll }),
      ...(options["max-wait"] !== undefined && { maxWait: options["max-wait"] }),
      ...(options.backoff !== undefined && { backoff: options.backoff }),
      stop: signals.stop,
      abort: signals.abort,
    });
    return signals.exit() ?? exit;
  } catch (error) {
    if (signals.stop.aborted && error === signals.stop.reason) {
      // Only while waiting for the lease; after that a signal ends in a summary.
      context.stderr.write("interrupted while waiting; nothing was done\n");
      return signals.exit() ?? EXIT.interrupted;
    }
    if (!(error instanceof SpendingDeclined)) throw error;
    const declined = sayDeclined(context, project, error);
    return signals.exit() ?? declined;
  } finally {
    signals.release();
  }
}

/** For every command that sends a key, with the providers that it may be sent to. */
export function warnOfEnvironment(context: Context, providers: Iterable<Provider>): void {
  if (context.environment("NODE_TLS_REJECT_UNAUTHORIZED") === "0")
    context.stderr.write(
      "warning: NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can read the key and the pictures\n",
    );
  for (const { baseUrl } of providers) {
    const variable = baseUrl?.variable ?? "";
    if (variable === "" || context.environment(variable) !== undefined) continue;
    if (isInDotenv(variable, context.cwd, context.globals.config))
      context.stderr.write(
        `warning: ${variable} in .env is not read, for it says where the key is sent, and a .env may come with a pull request; set it in the environment\n`,
      );
  }
}
