import { relative } from "node:path";
import { LOCK_FILE, MANIFEST_NAMES } from "../core/file-names.ts";
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
  const { file, circumstances } = snapshotPlace(root, version);
  const { assets, orphans } = begun.plan;
  await writeSnapshot(file, root, {
    circumstances,
    assets: assets.length,
    orphans: orphans.length,
    since: session.opened,
    files: [
      LOCK_FILE,
      ...inputs.files.map((input) => input.file),
      ...assets.flatMap(({ samples }) => samples.flatMap(({ outputs }) => outputs.map(({ path }) => path))),
    ],
    // A journal that grows is a build that was killed.
    others: [...OTHER_MANIFESTS, relative(root, session.files.journal), ...orphans.map(({ path }) => path)],
    searched: new Set(inputs.globs.map(({ folder }) => folder)),
  }).catch(() => false);
}
