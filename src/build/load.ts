import type { Asset } from "../core/asset.ts";
import type { Diagnostic, Pointer } from "../core/diagnostic.ts";
import { MANIFEST_NAMES } from "../core/file-names.ts";
import type { ManifestDocument } from "../core/generated/manifest.ts";
import { checkLimits } from "../core/limits.ts";
import { isEcho, isLeftOut } from "../core/manifest/remainder.ts";
import type { ResolveOptions } from "../core/resolve.ts";
import type { Profile } from "../core/resolve/profile.ts";
import type { ReferenceFile } from "../core/resolve/project.ts";
import type { Reserved } from "../core/resolve/protected-paths.ts";
import { findManifest } from "./load/find-manifest.ts";
import { findOriginals } from "./load/find-originals.ts";
import { findStore } from "./load/find-store.ts";
import { outputsInGlobs } from "./load/globbed-outputs.ts";
import { outputsThroughLinks } from "./load/output-folders.ts";
import { realRoot } from "./load/project-file.ts";
import { ProjectReader, type ReadFile } from "./load/read-project.ts";
import { readReferences, type Digests } from "./load/reference-files.ts";
import type { ReadText } from "./load/source-text.ts";

export interface LoadOptions {
  /** Absolute. */
  readonly cwd: string;
  /** `--config`, relative to `cwd`. */
  readonly config?: string;
  /** `--provider`: used for every asset, whatever the manifest says. */
  readonly provider?: string;
  /** `--profile`: the way in which the pictures are made. */
  readonly profile?: string;
  /** The names of the providers there are. */
  readonly providers: readonly string[];
  /** What a text of the manifest or a fragment counts as, instead of what is in its file. */
  overlay?(file: string, text: string): string;
  /** The manifest, where it has been read. */
  readonly manifest?: ReadText;
  /** Does a provider make a clip of these parameters? Asked with what the manifest says of models. */
  clipMaker(models: ManifestDocument["models"]): ResolveOptions["makesClips"];
  /** Hashes reference images. Called at most once, when there are any. */
  openMemo(root: string): Digests;
}

/** A project as it was read: one snapshot of the manifest and of all that it names. */
export interface LoadedProject {
  /** The manifest's folder, absolute. Every path below is relative to it. */
  readonly root: string;
  readonly manifestFile: string;
  /** The texts that were read, by file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Parts of the manifest that were left out for their mistakes: what is said of the rest may be an echo of that. */
  readonly flawed: readonly Pointer[];
  /** Each after those it refers to. */
  readonly assets: readonly Asset[];
  /** The reference images. Whoever sends one compares its bytes with the digest (F47). */
  readonly references: readonly ReferenceFile[];
  /** Everything that the assets were made from: while it is unchanged, so are they. */
  readonly inputs: ProjectInputs;
  readonly profile: Profile | undefined;
  /** Models that a profile asks for, whether it is in use or not. */
  readonly profileModels: readonly string[];
  readonly budget: ManifestDocument["budget"];
  readonly limits: ManifestDocument["limits"];
  /** The manifest's `store` as it is written, where it is a folder for everything. */
  readonly store: string | undefined;
  /** The folder of the repository that keeps originals, relative to the project; undefined where it names none. */
  readonly originals: string | undefined;
  /** Folders that no output goes into, with what they are. */
  readonly reserved: Reserved;
  /** What the manifest says of models. */
  readonly models: ManifestDocument["models"];
}

export interface ProjectInputs {
  readonly files: readonly ReadFile[];
  /** Patterns with what they matched, in code-unit order, relative to their folder or to the project. */
  readonly globs: readonly { readonly folder: string; readonly pattern: string; readonly files: readonly string[] }[];
  /** A reference was found through a link, or under another spelling: `files` names where it led. */
  readonly linked: boolean;
}

/**
 * Reads the manifest, its fragments, tables, prompt files and references, each once, and resolves them. Mistakes in
 * them are diagnostics, all of them at once; it rejects only for bugs and for what the memo rejects for.
 */
export async function loadProject(options: LoadOptions): Promise<LoadedProject> {
  const found = findManifest(options);
  if ("problem" in found) return emptyProject(found.root, [found.problem]);
  const { root, file } = found;
  const real = realRoot(root);
  const reader = new ProjectReader(real, options);
  const project = await reader.readDocuments(file);
  if (project === undefined)
    return { ...emptyProject(root, reader.diagnostics), manifestFile: file, sources: reader.sources };

  const { draftProject, requirementsOf, reservedIn, resolveProject, tablesOf } = await import("../core/resolve.ts");
  const tables = await reader.readTables(tablesOf(project));
  const draft = draftProject(project, tables, options);
  const needed = requirementsOf(draft);
  const texts = reader.readPrompts(needed.texts);
  const { budget, limits, store: setting, models } = project.root.document;
  const keeping = typeof setting === "string" ? findStore(real, setting, file) : undefined;
  const store = keeping !== undefined && "path" in keeping ? keeping.path : undefined;
  // What was wrong with it is left out of the document.
  const named = typeof setting === "object" ? (setting as Partial<typeof setting>).originals : undefined;
  const kept = named === undefined ? undefined : findOriginals(real, named, file);
  const originals = kept !== undefined && "path" in kept ? kept.path : undefined;
  const stores = [store, originals].filter((folder) => folder !== undefined);
  const references = await readReferences(real, needed.references, {
    digests: () => options.openMemo(root),
    own: [...stores, ...draft.reserved.map(([folder]) => folder)],
  });
  const { ordered, diagnostics } = resolveProject(
    draft,
    { texts, references: references.inputs },
    {
      providers: options.providers,
      stores,
      makesClips: options.clipMaker(models),
      isLeftOut: (name) => isLeftOut(name, reader.flawed),
    },
  );
  const known = { found: references.inputs, profile: draft.profile };
  const globbed = await outputsInGlobs(ordered, needed.references, known);
  const referenceFiles = references.files.map(({ path, sha256 }): ReadFile => ({
    file: path,
    sha256,
    kind: "reference",
  }));
  return {
    root,
    manifestFile: file,
    sources: reader.sources,
    flawed: reader.flawed,
    diagnostics: [
      ...found.diagnostics,
      ...reader.diagnostics,
      ...[...diagnostics, ...globbed].filter((one) => !isEcho(one, reader.flawed)),
      ...checkLimits(limits, { providers: options.providers, file }),
      ...[kept, keeping].flatMap((folder) => (folder !== undefined && "problem" in folder ? [folder.problem] : [])),
      ...outputsThroughLinks(real, ordered),
    ],
    assets: ordered,
    references: references.files,
    inputs: {
      files: [...reader.files, ...referenceFiles],
      globs: [...reader.includes, ...references.globs],
      linked: references.linked,
    },
    profile: draft.profile,
    profileModels: Object.values(project.root.document.profiles ?? {}).flatMap(({ model }) => model ?? []),
    budget,
    limits,
    store,
    originals,
    reserved: reservedIn(draft, stores),
    models,
  };
}

function emptyProject(root: string, diagnostics: readonly Diagnostic[]): LoadedProject {
  return {
    root,
    manifestFile: MANIFEST_NAMES[0],
    sources: new Map(),
    diagnostics,
    flawed: [],
    assets: [],
    references: [],
    inputs: { files: [], globs: [], linked: false },
    profile: undefined,
    profileModels: [],
    budget: undefined,
    limits: undefined,
    store: undefined,
    originals: undefined,
    reserved: [],
    models: undefined,
  };
}
