import { resolve } from "node:path";
import type { CreateReporter, Detail, Reporter, ReportClock } from "../report/reporter.ts";
import { askOn, type Ask } from "./ask.ts";
import { readDotenv, type Variables } from "./dotenv.ts";
import type { GlobalValues } from "./option-spec.ts";
import { createRedactor, isSecretVariable } from "./redact.ts";
import { createSink, type Sink, type SinkStream } from "./sink.ts";

/** What the process gives a command; nothing below `cli` sees more of it than is handed on. */
export interface Context {
  /** Absolute, after `--cwd`. */
  readonly cwd: string;
  readonly globals: GlobalValues;
  readonly ci: boolean;
  /** Somebody sits there: input and output are terminals. */
  readonly interactive: boolean;
  readonly detail: Detail;
  /** May stdout have colours? */
  readonly color: boolean;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Asks whoever sits at the terminal; only where `interactive`. */
  readonly ask: Ask;
  /** Says something where a person sees it: both may be terminals, and one of them is when `interactive`. */
  tell(text: string): void;
  /** One variable: the process's environment, else a key from `.env`. */
  environment(name: string): string | undefined;
  /** Texts by file for code frames; filled once the manifest is read. */
  readonly sources: Map<string, string>;
  /** The reporter that fits the output, made with `create` tables of `report/index.ts`. */
  report(reporters: Readonly<Record<"tty" | "plain" | "json", CreateReporter>>): Reporter;
}

/** What is read from `process`. */
export interface Host {
  readonly cwd: string;
  readonly environment: Variables;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: SinkStream & TerminalFacts;
  readonly stderr: SinkStream & TerminalFacts;
  /** Runs a task when the process ends, however it ends. */
  onExit(task: () => void): void;
}

interface TerminalFacts {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Reads `.env` only when a variable is asked for that the environment lacks. What goes to the sinks has its keys
 * removed.
 */
export function createContext(host: Host, globals: GlobalValues): Context {
  const cwd = resolve(host.cwd, globals.cwd ?? ".");
  const { environment } = host;
  let dotenv: Variables | undefined;
  const fromDotenv = (name: string) => (dotenv ??= readDotenv(cwd, globals.config))[name];
  const redact = redactorOver(environment, () => dotenv);
  const stdout = createSink(host.stdout, redact);
  const stderr = createSink(host.stderr, redact);
  const stderrIsTerminal = host.stderr.isTTY === true;
  const tell = (text: string) => (stderrIsTerminal ? stderr : stdout).write(text);
  const sources = new Map<string, string>();
  const detail = globals.quiet === true ? "quiet" : globals.verbose === true ? "verbose" : "normal";
  return {
    cwd,
    globals,
    ci: isCi(environment),
    get interactive() {
      return host.stdin.isTTY === true && host.stdout.isTTY === true;
    },
    detail,
    color: wantsColor({ globals, environment, isTerminal: host.stdout.isTTY === true }),
    stdout,
    stderr,
    ask: askOn({
      get input() {
        return host.stdin;
      },
      write: tell,
    }),
    tell,
    sources,
    environment: (name) => environment[name] ?? (isSecretVariable(name) ? fromDotenv(name) : undefined),
    report(reporters) {
      const live = stderrIsTerminal && environment["TERM"] !== "dumb" && !isCi(environment);
      const create = globals.json === true ? reporters.json : live ? reporters.tty : reporters.plain;
      const reporter = create({
        stdout: (text) => stdout.write(text),
        stderr: (text) => stderr.write(text),
        color: wantsColor({ globals, environment, isTerminal: stderrIsTerminal }),
        // A terminal that does not know its size says 0.
        columns: () => host.stderr.columns || 80,
        sources,
        detail,
        clock: REPORT_CLOCK,
      });
      // A bug or an impatient user must not leave a terminal without a cursor.
      host.onExit(() => reporter.end());
      return reporter;
    },
  };
}

/** As CI systems say it: `CI=true` or `CI=1`; `CI=false`, `CI=0` and `CI=` are no. */
export function isCi(environment: Variables): boolean {
  const value = environment["CI"]?.toLowerCase() ?? "";
  return value !== "" && value !== "false" && value !== "0";
}

/** The options first, then NO_COLOR (no-color.org), FORCE_COLOR, and what the output is. */
export function wantsColor(input: {
  readonly globals: GlobalValues;
  readonly environment: Variables;
  readonly isTerminal: boolean;
}): boolean {
  const { globals, environment, isTerminal } = input;
  if (globals["no-color"] === true) return false;
  if (globals.color === true) return true;
  if ((environment["NO_COLOR"] ?? "") !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal && environment["TERM"] !== "dumb";
}

/** Made anew when `.env` turns out to hold more keys. */
function redactorOver(environment: Variables, dotenv: () => Variables | undefined): () => (text: string) => string {
  const secrets = (variables: Variables) =>
    Object.entries(variables).flatMap(([name, value]) =>
      value !== undefined && isSecretVariable(name) ? [value] : [],
    );
  let made: { readonly from: Variables | undefined; readonly redact: (text: string) => string } | undefined;
  return () => {
    const from = dotenv();
    if (made === undefined || made.from !== from) {
      made = { from, redact: createRedactor([...secrets(environment), ...secrets(from ?? {})]) };
    }
    return made.redact;
  };
}

const REPORT_CLOCK: ReportClock = {
  now: () => performance.now(),
  every(milliseconds, task) {
    const timer = setInterval(task, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
