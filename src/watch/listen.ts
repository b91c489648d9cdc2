import { basename } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import type { Places } from "./places.ts";

/** Listens at folders, whichever they are just now. */
export interface Listening {
  /** Resolves when the folders are being listened at. */
  listenAt(places: Places): Promise<void>;
  close(): Promise<void>;
  /** Folders, for whoever counts them. */
  readonly size: number;
}

/** Never searched and never ours to watch. */
const IGNORED: ReadonlySet<string> = new Set([".git", ".imagegen", "node_modules"]);

/** `onHint` is told a path that may have changed: only a hint, whatever the kind of event was. */
export function listen(onHint: (path: string) => void): Listening {
  const ignored = (path: string) => IGNORED.has(basename(path)) || /\.imagegen-[0-9a-f]{8}-.*\.tmp$/.test(path);
  const options = { ignored, ignoreInitial: true, followSymlinks: false, atomic: false } as const;
  const shallow = watch([], { ...options, depth: 0 });
  const deep = watch([], options);
  for (const watcher of [shallow, deep]) {
    watcher.on("all", (_event, path) => onHint(path));
    // A folder that may not be read is told by the plan; the rest is still watched.
    watcher.on("error", () => undefined);
  }
  const [near, below] = [follow(shallow), follow(deep)];
  return {
    async listenAt(places) {
      await Promise.all([near.moveTo(places.shallow), below.moveTo(places.deep)]);
    },
    async close() {
      await Promise.all([shallow.close(), deep.close()]);
    },
    get size() {
      return near.size + below.size;
    },
  };
}

/** A watcher at folders that change. It says only once in its life that it is ready, however often it is moved. */
function follow(watcher: FSWatcher): { moveTo(folders: ReadonlySet<string>): Promise<void>; readonly size: number } {
  let at: ReadonlySet<string> = new Set();
  let ready: Promise<unknown> | undefined;
  return {
    async moveTo(folders) {
      const gone = [...at].filter((folder) => !folders.has(folder));
      const come = [...folders].filter((folder) => !at.has(folder));
      at = folders;
      if (gone.length > 0) watcher.unwatch(gone);
      if (come.length === 0) return;
      ready ??= new Promise((resolve) => watcher.once("ready", () => resolve(undefined)));
      watcher.add(come);
      await ready;
    },
    get size() {
      return at.size;
    },
  };
}
