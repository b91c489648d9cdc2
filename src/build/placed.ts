import type { Sha256 } from "../core/digest.ts";
import { openJournal, readJournal } from "../store/journal.ts";

/**
 * Which bytes imagegen has ever written to which path. The lock knows only the last ones; after a checkout of another
 * branch, whose lock names others, an ignored output is still ours and nobody's edit. Damaged or deleted, it makes
 * the next build more careful, never less: what it does not know is kept.
 */
export interface PlacedHistory {
  has(path: string, digest: Sha256): boolean;
  /** @throws MachineError */
  add(files: readonly (readonly [path: string, digest: Sha256])[]): Promise<void>;
}

/** Kept as the journal is, in lines of type `placed`; read when the first file looks like an edit. */
export function openPlacedHistory(file: string): PlacedHistory {
  let known: Set<string> | undefined;
  const keyOf = (path: string, digest: Sha256) => `${digest} ${path}`;
  const read = () =>
    new Set(readJournal(file).lines.flatMap((line) => (line.type === "placed" ? [keyOf(line.path, line.sha256)] : [])));
  return {
    has: (path, digest) => (known ??= read()).has(keyOf(path, digest)),
    async add(files) {
      if (files.length === 0) return;
      known = undefined;
      const log = openJournal(file);
      try {
        // One write: lines that are added together go out together.
        await Promise.all(
          files.map(([path, sha256]) => log.append({ type: "placed", path, sha256 }, { durable: false })),
        );
      } finally {
        await log.close();
      }
    },
  };
}
