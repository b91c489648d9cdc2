import { spawn, type ChildProcess } from "node:child_process";
import { PROGRAM } from "./program.ts";

export interface WatchLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** `imagegen watch --json` or `studio --json` in a project, read line by line. */
export interface WatchProcess {
  readonly lines: readonly WatchLine[];
  /** The next line of a type that was not waited for yet; rejects when the process ends first. */
  next(type: string): Promise<WatchLine>;
  /** Ctrl-C; resolves with the exit code. */
  interrupt(): Promise<number | null>;
  readonly pid: number;
}

export function startWatching(
  root: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  command: "watch" | "studio" = "watch",
): WatchProcess {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, command, "--json", ...words], {
    cwd: root,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: WatchLine[] = [];
  let taken = 0;
  let stderr = "";
  let wake: () => void = () => undefined;
  let rest = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts.filter((part) => part !== "").map((part) => JSON.parse(part) as WatchLine));
    wake();
  });
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", (code) => {
      resolve(code);
      wake();
    });
  });
  return {
    lines,
    pid: child.pid ?? 0,
    async next(type) {
      for (;;) {
        const at = lines.findIndex((line, index) => index >= taken && line.type === type);
        if (at >= 0) {
          taken = at + 1;
          return lines[at] as WatchLine;
        }
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`watch ended: ${stderr}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    interrupt() {
      child.kill("SIGINT");
      return ended;
    },
  };
}
