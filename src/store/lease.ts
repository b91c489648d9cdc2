import { linkSync, lstatSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { forgetOwnFile, giveUpOwnFile, parseHolder, useOwnFile, type Holder, type OwnFile } from "./lease-holder.ts";
import { errnoOf, hasNoLinks, machineError, MachineError } from "./machine-error.ts";
import { stateOf } from "./process-identity.ts";

/**
 * A lease is a file that exists as long as one process has the right to something: to build a project, to send the
 * request of a generation key.
 *
 * - It is made by `link`, with its content already in it, so exactly one of any number of racing processes gets it.
 *   All leases that a process has in a folder are links to one file, and so have one id.
 * - It is never stale by age (F46): clocks jump and laptops sleep. It is stale when its process is dead.
 * - A dead one's lease is removed under a second lease whose name holds the dead one's id. Without that, a process
 *   that looked earlier could remove the lease that a faster one has just taken.
 * - Where nobody can look (another host, another container), a person has to say so by removing the file.
 */
export interface LeaseOptions {
  /** Milliseconds to wait for a living holder, by the monotonic clock: 0 for not at all, Infinity for ever. */
  readonly wait: number;
  /** What somebody does who holds it, in words that begin a sentence. */
  readonly work?: string;
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
 * @throws MachineError `lease-held` when the wait is over, or at once when the holder cannot be checked from here; others
 *   when the file cannot be written or a dead holder's cannot be removed
 */
export async function acquireLease(file: string, options: LeaseOptions): Promise<Release> {
  const began = performance.now();
  let announced: string | undefined;
  let unreadable: { readonly id: string; readonly since: number } | undefined;
  for (;;) {
    options.signal?.throwIfAborted();
    const found = look(file);
    if (found === undefined) {
      const release = take(file);
      if (release !== undefined) return release;
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
    if (state === "unknown") {
      const way = `which cannot be checked from here; if that process is gone, remove ${file}`;
      throw heldError(file, options, ["may be running", `${who} holds it, ${way}`]);
    }
    const left = options.wait - (performance.now() - began);
    if (left <= 0) throw heldError(file, options, ["is running", `${who} holds ${file}`]);
    if (announced !== found.id) options.onWait?.(who);
    announced = found.id;
    await pause(Math.min(POLL, left), options.signal);
  }
}

function heldError(
  file: string,
  { work }: LeaseOptions,
  [running, held]: readonly ["is running" | "may be running", string],
): MachineError {
  return new MachineError("lease-held", file, work === undefined ? held : `${work} ${running}: ${held}`);
}

/**
 * Since when somebody holds a lease, ISO 8601; undefined when nobody does or its process is dead. Only a look: it may
 * be otherwise a moment later.
 */
export function leaseHeldSince(file: string): string | undefined {
  const holder = look(file)?.holder;
  return holder === undefined || stateOf(holder) === "dead" ? undefined : holder.since;
}

interface Found {
  readonly id: string;
  /** Undefined when the file cannot be understood. */
  readonly holder: Holder | undefined;
}

/** How to give it back; undefined when somebody else was faster. */
function take(file: string): Release | undefined {
  try {
    const own = linkOwnFile(file);
    if (own === undefined) return undefined;
    const holding = Symbol();
    holdings.set(file, holding);
    let held = true;
    return () => {
      if (!held) return;
      // What is there now may be another lease of ours: they have the same content.
      const isLatest = holdings.get(file) === holding;
      if (isLatest && !remove(file, own)) return;
      if (isLatest) holdings.delete(file);
      held = false;
      giveUpOwnFile(own);
    };
  } catch (error) {
    throw machineError(error, { deed: "write", path: file });
  }
}

/** Who took each lease of this process last. */
const holdings = new Map<string, symbol>();

function linkOwnFile(file: string): OwnFile | undefined {
  for (let attempt = 0; ; attempt += 1) {
    const own = useOwnFile(dirname(file));
    let taken = false;
    try {
      taken = linkOrWrite(file, own);
      return taken ? own : undefined;
    } catch (error) {
      if (errnoOf(error) === "EEXIST") return undefined;
      if (errnoOf(error) !== "ENOENT" || attempt > 0) throw error;
      // Somebody cleaned up in the folder, or removed it.
      forgetOwnFile(own);
    } finally {
      if (!taken) giveUpOwnFile(own);
    }
  }
}

/** @throws the system's error: EEXIST when somebody has it */
function linkOrWrite(file: string, own: OwnFile): true {
  try {
    linkSync(own.path, file);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    // The content then comes a moment after the name.
    writeFileSync(file, own.content, { flag: "wx", mode: 0o600 });
  }
  return true;
}

function look(file: string): Found | undefined {
  try {
    const entry = lstatSync(file, { throwIfNoEntry: false });
    if (entry === undefined) return undefined;
    const holder = entry.isFile() ? parseHolder(readFileSync(file, "utf8")) : undefined;
    return { id: holder?.id ?? `unreadable-${entry.ino}`, holder };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw machineError(error, { deed: "read", path: file });
  }
}

/**
 * Removes a dead lease, unless somebody was faster. The id in the guard's name makes it a lease on this very lease.
 * @throws MachineError when it cannot be removed
 */
async function clear(file: string, id: string, options: LeaseOptions): Promise<void> {
  const release = await acquireLease(`${file}.${id}`, {
    // Held for the moment of one unlink only, so this is no waiting in the sense of the caller.
    wait: Math.max(options.wait, GUARD_WAIT),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  try {
    if (look(file)?.id === id) unlinkSync(file);
  } catch (error) {
    // A folder in its place, or a folder that is read-only: looking again and again would not help.
    if (errnoOf(error) !== "ENOENT") throw machineError(error, { deed: "remove", path: file });
  } finally {
    release();
  }
}

/** Is it gone? If not, it can be tried again; when this process has ended, whoever comes finds a dead holder. */
function remove(file: string, own: OwnFile): boolean {
  try {
    const there = lstatSync(file, { bigint: true, throwIfNoEntry: false });
    // Compared without opening it: there may be no descriptor left.
    const isLink = there?.ino === own.ino && there.dev === own.dev;
    if (there !== undefined && (isLink || look(file)?.id === own.id)) unlinkSync(file);
    return true;
  } catch (error) {
    return errnoOf(error) === "ENOENT";
  }
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
