import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeAtomically } from "../store/files.ts";
import { addMissingLines } from "./init-files.ts";

/** True when the file changed. Whole or not at all: what a person has in it must survive a full disk. @throws MachineError */
export async function writeWhole(path: string, text: string): Promise<boolean> {
  return (await writeAtomically(path, text, { root: dirname(path), durable: false })) === "written";
}

/** Adds lines that a file lacks, at its end; true when it changed. @throws MachineError */
export function addLines(path: string, lines: readonly string[]): Promise<boolean> {
  return writeWhole(path, addMissingLines(existsSync(path) ? readFileSync(path, "utf8") : "", lines));
}
