import type { Place } from "../diagnostic.ts";
import { LOCK_FILE, STATE_FOLDER } from "../file-names.ts";
import { placeOfRow, type MatrixRow } from "../matrix-row.ts";
import type { Findings } from "./findings.ts";
import { foldPath } from "./project-path.ts";

/** Who writes a path. */
export interface Placement {
  readonly asset: string;
  /** From zero. */
  readonly sample: number;
  readonly place: Place;
  /** What a matrix fills in, where there is one. */
  readonly row: MatrixRow | undefined;
}

/** Files that no build may replace, whatever their extension. */
const PROTECTED_FILES = [LOCK_FILE, "package.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock"];

/** Folders of other tools, at any depth. `git~1` is how Windows also calls `.git` (CVE-2014-9390). */
const PROTECTED_FOLDERS: ReadonlySet<string> = new Set([".git", "git~1", "node_modules", STATE_FOLDER]);

/** Keeps outputs apart from each other and from what the project is made of, as every file system would see them. */
export class Placements {
  readonly #findings: Findings;
  readonly #inputs = new Map<string, string>();
  readonly #reserved: readonly (readonly [folder: string, what: string])[];
  readonly #below: string;
  readonly #taken = new Map<string, Placement>();

  /**
   * `inputs`: every file that was read, with what it is (`a reference image`). `reserved`: folders that no output goes
   * into, with what they are. `below`: the folder that all paths are in, where it is not the project: that of a profile.
   */
  constructor(
    inputs: Iterable<readonly [path: string, what: string]>,
    { reserved, below }: { readonly reserved: Reserved; readonly below: string | undefined },
    findings: Findings,
  ) {
    this.#findings = findings;
    for (const [path, what] of inputs) this.#inputs.set(foldPath(path), what);
    this.#reserved = reserved.map(([folder, what]) => [`${foldPath(folder)}/`, what]);
    this.#below = below === undefined ? "" : `${foldPath(below)}/`;
  }

  add(path: string, placement: Placement): void {
    const folded = foldPath(path);
    if (this.#refuse(path, folded, placement)) return;
    const first = this.#taken.get(folded);
    if (first === undefined) {
      this.#taken.set(folded, placement);
      return;
    }
    const { asset, place } = placement;
    this.#findings.add("output-collision", place, () => ({
      message:
        first.asset === asset
          ? `two outputs of "${asset}" have the path ${path}`
          : `"${asset}" and "${first.asset}" have one output path: ${path}`,
      hint: "put {name}, {index}, {width} or {ext} in the path, whichever tells them apart",
      related: [{ message: `"${first.asset}" has it first`, place: placeOf(first) }],
      asset,
    }));
  }

  /** Who writes a path, of those that were added. */
  makerOf(path: string): Placement | undefined {
    return this.#taken.get(foldPath(path));
  }

  /** After the last `add`: a file cannot be the folder of another. */
  checkFolders(): void {
    const looked = new Set<string>();
    for (const [path, { asset, place }] of this.#taken) {
      for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
        const folder = path.slice(0, slash);
        if (looked.has(folder)) break;
        looked.add(folder);
        const file = this.#taken.get(folder);
        if (file === undefined && !this.#inputs.has(folder)) continue;
        const what = file === undefined ? `is ${this.#inputs.get(folder)}` : `is an output of "${file.asset}"`;
        this.#findings.add("output-collision", place, () => ({
          message: `"${asset}" needs the folder ${folder}, which ${what}`,
          ...(file && { related: [{ message: `"${file.asset}" writes it`, place: placeOf(file) }] }),
          asset,
        }));
      }
    }
  }

  #refuse(path: string, folded: string, { asset, place }: Placement): boolean {
    const what = this.#protected(folded);
    if (what === undefined) return false;
    this.#findings.add("output-protected", place, () => ({
      message: `"${asset}" would be written over ${what}: ${path}`,
      ...(this.#inputs.get(folded) === REFERENCE && {
        hint: "write it elsewhere; a picture that another asset makes is referred to as asset:NAME",
      }),
      asset,
    }));
    return true;
  }

  #protected(folded: string): string | undefined {
    const input = this.#inputs.get(folded) ?? this.#inputs.get(this.#below + folded);
    if (input !== undefined && input !== GLOBBED_REFERENCE) return input;
    const [, what] = this.#reserved.find(([start]) => folded.startsWith(start)) ?? [];
    const folder = what ?? protectedFolder(folded);
    if (folder !== undefined) return folder;
    return PROTECTED_FILES.includes(folded.split("/").at(-1) ?? "") ? "a file of the project" : undefined;
  }
}

/** Many rows have one place in the manifest. */
function placeOf({ place, row }: Placement): Place {
  return (row && placeOfRow(row)) ?? place;
}

/** Folders that no output goes into, with what they are. */
export type Reserved = readonly (readonly [folder: string, what: string])[];

/** The folder of another tool that a folded path leads into; undefined for none. */
export function protectedFolderName(folded: string): string | undefined {
  return folded.split("/").find((segment) => PROTECTED_FOLDERS.has(segment));
}

/** The same, as something that would be written over. */
export function protectedFolder(folded: string): string | undefined {
  const folder = protectedFolderName(folded);
  return folder === undefined ? undefined : `something in ${folder}`;
}

/** What `Placements` calls a reference. */
export const REFERENCE = "a reference image";

/**
 * And one that a glob found. What is written over it is told with the glob, which would find it as well if it were not
 * there yet (`build/load/globbed-outputs.ts`).
 */
export const GLOBBED_REFERENCE = "a picture that a glob of references finds";
