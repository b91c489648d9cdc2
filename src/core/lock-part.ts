import { parseJson } from "./json.ts";
import { isEntry } from "./lock-shape.ts";
import type { LockEntry } from "./lock.ts";

/** A file that is read a piece at a time: memory for the whole of a large one takes longer to get than to fill. */
export interface ByteSource {
  /** The bytes from a position on, fewer at the end. They are good until the next call. */
  read(position: number, length: number): Buffer;
}

/** Some entries of a lock, read without the others. */
export interface LockPart {
  readonly assets: ReadonlyMap<string, LockEntry>;
  /** Does the rest of the lock have one of these keys, paths or digests anywhere? */
  hasElsewhere(facts: readonly string[]): boolean;
}

/**
 * Takes the entries of these assets out of bytes that `formatLock` wrote, which has them in its order and each name at
 * the start of a line. Undefined where one is missing or is not as that function writes it.
 */
export function cutLock(source: ByteSource, names: Iterable<string>): LockPart | undefined {
  const assets = new Map<string, LockEntry>();
  const taken: Range[] = [];
  let from = 0;
  for (const name of [...names].sort()) {
    const opening = Buffer.from(`\n    ${JSON.stringify(name)}: {\n`);
    const start = find(source, [opening], from);
    const close = start === -1 ? -1 : find(source, [CLOSING], start);
    if (close === -1) return undefined;
    const end = close + CLOSING.length;
    const body = start + opening.length - "{\n".length;
    const entry = parseEntry(source.read(body, end - body).toString());
    if (entry === undefined) return undefined;
    assets.set(name, entry);
    taken.push({ start, end });
    from = end;
  }
  return {
    assets,
    hasElsewhere(facts) {
      const quoted = facts.map((fact) => Buffer.from(JSON.stringify(fact)));
      const isTaken = (at: number) => taken.some(({ start, end }) => at >= start && at < end);
      return find(source, quoted, 0, (at) => !isTaken(at)) !== -1;
    },
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Of an entry: nothing inside one is so far to the left. */
const CLOSING = Buffer.from("\n    }");

const PIECE = 1024 * 1024;

/** Where one of the needles is first that counts, a piece at a time; -1 where none is. */
function find(
  source: ByteSource,
  needles: readonly Buffer[],
  from: number,
  counts: (at: number) => boolean = () => true,
): number {
  const longest = Math.max(1, ...needles.map(({ length }) => length));
  for (let piece = from; ; piece += PIECE - longest + 1) {
    const bytes = source.read(piece, PIECE);
    for (const needle of needles) {
      for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1))
        if (counts(piece + at)) return piece + at;
    }
    if (bytes.length < PIECE) return -1;
  }
}

function parseEntry(text: string): LockEntry | undefined {
  const entry = parseJson(text);
  return entry !== undefined && isEntry(entry) ? entry : undefined;
}
