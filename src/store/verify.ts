import type { Sha256 } from "../core/digest.ts";
import { digestFiles } from "./hash.ts";
import type { Store } from "./store.ts";
import { amountOf, type Amount } from "./survey.ts";

export interface Damage {
  readonly path: string;
  readonly sha256: Sha256;
  /** Bytes on disk. */
  readonly bytes: number;
}

export interface Verified {
  readonly checked: Amount;
  readonly damaged: readonly Damage[];
  /** Git LFS pointers: not damaged, not here. */
  readonly notFetched: readonly Damage[];
}

/**
 * Reads every object and every record again. Damaged objects are reported and stay until somebody wants to read them;
 * damaged records are set aside and told to the store's `onWarning`, as by any read.
 *
 * @throws MachineError when the disk cannot be read
 */
export async function verifyStore(store: Store): Promise<Verified> {
  const objects = [...store.objects(), ...(store.originals?.all() ?? [])];
  const digests = await digestFiles(objects);
  const damaged: Damage[] = [];
  const notFetched: Damage[] = [];
  for (const [index, { path, sha256, bytes }] of objects.entries()) {
    const digest = digests[index];
    // Gone since it was listed: somebody collected it.
    if (digest === undefined) continue;
    if (digest.sha256 !== sha256) damaged.push({ path, sha256, bytes });
    else if (digest.pointer === true) notFetched.push({ path, sha256, bytes });
  }
  // Reading a record checks it.
  for (const records of [store.generations(), store.derivations()]) for (const _record of records);
  return { checked: amountOf(objects), damaged, notFetched };
}
