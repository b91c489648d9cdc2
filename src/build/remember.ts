import { relative, sep } from "node:path";
import type { Sha256 } from "../core/digest.ts";
import { entryKey } from "../core/entry-key.ts";
import { LOCK_FILE, MANIFEST_NAMES } from "../core/file-names.ts";
import { formatLock } from "../core/lockfile.ts";
import { cutManifest } from "../core/manifest/items.ts";
import type { PreparedAsset } from "../core/request.ts";
import { writeRecall } from "../store/recall.ts";
import { writeSnapshot } from "../store/snapshot-write.ts";
import type { Begun, Session } from "./session.ts";
import { snapshotPlace } from "./snapshot-place.ts";

/** The manifest that is found without an option, and the names that would be taken for a second one. */
const [MANIFEST, ...OTHER_MANIFESTS] = MANIFEST_NAMES;

/**
 * Writes down that a build of everything, without any option, had nothing to do and nothing to say; the next one then
 * only looks whether all is as it was. Only for what a stat can see: what it cannot see is done the ordinary way each
 * time. Losing this costs time, so failing does not matter.
 */
export async function rememberNothingToDo(session: Session, begun: Begun, version: string): Promise<void> {
  const { root, inputs } = session;
  if (session.manifestFile !== MANIFEST || session.diagnostics.length > 0 || inputs.linked) return;
  if (begun.plan.assets.some(({ action }) => action !== "fresh")) return;
  // `..` leads out of the folder that a glob stands in.
  if (inputs.globs.some(({ pattern }) => pattern.includes(".."))) return;
  const { file, recall, circumstances } = snapshotPlace(root, version);
  const { assets, orphans } = begun.plan;
  await writeSnapshot(file, root, {
    circumstances,
    recall: () => rememberParts(session, begun, recall).catch(() => null),
    assets: assets.length,
    orphans: orphans.length,
    since: session.opened,
    files: [
      ...keptPaths(session, begun),
      LOCK_FILE,
      ...inputs.files.map((input) => input.file),
      ...assets.flatMap(({ samples }) => samples.flatMap(({ outputs }) => outputs.map(({ path }) => path))),
    ],
    // A journal that grows is a build that was killed.
    others: [...OTHER_MANIFESTS, relative(root, session.files.journal), ...orphans.map(({ path }) => path)],
    searched: new Set(inputs.globs.map(({ folder }) => folder)),
  }).catch(() => false);
}

/** The originals that the repository keeps: a build puts back what somebody deletes of them. */
function keptPaths({ root }: Session, { store }: Begun): readonly string[] {
  return [...(store.originals?.all() ?? [])].map(({ path }) => relative(root, path).split(sep).join("/"));
}

/** What `planChange` needs, where a plan can be made in parts: null where it cannot. @throws MachineError */
async function rememberParts(session: Session, begun: Begun, file: string): Promise<Sha256 | null> {
  const { root, inputs, assets, sources } = session;
  const manifest = sources.get(MANIFEST);
  if (manifest === undefined || begun.plan.orphans.length > 0) return null;
  if (inputs.files.some(({ kind }) => kind === "fragment")) return null;
  if (!isCutWell(manifest, assets) || formatLock(begun.lock) !== begun.read.text) return null;
  return writeRecall(file, { manifest, referred: [...referredTo(assets)] }, root);
}

/** Is every entry that the cut finds one that the parser has found, and the other way round? */
export function isCutWell(text: string, assets: readonly PreparedAsset[]): boolean {
  return areMadeFrom(assets, cutManifest(text)?.items.map(({ key }) => key) ?? []);
}

/** Are these the entries that the assets were made from, all of them? */
export function areMadeFrom(assets: readonly PreparedAsset[], keys: readonly string[]): boolean {
  const parsed = new Set(assets.map(({ asset }) => entryKey(asset.place)));
  return keys.length === parsed.size && keys.every((key) => parsed.has(key));
}

/** The assets that others refer to. */
export function referredTo(assets: readonly PreparedAsset[]): ReadonlySet<string> {
  const names = assets.flatMap(({ asset }) =>
    asset.references.flatMap((reference) => (reference.kind === "asset" ? [reference.name] : [])),
  );
  return new Set(names);
}
