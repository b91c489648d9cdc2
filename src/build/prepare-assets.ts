import type { Asset } from "../core/asset.ts";
import { correctProviders } from "../core/correct-providers.ts";
import { hasErrors, type Diagnostic } from "../core/diagnostic.ts";
import { entryKey } from "../core/entry-key.ts";
import { FIELD_ROLE } from "../core/field-role.ts";
import { isEcho } from "../core/manifest/remainder.ts";
import type { BlamedRow } from "../core/matrix-row.ts";
import type { Provider } from "../core/provider.ts";
import { prepareAsset, type PreparedAsset } from "../core/request.ts";
import type { ResolveOptions } from "../core/resolve.ts";
import { withRows } from "../core/resolve/findings.ts";
import type { LoadedProject } from "./load.ts";
import type { ProviderKit } from "./provider-kit.ts";

export interface PreparedAssets {
  /** None when something is wrong with the manifest: what is left of it must not be acted upon. */
  readonly assets: readonly PreparedAsset[];
  readonly diagnostics: readonly Diagnostic[];
  /** The assets that one of them is about. */
  readonly concerned: ReadonlyMap<Diagnostic, readonly string[]>;
  /** By name, with the manifest's `models` applied. */
  readonly providers: ReadonlyMap<string, Provider>;
}

/**
 * Checks every asset against its provider. Beside mistakes that the manifest has anyway too, so that all are said at
 * once; but what follows from those is not said a second time in other words.
 */
export function prepareAssets(loaded: LoadedProject, kit: ProviderKit): PreparedAssets {
  const { providers, diagnostics: wrong } = correctProviders(kit.providers, {
    models: loaded.models,
    file: loaded.manifestFile,
    used: modelsInUse(loaded),
  });
  const flaws = flawsOf(loaded);
  const assets: PreparedAsset[] = [];
  const diagnostics = new Map<string, Said>();
  for (const asset of loaded.assets) {
    const provider = providers.get(asset.provider);
    // `loadProject` has already said so where a provider is unknown.
    if (provider === undefined) continue;
    const flawed = flaws.size === 0 ? undefined : flaws.get(entryKey(asset.place) ?? "");
    if (flawed !== undefined && [...flawed].some(isDecisive)) continue;
    const { prepared, diagnostics: found } = prepareAsset(asset, provider);
    assets.push(prepared);
    // What `defaults`, a style or a matrix says once is said once, however many assets have it from there.
    for (const diagnostic of found) {
      if (isEcho(diagnostic, loaded.flawed) || (flawed !== undefined && followsFrom(flawed, diagnostic))) continue;
      const key = JSON.stringify([diagnostic.code, diagnostic.message, groupOf(diagnostic, asset)]);
      const said = diagnostics.get(key);
      const { row } = asset;
      const rows = row === undefined ? [] : [{ asset: asset.name, row }];
      if (said === undefined) diagnostics.set(key, { diagnostic, names: [asset.name], rows });
      else {
        said.names.push(asset.name);
        said.rows.push(...rows);
      }
    }
  }
  const said = [...diagnostics.values()].map((one) => ({ ...one, diagnostic: blaming(one) }));
  return {
    assets: hasErrors(loaded.diagnostics) ? [] : assets,
    diagnostics: [...wrong, ...said.map(({ diagnostic }) => diagnostic)],
    concerned: new Map(said.map(({ diagnostic, names }) => [diagnostic, names])),
    providers,
  };
}

/** What is said once, and whom it is said of. */
interface Said {
  readonly diagnostic: Diagnostic;
  readonly names: string[];
  /** Those of them that a matrix makes. */
  readonly rows: BlamedRow[];
}

/** Where it is one mistake. What nobody set, as a model, may be set once for all, so it is missing once. */
function groupOf({ code, place }: Diagnostic, asset: Asset): Diagnostic["place"] {
  return code === "missing-field" && place === asset.place ? undefined : place;
}

/** With the rows that are to blame, where it is said of one matrix alone. */
function blaming({ diagnostic, names, rows }: Said): Diagnostic {
  const [first] = rows;
  const isOneMatrix = names.length === rows.length && rows.every(({ row }) => row.matrix === first?.row.matrix);
  const counted = names.length > 1 ? { ...diagnostic, assets: names.length } : diagnostic;
  return isOneMatrix ? withRows(counted, rows) : counted;
}

/** Does a provider make a clip of these parameters, with what the manifest says of models? */
export function clipMaker(kit: ProviderKit, models: LoadedProject["models"]): ResolveOptions["makesClips"] {
  const { providers } = correctProviders(kit.providers, { models, file: "", used: undefined });
  return (name, parameters) => providers.get(name)?.makesClips?.(parameters) ?? false;
}

/** Undefined where some assets could not be read, or are made in another way than the manifest's. */
function modelsInUse(loaded: LoadedProject): ReadonlySet<string> | undefined {
  const { assets, models, profile, profileModels, diagnostics } = loaded;
  if (models === undefined || profile !== undefined || hasErrors(diagnostics)) return undefined;
  return new Set([...assets.flatMap(({ parameters }) => parameters.model ?? []), ...profileModels]);
}

/** Keys of `assets` with the fields in which mistakes were found: of meaning, or of form, then the field is left out. */
function flawsOf({ diagnostics, flawed }: LoadedProject): ReadonlyMap<string, ReadonlySet<string>> {
  const flaws = new Map<string, Set<string>>();
  const add = (key: string, field: string) => void flaws.set(key, (flaws.get(key) ?? new Set()).add(field));
  for (const { severity, place } of diagnostics) {
    const key = entryKey(place);
    if (severity === "error" && key !== undefined) add(key, fieldOf(place));
  }
  for (const [, key, field] of flawed) if (field !== undefined) add(String(key), String(field));
  return flaws;
}

/** Does nobody know who would be asked, or for what? A field that we do not have may have been meant to say it. */
function isDecisive(field: string): boolean {
  return field !== "" && (DECISIVE.has(field) || !(field in FIELD_ROLE));
}

const DECISIVE: ReadonlySet<string> = new Set(["provider", "model", "endpoint", "style", "matrix"]);

/** What is wrong here is missing in the request. */
const CONTENT: readonly string[] = ["prompt", "prompt_file", "image", "references", "frames"];

/** These are judged together. */
const SIZE: readonly string[] = ["width", "height", "aspect_ratio", "fit"];

function followsFrom(flawed: ReadonlySet<string>, { code, place }: Diagnostic): boolean {
  if (code === "missing-field" || code === "prompt-missing") return CONTENT.some((field) => flawed.has(field));
  if (code === "size-unsupported" && SIZE.some((field) => flawed.has(field))) return true;
  return entryKey(place) !== undefined && flawed.has(fieldOf(place));
}

/** Empty for an entry as a whole. */
function fieldOf(place: Asset["place"] | undefined): string {
  return place !== undefined && "pointer" in place ? String(place.pointer[2] ?? "") : "";
}
