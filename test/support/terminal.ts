import { spawn, spawnSync } from "node:child_process";
import { PROGRAM } from "./program.ts";
import type { Project } from "./project.ts";

/** Is there a program here that gives another one a terminal? Part of util-linux. */
export const HAS_TERMINAL = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux") ?? false;

/** What a person types, and after which words on the screen. */
export interface Typing {
  readonly after: string;
  /** `\u0003` is Ctrl-C, `\u0004` the end of input. */
  readonly keys: string;
}

/** Runs the built command on a terminal of its own: its screen is one text, and its input what is typed, in order. */
export function runOnTerminal(
  project: Project,
  words: readonly string[],
  ...typing: readonly Typing[]
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const command = [process.execPath, PROGRAM, ...words].map((word) => `'${word}'`).join(" ");
  return new Promise((resolve, reject) => {
    const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      cwd: project.root,
      env: { PATH: process.env["PATH"] ?? "", TERM: "xterm", ...project.environment },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let screen = "";
    let typed = 0;
    let seen = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      screen += chunk.toString();
      for (let next = typing[typed]; next !== undefined; next = typing[typed]) {
        const at = screen.indexOf(next.after, seen);
        if (at < 0) return;
        seen = at + next.after.length;
        typed += 1;
        child.stdin.write(next.keys);
      }
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, screen }));
  });
}
