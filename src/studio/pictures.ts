import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import PQueue from "p-queue";
import type { Sha256 } from "../core/digest.ts";
import { FORMATS } from "../core/formats.ts";
import { isClipFormat } from "../core/operations.ts";
import { isRasterFormat, sniffFormat } from "../core/sniff.ts";
import { thumbnailOf } from "../encode/thumbnail.ts";
import { writeAtomically } from "../store/files.ts";
import type { Store } from "../store/store.ts";

/** The pictures that the page may ask for: by digest and never by path, and only those that it was told of (T16). */
export interface Pictures {
  /** Where pictures are looked for from now on. */
  useStore(store: Store, root: string, thumbnails: string): void;
  /** Makes a digest known; `path` in the project where a file has, or had, these bytes. */
  know(sha256: Sha256, path?: string): void;
  /** The bytes and their kind, verified; undefined for what is not known, gone, or nothing that a browser shows. */
  whole(sha256: string): Promise<Served | undefined>;
  /** A small WebP. */
  small(sha256: string): Promise<Served | undefined>;
}

export interface Served {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** The media type of what a browser shows, by what the bytes are, not by what a name says (T14). */
function shownType(bytes: Uint8Array): string | undefined {
  const format = sniffFormat(bytes);
  if (isClipFormat(format)) return `video/${format}`;
  return isRasterFormat(format) && FORMATS[format].shownByBrowsers ? FORMATS[format].mediaType : undefined;
}

/** Pictures that are made small at a time. */
const AT_ONCE = 2;

/** Saves time and nothing else. Not where our own folder is gone: a project that was deleted stays deleted. */
async function keepSmall(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  await writeAtomically(file, bytes, { root: folder, durable: false });
}

/** Shows nothing until `useStore` has said where pictures are. */
export function createPictures(): Pictures {
  const known = new Map<string, Set<string>>();
  const queue = new PQueue({ concurrency: AT_ONCE });
  let place: { readonly store: Store; readonly root: string; readonly thumbnails: string } | undefined;

  const bytesOf = async (sha256: string): Promise<Uint8Array | undefined> => {
    const paths = known.get(sha256);
    if (place === undefined || paths === undefined) return undefined;
    for (const path of paths) {
      const bytes = await readFile(join(place.root, path)).catch(() => undefined);
      if (bytes !== undefined && createHash("sha256").update(bytes).digest("hex") === sha256) return bytes;
    }
    return place.store.getObject(sha256);
  };

  const makeSmall = async (sha256: string, file: string): Promise<Uint8Array | undefined> => {
    const bytes = await bytesOf(sha256);
    const small = bytes && (await thumbnailOf(bytes));
    if (small === undefined) return undefined;
    await keepSmall(file, small.bytes).catch(() => undefined);
    return small.bytes;
  };

  return {
    useStore: (store, root, thumbnails) => (place = { store, root, thumbnails }),
    know(sha256, path) {
      const paths = known.get(sha256) ?? new Set();
      if (path !== undefined) paths.add(path);
      known.set(sha256, paths);
    },
    async whole(sha256) {
      const bytes = await bytesOf(sha256);
      const type = bytes && shownType(bytes);
      return bytes === undefined || type === undefined ? undefined : { bytes, type };
    },
    async small(sha256) {
      if (place === undefined || !known.has(sha256)) return undefined;
      const file = join(place.thumbnails, `${sha256}.webp`);
      const there = await readFile(file).catch(() => undefined);
      const bytes = there ?? (await queue.add(() => makeSmall(sha256, file)));
      return bytes && { bytes, type: "image/webp" };
    },
  };
}
