/** Names with a meaning, in one place that costs nothing to load: the path of a build with nothing to do needs them. */

/** What a manifest may be called, the usual one first; two of them in one folder are a mistake. */
export const MANIFEST_NAMES = ["images.config.yaml", "images.config.yml", "images.config.json"] as const;

/** The lock's name beside the manifest. */
export const LOCK_FILE = "images.lock.json";

/** The state directory of a project, git-ignored. */
export const STATE_FOLDER = ".imagegen";

/** Below it a folder for each profile: its lock, its journal, and its files unless the manifest puts them elsewhere. */
export const PROFILES_FOLDER = `${STATE_FOLDER}/profiles`;

/** A file's name for an asset, without extension. A name may hold slashes and dots; a file's name must not lead elsewhere. */
export function assetFileName(asset: string): string {
  return encodeURIComponent(asset).replaceAll(".", "%2E");
}
