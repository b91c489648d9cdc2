import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { machineError } from "../store/machine-error.ts";
import { readTextFile } from "./read-text.ts";

/**
 * Which bytes imagegen has ever written to which path. The lock knows only the last ones; after a checkout of another
 * branch, whose lock names others, an ignored output is still ours and nobody's edit. Damaged or deleted, it makes
 * the next build more careful, never less: what it does not know is kept.
 */
export interface PlacedHistory {
  has(path: string, digest: Sha256): boolean;
  /** @throws MachineError */
  add(files: Iterable<readonly [path: string, digest: Sha256]>): void;
}

/** Kept in lines of digest and path; read when the first file looks like an edit. */
export function openPlacedHistory(file: string): PlacedHistory {
  let known: Set<string> | undefined;
  const lines = () => (known ??= new Set((readTextFile(file) ?? "").split("\n")));
  return {
    has: (path, digest) => lines().has(`${digest} ${path}`),
    add(files) {
      const text = [...files].map(([path, digest]) => `${digest} ${path}\n`).join("");
      if (text === "") return;
      known = undefined;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        appendFileSync(file, text, { mode: 0o600 });
      } catch (error) {
        throw machineError(error, { deed: "write", path: file, needed: text.length });
      }
    },
  };
}
