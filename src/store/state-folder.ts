import { lstatSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machineError, MachineError } from "./machine-error.ts";
import { makeFolders } from "./make-folders.ts";

/**
 * Makes the state folder of a project where it is missing. A new one ignores itself, as the caches of other tools do,
 * so that a project without `imagegen init` does not commit it by mistake. One that is there is left as it is: who
 * commits it has a reason. A store that is put elsewhere is no state folder, and may be meant for git.
 *
 * @param folder absolute
 * @throws MachineError
 */
export function makeStateFolder(folder: string): void {
  try {
    if (!makeFolders(folder, 0o700)) {
      // It could have come with a pull request, and would have everything written to where it leads (T7).
      if (lstatSync(folder).isSymbolicLink()) throw new MachineError("outside-project", folder, linkText(folder));
      return;
    }
    writeFileSync(join(folder, ".gitignore"), "# Written by imagegen.\n*\n", { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw machineError(error, { deed: "create", path: folder });
  }
}

function linkText(folder: string): string {
  return `${folder} is a link; remove it, and set IMAGEGEN_STORE if pictures shall be kept elsewhere`;
}
