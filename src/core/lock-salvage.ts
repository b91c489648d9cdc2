import type { Sha256 } from "./digest.ts";
import { parseLockText } from "./lock-merge.ts";
import type { Lock, LockEntry } from "./lock.ts";
import { parseLock } from "./lockfile.ts";

/**
 * What can be saved of a lock that cannot be read: every entry that still stands whole, line for line, in a file that
 * was cut off or mended badly. Never trusted further than that: an entry that does not match its own key is told by
 * the plan, as always. Of two entries with one name the first is taken.
 */
export function salvageLock(text: string): Lock {
  const read = parseLockText(text);
  if ("lock" in read) return read.lock;
  const assets = new Map<string, LockEntry>();
  const references = new Map<string, Sha256>();
  let open: { readonly name: string; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, url, digest] = PIN.exec(line) ?? [];
    if (url !== undefined && digest !== undefined) references.set(JSON.parse(url) as string, digest);
    const start = ENTRY_START.exec(line)?.[1];
    if (start !== undefined) open = { name: start, lines: [] };
    else if (open !== undefined && ENTRY_END.test(line)) {
      const entry = parseEntry(`{${open.lines.join("\n")}}`);
      const name = JSON.parse(open.name) as string;
      if (entry !== undefined && !assets.has(name)) assets.set(name, entry);
      open = undefined;
    } else open?.lines.push(line);
  }
  return { assets, orphans: new Map(), references };
}

/** The layout of `formatLock`: an asset's name stands four blanks deep, and so does the brace that ends it. */
const ENTRY_START = /^ {4}("(?:[^"\\]|\\.)*"): \{$/;
const ENTRY_END = /^ {4}\},?$/;

/** No path of a project begins like this. */
const PIN = /^ {4}("https:\/\/(?:[^"\\]|\\.)*"): "([0-9a-f]{64})",?$/i;

/** The same checks as a whole lock goes through. */
function parseEntry(text: string): LockEntry | undefined {
  const parsed = parseLock(`{ "version": 1, "assets": { "entry": ${text} } }`);
  return "lock" in parsed ? parsed.lock.assets.get("entry") : undefined;
}
