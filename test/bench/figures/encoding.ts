import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench, Figure, Result } from "../figure.ts";
import { inTurn, timeOnce, timeServed, timeServedBy, type Command } from "../measure.ts";
import { drawPictures } from "../pictures.ts";
import { servedManifest, serveProject } from "../served-project.ts";

const ASSETS = 24;

/** Against a loop that does nothing but encode. */
export const encodingFigure: Figure = {
  summary: "encoding alone against a bare sharp loop that takes the dearest output first",
  async run(bench) {
    const pictures = await drawPictures(ASSETS, 1024, 768);
    const fields = ["width: 1024", "height: 768", "outputs: [{ format: avif, widths: [1024, 640] }, { format: webp }]"];
    const project = await serveProject(bench, { name: "encoding", manifest: servedManifest(ASSETS, fields), pictures });
    try {
      await timeServed(project.build());
      const loop = bareLoop(bench, project.originals());
      const times = await inTurn({
        build() {
          project.forgetDerived();
          return timeOnce(project.build());
        },
        loop: () => timeOnce(loop),
      });
      return [
        {
          what: `${ASSETS * 3} outputs of ${ASSETS} originals`,
          value: times.build / times.loop,
          unit: "x",
          goal: 1.03,
          detail: `${times.build.toFixed(0)} ms against ${times.loop.toFixed(0)} ms, whole processes`,
        },
        ...(await memory(bench, pictures)),
      ];
    } finally {
      await project.server.close();
    }
  },
};

/** The same pictures again and again: memory must not know how many there were. */
async function memory(bench: Bench, pictures: readonly Buffer[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const assets of [100, 400, 1600]) {
    const fields = ["width: 1024", "height: 768", "outputs: [{ format: jpeg, widths: [1024, 512] }]"];
    const manifest = servedManifest(assets, fields);
    const project = await serveProject(bench, { name: `memory-${assets}`, manifest, pictures });
    const { mebibytes } = await timeServedBy(project.build("--jobs", "32"));
    await project.server.close();
    results.push({
      what: `peak memory of a build of ${assets} pictures, 32 calls at a time`,
      value: mebibytes,
      unit: "MiB",
      goal: 260,
      detail: "1024x768, two outputs each",
    });
  }
  return results;
}

/** A script of its own, as short as one can write it: as many at a time as there are cores, the dearest first. */
function bareLoop(bench: Bench, originals: readonly Uint8Array[]): Command {
  const folder = bench.folder("bare-loop");
  mkdirSync(join(folder, "out"), { recursive: true });
  for (const [index, bytes] of originals.entries()) writeFileSync(join(folder, `${index}.jpg`), bytes);
  const script = join(folder, "loop.mjs");
  writeFileSync(
    script,
    SCRIPT.replace("SHARP", JSON.stringify(import.meta.resolve("sharp"))).replace("COUNT", String(originals.length)),
  );
  return { file: process.execPath, words: [script], cwd: folder };
}

const SCRIPT = `import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import sharp from SHARP;
sharp.concurrency(1);
sharp.cache(false);
const work = [];
const kinds = [
  ["avif-1024", (picture) => picture.avif({ quality: 50, effort: 3 })],
  ["avif-640", (picture) => picture.resize({ width: 640 }).avif({ quality: 50, effort: 3 })],
  ["webp", (picture) => picture.webp({ quality: 80, effort: 4 })],
];
for (const [name, encode] of kinds) for (let index = 0; index < COUNT; index += 1) work.push({ name, encode, index });
const next = work[Symbol.iterator]();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const { name, encode, index } of next)
      writeFileSync("out/" + index + "-" + name, await encode(sharp(readFileSync(index + ".jpg"))).toBuffer());
  }),
);
`;
