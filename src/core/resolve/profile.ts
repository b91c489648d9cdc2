import type { Place } from "../diagnostic.ts";
import { PROFILES_FOLDER } from "../file-names.ts";
import type { AssetFields, ManifestDocument, ProfileFields } from "../generated/manifest.ts";
import { hintNearest } from "../nearest.ts";
import type { Findings } from "./findings.ts";
import type { Layer, Merged } from "./layers.ts";
import { foldPath, joinPath, pathProblem } from "./project-path.ts";
import { placeAt, type ParsedFile } from "./project.ts";
import { protectedFolder } from "./protected-paths.ts";

/**
 * Another way to make the same pictures: what is asked for is the profile's, what is made of the answer is the
 * manifest's. Its files lie under their own paths in a folder of the profile, and its lock beside them, so the real
 * files and the real lock know nothing of it. Originals go to the one store under the key of their recipe, as ever: a
 * profile that asks for the same as the manifest shares its pictures, and what a draft cost is never paid again.
 */
export interface Profile {
  readonly name: string;
  /** What its files' paths are relative to, from the project. */
  readonly folder: string;
  readonly layer: Layer;
  /** Part of each side that is asked for. */
  readonly scale: number;
}

/**
 * What is there without being declared. A profile of the manifest with the same name takes its place, unless it says
 * nothing but where the files go.
 */
const BUILT_IN: ReadonlyMap<string, ProfileFields> = new Map([["draft", { provider: "sketch" }]]);

const NAME = /^[A-Za-z0-9][\w-]{0,63}$/;

/** The profile of this name; one that does not exist is said. */
export function findProfile(
  { file, document }: ParsedFile<ManifestDocument>,
  name: string,
  findings: Findings,
): Profile | undefined {
  const declared = declaredIn(document).get(name);
  const found = declared ?? BUILT_IN.get(name);
  if (found === undefined) {
    const names = [...new Set([...declaredIn(document).keys(), ...BUILT_IN.keys()])];
    findings.add("unknown-profile", document.profiles && placeAt(file, ["profiles"], "key"), () => ({
      message: `there is no profile "${name}"`,
      hint: `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`,
      ...hintNearest(name, names),
    }));
    return undefined;
  }
  const { folder, scale = 1, ...asked } = found;
  const isAlone = scale === 1 && Object.keys(asked).length === 0;
  const builtIn = isAlone || declared === undefined ? BUILT_IN.get(name) : undefined;
  const fields = builtIn ?? asked;
  const pointer = builtIn === undefined ? { pointer: ["profiles", name] } : {};
  return {
    name,
    folder: folderOfProfile(name, folder) ?? "",
    scale,
    layer: { fields, from: "profile", profile: name, file, ...pointer },
  };
}

/** Folders that profiles keep for themselves, with what they are; what is wrong with a profile is said. */
export function checkProfiles(
  { file, document }: ParsedFile<ManifestDocument>,
  findings: Findings,
): readonly (readonly [folder: string, what: string])[] {
  const folders = new Map<string, string>();
  for (const [name, { folder }] of declaredIn(document)) {
    if (!NAME.test(name) || pathProblem(name) !== undefined) {
      findings.add("invalid-name", placeAt(file, ["profiles", name], "key"), () => ({
        message: `"${name}" cannot be the name of a profile`,
        hint: "use A-Z, a-z, 0-9, _ and -: a folder is called so",
      }));
      continue;
    }
    const place = placeAt(file, ["profiles", name, "folder"]);
    const path = folderOfProfile(name, folder);
    if (path === undefined)
      findings.add("path-outside-project", place, () => ({
        message: `the folder of the profile "${name}" is outside the project`,
        hint: "give it relative to the manifest, without ..",
      }));
    if (path === undefined || !isSound({ name, path, folder }, { place, document, findings })) continue;
    const other = [...folders].find(([, taken]) => overlap(taken, path));
    if (other !== undefined)
      findings.add("output-collision", folder === undefined ? placeAt(file, ["profiles", name], "key") : place, () => ({
        message: `the profiles "${other[0]}" and "${name}" have one folder: ${path}`,
        hint: "give each profile a folder of its own",
      }));
    folders.set(name, path);
  }
  return [...folders].map(([name, path]) => [path, `the folder of the profile "${name}"`]);
}

/** An asset's fields under a profile: for the request, and for the files that are made of the answer. */
export interface Profiled {
  readonly request: Merged;
  readonly files: Merged;
}

/**
 * Puts a profile over an asset. Where the manifest gives width and height, the files keep that size, whatever size the
 * profile's model is asked for: a page that shows drafts has the same layout.
 */
export function applyProfile(merged: Merged, { layer, scale }: Profile): Profiled {
  const own = layer.fields as AssetFields;
  const fields: Record<string, unknown> = { ...merged.fields, ...own };
  const layers = new Map(merged.layers);
  for (const field of Object.keys(own) as (keyof AssetFields)[]) layers.set(field, layer);
  if (own.width !== undefined || own.height !== undefined) {
    delete fields["aspect_ratio"];
    layers.delete("aspect_ratio");
  }
  for (const side of ["width", "height"] as const) {
    const pixels = fields[side];
    if (typeof pixels === "number") fields[side] = Math.max(1, Math.round(pixels * scale));
  }
  // `exact` is about the real picture; a draft asks for the nearest size that its model can make.
  const fit = merged.fields.fit === "contain" ? "contain" : "cover";
  if (fields["width"] !== undefined && fields["height"] !== undefined) fields["fit"] = fit;
  const isSized = merged.fields.width !== undefined && merged.fields.height !== undefined;
  return {
    request: { ...merged, fields, layers },
    files: isSized ? { ...merged, fields: { ...merged.fields, fit } } : merged,
  };
}

function declaredIn({ profiles }: ManifestDocument): ReadonlyMap<string, ProfileFields> {
  return new Map(Object.entries(profiles ?? {}));
}

/** Undefined where it leaves the project. */
function folderOfProfile(name: string, folder: string | undefined): string | undefined {
  return folder === undefined ? `${PROFILES_FOLDER}/${name}` : joinPath("", folder);
}

function isSound(
  { name, path, folder }: { readonly name: string; readonly path: string; readonly folder: string | undefined },
  world: { readonly place: Place; readonly document: ManifestDocument; readonly findings: Findings },
): boolean {
  if (folder === undefined) return true;
  const { place, findings } = world;
  const problem = path === "" ? "it is the project itself, where the real files are" : pathProblem(path);
  if (problem !== undefined) {
    findings.add("path-invalid", place, () => ({ message: `the folder of the profile "${name}": ${problem}` }));
    return false;
  }
  const { store } = world.document;
  const named = typeof store === "object" ? store.originals : store;
  const kept = named === undefined ? undefined : joinPath("", named);
  const what = kept !== undefined && overlap(kept, path) ? "the store of originals" : protectedFolder(foldPath(path));
  if (what === undefined) return true;
  findings.add("output-protected", place, () => ({
    message: `the profile "${name}" would write into ${what}: ${path}`,
    hint: "choose another folder, or take folder out: the default is git-ignored",
  }));
  return false;
}

/** Are they one folder, or one in the other? */
function overlap(left: string, right: string): boolean {
  const [one, other] = [`${foldPath(left)}/`, `${foldPath(right)}/`];
  return one.startsWith(other) || other.startsWith(one);
}
