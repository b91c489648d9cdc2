import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import type { Asset } from "../core/asset.ts";
import type { Sha256 } from "../core/digest.ts";
import type { LockedOutput, LockEntry, LockedSample, Original } from "../core/lock.ts";
import { derivationKey } from "../core/operations.ts";
import { outputPath } from "../core/output-path.ts";
import { inspectClip } from "../encode/inspect-clip.ts";
import { inspectOriginal } from "../encode/inspect.ts";
import { MAX_PIXELS } from "../encode/pixels.ts";
import { machineError } from "../store/machine-error.ts";
import { notAllowed } from "./diagnostics-error.ts";
import { editLock } from "./lock-edit.ts";
import type { Session } from "./session.ts";

export interface Imported {
  readonly original: Original;
  /** Outputs that are the imported file itself, as it lies there. */
  readonly adopted: readonly string[];
}

/**
 * Takes a file of the user's as the picture of a sample: it goes into the store as an original, the lock says
 * `imported`, and outputs are derived from it as from any other. A file that already lies where an output belongs
 * becomes that output, byte for byte.
 *
 * @throws MachineError; ImageError when the file is no usable picture; DiagnosticsError
 */
export async function importFile(
  session: Session,
  name: string,
  file: string,
  options: { readonly sample: number },
): Promise<Imported> {
  const absolute = resolve(session.root, file);
  const bytes = await readFile(absolute).catch((error: unknown) => {
    throw machineError(error, { deed: "read", path: file });
  });
  const asset = session.assets.find((candidate) => candidate.asset.name === name)?.asset;
  const found = asset?.media === "clip" ? importedClip(asset, bytes) : await importedPicture(bytes);
  return editLock(session, async ({ plan, lock, store }) => {
    const planned = plan.assets.find((candidate) => candidate.name === name);
    const count = planned?.samples.length ?? 0;
    if (planned !== undefined && options.sample >= count)
      throw notAllowed(
        `${name} makes ${count === 1 ? "one picture" : `${count} pictures`}: it has no sample ${options.sample + 1}`,
        count === 1 ? "leave --sample out" : `use --sample 1 to ${count}, or raise n`,
      );
    const sample = planned?.samples[options.sample];
    if (planned === undefined || sample?.recipe === undefined || sample.key === undefined) {
      throw notAllowed(
        `${name} has no sample ${options.sample + 1} that can be imported yet`,
        "build what it refers to first",
      );
    }
    const before = lock.assets.get(name)?.samples ?? [];
    if (options.sample > before.length)
      throw notAllowed(`sample ${before.length + 1} of ${name} comes first`, "import or build the samples in order");
    const sha256 = await store.putObject(bytes, { durable: true });
    const original: Original = { sha256, bytes: bytes.length, ...found };
    const here = relative(session.root, absolute).split(sep).join("/");
    const outputs: Record<string, LockedOutput> = {};
    for (const { operations, path: template } of planned.prepared.asset.outputs[options.sample] ?? []) {
      const key: Sha256 = derivationKey(sha256, operations);
      const path = outputPath(template, key);
      if (path === here) outputs[path] = { key, operations, origin: "accepted", sha256, bytes: bytes.length };
    }
    const imported: LockedSample = { key: sample.key, recipe: sample.recipe, origin: "imported", original, outputs };
    const samples = [...before.slice(0, options.sample), imported, ...before.slice(options.sample + 1)];
    const entry: LockEntry = { ...(planned.autoSeed !== undefined && { auto_seed: planned.autoSeed }), samples };
    return {
      changes: [{ type: "entry", asset: name, entry, moved: [] }],
      result: { original, adopted: Object.keys(outputs) },
    };
  });
}

async function importedPicture(bytes: Uint8Array): Promise<Pick<Original, "format" | "width" | "height">> {
  const { format, width, height } = await inspectOriginal(bytes, { maxPixels: MAX_PIXELS, uniform: "accept" });
  return { format, width, height };
}

/** A clip is placed as it is, so one of another format has no place. */
function importedClip(asset: Asset, bytes: Uint8Array): Pick<Original, "format"> {
  const { format } = inspectClip(bytes);
  const wanted = asset.outputs[0]?.[0]?.operations.format;
  if (format === wanted) return { format };
  throw notAllowed(
    `${asset.name} makes clips as ${wanted}; this one is ${format}`,
    `set output_format: ${format.toUpperCase()} on ${asset.name}`,
  );
}
