import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect } from "vitest";
import type { Lock, LockedSample } from "../../src/core/lock.ts";
import { parseLock } from "../../src/core/lockfile.ts";
import { PROGRAM, runProgram, type Run, type RunOptions } from "./program.ts";
import { TEST_KEY } from "./provider-calls.ts";

/** A project in a temporary folder and the built command in it. */
export class Project {
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;

  constructor(manifest?: string, environment: Readonly<Record<string, string>> = {}) {
    this.root = mkdtempSync(join(tmpdir(), "imagegen-test-"));
    this.environment = environment;
    if (manifest !== undefined) this.write("images.config.yaml", manifest);
  }

  run(args: string | readonly string[], options: RunOptions = {}): Promise<Run> {
    const words = typeof args === "string" ? args.split(" ").filter((word) => word !== "") : args;
    // Retries that do not wait: what is tested is that they happen, not that time passes.
    const quick = words[0] === "build" ? ["--backoff", "0.001"] : [];
    return runProgram([process.execPath, PROGRAM, ...words, ...quick], this.root, {
      ...options,
      environment: { ...this.environment, ...options.environment },
    });
  }

  /** Runs the command, which must end with this code. */
  async expectRun(args: string | readonly string[], code = 0): Promise<Run> {
    const run = await this.run(args);
    expect(run.code, run.stderr + run.stdout).toBe(code);
    return run;
  }

  /** Runs a script with bash in the project, as a CI system does: the first failing command ends it. */
  shell(script: string, environment: Readonly<Record<string, string>> = {}): Promise<Run> {
    return runProgram(["bash", "-e", "-o", "pipefail", "-c", script], this.root, { environment });
  }

  path(file: string): string {
    return join(this.root, file);
  }

  write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content);
  }

  /** Replaces text in a file; it must be there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
    this.write(file, text.replaceAll(from, to));
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  bytes(file: string): Buffer {
    return readFileSync(this.path(file));
  }

  /** What the lock says, or that of a profile. */
  lock(file = "images.lock.json"): Lock {
    const parsed = parseLock(this.read(file));
    if ("problem" in parsed) throw new Error(parsed.problem.message);
    return parsed.lock;
  }

  /** What the lock says of an asset's picture. */
  lockedSample(asset: string, index = 0): LockedSample {
    const sample = this.lock().assets.get(asset)?.samples[index];
    if (sample === undefined) throw new Error(`the lock does not have picture ${index} of ${asset}`);
    return sample;
  }

  /** The digest of the provider's bytes. */
  lockedOriginal(asset: string, index = 0): string {
    return this.lockedSample(asset, index).original.sha256;
  }

  has(file: string): boolean {
    return existsSync(this.path(file));
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true });
  }

  /** Every file outside the state directory with its digest and time: what must not change when nothing is to do. */
  snapshot(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.snapshotOf(".")).filter(([file]) => !file.startsWith(".imagegen/")));
  }

  /** Every file below a folder, as `snapshot` tells it. */
  snapshotOf(folder: string): Record<string, string> {
    const entries = readdirSync(this.path(folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const fact = (file: string) =>
      `${createHash("sha256").update(readFileSync(file)).digest("hex")} ${statSync(file).mtimeMs}`;
    return Object.fromEntries(files.sort().map((file) => [relative(this.root, file), fact(file)]));
  }

  /** Temporary files that a killed run left. */
  strayFiles(): readonly string[] {
    return Object.keys(this.snapshotOf(".")).filter((file) => /\/tmp\/.|(^|\/)\.imagegen-|\.tmp$/.test(file));
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The environment for a build against a local API server: its address and a key. */
export function togetherAt(url: string): Record<string, string> {
  return { TOGETHER_BASE_URL: url, TOGETHER_API_KEY: TEST_KEY };
}
