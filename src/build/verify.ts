import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { outputsOf, type Lock, type LockedOutput, type LockedSample } from "../core/lock.ts";
import { addTo } from "../core/multimap.ts";
import { isClipWork } from "../core/operations.ts";
import { comparePictures, type Comparison } from "../encode/compare.ts";
import { deriveOutputs } from "../encode/derive.ts";
import { ImageError } from "../encode/image-error.ts";
import type { Store } from "../store/store.ts";
import type { Session } from "./session.ts";

/** What was found of one file that the lock names. */
export interface VerifiedFile {
  readonly asset: string;
  readonly kind: "output" | "original";
  /** The output's path, or the original's digest. */
  readonly name: string;
  readonly state:
    | "ok"
    /** Other bytes, the same picture to the eye: another version of an encoder. */
    | "re-encoded"
    /** Other bytes, and (where pixels were compared) another picture. */
    | "differs"
    /** A Git LFS pointer that names the right bytes. */
    | "not-fetched"
    | "missing"
    /** No picture any more. */
    | "damaged";
  readonly comparison?: Comparison;
}

/**
 * Compares outputs and originals with what the lock says of them: by their bytes, and with `pixels` a file that has
 * other bytes by what it shows, so that another encoder is told from damage. Reads only; an original that is not in
 * the store is no finding as long as its outputs are there.
 *
 * @throws MachineError, DiagnosticsError
 */
export async function verifyFiles(
  session: Session,
  { selected, pixels }: { readonly selected: ReadonlySet<string> | undefined; readonly pixels: boolean },
): Promise<readonly VerifiedFile[]> {
  const { lock, store, facts } = await session.begin({});
  const found: VerifiedFile[] = [];
  const written = digestsByPath(lock);
  for (const [asset, { samples }] of lock.assets) {
    if (selected?.has(asset) === false) continue;
    for (const sample of samples) {
      const { sha256 } = sample.original;
      if (store.hasObject(sha256)) {
        const sound = (await store.getObject(sha256)) !== undefined;
        found.push({ asset, kind: "original", name: sha256, state: sound ? "ok" : "damaged" });
      }
      for (const [path, output] of Object.entries(sample.outputs)) {
        const fact = facts.file(path);
        const file = { asset, kind: "output", name: path } as const;
        if (fact.kind !== "file") found.push({ ...file, state: "missing" });
        else if (fact.sha256 === output.sha256)
          found.push({ ...file, state: fact.pointer === true ? "not-fetched" : "ok" });
        // Written over by an asset that has this name now; the one that was renamed comes later.
        else if (written.get(path)?.includes(fact.sha256) === true) continue;
        else if (!pixels) found.push({ ...file, state: "differs" });
        else found.push({ ...file, ...(await comparePixels(session.root, store, { path, sample, output })) });
      }
    }
  }
  return found;
}

/** Several at one path where names are being exchanged. */
function digestsByPath(lock: Lock): ReadonlyMap<string, readonly Sha256[]> {
  const digests = new Map<string, Sha256[]>();
  for (const entry of lock.assets.values())
    for (const [path, { sha256 }] of outputsOf(entry)) addTo(digests, path, sha256);
  return digests;
}

async function comparePixels(
  root: string,
  store: Store,
  { path, sample, output }: { readonly path: string; readonly sample: LockedSample; readonly output: LockedOutput },
): Promise<Pick<VerifiedFile, "state" | "comparison">> {
  // Nothing here decodes a video: other bytes are all that can be told.
  if (isClipWork(output.operations)) return { state: "differs" };
  const wanted = await wantedPicture(store, sample, output);
  if (wanted === undefined) return { state: "differs" };
  try {
    const comparison = await comparePictures(wanted, await readFile(join(root, path)));
    return { state: comparison.verdict === "changed" ? "differs" : "re-encoded", comparison };
  } catch (error) {
    if (error instanceof ImageError) return { state: "damaged" };
    throw error;
  }
}

/** The output as it was written, else made again from its original. */
async function wantedPicture(
  store: Store,
  sample: LockedSample,
  output: LockedOutput,
): Promise<Uint8Array | undefined> {
  const written = await store.getObject(output.sha256);
  if (written !== undefined || output.origin === "accepted") return written;
  const original = await store.getObject(sample.original.sha256);
  if (original === undefined || isClipWork(output.operations)) return original;
  return (await deriveOutputs(original, [output.operations]))[0]?.bytes;
}
