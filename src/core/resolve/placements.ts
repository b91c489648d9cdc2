import type { Place } from "../diagnostic.ts";
import { placeOfRow, type MatrixRow } from "../matrix-row.ts";
import type { Findings } from "./findings.ts";
import { foldPath } from "./project-path.ts";
import { INPUT_WORDS, ProtectedPaths, type ProtectedInput, type Reserved } from "./protected-paths.ts";

/** Who writes a path. */
export interface Placement {
  readonly asset: string;
  /** From zero. */
  readonly sample: number;
  readonly place: Place;
  /** What a matrix fills in, where there is one. */
  readonly row: MatrixRow | undefined;
}

/** Keeps outputs apart from each other and from what the project is made of, as every file system would see them. */
export class Placements {
  readonly #findings: Findings;
  readonly #protected: ProtectedPaths;
  readonly #taken = new Map<string, Placement>();

  /** See `ProtectedPaths`. */
  constructor(
    inputs: Iterable<ProtectedInput>,
    options: { readonly reserved: Reserved; readonly below: string | undefined },
    findings: Findings,
  ) {
    this.#findings = findings;
    this.#protected = new ProtectedPaths(inputs, options);
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
        const input = this.#protected.input(folder);
        if (file === undefined && input === undefined) continue;
        const what = file === undefined ? `is ${input}` : `is an output of "${file.asset}"`;
        this.#findings.add("output-collision", place, () => ({
          message: `"${asset}" needs the folder ${folder}, which ${what}`,
          ...(file && { related: [{ message: `"${file.asset}" writes it`, place: placeOf(file) }] }),
          asset,
        }));
      }
    }
  }

  #refuse(path: string, folded: string, { asset, place }: Placement): boolean {
    const what = this.#protected.whatIsAt(folded);
    // Told with the glob, which would find it as well if it were not there yet (`build/load/globbed-outputs.ts`).
    if (what === undefined || what === INPUT_WORDS.globbed) return false;
    this.#findings.add("output-protected", place, () => ({
      message: `"${asset}" would be written over ${what}: ${path}`,
      ...(this.#protected.input(folded) === INPUT_WORDS.reference && {
        hint: "write it elsewhere; a picture that another asset makes is referred to as asset:NAME",
      }),
      asset,
    }));
    return true;
  }
}

/** Many rows have one place in the manifest. */
function placeOf({ place, row }: Placement): Place {
  return (row && placeOfRow(row)) ?? place;
}
