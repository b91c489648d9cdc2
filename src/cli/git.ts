import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Bytes that git may answer with: a lock of 50,000 assets is some 60 MB. */
const LARGEST = 512 * 1024 * 1024;

/** What git prints; rejects when it fails, or when there is no git. */
export async function git(cwd: string, words: readonly string[]): Promise<string> {
  const { stdout } = await execute("git", [...words], { cwd, maxBuffer: LARGEST });
  return stdout;
}
