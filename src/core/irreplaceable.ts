import type { Sha256 } from "./digest.ts";
import { outputsOf, type Lock } from "./lock.ts";

/** Bytes that nobody can make again. */
export interface Irreplaceable {
  readonly sha256: Sha256;
  readonly format: string;
}

/** What a lock names that no work gives again, each once: originals, and outputs that were edited by hand and accepted. */
export function irreplaceableIn(lock: Lock): ReadonlyMap<Sha256, Irreplaceable> {
  const found = new Map<Sha256, Irreplaceable>();
  for (const entry of lock.assets.values()) {
    for (const { original } of entry.samples) found.set(original.sha256, original);
    for (const [, { origin, sha256, operations }] of outputsOf(entry))
      if (origin === "accepted" && !found.has(sha256)) found.set(sha256, { sha256, format: operations.format });
  }
  return found;
}
