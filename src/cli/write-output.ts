import { dirname } from "node:path";
import { writeAtomically } from "../store/files.ts";
import { machineError } from "../store/machine-error.ts";
import { makeFolders } from "../store/make-folders.ts";

/**
 * Writes a file where a person asked for it, its folder too: what was paid for is not lost for want of one.
 * @throws MachineError
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  try {
    makeFolders(folder);
  } catch (error) {
    throw machineError(error, { deed: "create", path: folder });
  }
  await writeAtomically(path, content, { root: folder, durable: false });
}
