import type { Asset } from "../../core/asset.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { WantedReference } from "../../core/resolve.ts";
import type { Profile } from "../../core/resolve/profile.ts";
import { foldPath } from "../../core/resolve/project-path.ts";
import type { ReferenceInput } from "../../core/resolve/project.ts";
import { isGlob, matchImagined } from "./globs.ts";
import { ImaginedFiles } from "./imagined-files.ts";

/**
 * Globs of references that an output is in, or will be once it is made. It would be a reference more, and so ask for
 * every picture anew; found only when the file is there, it would have been paid for.
 */
export async function outputsInGlobs(
  assets: readonly Asset[],
  wanted: ReadonlyMap<string, WantedReference>,
  { found, profile }: { readonly found: ReadonlyMap<string, ReferenceInput>; readonly profile: Profile | undefined },
): Promise<readonly Diagnostic[]> {
  const globs = [...wanted].filter(([key, { pattern }]) => isGlob(pattern) && isSound(found.get(key)));
  if (globs.length === 0) return [];
  const makers = makersOf(assets, profile === undefined ? "" : `${profile.folder}/`);
  const files = new ImaginedFiles([...makers.values()].map(({ path }) => imaginedPath(path)));
  const diagnostics: Diagnostic[] = [];
  for (const [key, { folder, pattern, place }] of globs) {
    const hits = files.hasFolder(folder, pattern) ? await matchImagined(files.folder(folder), pattern, files) : [];
    const paths = hits.map((hit) => (folder === "" ? hit : `${folder}/${hit}`));
    const made = [...new Set([...paths, ...filesOf(found.get(key))].map(foldPath))].flatMap(
      (path) => makers.get(path) ?? [],
    );
    const [first] = made;
    if (first === undefined) continue;
    const { asset, path } = first;
    diagnostics.push({
      severity: "error",
      code: "output-protected",
      message: `"${pattern}" finds what is made here: ${path} is an output of "${asset.name}"${made.length > 1 ? ` (and ${made.length - 1} more)` : ""}`,
      hint: "keep outputs out of it, or name the files that are meant; a picture that another asset makes is asset:NAME",
      place,
      related: [{ message: `"${asset.name}" writes it`, place: writtenAt(asset) }],
      asset: asset.name,
    });
  }
  return diagnostics;
}

/** With nothing in it yet, a glob may find an output all the same. */
function isSound(input: ReferenceInput | undefined): boolean {
  if (input === undefined) return false;
  return "problem" in input ? input.problem === "glob-empty" : input.glob;
}

/** Where they really are: a link leads to an output as well. */
function filesOf(input: ReferenceInput | undefined): readonly string[] {
  return input !== undefined && "files" in input ? input.files.map(({ path }) => path) : [];
}

interface Made {
  readonly asset: Asset;
  readonly path: string;
}

/** By folded path. A profile writes elsewhere, but its manifest is to be one that can be built without it. */
function makersOf(assets: readonly Asset[], below: string): ReadonlyMap<string, Made> {
  const makers = new Map<string, Made>();
  for (const asset of assets)
    for (const output of asset.outputs.flat()) {
      const path = output.path.slice(below.length);
      makers.set(foldPath(imaginedPath(path)), { asset, path });
    }
  return makers;
}

/** Of a digest that is not known yet, any will do: globs are written for the name around it. */
function imaginedPath(path: string): string {
  return path.replaceAll("{hash8}", "00000000");
}

function writtenAt({ origins, place }: Asset): Diagnostic["place"] & object {
  return (origins.output ?? origins.outputs)?.place ?? place;
}
