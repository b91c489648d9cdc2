import { afterEach } from "vitest";
import { togetherAt } from "./project.ts";
import { project, server } from "./served.ts";
import { openStudio, type StudioClient } from "./studio-client.ts";
import { startWatching, type WatchProcess } from "./watching.ts";

/** What the test that runs has opened with `startStudio`: the process, where it listens, and what its page would do. */
export let watch: WatchProcess;
export let address: string;
export let studio: StudioClient;

interface StudioOptions {
  readonly words?: readonly string[];
  readonly root?: string;
  /** Of the board, once it is complete. */
  readonly rows: number;
}

export async function startStudio(
  command: "watch" | "studio",
  { words = [], root = project.root, rows: wanted }: StudioOptions,
): Promise<void> {
  watch = startWatching(root, words, togetherAt(server.url), command);
  address = String((await watch.next("studio"))["address"]);
  studio = openStudio(address);
  await studio.until((rows) => rows.size === wanted);
}

/** Ends the studio of each test of the file. */
export function endStudios(): void {
  afterEach(async () => {
    studio.close();
    await watch.interrupt();
  });
}
