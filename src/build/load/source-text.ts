import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { sha256, type Sha256 } from "../../core/digest.ts";
import type { InputProblem } from "../../core/resolve/project.ts";
import { describeKind, OPEN_AT_ONCE } from "../../store/file-kind.ts";
import { errnoOf, userName } from "../../store/machine-error.ts";

/** A text as it is in the file, and the digest of its bytes. */
export interface ReadText {
  readonly text: string;
  readonly sha256: Sha256;
}

export type SourceText = ReadText | InputProblem;

export const MEBIBYTE = 1024 * 1024;

/** Reads a UTF-8 file once, and only a regular file; what is wrong comes back as a value. `limit` in bytes. */
export function readSourceText(path: string, limit: number): SourceText {
  let descriptor: number;
  try {
    descriptor = openSync(path, OPEN_AT_ONCE);
  } catch (error) {
    return unreadable(error);
  }
  try {
    // Of what was opened, not of what has the name by now.
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { problem: "file-unreadable", message: noFile(describeKind(stat)) };
    if (stat.size > limit) return { problem: "file-too-large", message: `it is larger than ${limit / MEBIBYTE} MiB` };
    const bytes = readFileSync(descriptor);
    if (!isUtf8(bytes)) return { problem: "invalid-text", message: "it is not UTF-8", hint: "save it as UTF-8" };
    return { text: bytes.toString(), sha256: sha256(bytes) };
  } catch (error) {
    return unreadable(error);
  } finally {
    closeSync(descriptor);
  }
}

/** A folder speaks for itself; of the others, many do not know that they are no files. */
export function noFile(kind: string): string {
  return kind === "a folder" ? "it is a folder" : `it is ${kind}, and only regular files are read`;
}

/** What the system says when something cannot be read, in words. */
export function unreadable(error: unknown): InputProblem {
  const code = errnoOf(error);
  if (code === "EACCES" || code === "EPERM")
    return {
      problem: "file-forbidden",
      message: `${userName()} may not read it (${code})`,
      hint: "give that user the right to (chmod, chown), or run as one who has it",
    };
  const message =
    code === "ENOENT" || code === "ENOTDIR"
      ? "it does not exist"
      : code === "ELOOP"
        ? "its links lead in a circle"
        : code === "ENXIO"
          ? noFile("a socket")
          : `it cannot be read (${code ?? String(error)})`;
  return { problem: "file-unreadable", message };
}
