import type { PastOriginal } from "../build/history.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { parseLockText } from "../core/lock-merge.ts";
import { git } from "./git.ts";

/** Versions of the lock that are looked at, the latest of the branch that is checked out. */
const VERSIONS = 50;

/** What the locks of a branch's history named, by asset; the time is that of the commit. */
export type FormerOriginals = ReadonlyMap<string, readonly PastOriginal[]>;

/**
 * Reads what the assets of a project were in the commits before, for the history that a machine's own ledger does not
 * know: what others made, and a clone restored. Empty outside a repository; a version that cannot be read is skipped.
 * The answer is kept for as long as the branch stands at the same commit.
 */
export function formerOriginalsReader(): (root: string) => Promise<FormerOriginals> {
  let known: { readonly head: string; readonly originals: Promise<FormerOriginals> } | undefined;
  return async (root) => {
    const head = await git(root, ["rev-parse", "HEAD"]).catch(() => "");
    if (head === "") return new Map();
    if (known?.head !== head) known = { head, originals: readFormerOriginals(root).catch(() => new Map()) };
    return known.originals;
  };
}

async function readFormerOriginals(root: string): Promise<FormerOriginals> {
  const prefix = (await git(root, ["rev-parse", "--show-prefix"])).trim();
  const log = await git(root, ["log", `--max-count=${VERSIONS}`, "--format=%H %cI", "--", LOCK_FILE]);
  const found = new Map<string, Map<string, PastOriginal>>();
  for (const line of log.split("\n").filter(Boolean)) {
    const [commit = "", at = ""] = line.split(" ");
    const text = await git(root, ["cat-file", "blob", `${commit}:${prefix}${LOCK_FILE}`]).catch(() => "");
    const parsed = parseLockText(text);
    if ("problem" in parsed) continue;
    for (const [name, { samples }] of parsed.lock.assets) {
      const originals = found.get(name) ?? new Map<string, PastOriginal>();
      found.set(name, originals);
      // The latest commits come first; of those that name an original the earliest says since when.
      // Of what was imported or accepted the recipe is not what it was made from.
      for (const [sample, { key, recipe, original, origin }] of samples.entries())
        if (origin === undefined)
          originals.set(`${sample} ${original.sha256}`, {
            key,
            recipe,
            original,
            at: new Date(at).toISOString(),
            sample,
          });
    }
  }
  return new Map([...found].map(([name, originals]) => [name, [...originals.values()]]));
}
