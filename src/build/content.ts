import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256, type Sha256 } from "../core/digest.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { Content } from "../core/provider.ts";
import type { ContentReference } from "../core/recipe.ts";
import { ImageError } from "../encode/image-error.ts";
import { transformReference } from "../encode/reference.ts";
import { errnoOf, machineError } from "../store/machine-error.ts";
import type { Store } from "../store/store.ts";

/**
 * Loads what travels for a content reference, made small: a file of the project, another asset's original, what was
 * fetched from a URL. The bytes that are sent are the bytes that were hashed (F47): a file that changed since it was
 * planned is refused.
 */
export function createContentLoader({
  root,
  store,
  bring,
  pathOf,
  refetch,
}: ContentSources): (reference: ContentReference) => Promise<Content> {
  // Asked first: a damaged object is dropped, and only then known to be lacking.
  const fromStore = async (object: Sha256) => {
    const stored = await store.getObject(object);
    if (stored !== undefined) return stored;
    if (await bring(object)) return store.getObject(object);
    const fetched = await refetch(object);
    if (fetched !== undefined) await store.putObject(fetched, { durable: true });
    return fetched;
  };
  return async ({ $content, $transform }) => {
    const path = pathOf($content);
    const bytes = path === undefined ? await fromStore($content) : await readReference(root, path);
    if (bytes === undefined)
      throw refused("reference-missing", `the picture it refers to (${$content.slice(0, 12)}…) is not in the store`);
    if (sha256(bytes) !== $content) throw refused("reference-changed", `${path} changed during the build`);
    try {
      return await transformReference(bytes, $transform);
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      throw refused("reference-not-image", `${path ?? "the picture it refers to"}: ${error.message}`);
    }
  };
}

/** @throws ProviderError for a file that is gone, which is a mistake of this asset's and no fault of the machine (F47) */
async function readReference(root: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(join(root, path));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") throw refused("reference-missing", `${path} was deleted during the build`);
    throw machineError(error, { deed: "read", path });
  }
}

export interface ContentSources {
  readonly root: string;
  readonly store: Store;
  /** Fetches what the store lacks and the team's store has. Is it in the store now? */
  bring(object: Sha256): Promise<boolean>;
  /** Fetches what is at the URL that is pinned to these bytes, if one is. @throws ProviderError, ImageError */
  refetch(object: Sha256): Promise<Uint8Array | undefined>;
  /** The file of the project with these bytes. */
  pathOf(digest: Sha256): string | undefined;
}

function refused(code: string, message: string): ProviderError {
  return new ProviderError(message, {
    kind: "invalid-request",
    code,
    billed: "no",
    hint: "nothing was sent; run again",
  });
}
