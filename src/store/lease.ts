import { randomBytes } from "node:crypto";
import { linkSync, lstatSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseJsonObject } from "../core/json.ts";
import { errnoOf, machineError, MachineError } from "./machine-error.ts";
import { ownIdentity, stateOf, type ProcessIdentity } from "./process-identity.ts";
import { temporaryPath } from "./temporary.ts";

/**
 * A lease is a file that exists as long as one process has the right to something: to build a project, to send the
 * request of a generation key.
 *
 * - It is made by `link`, with its content already in it, so exactly one of any number of racing processes gets it.
 * - It is never stale by age (F46): clocks jump and laptops sleep. It is stale when its process is dead.
 * - A dead one's lease is removed under a second lease whose name holds the dead one's id. Without that, a process
 *   that looked earlier could remove the lease that a faster one has just taken.
 * - Where nobody can look (another host, another container), a person has to say so by removing the file.
 */
export interface LeaseOptions {
  /** Milliseconds to wait for a living holder, by the monotonic clock: 0 for not at all, Infinity for ever. */
  readonly wait: number;
  /** Called once for each holder that is waited for: "pid 123 on HOST since 2026-01-02T03:04:05.678Z". */
  readonly onWait?: (holder: string) => void;
  /** Ends the waiting; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Gives a lease back. At once, so that it can be done while the process exits; never throws, may be called again. */
export type Release = () => void;

/** Milliseconds between looks at a lease that somebody else holds. */
const POLL = 100;

/** A file without content is being written right now, or was cut off by a power failure; after this it is the latter. */
const UNREADABLE_GRACE = 1000;

const GUARD_WAIT = 2000;

/**
 * Takes the lease, or waits for it.
 * @throws MachineError `lease-held` when the wait is over, or at once when the holder cannot be checked from here
 */
export async function acquireLease(file: string, options: LeaseOptions): Promise<Release> {
  const mine: Holder = { ...ownIdentity(), id: randomBytes(8).toString("hex"), since: new Date().toISOString() };
  const began = performance.now();
  let announced: string | undefined;
  let unreadable: { readonly id: string; readonly since: number } | undefined;
  for (;;) {
    options.signal?.throwIfAborted();
    const found = look(file);
    if (found === undefined) {
      if (take(file, mine)) return () => remove(file, mine.id);
      continue;
    }
    if (found.holder === undefined) {
      if (unreadable?.id !== found.id) unreadable = { id: found.id, since: performance.now() };
      if (performance.now() - unreadable.since >= UNREADABLE_GRACE) await clear(file, found.id, options);
      else await pause(POLL, options.signal);
      continue;
    }
    const state = stateOf(found.holder);
    if (state === "dead") {
      await clear(file, found.id, options);
      continue;
    }
    const who = describe(found.holder);
    if (state === "unknown")
      throw new MachineError(
        "lease-held",
        file,
        `${who} holds it, which cannot be checked from here; if that process is gone, remove ${file}`,
      );
    const left = options.wait - (performance.now() - began);
    if (left <= 0) throw new MachineError("lease-held", file, `${who} holds ${file}`);
    if (announced !== found.id) options.onWait?.(who);
    announced = found.id;
    await pause(Math.min(POLL, left), options.signal);
  }
}

/**
 * Since when somebody holds a lease, ISO 8601; undefined when nobody does or its process is dead. Only a look: it may
 * be otherwise a moment later.
 */
export function leaseHeldSince(file: string): string | undefined {
  const holder = look(file)?.holder;
  return holder === undefined || stateOf(holder) === "dead" ? undefined : holder.since;
}

interface Holder extends ProcessIdentity {
  /** Random: no two leases are the same one. */
  readonly id: string;
  /** For people. */
  readonly since: string;
}

interface Found {
  readonly id: string;
  /** Undefined when the file cannot be understood. */
  readonly holder: Holder | undefined;
}

/** True when the lease is ours now. */
function take(file: string, mine: Holder): boolean {
  const content = `${JSON.stringify(mine)}\n`;
  const temporary = temporaryPath(dirname(file));
  try {
    writeNew(temporary, content);
    try {
      linkSync(temporary, file);
    } catch (error) {
      const code = errnoOf(error);
      if (code === "EEXIST") return false;
      // No hard links here (FAT, some network drives). The content then comes a moment after the name.
      if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS" && code !== "EMLINK") throw error;
      writeFileSync(file, content, { flag: "wx", mode: 0o600 });
    } finally {
      unlinkSync(temporary);
    }
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw machineError(error, { deed: "write", path: file });
  }
}

/** Each call has a lease, and but for the first of them the folder is there. */
function writeNew(file: string, content: string): void {
  const options = { flag: "wx", mode: 0o600 };
  try {
    writeFileSync(file, content, options);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, options);
  }
}

function look(file: string): Found | undefined {
  try {
    const entry = lstatSync(file, { throwIfNoEntry: false });
    if (entry === undefined) return undefined;
    const holder = entry.isFile() ? parse(readFileSync(file, "utf8")) : undefined;
    return { id: holder?.id ?? `unreadable-${entry.ino}`, holder };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw machineError(error, { deed: "read", path: file });
  }
}

/** Removes a dead lease, unless somebody was faster. The id in the guard's name makes it a lease on this very lease. */
async function clear(file: string, id: string, options: LeaseOptions): Promise<void> {
  const release = await acquireLease(`${file}.${id}`, {
    // Held for the moment of one unlink only, so this is no waiting in the sense of the caller.
    wait: Math.max(options.wait, GUARD_WAIT),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  try {
    remove(file, id);
  } finally {
    release();
  }
}

function remove(file: string, id: string): void {
  try {
    if (look(file)?.id === id) unlinkSync(file);
  } catch {
    // The folder is gone or read-only by now. Whoever comes next finds a dead holder and goes on.
  }
}

function parse(text: string): Holder | undefined {
  const value = parseJsonObject(text);
  if (value === undefined) return undefined;
  const { pid, host, id, since, boot, namespace, start } = value;
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof host !== "string" || typeof since !== "string") return undefined;
  // It becomes part of a path.
  if (typeof id !== "string" || !/^[0-9a-f]{16}$/.test(id)) return undefined;
  return {
    pid,
    host,
    id,
    since,
    ...(typeof boot === "string" && { boot }),
    ...(typeof namespace === "string" && { namespace }),
    ...(typeof start === "string" && { start }),
  };
}

function describe(holder: Holder): string {
  return `pid ${holder.pid} on ${holder.host} since ${holder.since}`;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
