import type { Sha256 } from "../core/digest.ts";
import type { StoredObject } from "./object-bucket.ts";
import type { Store } from "./store.ts";

export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

interface Survey {
  readonly originals: readonly StoredObject[];
  readonly derived: readonly StoredObject[];
  readonly generations: number;
  /** Key → digest of what it made. */
  readonly derivations: ReadonlyMap<Sha256, Sha256>;
}

/** What is in a store, told apart by whether local work can make it again. */
export function survey(store: Store): Survey {
  const paid = new Set<Sha256>();
  const keys = new Set<Sha256>();
  for (const record of store.generations()) {
    keys.add(record.key);
    for (const original of record.originals) paid.add(original.sha256);
  }
  const derivations = new Map<Sha256, Sha256>();
  for (const record of store.derivations()) derivations.set(record.key, record.sha256);
  const made = new Set(derivations.values());
  const originals: StoredObject[] = [];
  const derived: StoredObject[] = [];
  for (const object of store.objects()) {
    // Bytes that no record explains may be a paid answer whose build was killed before it wrote one.
    const isDerived = made.has(object.sha256) && !paid.has(object.sha256);
    (isDerived ? derived : originals).push(object);
  }
  return { originals, derived, generations: keys.size, derivations };
}

/** How many files, and what they hold together. */
export function amountOf(objects: readonly StoredObject[]): Amount {
  return { files: objects.length, bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0) };
}
