import type { Asset } from "./asset.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { isMadeBy } from "./manifest/remainder.ts";
import type { Definition } from "./resolve/definition.ts";
import type { Draft } from "./resolve/draft.ts";
import { checkNames, orderAssets } from "./resolve/links.ts";
import { duplicateName, nameProblem, nameWithGap, type NamedFirst } from "./resolve/names.ts";
import { Placements } from "./resolve/placements.ts";
import { placeAt, type Inputs } from "./resolve/project.ts";
import { INPUT_WORDS, type ProtectedInput, type Reserved } from "./resolve/protected-paths.ts";
import { Row, type World } from "./resolve/row.ts";

export {
  draftProject,
  requirementsOf,
  tablesOf,
  type Draft,
  type Requirements,
  type WantedReference,
} from "./resolve/draft.ts";
export type { Inputs } from "./resolve/project.ts";

export interface ResolveOptions extends Pick<World, "providers" | "makesClips"> {
  /** Folders of the project that hold originals: no output goes there. */
  readonly stores: readonly string[];
  /** May an asset of this name have been left out for its mistakes? Then who refers to it is told nothing. */
  isLeftOut?(name: string): boolean;
}

export interface Resolved {
  /** In the order of the manifest. With errors among the diagnostics they are only good for looking at. */
  readonly assets: readonly Asset[];
  /** The same assets, each after those it refers to. */
  readonly ordered: readonly Asset[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fills in every row: names, prompts, parameters, references and output paths. Pure, and linear in the number of
 * assets. All mistakes are found at once; nothing is thrown.
 */
export function resolveProject(draft: Draft, inputs: Inputs, options: ResolveOptions): Resolved {
  const { findings } = draft;
  const reserved = reservedIn(draft, options.stores);
  const below = draft.profile?.folder;
  const placements = new Placements(inputFiles(draft, inputs), { reserved, below }, findings);
  const assets: Asset[] = [];
  const firsts = new Map<string, NamedFirst>();
  const makerOf: World["makerOf"] = (path) => placements.makerOf(path);
  const world: World = { ...options, inputs, profile: draft.profile, makerOf };
  const fillIn = (definition: Definition) => {
    const row = new Row(definition, world);
    for (let index = 0; index < definition.size; index += 1) {
      definition.variables.enter(index);
      const name = definition.name();
      const missing = definition.missingInName();
      const problem = nameProblem(name);
      const first = firsts.get(name);
      const made = definition.variables.row;
      findings.enterRow(made && { asset: name, row: made });
      if (missing !== undefined) {
        findings.add("invalid-name", definition.place, () => nameWithGap(name, missing));
      } else if (problem !== undefined) {
        findings.add("invalid-name", definition.place, () => ({ message: `"${name}" cannot be a name: ${problem}` }));
      } else if (first !== undefined) {
        findings.add("duplicate-asset", definition.place, () => duplicateName(name, first, definition.place));
      } else {
        firsts.set(name, { place: definition.place, row: made });
        const resolved = row.resolve(name);
        if (resolved === undefined) continue;
        assets.push(resolved.asset);
        for (const { path, ...placed } of resolved.placed) placements.add(path, { ...placed, asset: name, row: made });
      }
    }
    findings.enterRow(undefined);
  };
  for (const definition of draft.definitions) findings.about(definition, () => fillIn(definition));
  placements.checkFolders();
  warnOfUnusedStyles(draft);
  checkNames(
    assets,
    findings,
    (name) => options.isLeftOut?.(name) === true || draft.leftOut.some((key) => isMadeBy(key, name)),
  );
  return { assets, ordered: orderAssets(assets, findings), diagnostics: findings.all() };
}

/** Folders of the project that no output goes into. */
export function reservedIn(draft: Pick<Draft, "reserved">, stores: readonly string[]): Reserved {
  return [...stores.map((folder) => [folder, "the store of originals"] as const), ...draft.reserved];
}

function* inputFiles(draft: Draft, inputs: Inputs): Iterable<ProtectedInput> {
  yield [draft.project.root.file, INPUT_WORDS.manifest];
  for (const { file } of draft.project.fragments) yield [file, INPUT_WORDS.fragment];
  for (const table of draft.tables) yield [table, INPUT_WORDS.table];
  for (const path of inputs.texts.keys()) yield [path, INPUT_WORDS.prompt];
  // By a glob first: what is named as well is told as what is named.
  for (const glob of [true, false])
    for (const found of inputs.references.values())
      if ("files" in found && found.glob === glob)
        for (const { path } of found.files) yield [path, glob ? INPUT_WORDS.globbed : INPUT_WORDS.reference];
}

function warnOfUnusedStyles(draft: Draft): void {
  const used = new Set(draft.definitions.flatMap((definition) => [...definition.usedStyles]));
  for (const style of draft.styles) {
    if (used.has(style)) continue;
    draft.findings.add("unused-style", placeAt(style.file, ["styles", style.name], "key"), () => ({
      severity: "warning",
      message: `no asset uses the style "${style.name}"`,
    }));
  }
}
