import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "rolldown";
import { afterAll, afterEach } from "vitest";

/** CI has everything that a test needs; there a missing part is a failure, not a reason to skip. */
export const REQUIRED = process.env["IMAGEGEN_TEST_REQUIRE"] === "1";

const base = realpathSync(mkdtempSync(join(tmpdir(), "imagegen-store-")));
const mounts: string[] = [];
const children: ChildProcess[] = [];
let count = 0;
// A test may look at it as another user.
chmodSync(base, 0o755);

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const mount of mounts.splice(0).reverse()) run("umount", ["-l", mount]);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A new empty folder. */
export function workspace(): string {
  count += 1;
  const folder = join(base, String(count));
  mkdirSync(folder);
  return folder;
}

/** A small file system of its own at `folder`, for this test. */
export function mountSmall(folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]);
  mounts.push(folder);
}

/**
 * A file system whose clock ticks every few milliseconds and no finer, whatever the kernel: the others got a finer one
 * in Linux 6.13.
 */
export function mountCoarseClock(folder: string): void {
  mkdirSync(folder, { recursive: true });
  run("mount", ["-t", "ramfs", "ramfs", folder]);
  mounts.push(folder);
}

export function makeReadOnly(folder: string): void {
  run("mount", ["-o", "remount,ro", folder]);
}

/** Only root may mount; without it the tests of full and read-only disks cannot run. */
export const CAN_MOUNT = canMount();

/** All files below a folder, relative to it. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/**
 * Bundles a script (it imports from `#store/NAME.ts`) to one file, as the product is bundled, and returns its path.
 */
export async function script(source: string): Promise<string> {
  const folder = workspace();
  const store = join(import.meta.dirname, "../../src/store");
  writeFileSync(join(folder, "entry.js"), source.replaceAll("#store/", `${store}/`));
  const file = join(folder, "bundle.mjs");
  await build({ input: join(folder, "entry.js"), platform: "node", output: { file }, logLevel: "silent" });
  return file;
}

export interface Child {
  readonly process: ChildProcess;
  /** Resolves when the child has printed this many lines (or rejects when it ends before). */
  lines(count: number): Promise<readonly string[]>;
  /** All lines and the exit code, when it has ended. */
  readonly ended: Promise<{ readonly lines: readonly string[]; readonly code: number | null; readonly error: string }>;
}

/** Starts Node on a script. It is killed at the end of the test if it still runs. */
export function start(file: string, ...options: readonly string[]): Child {
  return follow(spawn(process.execPath, [file, ...options], { stdio: ["ignore", "pipe", "pipe"] }));
}

/** The same under a limit of open files. */
export function startWithOpenFiles(limit: number, file: string, ...options: readonly string[]): Child {
  const command = 'ulimit -n "$0" && exec "$@"';
  const child = spawn("bash", ["-c", command, String(limit), process.execPath, file, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  return follow(child);
}

/** Kills the child while it is writing in `folder`: as soon as a temporary file is seen there. */
export async function killWhileWriting(child: Child, folder: string): Promise<readonly string[]> {
  const until = performance.now() + 10_000;
  while (!readdirSync(folder).some((name) => name.startsWith(".imagegen-"))) {
    if (performance.now() > until) throw new Error(`nothing was written in ${folder}`);
  }
  child.process.kill("SIGKILL");
  const { lines, code } = await child.ended;
  if (code !== null) throw new Error(`it ended by itself, with ${code}`);
  return lines;
}

function follow(child: ChildProcess): Child {
  children.push(child);
  let output = "";
  let error = "";
  const waiting = new Set<() => void>();
  child.stdout?.on("data", (data: Buffer) => {
    output += data.toString();
    for (const check of waiting) check();
  });
  child.stderr?.on("data", (data: Buffer) => (error += data.toString()));
  const complete = () => output.split("\n").slice(0, -1);
  const ended = new Promise<{ lines: readonly string[]; code: number | null; error: string }>((resolve) => {
    child.once("close", (code) => resolve({ lines: complete(), code, error }));
  });
  const lines = (wanted: number) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const check = (): void => {
        if (complete().length < wanted) return;
        waiting.delete(check);
        resolve(complete());
      };
      waiting.add(check);
      check();
      void ended.then(() => reject(new Error(`the child ended after ${complete().length} lines: ${error}`)));
    });
  return { process: child, lines, ended };
}

function run(command: "mount" | "umount", options: readonly string[]): void {
  execFileSync(command, options, { stdio: "pipe" });
}

function canMount(): boolean {
  const folder = join(base, "mount");
  mkdirSync(folder);
  try {
    run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
    run("umount", [folder]);
    return true;
  } catch {
    return false;
  }
}
