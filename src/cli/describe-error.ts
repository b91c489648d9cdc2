import { inspect } from "node:util";
import { EXIT } from "../core/exit.ts";
import { escapeControls } from "../core/terminal.ts";
import { jsonLine } from "../report/json-line.ts";
import { UsageError } from "./usage-error.ts";

export interface DescribedError {
  /** Ends with a line feed. */
  readonly text: string;
  /** The same as a line of `--json`. */
  readonly json: string;
  readonly exit: number;
}

/**
 * An error that ended a command. Those that say with which code to exit are the user's or the machine's, and get one
 * line; all else is a bug of ours and says so. A stack is shown on demand only.
 */
export function describeError(error: unknown, { debug }: { readonly debug: boolean }): DescribedError {
  const { exit, code, message, hint } = factsOf(error);
  const lines = [
    `error: ${escapeControls(message)}`,
    ...(hint === undefined ? [] : [`  ${escapeControls(hint)}`]),
    ...(debug ? inspect(error, { depth: 4 }).split("\n").map(escapeControls) : []),
  ];
  return {
    text: lines.map((line) => `${line}\n`).join(""),
    json: jsonLine({ type: "error", code, message, ...(hint !== undefined && { hint }), exit }),
    exit,
  };
}

interface ErrorFacts {
  readonly exit: number;
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

function factsOf(error: unknown): ErrorFacts {
  if (error instanceof UsageError) return { exit: EXIT.usage, code: "usage", message: error.message, hint: error.hint };
  if (error instanceof Error && hasExit(error)) {
    const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
    const hint = "hint" in error && typeof error.hint === "string" ? error.hint : undefined;
    return { exit: error.exit, code, message: error.message, hint };
  }
  return {
    exit: EXIT.bug,
    code: "bug",
    message: `this is a bug in imagegen: ${error instanceof Error ? error.message : String(error)}`,
    hint: "please report it, with what --debug says; what was paid for is in the store",
  };
}

/** `MachineError` and its like carry their exit code; loading their classes to compare would load their modules. */
function hasExit(error: Error): error is Error & { exit: number } {
  return "exit" in error && typeof error.exit === "number";
}
