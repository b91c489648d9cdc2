import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { manifestOf, settle } from "../catalogue.ts";
import type { Bench, Figure, Result } from "../figure.ts";
import { startLines, type LineProcess } from "../line-process.ts";
import { inTurn, median, timeOnce } from "../measure.ts";

/** Somebody designs, with the build running: what a save takes to be seen, and what watching takes at rest. */
export const watchFigure: Figure = {
  summary: "watching: from a save to the file, and at rest, beside bare chokidar on the same tree",
  async run(bench) {
    return [...(await measure(bench, 10)), ...(await measure(bench, 1000)), ...(await measure(bench, 10_000))];
  },
};

/** Milliseconds that a program is left alone for. */
const REST = 10_000;

async function measure(bench: Bench, assets: number): Promise<readonly Result[]> {
  const [ours, theirs] = [await makeTree(bench, assets, "ours"), await makeTree(bench, assets, "theirs")];
  const watch = startLines({ file: process.execPath, words: [bench.program, "watch", "--json"], cwd: ours });
  await watch.next('"watch-idle"');
  const bare = startLines(bareChokidar(theirs));
  await bare.next("ready");
  let edit = 0;
  const quality = (root: string) => () => replaceIn(root, /quality: \d+/, `quality: ${50 + ((edit += 1) % 40)}`);
  const picture = () => replaceIn(ours, /number \d+ in/, `number ${(edit += 1)} in`);
  const made = { done: '"asset-done"', quiet: '"watch-idle"' };
  const work: Readonly<Record<"encode" | "draw", number[]>> = { encode: [], draw: [] };
  try {
    const rest = await atRest(watch, bare);
    const times = await inTurn({
      encode: () => saved(watch, { ...made, save: quality(ours), work: work.encode }),
      draw: () => saved(watch, { ...made, save: picture, work: work.draw }),
      event: () => saved(bare, { done: "change", save: quality(theirs) }),
    });
    const count = assets.toLocaleString("en");
    const detail = (busy: readonly number[]) =>
      `${median(busy).toFixed(0)} ms of processor time; chokidar's event alone ${times.event.toFixed(0)} ms`;
    return [
      {
        what: `save to re-encoded file, ${count} assets`,
        value: times.encode,
        unit: "ms",
        goal: 300,
        detail: detail(work.encode),
      },
      {
        what: `save to picture by sketch, ${count} assets`,
        value: times.draw,
        unit: "ms",
        goal: 1000,
        detail: detail(work.draw),
      },
      ...rest.map((result) => ({ ...result, what: `${result.what}, ${count} assets` })),
    ];
  } finally {
    await Promise.all([watch.stop(), bare.stop()]);
  }
}

/** A catalogue, and one asset that has an original. */
async function makeTree(bench: Bench, assets: number, whose: string): Promise<string> {
  bench.say(`  (making a tree of ${assets} assets)`);
  const root = bench.folder(`watch-${assets}-${whose}`);
  const live =
    `  live:\n    provider: sketch\n    prompt: A lighthouse on a cliff, number 1 in a row\n` +
    "    outputs: [{ format: webp, quality: 80 }]\n";
  await settle(root, manifestOf(assets) + live, { ownBytes: false });
  timeOnce({ file: process.execPath, words: [bench.program, "build"], cwd: root });
  return root;
}

interface Save {
  /** What the line holds that says it is done, and the one that says that nothing more follows. */
  readonly done: string;
  readonly quiet?: string;
  save(): void;
  /** Takes what it cost in processor time, in milliseconds: other work on the machine does not count there. */
  readonly work?: number[];
}

/** Milliseconds from a save to what follows from it. */
async function saved(program: LineProcess, { done, quiet, save, work }: Save): Promise<number> {
  const seen = program.next(done);
  const rests = quiet === undefined ? seen : program.next(quiet);
  const before = program.cpu() ?? Number.NaN;
  const started = performance.now();
  save();
  await seen;
  const milliseconds = performance.now() - started;
  work?.push((program.cpu() ?? Number.NaN) - before);
  await rests;
  // What a look leaves to be looked at once more is over by then.
  await sleep(400);
  return milliseconds;
}

/** As an editor saves that writes over the file. */
function replaceIn(root: string, from: RegExp, to: string): void {
  const file = join(root, "images.config.yaml");
  const text = readFileSync(file, "utf8");
  if (!from.test(text)) throw new Error(`${file} does not hold ${from.source}`);
  writeFileSync(file, text.replace(from, to));
}

async function atRest(watch: LineProcess, bare: LineProcess): Promise<readonly Result[]> {
  // Until what starting left behind has been collected.
  await sleep(REST);
  const before = [watch.cpu(), bare.cpu()];
  await sleep(REST);
  const [ours = Number.NaN, theirs = Number.NaN] = [watch.cpu(), bare.cpu()].map(
    (now, index) => (now ?? Number.NaN) - (before[index] ?? Number.NaN),
  );
  const [memory, bareMemory] = [watch.memory(), bare.memory()];
  if (memory === undefined || bareMemory === undefined) return [];
  return [
    {
      what: `processor time of ${REST / 1000} s at rest`,
      value: ours,
      unit: "ms",
      goal: 20,
      detail: `bare chokidar ${theirs.toFixed(1)} ms`,
    },
    {
      what: "memory at rest",
      value: memory,
      unit: "MiB",
      goal: 300,
      detail: `bare chokidar ${bareMemory.toFixed(0)} MiB`,
    },
  ];
}

/** The same folders, and nothing that follows from a change. */
function bareChokidar(root: string) {
  const folder = join(root, "..", "bare");
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "chokidar.mjs");
  writeFileSync(script, SCRIPT.replace("CHOKIDAR", JSON.stringify(import.meta.resolve("chokidar"))));
  return { file: process.execPath, words: [script, root, join(root, "public/images")] };
}

const SCRIPT = `import { watch } from CHOKIDAR;
const watcher = watch(process.argv.slice(2), { depth: 0, ignoreInitial: true, followSymlinks: false, atomic: false, ignored: (path) => path.endsWith("/.imagegen") });
watcher.on("all", (event) => console.log(event));
watcher.on("ready", () => console.log("ready"));
process.on("SIGINT", () => watcher.close());
`;
