import type { Pointer, Place } from "../diagnostic.ts";
import type { Sha256 } from "../digest.ts";
import type { FragmentDocument, ManifestDocument } from "../generated/manifest.ts";

/** The manifest and its fragments, parsed and of the right shape; nothing else has been looked at. */
export interface ParsedProject {
  readonly root: ParsedFile<ManifestDocument>;
  /** In the order in which they are read. */
  readonly fragments: readonly ParsedFile<FragmentDocument>[];
}

export interface ParsedFile<Document> {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly document: Document;
}

/** What the matrix takes from a CSV or JSON file: variables by column, all of them text. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What was found outside, by the paths and patterns that `requirementsOf` asked for. */
export interface Inputs {
  readonly texts: ReadonlyMap<string, TextInput>;
  readonly references: ReadonlyMap<string, ReferenceInput>;
}

/** A prompt file: its text as it is in the file, or what is wrong with it. */
export type TextInput = { readonly text: string } | InputProblem;

/** The files that a path or a glob stands for, in code-unit order, or what is wrong. */
export type ReferenceInput = { readonly files: readonly ReferenceFile[]; readonly glob: boolean } | InputProblem;

export interface ReferenceFile {
  readonly path: string;
  readonly sha256: Sha256;
}

export interface InputProblem {
  readonly problem:
    | "file-unreadable"
    | "file-forbidden"
    | "file-too-large"
    | "invalid-text"
    | "path-outside-project"
    | "path-hidden"
    | "secret-in-manifest"
    | "path-invalid"
    | "reference-missing"
    | "reference-not-image"
    | "glob-empty"
    | "glob-invalid"
    | "prompt-missing";
  readonly message: string;
  readonly hint?: string;
}

/** The folder of a project file: what paths in it are relative to. Empty for the project itself. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf("/");
  return slash < 0 ? "" : file.slice(0, slash);
}

/** A node of a parsed file, shared wherever it is named. */
export function placeAt(file: string, pointer: Pointer, at: "key" | "value" = "value"): Place {
  return { file, pointer, at };
}
