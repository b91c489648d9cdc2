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
  let [atShallow, atDeep]: readonly ReadonlySet<string>[] = [new Set(), new Set()];
  for (const watcher of [shallow, deep]) {
    watcher.on("all", (_event, path) => onHint(path));
    // A folder that may not be read is told by the plan; the rest is still watched.
    watcher.on("error", () => undefined);
  }
  return {
    async listenAt(places) {
      await Promise.all([
        move(shallow, atShallow ?? new Set(), places.shallow),
        move(deep, atDeep ?? new Set(), places.deep),
      ]);
      [atShallow, atDeep] = [places.shallow, places.deep];
    },
    async close() {
      await Promise.all([shallow.close(), deep.close()]);
    },
    get size() {
      return (atShallow?.size ?? 0) + (atDeep?.size ?? 0);
    },
  };
}

async function move(watcher: FSWatcher, from: ReadonlySet<string>, to: ReadonlySet<string>): Promise<void> {
  const gone = [...from].filter((folder) => !to.has(folder));
  const come = [...to].filter((folder) => !from.has(folder));
  if (gone.length > 0) watcher.unwatch(gone);
  if (come.length === 0) return;
  const ready = from.size === 0 ? new Promise<void>((resolve) => watcher.once("ready", () => resolve())) : undefined;
  watcher.add(come);
  await ready;
}
