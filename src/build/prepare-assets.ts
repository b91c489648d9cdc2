import type { Asset } from "../core/asset.ts";
import { correctProviders } from "../core/correct-providers.ts";
import { hasErrors, type Diagnostic } from "../core/diagnostic.ts";
import { isEcho } from "../core/manifest/remainder.ts";
import { prepareAsset, type PreparedAsset } from "../core/request.ts";
import type { Provider } from "../core/provider.ts";
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
  const flaws = flawsOf(loaded.diagnostics);
  const assets: PreparedAsset[] = [];
  const diagnostics = new Map<string, { readonly diagnostic: Diagnostic; readonly names: string[] }>();
  for (const asset of loaded.assets) {
    const provider = providers.get(asset.provider);
    // `loadProject` has already said so where a provider is unknown.
    if (provider === undefined) continue;
    const flawed = flaws.size === 0 ? undefined : flaws.get(entryOf(asset.place) ?? "");
    if (flawed !== undefined && [...flawed].some((field) => DECISIVE.has(field))) continue;
    const { prepared, diagnostics: found } = prepareAsset(asset, provider);
    assets.push(prepared);
    // What `defaults`, a style or a matrix says once is said once, however many assets have it from there.
    for (const diagnostic of found) {
      if (isEcho(diagnostic, loaded.flawed) || (flawed !== undefined && followsFrom(flawed, diagnostic))) continue;
      const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.place]);
      const said = diagnostics.get(key);
      if (said === undefined) diagnostics.set(key, { diagnostic, names: [asset.name] });
      else said.names.push(asset.name);
    }
  }
  const said = [...diagnostics.values()];
  return {
    assets: hasErrors(loaded.diagnostics) ? [] : assets,
    diagnostics: [...wrong, ...said.map(({ diagnostic }) => diagnostic)],
    concerned: new Map(said.map(({ diagnostic, names }) => [diagnostic, names])),
    providers,
  };
}

/** Undefined where some assets could not be read, or are made in another way than the manifest's. */
function modelsInUse(loaded: LoadedProject): ReadonlySet<string> | undefined {
  const { assets, models, profile, profileModels, diagnostics } = loaded;
  if (models === undefined || profile !== undefined || hasErrors(diagnostics)) return undefined;
  return new Set([...assets.flatMap(({ parameters }) => parameters.model ?? []), ...profileModels]);
}

/** Entries of `assets` with the fields in which mistakes were found. */
function flawsOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, ReadonlySet<string>> {
  const flaws = new Map<string, Set<string>>();
  for (const { severity, place } of diagnostics) {
    const entry = entryOf(place);
    if (severity !== "error" || entry === undefined) continue;
    flaws.set(entry, (flaws.get(entry) ?? new Set()).add(fieldOf(place)));
  }
  return flaws;
}

/** With one of these wrong nobody knows who would be asked, nor for what. */
const DECISIVE: ReadonlySet<string> = new Set(["provider", "model", "endpoint", "style", "matrix"]);

/** What is wrong here is missing in the request. */
const CONTENT: readonly string[] = ["prompt", "prompt_file", "image", "references", "frames"];

function followsFrom(flawed: ReadonlySet<string>, { code, place }: Diagnostic): boolean {
  if (code === "missing-field" || code === "prompt-missing") return CONTENT.some((field) => flawed.has(field));
  return entryOf(place) !== undefined && flawed.has(fieldOf(place));
}

/** Empty for an entry as a whole. */
function fieldOf(place: Asset["place"] | undefined): string {
  return place !== undefined && "pointer" in place ? String(place.pointer[2] ?? "") : "";
}

/** The entry of `assets` that a place is in, as a text to compare. */
function entryOf(place: Asset["place"] | undefined): string | undefined {
  if (place === undefined || !("pointer" in place) || place.pointer[0] !== "assets") return undefined;
  return JSON.stringify([place.file, place.pointer[1]]);
}
