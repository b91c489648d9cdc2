import { LOCK_FILE, STATE_FOLDER } from "../file-names.ts";
import { foldPath } from "./project-path.ts";

/** Files that no build may replace, whatever their extension. */
const PROTECTED_FILES = [LOCK_FILE, "package.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock"];

/** Folders of other tools, at any depth. `git~1` is how Windows also calls `.git` (CVE-2014-9390). */
const PROTECTED_FOLDERS: ReadonlySet<string> = new Set([".git", "git~1", "node_modules", STATE_FOLDER]);

/** Folders that no output goes into, with what they are. */
export type Reserved = readonly (readonly [folder: string, what: string])[];

/** A file that was read, with what it is. */
export type ProtectedInput = readonly [path: string, what: string];

/** What a project is made from, in words that follow "over" and "is". */
export const INPUT_WORDS = {
  manifest: "the manifest",
  fragment: "a fragment of the manifest",
  table: "a table",
  prompt: "a prompt file",
  reference: "a reference image",
  globbed: "a picture that a glob of references finds",
} as const;

/** What the project is made of, and other tools' folders: nothing of ours is written there, moved away or deleted. */
export class ProtectedPaths {
  readonly #inputs = new Map<string, string>();
  readonly #reserved: readonly (readonly [folder: string, what: string])[];
  readonly #below: string;

  /**
   * `inputs`: every file that was read. `reserved`: folders that are somebody else's. `below`: the folder that all
   * paths are in, where it is not the project: that of a profile.
   */
  constructor(
    inputs: Iterable<ProtectedInput>,
    { reserved, below }: { readonly reserved: Reserved; readonly below: string | undefined },
  ) {
    for (const [path, what] of inputs) this.#inputs.set(foldPath(path), what);
    this.#reserved = reserved.map(([folder, what]) => [`${foldPath(folder)}/`, what]);
    this.#below = below === undefined ? "" : `${foldPath(below)}/`;
  }

  /** What was read from this folded path, which is not seen from `below`. */
  input(folded: string): string | undefined {
    return this.#inputs.get(folded);
  }

  /** What must stay at a folded path; undefined where an output may be. */
  whatIsAt(folded: string): string | undefined {
    const input = this.#inputs.get(folded) ?? this.#inputs.get(this.#below + folded);
    if (input !== undefined && input !== INPUT_WORDS.globbed) return input;
    const [, what] = this.#reserved.find(([start]) => folded.startsWith(start)) ?? [];
    const folder = what ?? protectedFolder(folded);
    if (folder !== undefined) return folder;
    return PROTECTED_FILES.includes(folded.split("/").at(-1) ?? "") ? "a file of the project" : input;
  }
}

/** The folder of another tool that a folded path leads into; undefined for none. */
export function protectedFolderName(folded: string): string | undefined {
  return folded.split("/").find((segment) => PROTECTED_FOLDERS.has(segment));
}

/** The same, as something that would be written over. */
export function protectedFolder(folded: string): string | undefined {
  const folder = protectedFolderName(folded);
  return folder === undefined ? undefined : `something in ${folder}`;
}
