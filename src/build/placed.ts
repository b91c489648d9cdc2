import type { Sha256 } from "../core/digest.ts";
import type { JournalLine } from "../store/journal-lines.ts";
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

/**
 * Kept as the journal is, in lines of type `placed`; read when the first file looks like an edit. The same bytes at the
 * same path are one line, however often they are placed; a file of an older imagegen, in which most lines say what
 * another one says, is written anew.
 */
export function openPlacedHistory(file: string): PlacedHistory {
  let known: Set<string> | undefined;
  const keyOf = (path: string, digest: Sha256) => `${digest} ${path}`;
  const linesOf = () => readJournal(file).lines.filter((line) => line.type === "placed");
  const read = () => new Set(linesOf().map((line) => keyOf(line.path, line.sha256)));
  return {
    has: (path, digest) => (known ??= read()).has(keyOf(path, digest)),
    async add(files) {
      // Looked at anew: another process may have written since.
      const lines = linesOf();
      const seen = new Set(lines.map((line) => keyOf(line.path, line.sha256)));
      const repeated = lines.length - seen.size;
      const fresh = files.filter(([path, digest]) => addNew(seen, keyOf(path, digest)));
      known = seen;
      if (fresh.length === 0 && repeated === 0) return;
      const log = openJournal(file);
      try {
        if (repeated > lines.length / 2) await log.compact(keepFirst(keyOf));
        // One write: lines that are added together go out together.
        await Promise.all(
          fresh.map(([path, sha256]) => log.append({ type: "placed", path, sha256 }, { durable: false })),
        );
      } finally {
        await log.close();
      }
    },
  };
}

/** Accepts each line of type `placed` once, and no other. */
function keepFirst(keyOf: (path: string, digest: Sha256) => string): (line: JournalLine) => boolean {
  const kept = new Set<string>();
  return (line) => line.type === "placed" && addNew(kept, keyOf(line.path, line.sha256));
}

/** Adds a value; false where it was there. */
function addNew(values: Set<string>, value: string): boolean {
  if (values.has(value)) return false;
  values.add(value);
  return true;
}
