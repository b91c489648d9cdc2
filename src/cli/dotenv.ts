import { dirname, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { findProjectFolder } from "../build/load/project-folder.ts";
import { MEBIBYTE, readSourceText } from "../build/load/source-text.ts";
import { isSecretVariable } from "./redact.ts";

/** Variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Keys from `.env` files: of the folder where the command runs, then of the project's. Keys and nothing else: a
 * `.env` may arrive with a pull request, and an API's base URL in it would send a real key to a stranger.
 */
export function readDotenv(cwd: string, config: string | undefined): Variables {
  const variables: Record<string, string> = {};
  for (const folder of foldersOf(cwd, config)) {
    for (const [name, value] of Object.entries(readVariables(join(folder, ".env")))) {
      if (value !== undefined && isSecretVariable(name)) variables[name] ??= value;
    }
  }
  return variables;
}

/** Is a variable set in one of those files, whether it is read from there or not? */
export function isInDotenv(name: string, cwd: string, config: string | undefined): boolean {
  return [...foldersOf(cwd, config)].some((folder) => (readVariables(join(folder, ".env"))[name] ?? "") !== "");
}

function foldersOf(cwd: string, config: string | undefined): ReadonlySet<string> {
  const project = config === undefined ? findProjectFolder(cwd)?.folder : dirname(resolve(cwd, config));
  return new Set([cwd, project ?? cwd]);
}

function readVariables(file: string): Variables {
  const read = readSourceText(file, MEBIBYTE);
  // Missing or not ours to read: then the variable is missing too, and that is said with its name.
  return "text" in read ? parseEnv(read.text) : {};
}
