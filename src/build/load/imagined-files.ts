import type { Dirent, Stats } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { isGlob, type GlobFiles } from "./globs.ts";

/** Where the files would be: nothing is ever looked up there. */
const ROOT = resolve("/imagined");

/** A tree of files that need not exist, for asking a glob what it would find. */
export class ImaginedFiles implements GlobFiles {
  /** By folder, the names in it; a name that is a folder itself has an entry of its own. */
  readonly #folders = new Map<string, Set<string>>([["", new Set()]]);

  /** Paths of the project, with `/`. */
  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      for (let entry = path; entry !== "";) {
        const slash = entry.lastIndexOf("/");
        const folder = entry.slice(0, Math.max(slash, 0));
        const known = this.#folders.get(folder);
        known?.add(entry.slice(slash + 1));
        if (known !== undefined) break;
        this.#folders.set(folder, new Set([entry.slice(slash + 1)]));
        entry = folder;
      }
    }
  }

  /** What a glob is to be asked in. */
  folder(folder: string): string {
    return join(ROOT, folder);
  }

  /** Is anything in the folder that a pattern begins with? Most globs need not be asked at all. */
  hasFolder(folder: string, pattern: string): boolean {
    const segments = pattern.split("/").slice(0, -1);
    const open = segments.findIndex(isGlob);
    const named = open < 0 ? segments : segments.slice(0, open);
    return this.#folders.has([folder, ...named].filter((segment) => segment !== "" && segment !== ".").join("/"));
  }

  readonly lstatSync = (path: string): Stats => {
    const inside = this.#inside(path);
    const name = inside.slice(inside.lastIndexOf("/") + 1);
    const folder = inside.slice(0, Math.max(inside.lastIndexOf("/"), 0));
    if (inside !== "" && this.#folders.get(folder)?.has(name) !== true) throw new Error(`there is no ${inside}`);
    return this.#entry(inside, name) as unknown as Stats;
  };

  readonly statSync = this.lstatSync;

  readonly readdirSync = ((path: string, options?: { readonly withFileTypes?: boolean }) => {
    const inside = this.#inside(path);
    const names = this.#folders.get(inside);
    if (names === undefined) throw new Error(`there is no folder ${inside}`);
    if (options?.withFileTypes !== true) return [...names];
    return [...names].map((name) => this.#entry(inside === "" ? name : `${inside}/${name}`, name));
  }) as GlobFiles["readdirSync"];

  #inside(path: string): string {
    return relative(ROOT, path).split(sep).join("/");
  }

  #entry(path: string, name: string): Omit<Dirent, "parentPath" | "path"> {
    const isFolder = this.#folders.has(path);
    return {
      name,
      isFile: () => !isFolder,
      isDirectory: () => isFolder,
      isSymbolicLink: () => false,
      isBlockDevice: () => false,
      isCharacterDevice: () => false,
      isFIFO: () => false,
      isSocket: () => false,
    };
  }
}
