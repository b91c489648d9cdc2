import { statSync } from "node:fs";
import { EXIT } from "../core/exit.ts";
import { parseArguments, type ParsedArguments } from "./args.ts";
import { COMMANDS, type Command } from "./commands/index.ts";
import { createContext, type Context, type Host } from "./context.ts";
import { describeError } from "./describe-error.ts";
import { commandHelpText, helpText } from "./help.ts";
import type { GlobalValues } from "./option-spec.ts";
import { UsageError } from "./usage-error.ts";

/** Runs one command line and ends the process with its exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const host = processHost();
  const fallback = createContext(host, rawGlobals(argv));
  let context = fallback;
  // A bug in something that nobody awaited must be said as one, and must not look like success.
  const onBug = (error: unknown) => {
    tell(context, error);
    void leave(context, EXIT.bug);
  };
  process.on("uncaughtException", onBug);
  process.on("unhandledRejection", onBug);
  let code: number;
  try {
    const parsed = parseArguments(argv, COMMANDS);
    context = createContext(host, parsed.globals);
    code = await runParsed(context, parsed);
  } catch (error) {
    code = tell(context, error);
  }
  await leave(context, code);
}

async function runParsed(context: Context, { command, words, options, globals }: ParsedArguments): Promise<number> {
  if (globals.version === true) {
    context.stdout.write(`${IMAGEGEN_VERSION}\n`);
    return EXIT.done;
  }
  const commands: Readonly<Record<string, Command>> = COMMANDS;
  const chosen = command === undefined ? undefined : commands[command];
  if (command === undefined || chosen === undefined) {
    const asked = globals.help === true;
    (asked ? context.stdout : context.stderr).write(helpText(commands));
    return asked ? EXIT.done : EXIT.usage;
  }
  if (globals.help === true) {
    context.stdout.write(commandHelpText(command, chosen));
    return EXIT.done;
  }
  if (statSync(context.cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`--cwd: ${context.cwd} is no folder`);
  }
  const module = await chosen.load();
  return module.run(context, { words, options });
}

/** Says what went wrong on every channel that is open, and gives the exit code. */
function tell(context: Context, error: unknown): number {
  const { text, json, exit } = describeError(error, { debug: context.globals.debug === true });
  context.stderr.write(text);
  if (context.globals.json === true) context.stdout.write(json);
  return exit;
}

/** Everything written reaches its reader first; then nothing that is still open (a socket, a worker) holds us. */
async function leave(context: Context, code: number): Promise<never> {
  await Promise.all([context.stdout.flush(), context.stderr.flush()]);
  process.exit(code);
}

function processHost(): Host {
  return {
    cwd: process.cwd(),
    environment: process.env,
    // Opening the stream takes longer than `--help`, and hardly any command asks.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    onExit: (task) => process.once("exit", task),
  };
}

/** For an error in the arguments themselves: how it is said must not depend on their being right. */
function rawGlobals(argv: readonly string[]): GlobalValues {
  return {
    ...(argv.includes("--json") && { json: true as const }),
    ...(argv.includes("--debug") && { debug: true as const }),
  };
}
