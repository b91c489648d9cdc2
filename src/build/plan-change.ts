import type { Diagnostic } from "../core/diagnostic.ts";
import { entryKey } from "../core/entry-key.ts";
import { LOCK_FILE, MANIFEST_NAMES } from "../core/file-names.ts";
import { changedItems, type ManifestChange } from "../core/manifest/items.ts";
import type { Plan } from "../core/plan.ts";
import { readRecall } from "../store/recall.ts";
import { readSnapshot } from "../store/snapshot.ts";
import { readLockPart, type ReadLock } from "./journal.ts";
import { findManifest } from "./load/find-manifest.ts";
import { realRoot } from "./load/project-file.ts";
import { readManifestText } from "./load/read-project.ts";
import type { ReadText } from "./load/source-text.ts";
import { areMadeFrom } from "./remember.ts";
import { openSession, type ProjectPart, type Session, type SessionOptions } from "./session.ts";
import { snapshotPlace } from "./snapshot-place.ts";

/** A plan of the assets whose entries were edited; the others are as a build left them. */
export interface PlanOfChange {
  readonly plan: Plan;
  /** Assets that are up to date and not in the plan. */
  readonly others: number;
}

/** With more entries than these the whole is planned: it is no slower by much, and what changed may be what is shared. */
const MOST_CHANGED = 200;

const [MANIFEST] = MANIFEST_NAMES;

/**
 * Plans what was edited since a build that had nothing to do: where nothing but entries of the manifest differs from
 * what that build saw, the same functions plan a project of just those entries. It is a plan only if they can have no
 * effect on the others, nor the others on them, and if there is nothing to say about them; else undefined, and the
 * whole is planned.
 *
 * @throws MachineError when something cannot be read
 */
export async function planChange(
  options: Omit<SessionOptions, "listener" | "part">,
  version: string,
): Promise<PlanOfChange | undefined> {
  const found = findManifest(options);
  if ("problem" in found || found.file !== MANIFEST) return undefined;
  const { root } = found;
  const { file, recall: recallFile, circumstances } = snapshotPlace(root, version);
  const required = [MANIFEST, LOCK_FILE];
  const snapshot = readSnapshot(file, { root, circumstances, required, except: MANIFEST });
  if (snapshot === undefined || snapshot.recall === null) return undefined;
  const recall = readRecall(recallFile, snapshot.recall);
  const read = readManifestText(realRoot(root), MANIFEST);
  if (recall === undefined || "problem" in read) return undefined;
  const change = changedItems(recall.manifest, read.text, MOST_CHANGED);
  if (change === undefined) return undefined;

  const asked = new Set<string>();
  const said: unknown[] = [];
  let lock: ReadLock | undefined;
  const after = await openChange({
    options: { ...options, listener: (event) => said.push(event) },
    read,
    change,
    referred: new Set(recall.referred),
    part: { readLock: () => lock, asked: (fact) => void asked.add(fact) },
  });
  if (after === undefined) return undefined;
  const names = after.assets.map(({ asset }) => asset.name);
  const locked = readLockPart(root, after.files.journal, names);
  if (locked === undefined) return undefined;
  lock = locked.read;
  try {
    const { plan } = await after.begin({});
    await after.close();
    if (said.length > 0 || takesFromElsewhere(plan) || locked.part.hasElsewhere([...asked])) return undefined;
    return { plan, others: snapshot.assets - plan.assets.length };
  } finally {
    locked.close();
  }
}

/** Entries that differ, and what the rest of the project says of them. */
interface OpenedChange {
  readonly options: Omit<SessionOptions, "part">;
  /** The file that was edited, as it is now. */
  readonly read: ReadText;
  readonly change: ManifestChange;
  /** Assets that others refer to. */
  readonly referred: ReadonlySet<string>;
  readonly part: Omit<ProjectPart, "manifest">;
}

/**
 * Opens a project of just the entries that differ, by the functions that open any; undefined where they may have an
 * effect on the others, or the others on them, or where there is something to say about them.
 *
 * @throws MachineError when something cannot be read
 */
export async function openChange({ options, read, change, referred, part }: OpenedChange) {
  const open = (text: string) => openSession({ ...options, part: { ...part, manifest: { ...read, text } } });
  const [before, after] = [await open(change.before), await open(change.after)];
  return isSeparate(before, after, { keys: change.keys, referred }) ? after : undefined;
}

/** Do the two parts differ in nothing that reaches beyond them: names, paths, files, styles, references to assets? */
function isSeparate(
  before: Session,
  after: Session,
  { keys, referred }: { readonly keys: readonly string[]; readonly referred: ReadonlySet<string> },
): boolean {
  if (outlineOf(before) !== outlineOf(after)) return false;
  if (!areMadeFrom(after.assets, keys)) return false;
  // What a URL stands for is pinned in another part of the lock.
  const isLinked = [...before.assets, ...after.assets].some(
    ({ asset }) => referred.has(asset.name) || asset.references.some(({ kind }) => kind !== "file"),
  );
  if (isLinked || before.inputs.linked || after.inputs.linked) return false;
  // A style that none of these uses was used by another; one that they no longer use may have lost its last use.
  const [unused, stillUnused] = [unusedStyles(before.diagnostics), unusedStyles(after.diagnostics)];
  return unused !== undefined && stillUnused !== undefined && [...stillUnused].every((style) => unused.has(style));
}

/** What others could meet with: every asset with its entry and its paths, and the files that were read. */
function outlineOf({ assets, inputs }: Session): string {
  return JSON.stringify([
    assets.map((prepared) => [
      prepared.asset.name,
      entryKey(prepared.asset.place),
      prepared.asset.outputs.map((outputs) => outputs.map(({ path }) => path)),
    ]),
    inputs.files.filter(({ kind }) => kind !== "manifest"),
    inputs.globs,
  ]);
}

/** The warnings of one kind that a part has and the whole has not; undefined when anything else is to be said. */
function unusedStyles(diagnostics: readonly Diagnostic[]): ReadonlySet<string> | undefined {
  if (diagnostics.some(({ code }) => code !== "unused-style")) return undefined;
  return new Set(diagnostics.map(({ message }) => message));
}

/** A file that would be moved may be wanted by somebody whom the part does not know. */
function takesFromElsewhere({ assets }: Plan): boolean {
  return assets.some(({ samples }) => samples.some(({ outputs }) => outputs.some(({ step }) => "from" in step)));
}
