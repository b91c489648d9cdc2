import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Command } from "./measure.ts";

/** A program that goes on running and tells what it sees, line by line. */
export interface LineProcess {
  /** The next line that holds this text, from now on. @throws Error when the program ends first */
  next(text: string): Promise<void>;
  /** Processor time until now, in milliseconds, by the scheduler's own account; undefined elsewhere than on Linux. */
  cpu(): number | undefined;
  /** Resident memory now, in MiB; undefined elsewhere than on Linux. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

export function startLines({ file, words, cwd, environment }: Command): LineProcess {
  const child = spawn(file, words, {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  let waiting: { readonly text: string; resolve(): void; reject(error: Error): void }[] = [];
  let rest = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      for (const waiter of waiting) if (line.includes(waiter.text)) waiter.resolve();
      waiting = waiting.filter(({ text }) => !line.includes(text));
    }
  });
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    child.on("close", (code) => {
      for (const { reject } of waiting) reject(new Error(`${words.join(" ")}: ended with ${code}\n${stderr}`));
      resolve();
    });
  });
  return {
    next: (text) => new Promise((resolve, reject) => waiting.push({ text, resolve, reject })),
    cpu: () => onLinux(() => runTime(pid)),
    memory: () => onLinux(() => residentMemory(pid)),
    async stop() {
      child.kill("SIGINT");
      await ended;
    },
  };
}

/** Of all threads that there are: between two looks at a program that rests, none comes or goes. */
function runTime(pid: number | undefined): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((task) =>
    Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}

function residentMemory(pid: number | undefined): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / 1024;
}

function onLinux(look: () => number): number | undefined {
  return process.platform === "linux" ? look() : undefined;
}
