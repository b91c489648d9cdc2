import { readFileSync, statSync, type Stats } from "node:fs";
import { isAtRest, looksTheSame, type Look } from "../store/at-rest.ts";
import { describeKind } from "../store/file-kind.ts";
import { errnoOf, MachineError, machineError } from "../store/machine-error.ts";

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

/** A text with what its file looked like before it was read. */
export interface SeenText {
  readonly text: string | undefined;
  /** Undefined for a file that was not there. */
  readonly look: Look | undefined;
}

/**
 * The same, unless the file looks as it did: of a large one reading takes fifty times as long.
 * Only a regular file is read: this is for files that we write ourselves.
 *
 * @throws MachineError when it is there and cannot be read
 */
export function readTextAgain(path: string, seen: SeenText | undefined): SeenText {
  const at = Date.now();
  const stat = lookAt(path);
  if (stat === undefined) return { text: undefined, look: undefined };
  if (!stat.isFile()) throw irregular(path, describeKind(stat));
  const before = seen?.look;
  if (seen !== undefined && before !== undefined && isAtRest(before) && looksTheSame(stat, before.stat))
    return { text: seen.text, look: before };
  return { text: readTextFile(path), look: { stat, at } };
}

function irregular(path: string, kind: string): MachineError {
  return new MachineError(
    "io",
    path,
    `cannot read ${path}: it is ${kind}, and only regular files are read; move it away`,
  );
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw machineError(error, { deed: "read", path });
  }
}
