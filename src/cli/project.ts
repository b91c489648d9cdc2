import { DiagnosticsError } from "../build/diagnostics-error.ts";
import { planChange, type PlanOfChange } from "../build/plan-change.ts";
import { openSession, type Session } from "../build/session.ts";
import { hasErrors, isOfMachine, type Diagnostic } from "../core/diagnostic.ts";
import type { Listener } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import type { PreparedAsset } from "../core/request.ts";
import { selectAssets, type Shard } from "../core/selection.ts";
import { PROVIDER_KIT } from "../providers/kit.ts";
import { countDiagnostics } from "../report/diagnostic-text.ts";
import type { Recorder } from "../report/documents/index.ts";
import { REPORTERS } from "../report/index.ts";
import type { Reporter } from "../report/reporter.ts";
import type { SELECTION_OPTIONS } from "./commands/options.ts";
import type { Context } from "./context.ts";
import { isInDotenv } from "./dotenv.ts";
import type { Invocation, OptionSpecs, OptionValues } from "./option-spec.ts";
import { readReports } from "./reports.ts";
import type { ConfiguredRemote } from "./shared-store.ts";
import { UsageError } from "./usage-error.ts";

export interface OpenProject {
  readonly session: Session;
  readonly reporter: Reporter;
  /** Where reports were asked for. */
  readonly recorder: Recorder | undefined;
}

export interface ProjectOptions {
  /** `--report`, with the command's name for them. */
  readonly report?: { readonly command: string; readonly wishes: readonly string[] | undefined };
  readonly provider?: string | undefined;
  readonly profile?: string | undefined;
  /** The words that say which assets it is about: warnings of others are not said. Absent for all. */
  readonly about?: Wanted;
  /** See `LoadOptions.overlay`. */
  readonly overlay?: (file: string, text: string) => string;
  /** What was said about the project as it is on disk; under an overlay it is not said again. */
  readonly said?: readonly Diagnostic[];
  /** Opened by the caller, who closes it; absent for a command that uses no network. */
  readonly shared?: ConfiguredRemote | undefined;
  /** See `SessionOptions.readOnly`. */
  readonly readOnly?: boolean;
}

/**
 * Opens the project, says what is wrong with it, and runs `body` unless there are errors. Whatever happens the session
 * is closed and the terminal given back.
 */
export async function withProject(
  context: Context,
  options: ProjectOptions,
  body: (project: OpenProject) => Promise<number>,
): Promise<number> {
  const { command = "", wishes } = options.report ?? {};
  const reports = wishes === undefined ? undefined : await readReports(context, wishes);
  const recorder = reports?.open(context.sources);
  const reporter = context.report(REPORTERS);
  const listener: Listener =
    recorder === undefined
      ? reporter.listener
      : (event) => {
          reporter.listener(event);
          recorder.listener(event);
        };
  let root = context.cwd;
  const run = async (): Promise<number> => {
    const session = await openSession({ ...sessionOptions(context, options), listener });
    root = session.root;
    try {
      for (const [file, text] of session.sources) context.sources.set(file, text);
      sayDiagnostics(diagnosticsAbout(session, options.about).filter(isNewAfter(options.said ?? [])), listener);
      if (!hasErrors(session.diagnostics)) return await body({ session, reporter, recorder });
      reporter.end();
      if (context.globals.json !== true) context.stderr.write(`${countDiagnostics(session.diagnostics)}\n`);
      return session.diagnostics.some(isOfMachine) ? EXIT.machine : EXIT.usage;
    } finally {
      await session.close();
    }
  };
  try {
    const exit = await run().catch((error: unknown) => {
      if (!(error instanceof DiagnosticsError)) throw error;
      sayDiagnostics(error.diagnostics, listener);
      return EXIT.usage;
    });
    reporter.end();
    if (recorder !== undefined) await reports?.write(recorder, { command, exit, root });
    return exit;
  } finally {
    reporter.end();
  }
}

/** Nothing was asked for but a command: the form that can be answered from what the last build left. */
export function isPlain({ globals }: Context, { words, options }: Invocation<OptionSpecs>): boolean {
  return words.length === 0 && Object.keys(options).length === 0 && Object.keys(globals).length === 0;
}

/** Looks at what changed since a build that had nothing to do, and plans that, where it is all there is to plan. */
export async function planQuickly(
  context: Context,
  invocation: Invocation<OptionSpecs>,
  options: Pick<ProjectOptions, "shared"> = {},
): Promise<PlanOfChange | undefined> {
  return isPlain(context, invocation)
    ? planChange(sessionOptions(context, { ...options, readOnly: true }), IMAGEGEN_VERSION)
    : undefined;
}

/**
 * The names that a command is about, by its words and its options for selecting; undefined for all.
 * @throws UsageError
 */
export function selectNames(session: Session, wanted: Wanted): ReadonlySet<string> | undefined {
  const selection = select(session, wanted);
  if ("names" in selection) return selection.names;
  const { problems } = selection;
  throw new UsageError(problems.map(({ message }) => message).join("; "), problems[0]?.hint);
}

/** The one asset that a word names. @throws UsageError for none and for several */
export function oneAsset(session: Session, word: string): PreparedAsset {
  const [name, ...others] = selectNames(session, { words: [word], options: {} }) ?? [];
  const asset = session.assets.find((prepared) => prepared.asset.name === name);
  if (asset === undefined || others.length > 0) throw new UsageError(`${JSON.stringify(word)} is more than one asset`);
  return asset;
}

function select({ assets }: Session, { words, options }: Wanted) {
  const { exclude = [], tag: tags = [], shard } = options;
  return selectAssets(
    assets.map(({ asset }) => asset),
    { names: words, exclude, tags, ...(shard !== undefined && { shard: readShard(shard) }) },
  );
}

/** A name that nobody has is said by the command itself. */
function diagnosticsAbout(session: Session, wanted: Wanted | undefined): readonly Diagnostic[] {
  if (wanted === undefined || hasErrors(session.diagnostics)) return session.diagnostics;
  const selection = select(session, wanted);
  return session.diagnosticsFor("names" in selection ? selection.names : undefined);
}

interface Wanted {
  readonly words: readonly string[];
  readonly options: OptionValues<typeof SELECTION_OPTIONS>;
}

function readShard(text: string): Shard {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--shard cannot be ${JSON.stringify(text)}`, "--shard 1/4 to --shard 4/4 are the four quarters");
}

/** What every session of the command is opened with. */
export function sessionOptions(
  context: Context,
  { provider, profile, shared, overlay, readOnly = false }: ProjectOptions,
) {
  const store = context.environment("IMAGEGEN_STORE");
  return {
    cwd: context.cwd,
    ...(context.globals.config !== undefined && { config: context.globals.config }),
    ...(store !== undefined && store !== "" && { store }),
    ...(provider !== undefined && { provider }),
    ...(profile !== undefined && { profile }),
    ...(overlay !== undefined && { overlay }),
    ...(shared !== undefined && { shared: shared.open }),
    readOnly,
    kit: PROVIDER_KIT,
    environment: (name: string) => context.environment(name),
    isInDotenv: (name: string) => isInDotenv(name, context.cwd, context.globals.config),
  };
}

function isNewAfter(said: readonly Diagnostic[]): (diagnostic: Diagnostic) => boolean {
  const textOf = ({ code, message, asset = "" }: Diagnostic) => [code, message, asset].join("\n");
  const known = new Set(said.map(textOf));
  return (diagnostic) => !known.has(textOf(diagnostic));
}

/** Errors last: they are nearest to the prompt then. */
function sayDiagnostics(diagnostics: readonly Diagnostic[], listener: Listener): void {
  const sorted = diagnostics.toSorted(
    (left, right) => Number(left.severity === "error") - Number(right.severity === "error"),
  );
  for (const diagnostic of sorted) listener({ type: "diagnostic", diagnostic });
}
