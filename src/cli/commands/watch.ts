import { REPORTERS } from "../../report/index.ts";
import type { BuildEvent } from "../../core/event.ts";
import { jsonLine } from "../../report/json-line.ts";
import { summaryLines } from "../../report/summary-text.ts";
import { watchLine } from "../../report/watch-text.ts";
import { watchProject, type WatchHandle } from "../../watch/watch.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import { listenToKeys } from "../keys.ts";
import type { Invocation } from "../option-spec.ts";
import { warnOfOpenTls } from "../paid-run.ts";
import { wantedProfile } from "../profile.ts";
import { sessionOptions } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import { processSignals } from "../signals.ts";
import { UsageError } from "../usage-error.ts";
import type { WATCH_OPTIONS } from "./options.ts";

/** US dollars that are spent without being asked, unless somebody says otherwise. */
const SMALL_BUDGET = 0.25;

/** Milliseconds. */
const SETTLE = 1500;

export function run(context: Context, { options }: Invocation<typeof WATCH_OPTIONS>): Promise<number> {
  if (context.ci && options.auto === true) throw new UsageError("in CI nothing is watched for money", "imagegen build");
  if (options.auto === true && options.manual === true)
    throw new UsageError("--auto and --manual contradict each other");
  const manual = options.manual === true || (options.auto !== true && !context.interactive);
  const maxCost = options["max-cost"] ?? SMALL_BUDGET;
  warnOfOpenTls(context);
  return withRemote(context, options.remote, async (shared) => {
    const signals = processSignals();
    const reporter = context.report({ ...REPORTERS, tty: REPORTERS.plain });
    const json = context.globals.json === true;
    const listener = (event: BuildEvent) => {
      reporter.listener(event);
      if (json || event.type !== "finished" || event.summary.done + event.summary.failed === 0) return;
      for (const line of summaryLines(event.summary)) context.stderr.write(`${line}\n`);
    };
    const handle: WatchHandle = watchProject({
      ...sessionOptions(context, { provider: options.provider, profile: wantedProfile(options), shared }),
      settle: options.settle ?? SETTLE,
      maxCost,
      manual,
      ...(options.jobs !== undefined && { jobs: options.jobs }),
      listener,
      onSources: (sources) => {
        context.sources.clear();
        for (const [file, text] of sources) context.sources.set(file, text);
      },
      onWatch: (news) => {
        if (json) context.stdout.write(jsonLine({ ...news, type: `watch-${news.type}` } as never));
        else if (context.detail !== "quiet")
          context.stderr.write(`${watchLine(news, { maxCost, manual, interactive: context.interactive })}\n`);
      },
      abort: signals.abort,
    });
    const quit = () => handle.send({ type: "quit" });
    signals.stop.addEventListener("abort", quit, { once: true });
    const keys = context.interactive ? listenToKeys(process.stdin, handle) : undefined;
    try {
      await handle.closed;
    } finally {
      keys?.close();
      reporter.end();
      signals.release();
    }
    // Ctrl-C is how one leaves: no failure.
    const code = signals.exit() ?? EXIT.done;
    return code === EXIT.interrupted ? EXIT.done : code;
  });
}
