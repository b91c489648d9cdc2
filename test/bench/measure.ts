import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { execPath } from "node:process";

/** A command line that is timed from its start to its end. */
export interface Command {
  readonly file: string;
  readonly words: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes that are no failure; 0 unless told otherwise. */
  readonly codes?: readonly number[];
}

/** Fewer rounds say too little on a machine that does other things as well; `BENCH_ROUNDS` is for a first look. */
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 9);

/** Nothing at all, in Node: what no program written for it can be faster than. */
export const NODE_ALONE: Command = { file: execPath, words: ["-e", "0"] };

/** The environment of a developer's machine, without its keys. */
function environmentOf({ environment }: Command): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", ...environment };
}

/** Runs a command once; what it says goes nowhere. Returns milliseconds. @throws Error when it fails */
export function timeOnce(command: Command): number {
  const started = process.hrtime.bigint();
  const { status, signal, error } = spawnSync(command.file, command.words, {
    cwd: command.cwd,
    env: environmentOf(command),
    stdio: "ignore",
  });
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  if (error !== undefined) throw error;
  if (status === null || !(command.codes ?? [0]).includes(status))
    throw new Error(`${command.file} ${command.words.join(" ")}: ended with ${status ?? signal}\n${outputOf(command)}`);
  return milliseconds;
}

/** As `timeOnce`, leaving this thread free to serve the command. */
export async function timeServed(command: Command): Promise<number> {
  const started = process.hrtime.bigint();
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command.file, command.words, {
      cwd: command.cwd,
      env: environmentOf(command),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if ((command.codes ?? [0]).includes(code ?? -1)) resolve();
      else reject(new Error(`${command.words.join(" ")}: ended with ${code}\n${stderr.slice(0, 2000)}`));
    });
  });
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** What a command prints. */
export function outputOf(command: Command): string {
  const { stdout, stderr } = spawnSync(command.file, command.words, {
    cwd: command.cwd,
    env: environmentOf(command),
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  return stdout + stderr;
}

/** Peak resident memory of a command in MiB, measured by `time`; undefined where that is not installed. */
export function peakMemory(command: Command): number | undefined {
  return timeOf(command)?.mebibytes;
}

/** Peak memory and processor time (user and system) by GNU `time`. */
export function timeOf(command: Command): { readonly mebibytes: number; readonly cpu: number } | undefined {
  if (!existsSync("/usr/bin/time")) return undefined;
  const { stderr } = spawnSync("/usr/bin/time", ["-f", "%M %U %S", command.file, ...command.words], {
    cwd: command.cwd,
    env: environmentOf(command),
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 30,
  });
  const [kibibytes = 0, user = 0, system = 0] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { mebibytes: kibibytes / 1024, cpu: (user + system) * 1000 };
}

/** Runs all in turn (A, B, A, B ...), so that what disturbs the machine disturbs all alike. Gives the medians. */
export async function inTurn<Names extends string>(
  contest: Readonly<Record<Names, () => number | Promise<number>>>,
  rounds: number = ROUNDS,
): Promise<Readonly<Record<Names, number>>> {
  const names = Object.keys(contest) as Names[];
  const times = new Map<Names, number[]>(names.map((name) => [name, []]));
  // A first round that does not count: caches of the disk and of the processor.
  for (const name of names) await contest[name]();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times.get(name)?.push(await contest[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Names, number>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

/** Is a program there? */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;
}

/** Processor time in milliseconds (user and system) of a command that this thread serves, by GNU `time`; NaN without it. */
export async function cpuServed(command: Command): Promise<number> {
  return (await timeServedBy(command)).cpu;
}

/** Processor time and peak memory of a command that this thread serves. */
export function timeServedBy(command: Command): Promise<{ readonly mebibytes: number; readonly cpu: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn("/usr/bin/time", ["-f", "%M %U %S", command.file, ...command.words], {
      cwd: command.cwd,
      env: environmentOf(command),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) return reject(new Error(`ended with ${code}\n${stderr.slice(0, 2000)}`));
      const [kibibytes = 0, user = 0, system = 0] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
      resolve({ mebibytes: kibibytes / 1024, cpu: (user + system) * 1000 });
    });
  });
}
