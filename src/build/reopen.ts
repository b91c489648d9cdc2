import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { changedItems } from "../core/manifest/items.ts";
import { OPEN_AT_ONCE } from "../store/file-kind.ts";
import { findManifest } from "./load/find-manifest.ts";
import { realRoot } from "./load/project-file.ts";
import { readManifestText, type ReadFile } from "./load/read-project.ts";
import { openChange } from "./plan-change.ts";
import { isCutWell, referredTo } from "./remember.ts";
import type { Session, SessionOptions } from "./session.ts";

/** A project that was opened before, after an edit. */
export interface Reopened {
  readonly session: Session;
  /** Assets whose entries were edited. */
  readonly changed: ReadonlySet<string>;
}

/** More is opened as a whole: what is shared may have changed, and it is no slower by much. */
const MOST_CHANGED = 50;

const MOST_FILES = 50;

/**
 * Opens a project again of which only entries of the manifest were edited: those are read by the functions that read
 * any project, and the others are as they were. Undefined where that is not certain, which is for whatever reaches
 * beyond an entry, for projects of several files, and where there is anything to say; then the whole is to be opened.
 * The session that comes of it is the one that opening the whole would give (`test/build/reopen.test.ts`).
 *
 * @throws MachineError when something cannot be read
 */
export async function reopenSession(session: Session, options: SessionOptions): Promise<Reopened | undefined> {
  const { root, manifestFile, sources, inputs, assets, understood, diagnostics } = session;
  const text = sources.get(manifestFile);
  if (text === undefined || diagnostics.length > 0 || inputs.globs.length > 0 || inputs.linked) return undefined;
  const found = findManifest(options);
  if ("problem" in found || found.root !== root || found.file !== manifestFile) return undefined;
  const opened = Date.now();
  const read = readManifestText(realRoot(root), manifestFile);
  if ("problem" in read || !areSame(root, inputs.files)) return undefined;
  if (read.text === text)
    return { session: session.edited({ assets, understood, sources, inputs, opened }), changed: new Set() };
  const change = changedItems(text, read.text, MOST_CHANGED);
  if (change === undefined || !isCutWell(text, assets)) return undefined;
  const { shared: _shared, ...local } = options;
  const nothing = { readLock: () => undefined, onLookUp: () => undefined };
  const referred = referredTo(assets);
  const after = await openChange({ options: local, read, change, referred, part: nothing });
  if (after === undefined) return undefined;
  await after.close();
  const anew = new Map(after.assets.map((prepared) => [prepared.asset.name, prepared]));
  return {
    session: session.edited({
      assets: assets.map((prepared) => anew.get(prepared.asset.name) ?? prepared),
      understood: understood.map((asset) => anew.get(asset.name)?.asset ?? asset),
      sources: new Map([...sources, [manifestFile, read.text]]),
      inputs: {
        ...inputs,
        files: inputs.files.map((file) => (file.kind === "manifest" ? { ...file, sha256: read.sha256 } : file)),
      },
      opened,
    }),
    changed: new Set(anew.keys()),
  };
}

/** Tables, prompts and references are as they were read. So many of them are read again that it does not take long. */
function areSame(root: string, files: readonly ReadFile[]): boolean {
  const others = files.filter(({ kind }) => kind !== "manifest");
  if (others.length > MOST_FILES || others.some(({ kind }) => kind === "fragment")) return false;
  return others.every(({ file, sha256: before }) => {
    const read = readSourceBytes(join(root, file));
    return read !== undefined && sha256(read) === before;
  });
}

function readSourceBytes(path: string): Uint8Array | undefined {
  try {
    const descriptor = openSync(path, OPEN_AT_ONCE);
    try {
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Opening the whole says why.
    return undefined;
  }
}
