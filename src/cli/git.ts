import { execFile } from "node:child_process";
import { relative } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Bytes that git may answer with: a lock of 50,000 assets is some 60 MB. */
const LARGEST = 512 * 1024 * 1024;

/** What git prints; rejects when it fails, or when there is no git. */
export async function git(cwd: string, words: readonly string[]): Promise<string> {
  const { stdout } = await execute("git", [...words], { cwd, maxBuffer: LARGEST });
  return stdout;
}

/** `site/` for a project in a folder of its repository: reports and links name files from the top. */
export async function folderInRepository(root: string): Promise<string> {
  const top = await git(root, ["rev-parse", "--show-toplevel"]).catch(() => undefined);
  const folder = top === undefined ? "" : relative(top.trim(), root).replaceAll("\\", "/");
  return folder === "" ? "" : `${folder}/`;
}
