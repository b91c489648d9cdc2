import { readFileSync } from "node:fs";
import { errnoOf, machineError } from "../store/machine-error.ts";

/**
 * The text of a file, or undefined where there is none.
 * @throws MachineError when it is there and cannot be read
 */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw machineError(error, { deed: "read", path });
  }
}
