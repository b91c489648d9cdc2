import type { Place } from "../diagnostic.ts";
import type { AssetFields } from "../generated/manifest.ts";
import { Alike } from "./alike.ts";
import { Definition } from "./definition.ts";
import { Findings } from "./findings.ts";
import { readScopes, type Scope, type Style } from "./layers.ts";
import { NO_MATRIX, readMatrix, tablePath } from "./matrix.ts";
import { checkProfiles, findProfile, type Profile } from "./profile.ts";
import { placeAt, type ParsedProject, type Table } from "./project.ts";
import { promptPath } from "./prompt.ts";
import type { Reserved } from "./protected-paths.ts";
import { haveVariables, requestKey, requestOf, type ReferenceRequest } from "./references.ts";
import type { Shape } from "./shape.ts";
import { isConstant } from "./templated-json.ts";

/** More than this is a mistake in a matrix, not a catalogue; and it must be refused before it fills the memory. */
export const MOST_ASSETS = 75_000;

/** A project whose matrices are known, so that it can say which files it needs. */
export interface Draft {
  readonly project: ParsedProject;
  readonly definitions: readonly Definition[];
  /** Entries whose matrix has mistakes. */
  readonly leftOut: readonly string[];
  readonly tables: readonly string[];
  readonly findings: Findings;
  readonly styles: readonly Style[];
  readonly profile: Profile | undefined;
  /** Folders of profiles. */
  readonly reserved: Reserved;
}

export interface DraftOptions {
  /** `--provider`: for every asset, whatever the manifest says. */
  readonly provider?: string;
  /** `--profile`: the way in which the pictures are made. */
  readonly profile?: string;
}

/** The tables that the matrices of a project take rows from: paths in the project, and who asks first. */
export function tablesOf(project: ParsedProject): ReadonlyMap<string, Place> {
  const paths = new Map<string, Place>();
  for (const { file, key, fields } of entriesOf(project)) {
    const path = fields.matrix && tablePath(file, fields.matrix);
    if (path !== undefined && !paths.has(path)) paths.set(path, placeAt(file, ["assets", key, "matrix", "from"]));
  }
  return paths;
}

/** Merges layers and cuts templates. A table that is undefined could not be read, which has been said elsewhere. */
export function draftProject(
  project: ParsedProject,
  tables: ReadonlyMap<string, Table | undefined>,
  options: DraftOptions,
): Draft {
  const findings = new Findings();
  const reserved = checkProfiles(project.root, findings);
  const profile = options.profile === undefined ? undefined : findProfile(project.root, options.profile, findings);
  const scopes = new Map(readScopes(project).map((scope) => [scope.file, scope]));
  const alike = new Map([...scopes.keys()].map((file) => [file, new Alike(findings)]));
  const definitions: Definition[] = [];
  const leftOut: string[] = [];
  let total = 0;
  let tooMany: Place | undefined;
  for (const { file, key, fields } of entriesOf(project)) {
    const scope = scopes.get(file) as Scope;
    const pointer = ["assets", key, "matrix"];
    const matrix = fields.matrix ? readMatrix({ file, pointer, matrix: fields.matrix, tables }, findings) : NO_MATRIX;
    if (matrix === undefined) {
      leftOut.push(key);
      continue;
    }
    // It makes nothing, which is said; a table in JSON without items does not even say which variables it has.
    if (matrix.size === 0) continue;
    total += matrix.size;
    if (total > MOST_ASSETS) {
      tooMany ??= placeAt(file, ["assets", key], "key");
      continue;
    }
    const shared = { profile, provider: options.provider, findings, alike: alike.get(file) as Alike };
    definitions.push(new Definition({ key, fields, scope, matrix, ...shared }));
  }
  if (tooMany !== undefined)
    findings.add("too-many-assets", tooMany, () => ({
      message: `there are ${total} assets; the most is ${MOST_ASSETS}, and this entry goes beyond it`,
      hint: "make several projects of them, each in a folder of its own",
    }));
  const styles = [...new Set([...scopes.values()].flatMap((scope) => [...scope.styles.values()]))];
  return { project, definitions, leftOut, tables: [...tables.keys()], findings, styles, profile, reserved };
}

/** The files that must be looked at before a draft can be resolved. */
export interface Requirements {
  /** Prompt files. */
  readonly texts: ReadonlySet<string>;
  /** Reference files and globs, by the key that `Inputs.references` has them under. */
  readonly references: ReadonlyMap<string, WantedReference>;
}

/** A reference and where it is asked for first. */
export interface WantedReference extends ReferenceRequest {
  readonly place: Place;
}

/** Resolves nothing: it only fills in the paths, so that the files can be read before `resolve` needs them. */
export function requirementsOf(draft: Draft): Requirements {
  const texts = new Set<string>();
  const references = new Map<string, WantedReference>();
  for (const definition of draft.definitions) {
    const done = new Set<Shape>();
    for (let row = 0; row < definition.size; row += 1) {
      definition.variables.enter(row);
      const shape = definition.shape();
      if (done.has(shape)) continue;
      const path = promptPath(shape.prompt, definition.variables);
      if (path !== undefined) texts.add(path);
      for (const reference of shape.references) {
        const request = requestOf(reference, definition.variables);
        if (request === undefined) continue;
        const key = requestKey(request);
        if (!references.has(key)) references.set(key, { ...request, place: reference.place });
      }
      const { file } = shape.prompt;
      if ((file === undefined || isConstant(file.template)) && !haveVariables(shape.references)) done.add(shape);
    }
  }
  return { texts, references };
}

interface AssetEntry {
  readonly file: string;
  readonly key: string;
  readonly fields: AssetFields;
}

function* entriesOf({ root, fragments }: ParsedProject): Iterable<AssetEntry> {
  for (const { file, document } of [root, ...fragments])
    for (const [key, fields] of Object.entries(document.assets ?? {})) yield { file, key, fields };
}
