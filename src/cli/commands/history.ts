import { historyOf, type PastOriginal } from "../../build/history.ts";
import { openSession } from "../../build/session.ts";
import { takeBack } from "../../build/write-choice.ts";
import { EXIT } from "../../core/exit.ts";
import { formatHistory, historyToJson, type HistoryLine } from "../../report/history-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import { formerOriginalsReader } from "../former-originals.ts";
import type { Invocation } from "../option-spec.ts";
import { editText, placeChoice } from "../place-choice.ts";
import { oneAsset, sessionOptions, withProject, type OpenProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import type { HISTORY_OPTIONS } from "./options.ts";

type Line = HistoryLine & PastOriginal;

export function run(context: Context, { words, options }: Invocation<typeof HISTORY_OPTIONS>): Promise<number> {
  return withProject(context, {}, async (project) => {
    const { name, samples } = oneAsset(project.session, words[0] ?? "").asset;
    const lines = await linesOf(project, name);
    if (options.take !== undefined) return take(context, project, { name, line: findLine(name, lines, options.take) });
    if (context.globals.json === true) {
      for (const line of lines) context.stdout.write(jsonLine(historyToJson(name, line)));
    } else if (context.detail !== "quiet") {
      context.stdout.write(formatHistory(name, lines, samples));
    }
    return EXIT.done;
  });
}

async function linesOf({ session }: OpenProject, name: string): Promise<readonly Line[]> {
  const begun = await session.begin({ selected: new Set([name]) });
  const planned = begun.plan.assets.find((asset) => asset.name === name);
  const locked = begun.lock.assets.get(name);
  const former = await formerOriginalsReader()(session.root);
  return historyOf(session, begun, name, { former }).map((past, index) => ({
    ...past,
    number: index + 1,
    current: locked?.samples[past.sample]?.original.sha256 === past.original.sha256,
    now: planned?.samples[past.sample]?.recipe,
  }));
}

function findLine(name: string, lines: readonly Line[], number: number): Line {
  const line = lines[number - 1];
  if (line !== undefined) return line;
  if (lines.length === 0) throw new UsageError(`the store holds no picture of ${name}`, `imagegen build ${name}`);
  throw new UsageError(
    `${name} has no picture ${number} to take back`,
    `there are 1 to ${lines.length}; see imagegen history ${name}`,
  );
}

/** The project is opened anew afterwards: its manifest or its lock is another one. */
async function take(
  context: Context,
  { session }: OpenProject,
  { name, line }: { readonly name: string; readonly line: Line },
): Promise<number> {
  const { file } = await takeBack((overlay) => openQuietly(context, overlay), name, line);
  return withProject(context, { said: session.diagnostics }, async (changed) => {
    const [before, after] = [session, changed.session].map(({ sources }) => (file && sources.get(file)) ?? "");
    if (file !== undefined && context.globals.json !== true && context.detail !== "quiet")
      context.stderr.write(editText({ file, before: before ?? "", after: after ?? "" }));
    const { exit } = await placeChoice(changed, name);
    if (context.globals.json === true)
      context.stdout.write(jsonLine({ type: "taken", asset: name, number: line.number, file: file ?? null }));
    return exit;
  });
}

/** What there is to say about the manifest was said. */
function openQuietly(context: Context, overlay: ((file: string, text: string) => string) | undefined) {
  return openSession({ ...sessionOptions(context, { ...(overlay && { overlay }) }), listener: () => undefined });
}
