import { existsSync } from "node:fs";
import { join } from "node:path";
import { findManifest } from "../build/load/find-manifest.ts";
import { openSession } from "../build/session.ts";
import { hasErrors } from "../core/diagnostic.ts";
import type { BuildEvent } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import { formatUsd, type Cost } from "../core/money.ts";
import { PROVIDER_KIT } from "../providers/kit.ts";
import { REPORTERS } from "../report/index.ts";
import { jsonLine } from "../report/json-line.ts";
import { summaryLines } from "../report/summary-text.ts";
import { watchLine } from "../report/watch-text.ts";
import { serveStudio } from "../studio/server.ts";
import { createStudio } from "../studio/studio.ts";
import { watchProject, type WatchHandle } from "../watch/watch.ts";
import type { STUDIO_OPTIONS } from "./commands/options.ts";
import type { Context } from "./context.ts";
import { formerOriginalsReader } from "./former-originals.ts";
import { listenToKeys } from "./keys.ts";
import { openInBrowser } from "./open-browser.ts";
import type { OptionValues } from "./option-spec.ts";
import { warnOfEnvironment } from "./paid-run.ts";
import { sessionOptions, withProject } from "./project.ts";
import { withRemote } from "./shared-store.ts";
import { processSignals } from "./signals.ts";
import { tryLatest } from "./try-latest.ts";
import { UsageError } from "./usage-error.ts";

export interface DesignSession {
  readonly options: OptionValues<typeof STUDIO_OPTIONS>;
  /** Milliseconds. */
  readonly settle: number;
  /** US dollars that are spent without being asked. */
  readonly maxCost: number;
  readonly manual: boolean;
  /** Listens for changes; without it nothing happens unless somebody asks. */
  readonly follow: boolean;
  /** Another way to make the pictures. */
  readonly profile?: string | undefined;
  /** Serves the page. */
  readonly studio: boolean;
}

/**
 * The manifest that was found first is the one: while it is being replaced, or when it is deleted, nobody wants that of
 * a folder above to be built, and paid for, in its place.
 */
function pinned<Options extends { readonly cwd: string; readonly config?: string }>(options: Options): Options {
  const found = findManifest(options);
  return "file" in found ? { ...options, cwd: found.root, config: found.file } : options;
}

/**
 * Nobody will mend it while we wait: there is no manifest that one could listen to, or it has mistakes and nobody sits
 * there.
 */
async function isHopeless({ ci }: Context, options: Parameters<typeof openSession>[0]): Promise<boolean> {
  const found = findManifest(options);
  if ("problem" in found || !existsSync(join(found.root, found.file))) return true;
  if (!ci) return false;
  const session = await openSession(options);
  await session.close();
  return hasErrors(session.diagnostics);
}

/** Keeps a project at hand while somebody designs, on the terminal and in the page, until they leave. */
export function runDesignSession(context: Context, session: DesignSession): Promise<number> {
  const { options, settle, maxCost, manual, follow } = session;
  warnOfEnvironment(context, PROVIDER_KIT.providers.values());
  return withRemote(context, options.remote, async (shared) => {
    const wanted = { provider: options.provider, profile: session.profile, shared };
    if (await isHopeless(context, { ...sessionOptions(context, wanted), listener: () => undefined }))
      return withProject(context, wanted, async () => EXIT.usage);
    const signals = processSignals();
    const reporter = context.report({ ...REPORTERS, tty: REPORTERS.plain });
    const json = context.globals.json === true;
    const common = pinned(sessionOptions(context, wanted));
    const studio = createStudio({
      open: (overlay) => openSession({ ...common, ...(overlay && { overlay }), listener }),
      follows: follow,
      budget: manual ? undefined : `up to ${formatUsd(maxCost)}`,
      formerOriginals: formerOriginalsReader(),
      now: Date.now,
      stop: signals.stop,
      abort: signals.abort,
    });
    const say = (line: string) => context.stderr.write(`${line}\n`);
    const listener = (event: BuildEvent) => {
      studio.listener(event);
      trying?.listener(event);
      reporter.listener(event);
      if (json || event.type !== "finished" || event.summary.done + event.summary.failed === 0) return;
      for (const line of summaryLines(event.summary)) say(line);
    };
    if ((options.port ?? 0) > 65_535) throw new UsageError("--port goes up to 65535");
    // Before anything is looked at: a port that is taken must not cost a build.
    const server = session.studio ? await serveStudio(studio, options.port ?? 0) : undefined;
    const trying = server && tryLatest(studio, { say, address: server.address });
    let shown: Cost | undefined;
    const handle: WatchHandle = watchProject({
      ...common,
      settle,
      maxCost,
      manual,
      follow,
      ...(options.jobs !== undefined && { jobs: options.jobs }),
      listener,
      onSources: (sources) => {
        context.sources.clear();
        for (const [file, text] of sources) context.sources.set(file, text);
      },
      onWatch: (news) => {
        if (news.type === "waiting") shown = news.cost;
        // What failed is asked for again for what it was said to cost.
        else if (news.type === "idle" && news.attention.length === 0) shown = undefined;
        if (json) context.stdout.write(jsonLine({ ...news, type: `watch-${news.type}` } as never));
        else if (context.detail !== "quiet")
          say(watchLine(news, { maxCost, manual, interactive: context.interactive }));
      },
      ...(server !== undefined && { onPlanned: studio.onPlanned, onStep: studio.onStep }),
      abort: signals.abort,
    });
    studio.attach(handle);
    const openPage = () => server !== undefined && openInBrowser(server.address);
    if (server !== undefined) {
      if (json) context.stdout.write(jsonLine({ type: "studio", address: server.address }));
      else say(`studio: ${server.address}`);
      if (options.open === true) openPage();
    }
    const quit = () => handle.send({ type: "quit" });
    signals.stop.addEventListener("abort", quit, { once: true });
    const keys = context.interactive
      ? listenToKeys(process.stdin, { handle, shown: () => shown, openPage, tryLatest: () => void trying?.press() })
      : undefined;
    try {
      await handle.closed;
    } finally {
      keys?.close();
      await server?.close();
      reporter.end();
      signals.release();
    }
    // Ctrl-C is how one leaves: no failure.
    const code = signals.exit() ?? EXIT.done;
    return code === EXIT.interrupted ? EXIT.done : code;
  });
}
