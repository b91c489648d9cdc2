import { execFileSync, spawnSync } from "node:child_process";
import { devNull } from "node:os";

const SETTINGS = {
  "user.name": "t",
  "user.email": "t@example.org",
  "init.defaultBranch": "main",
  "commit.gpgsign": "false",
  "core.autocrlf": "false",
  "advice.detachedHead": "false",
};

/** A machine that has Git LFS says so in its own settings, and it would take over from what a test says. */
const env = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull };

function wordsFor(words: readonly string[]): string[] {
  return [...Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]), ...words];
}

/** Runs git in a folder with nobody's own settings; throws with what it said when it fails. */
export function git(folder: string, ...words: string[]): string {
  return execFileSync("git", wordsFor(words), { cwd: folder, stdio: "pipe", encoding: "utf8", env });
}

/** The same where failing is an answer: its exit code. */
export function gitCode(folder: string, ...words: string[]): number | null {
  return spawnSync("git", wordsFor(words), { cwd: folder, stdio: "pipe", env }).status;
}
