import type { LockEntry } from "./lock.ts";
import { isEntry } from "./lockfile.ts";
import { parseJson } from "./json.ts";

/** Some entries of a lock, read without the others. */
export interface LockPart {
  readonly assets: ReadonlyMap<string, LockEntry>;
  /** Does the rest of the lock have this key, path or digest anywhere? */
  elsewhere(fact: string): boolean;
}

/**
 * Takes the entries of these assets out of bytes that `formatLock` wrote, which has them in its order and each name at
 * the start of a line. Undefined where one is missing or is not as that function writes it.
 */
export function cutLock(bytes: Buffer, names: Iterable<string>): LockPart | undefined {
  const assets = new Map<string, LockEntry>();
  const rest: Buffer[] = [];
  let end = 0;
  for (const name of [...names].sort()) {
    const opening = Buffer.from(`\n    ${JSON.stringify(name)}: {\n`);
    const start = bytes.indexOf(opening, end);
    const close = start === -1 ? -1 : bytes.indexOf(CLOSING, start);
    if (close === -1) return undefined;
    rest.push(bytes.subarray(end, start));
    end = close + CLOSING.length;
    const entry = parseEntry(bytes.toString("utf8", start + opening.length - "{\n".length, end));
    if (entry === undefined) return undefined;
    assets.set(name, entry);
  }
  rest.push(bytes.subarray(end));
  return {
    assets,
    elsewhere(fact) {
      const quoted = JSON.stringify(fact);
      return rest.some((part) => part.includes(quoted));
    },
  };
}

/** Of an entry: nothing inside one is so far to the left. */
const CLOSING = "\n    }";

function parseEntry(text: string): LockEntry | undefined {
  const entry = parseJson(text);
  return entry !== undefined && isEntry(entry) ? entry : undefined;
}
