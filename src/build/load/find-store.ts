import { realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { storePathProblem } from "../../core/store-path.ts";

/** Where the manifest `file` puts the whole store, as it is written, or why it cannot be there. */
export type FoundStore = { readonly path: string } | { readonly problem: Diagnostic };

/** Judges a `store` that is a text, links followed. It need not exist yet. `root` has no links in it. */
export function findStore(root: string, text: string, file: string): FoundStore {
  // From the project: what is committed is checked in a copy, and that is inside .git itself.
  const why = storePathProblem(text) ?? storePathProblem(relative(root, realOr(resolve(root, text))));
  if (why === undefined) return { path: text };
  return {
    problem: {
      severity: "error",
      code: "path-invalid",
      message: `the store cannot be in ${JSON.stringify(text)}: ${why}`,
      hint: "name a folder of its own, or leave `store` out for .imagegen",
      place: { file, pointer: ["store"], at: "value" },
    },
  };
}

function realOr(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // Not there yet: nothing leads anywhere.
    return path;
  }
}
