import { randomUUID } from "node:crypto";
import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { ownIdentity, stateOf } from "./process-identity.ts";

const PATTERN = /^\.imagegen-([0-9a-f]{8})-(\d{1,10})-(\d{1,20})-[0-9a-f]{16}\.tmp$/;

const DAY = 24 * 60 * 60 * 1000;

/**
 * A new hidden name in `folder`: 16 random hex digits, so that nobody can plant a file there first (T20), and whose
 * it is, so that a later run can tell a killed writer's file from one being written.
 */
export function temporaryPath(folder: string): string {
  const { pid, start = "0" } = ownIdentity();
  return join(folder, `.imagegen-${placeTag()}-${pid}-${start}-${randomDigits()}.tmp`);
}

/** 16 hex digits, 62 random bits: Node keeps a supply for UUIDs, where `randomBytes` asks the system each time. */
function randomDigits(): string {
  return randomUUID().replaceAll("-", "").slice(-16);
}

/**
 * Removes a hidden file after whatever went wrong. When it cannot be removed (the disk is gone), the error that brought
 * us here says more, and a later run sweeps.
 */
export function abandonTemporary(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Not there, as a rule.
  }
}

/**
 * Removes what killed runs left in these folders (not below them) and returns how many files that were. A file of a
 * living process stays; one from another host or container, where nobody can look, goes after a day.
 */
export function sweepTemporaryFiles(folders: Iterable<string>): number {
  let removed = 0;
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const match = PATTERN.exec(name);
      if (match === null || !isAbandoned(join(folder, name), match)) continue;
      try {
        unlinkSync(join(folder, name));
        removed += 1;
      } catch {
        // Somebody else swept it, or we may not: a stray file is no reason to stop a build.
      }
    }
  }
  return removed;
}

function isAbandoned(path: string, [, tag, pid, start]: RegExpExecArray): boolean {
  if (tag === placeTag()) {
    const { start: _, ...here } = ownIdentity();
    const known = start !== undefined && start !== "0";
    if (stateOf({ ...here, pid: Number(pid), ...(known && { start }) }) === "dead") return true;
  }
  const modified = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Math.abs(Date.now() - modified) > DAY;
}

let tag: string | undefined;

/** Where the pid in the name has a meaning. Without the boot, so that files from before a power cut are found. */
function placeTag(): string {
  const { host, namespace } = ownIdentity();
  return (tag ??= sha256(`${host}\n${namespace ?? ""}`).slice(0, 8));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
