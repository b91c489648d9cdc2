import { lstatSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { editAsset, type FieldChanges } from "../core/edit/edit-asset.ts";
import { entryKey, oneRowText } from "../core/entry-key.ts";
import type { PreparedAsset } from "../core/request.ts";
import { writeAtomically } from "../store/files.ts";
import { machineError } from "../store/machine-error.ts";
import { notAllowed } from "./diagnostics-error.ts";
import type { Session } from "./session.ts";

/** A file of the manifest with other lines. */
export interface ManifestEdit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The manifest with these fields of an asset set.
 * @throws DiagnosticsError with what to write, where it cannot be done safely
 */
export function planEdit({ sources }: Session, asset: PreparedAsset, changes: FieldChanges): ManifestEdit {
  const { place, name } = asset.asset;
  const key = entryKey(place) ?? name;
  if (key !== name)
    throw notAllowed(oneRowText(name, key), `give it an entry of its own, with ${snippet(changes)}`, name);
  const before = sources.get(place.file);
  if (before === undefined) throw new Error(`${place.file} was not read`);
  const edited = editAsset(before, key, changes);
  if ("problem" in edited)
    throw notAllowed(edited.problem, `write it yourself: ${snippet(changes)}, then imagegen build ${name}`, name);
  return { file: place.file, before, after: edited.text };
}

/**
 * Writes the manifest, if it is still as it was read. A link is followed, for somebody put it there; permissions stay.
 * @throws DiagnosticsError when the file has changed meanwhile; MachineError
 */
export async function writeManifest(root: string, plan: ManifestEdit): Promise<void> {
  const path = join(root, plan.file);
  let real: string;
  let mode: number;
  try {
    real = realpathSync.native(path);
    mode = lstatSync(real).mode & 0o777;
  } catch (error) {
    throw machineError(error, { deed: "read", path });
  }
  const replaces = Buffer.from(plan.before);
  const outcome = await writeAtomically(real, plan.after, { root: dirname(real), durable: true, mode, replaces });
  if (outcome === "changed") throw notAllowed(`${plan.file} has changed while it was being looked at`, "run it again");
}

/** Is it one of several that one entry of the manifest stands for? */
export function isOneRow({ asset: { place, name } }: PreparedAsset): boolean {
  return (entryKey(place) ?? name) !== name;
}

function snippet(changes: FieldChanges): string {
  return Object.entries(changes)
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
    .join(", ");
}
