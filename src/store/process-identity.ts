import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who holds something on disk, in a form that another process can check later. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /**
   * Where the pid has a meaning: the boot of the kernel and the pid namespace. Two containers may share a host name
   * and both have a process 7. Known on Linux only.
   */
  readonly boot?: string;
  readonly namespace?: string;
  /** When the process started, in clock ticks after boot: tells a reused pid from the old process. Linux only. */
  readonly start?: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return (own ??= identityHere());
}

/**
 * Does the process live? `unknown` when it cannot be told from here: another host, another container. Time plays no
 * part, because clocks jump and laptops sleep (F46).
 */
export function stateOf(identity: ProcessIdentity): "alive" | "dead" | "unknown" {
  const here = ownIdentity();
  const sameBoot = identity.boot !== undefined && identity.boot === here.boot;
  if (!sameBoot && identity.host !== here.host) return "unknown";
  // The same machine after a restart: nothing of then still runs.
  if (identity.boot !== undefined && here.boot !== undefined && !sameBoot) return "dead";
  if (identity.namespace !== here.namespace) return "unknown";
  if (!exists(identity.pid)) return "dead";
  const stat = statOf(identity.pid);
  if (stat === undefined) return "alive";
  // A zombie has ended; only its parent has not asked yet.
  if (stat.state === "Z" || stat.state === "X") return "dead";
  return identity.start !== undefined && identity.start !== stat.start ? "dead" : "alive";
}

let own: ProcessIdentity | undefined;

function identityHere(): ProcessIdentity {
  const boot = tryRead(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = tryRead(() => readlinkSync("/proc/self/ns/pid"));
  const start = statOf(process.pid)?.start;
  return {
    pid: process.pid,
    host: hostname(),
    ...(boot !== undefined && { boot }),
    ...(namespace !== undefined && { namespace }),
    ...(start !== undefined && { start }),
  };
}

/** Fields 3 and 22 of `/proc/PID/stat` (proc(5)). Field 2, the command, may itself hold spaces and brackets. */
function statOf(pid: number): { readonly state: string; readonly start: string } | undefined {
  const text = tryRead(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, start] = [fields[0], fields[19]];
  return state === undefined || start === undefined ? undefined : { state, start };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function tryRead(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
