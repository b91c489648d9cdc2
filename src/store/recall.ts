import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sha256, type Sha256 } from "../core/digest.ts";
import { writeAtomically } from "./files.ts";
import { ensureFolder } from "./folders.ts";
import { makeStateFolder } from "./state-folder.ts";

/**
 * What a snapshot's plan was made from, so that the next one can be made from what changed since. The snapshot has the
 * digest of it: one without the other is worth nothing. Lost or damaged, it costs time.
 */
export interface Recall {
  /** The manifest's text. */
  readonly manifest: string;
  /** The assets that others refer to. */
  readonly referred: readonly string[];
}

/** Writes it, not durably; gives what the snapshot must say of it. @throws MachineError */
export async function writeRecall(file: string, { manifest, referred }: Recall, root: string): Promise<Sha256> {
  // The text as it is: writing it as JSON would take longer to read.
  const bytes = Buffer.from(`${JSON.stringify({ referred })}\n${manifest}`);
  const folder = dirname(file);
  makeStateFolder(folder);
  ensureFolder(folder, { root, mode: 0o700 });
  await writeAtomically(file, bytes, { root: folder, durable: false, mode: 0o600 });
  return sha256(bytes);
}

/** Undefined when it is not the one that the snapshot means. */
export function readRecall(file: string, digest: Sha256): Recall | undefined {
  try {
    const bytes = readFileSync(file);
    if (sha256(bytes) !== digest) return undefined;
    const start = bytes.indexOf("\n") + 1;
    const { referred } = JSON.parse(bytes.toString("utf8", 0, start)) as Pick<Recall, "referred">;
    return { referred, manifest: bytes.toString("utf8", start) };
  } catch {
    return undefined;
  }
}
