import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

/** The built command. */
export const PROGRAM = join(import.meta.dirname, "../../dist/imagegen.cjs");

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** How many files the process may have open (`ulimit -n`). */
  readonly openFiles?: number;
  /** Sees the process while it runs. */
  readonly during?: (child: ChildProcess) => void | Promise<void>;
}

/** Runs a program with nothing of the machine's environment but PATH. */
export function runProgram(
  [program, ...words]: readonly [string, ...string[]],
  cwd: string,
  { environment, openFiles, during }: RunOptions,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const [file, ...args] =
      openFiles === undefined
        ? ([program, ...words] as const)
        : (["sh", "-c", `ulimit -n ${openFiles} && exec "$@"`, "sh", program, ...words] as const);
    const child = spawn(file, args, {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    void Promise.resolve(during?.(child)).catch(reject);
  });
}
