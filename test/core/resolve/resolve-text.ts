import type { Asset } from "../../../src/core/asset.ts";
import type { Diagnostic } from "../../../src/core/diagnostic.ts";
import { parseManifest } from "../../../src/core/manifest.ts";
import {
  draftProject,
  requirementsOf,
  resolveProject,
  tablesOf,
  type Requirements,
} from "../../../src/core/resolve.ts";
import type { ReferenceInput, Table, TextInput } from "../../../src/core/resolve/project.ts";
import { parseTable } from "../../../src/core/resolve/table.ts";
import { PROVIDERS } from "../../../src/providers/registry.ts";

interface World {
  /** The manifest, without `version` and `provider`. */
  readonly manifest: string;
  readonly fragments?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** By folder, line feed, pattern. */
  readonly references?: Readonly<Record<string, ReferenceInput>>;
  readonly provider?: string;
  readonly profile?: string;
}

export interface Result {
  readonly assets: readonly Asset[];
  readonly ordered: readonly Asset[];
  readonly requirements: Requirements;
  readonly diagnostics: readonly Diagnostic[];
  /** `code: message` of each. */
  readonly said: readonly string[];
}

/** Resolves a project whose files are given as texts. */
export function resolveText(world: World | string): Result {
  const {
    manifest,
    fragments = {},
    files = {},
    references = {},
    provider,
    profile,
  } = typeof world === "string" ? { manifest: world } : world;
  const root = parseManifest({ file: "images.config.yaml", text: `version: 1\n${manifest}`, kind: "root" });
  if (root.document === undefined) throw new Error(root.diagnostics.map(({ message }) => message).join("\n"));
  const parsed = Object.entries(fragments).map(([file, text]) => {
    const { document, diagnostics } = parseManifest({ file, text, kind: "fragment" });
    if (document === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return { file, document };
  });
  const project = { root: { file: "images.config.yaml", document: root.document }, fragments: parsed };
  const found: Diagnostic[] = [];
  const tables = new Map<string, Table | undefined>();
  for (const file of tablesOf(project).keys()) {
    const { table, diagnostics } = parseTable({ file, text: files[file] ?? "" });
    found.push(...diagnostics);
    tables.set(file, table);
  }
  const draft = draftProject(project, tables, {
    ...(provider !== undefined && { provider }),
    ...(profile !== undefined && { profile }),
  });
  const requirements = requirementsOf(draft);
  const texts = new Map<string, TextInput>();
  for (const path of requirements.texts) {
    const text = files[path];
    texts.set(path, text === undefined ? { problem: "file-unreadable", message: `no ${path}` } : { text });
  }
  const inputs = { texts, references: new Map(Object.entries(references)) };
  const resolved = resolveProject(draft, inputs, {
    providers: ["sketch", "together"],
    stores: ["pictures"],
    makesClips: (name, parameters) => PROVIDERS.get(name)?.makesClips?.(parameters) ?? false,
  });
  const diagnostics = [...found, ...resolved.diagnostics];
  return {
    ...resolved,
    requirements,
    diagnostics,
    said: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}

/** The only asset of a manifest without mistakes, or the one called `only`. */
export function resolveOne(world: (World & { readonly only?: string }) | string): Asset {
  const { assets, said } = resolveText(world);
  if (said.length > 0) throw new Error(said.join("\n"));
  const wanted = typeof world === "string" ? undefined : world.only;
  const [asset, second] = wanted === undefined ? assets : assets.filter(({ name }) => name === wanted);
  if (asset === undefined || second !== undefined) throw new Error(`${assets.length} assets`);
  return asset;
}

/** The paths of an asset's outputs, sample by sample. */
export function pathsOf(asset: Asset): readonly string[] {
  return asset.outputs.flatMap((files) => files.map(({ path }) => path));
}
