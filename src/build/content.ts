import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { ProviderError, type Content } from "../core/provider.ts";
import type { ContentReference } from "../core/recipe.ts";
import { ImageError } from "../encode/image-error.ts";
import { transformReference } from "../encode/reference.ts";
import type { Store } from "../store/store.ts";

/**
 * Loads what travels for a content reference: a file of the project or another asset's original, made small. The
 * bytes that are sent are the bytes that were hashed (F47): a file that changed since it was planned is refused.
 */
export function createContentLoader({
  root,
  store,
  bring,
  pathOf,
}: ContentSources): (reference: ContentReference) => Promise<Content> {
  return async ({ $content, $transform }) => {
    const path = pathOf($content);
    if (path === undefined) await bring($content);
    const bytes = path === undefined ? await store.getObject($content) : await readFile(join(root, path));
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

export interface ContentSources {
  readonly root: string;
  readonly store: Store;
  /** Fetches what the store lacks and the team's store has. */
  bring(object: string): Promise<unknown>;
  /** The file of the project with these bytes. */
  pathOf(digest: string): string | undefined;
}

function refused(code: string, message: string): ProviderError {
  return new ProviderError(message, {
    kind: "invalid-request",
    code,
    billed: "no",
    hint: "nothing was sent; run again",
  });
}
