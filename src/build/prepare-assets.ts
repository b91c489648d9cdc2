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
  /** By name, with the manifest's `models` applied. */
  readonly providers: ReadonlyMap<string, Provider>;
}

/**
 * Checks every asset against its provider. Beside mistakes that the manifest has anyway too, so that all are said at
 * once; but not for an entry with a mistake of its own, which would be said a second time in other words.
 */
export function prepareAssets(loaded: LoadedProject, kit: ProviderKit): PreparedAssets {
  const { providers, diagnostics: wrong } = correctProviders(kit.providers, {
    models: loaded.models,
    file: loaded.manifestFile,
    used: modelsInUse(loaded),
  });
  const flawed = flawedEntries(loaded.diagnostics);
  const assets: PreparedAsset[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  for (const asset of loaded.assets) {
    const provider = providers.get(asset.provider);
    // `loadProject` has already said so where a provider is unknown.
    if (provider === undefined || (flawed.size > 0 && flawed.has(entryOf(asset.place) ?? ""))) continue;
    const { prepared, diagnostics: found } = prepareAsset(asset, provider);
    assets.push(prepared);
    // What `defaults`, a style or a matrix says once is said once, however many assets have it from there.
    for (const diagnostic of found) {
      if (isEcho(diagnostic, loaded.flawed)) continue;
      const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.place]);
      if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
    }
  }
  return {
    assets: hasErrors(loaded.diagnostics) ? [] : assets,
    diagnostics: [...wrong, ...diagnostics.values()],
    providers,
  };
}

/** Undefined where some assets could not be read, or are made in another way than the manifest's. */
function modelsInUse(loaded: LoadedProject): ReadonlySet<string> | undefined {
  const { assets, models, profile, profileModels, diagnostics } = loaded;
  if (models === undefined || profile !== undefined || hasErrors(diagnostics)) return undefined;
  return new Set([...assets.flatMap(({ parameters }) => parameters.model ?? []), ...profileModels]);
}

function flawedEntries(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return new Set(errors.flatMap(({ place }) => entryOf(place) ?? []));
}

/** The entry of `assets` that a place is in, as a text to compare. */
function entryOf(place: Asset["place"] | undefined): string | undefined {
  if (place === undefined || !("pointer" in place) || place.pointer[0] !== "assets") return undefined;
  return JSON.stringify([place.file, place.pointer[1]]);
}
