import { join, relative } from "node:path";
import { execPath } from "node:process";
import { LOCK_FILE } from "../core/file-names.ts";
import { addLines } from "./add-lines.ts";
import { git } from "./git.ts";
import { UsageError } from "./usage-error.ts";

const DRIVER = "imagegen-lock";

/** Tells git which driver merges the lock. Everybody has the line; who lacks the driver gets git's own merge. */
const ATTRIBUTE = `${LOCK_FILE} merge=${DRIVER}`;

export interface InstalledDriver {
  /** The line of the repository's configuration. */
  readonly command: string;
  /** Relative to the repository. */
  readonly attributes: string;
}

/**
 * Registers `imagegen lock merge` with git: the driver in this clone's own configuration (it names this machine's
 * program, so it is no file that is committed), the line that uses it in `.gitattributes`.
 *
 * @throws UsageError outside a repository
 */
export async function installDriver(root: string, program: string): Promise<InstalledDriver> {
  const top = (await git(root, ["rev-parse", "--show-toplevel"]).catch(() => "")).trim();
  if (top === "") throw new UsageError("this is no git repository", "run git init, or go to one");
  const command = `${quote(execPath)} ${quote(program)} lock merge %O %A %B`;
  await git(root, ["config", "--local", `merge.${DRIVER}.name`, "imagegen: merge the lock asset by asset"]);
  await git(root, ["config", "--local", `merge.${DRIVER}.driver`, command]);
  const file = join(root, ".gitattributes");
  await addLines(file, [ATTRIBUTE]);
  return { command, attributes: relative(top, file) };
}

/** For the shell that git runs it with. */
function quote(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
