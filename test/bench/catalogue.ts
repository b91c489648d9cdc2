import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openSession } from "../../src/build/session.ts";
import type { AssetPlan } from "../../src/core/asset-plan.ts";
import { sha256 } from "../../src/core/digest.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import { outputsOf, type Lock } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { settledLock, type WriteOutput } from "../support/settled-lock.ts";
import type { Bench } from "./figure.ts";
import { timeOnce } from "./measure.ts";

/** A project on disk with nothing to do. */
export interface Catalogue {
  readonly root: string;
  readonly manifest: string;
  /** Relative to the root. */
  readonly outputs: readonly string[];
}

/** Of every output. */
export const OUTPUT_BYTES = 100_000;

/** Up to here the files have bytes of their own; above they are holes, for which a stat costs as much. */
const LARGEST_WITH_BYTES = 10_000;

/**
 * A catalogue whose pictures nobody drew: the manifest is planned by the program's own functions, and lock and outputs
 * are written as a build would have left them.
 */
export async function makeCatalogue(bench: Bench, assets: number): Promise<Catalogue> {
  bench.say(`  (making a catalogue of ${assets} assets)`);
  const root = bench.folder(`catalogue-${assets}`);
  const manifest = join(root, "images.config.yaml");
  const lock = await settle(root, manifestOf(assets), { ownBytes: assets <= LARGEST_WITH_BYTES });
  // Nobody trusts a file that is younger than the clock of its file system is coarse.
  await sleep(2500);
  // The first build hashes everything, and the second writes down that there was nothing to do.
  timeOnce({ file: process.execPath, words: [bench.program, "build"], cwd: root });
  await sleep(2500);
  timeOnce({ file: process.execPath, words: [bench.program, "build"], cwd: root });
  return {
    root,
    manifest,
    outputs: [...lock.assets.values()].flatMap((entry) => [...outputsOf(entry)].map(([path]) => path)),
  };
}

/**
 * Writes a manifest, and lock and outputs as a build would have left them. Assets of `sketch` are left for a build to
 * draw: those have originals.
 */
export async function settle(
  root: string,
  manifest: string,
  { ownBytes }: { readonly ownBytes: boolean },
): Promise<Lock> {
  writeFileSync(join(root, "images.config.yaml"), manifest);
  const plans = (await planOf(root)).filter(({ prepared }) => !prepared.provider.local);
  const lock = settledLock(plans, fileWriter(root, ownBytes));
  writeFileSync(join(root, LOCK_FILE), formatLock(lock));
  return lock;
}

/** A manifest of that many named assets, as a program would write it. */
export function manifestOf(assets: number): string {
  const head =
    "version: 1\nprovider: together\noutput: public/images/{name}.{ext}\n" +
    "defaults: { model: black-forest-labs/FLUX.2-dev, steps: 20, format: webp, width: 512, height: 512 }\nassets:\n";
  const lines = [head];
  for (let index = 0; index < assets; index += 1) lines.push(`  ${nameOf(index)}:\n    prompt: ${promptOf(index)}\n`);
  return lines.join("");
}

export function nameOf(index: number): string {
  return `product-${String(index).padStart(6, "0")}`;
}

export function promptOf(index: number): string {
  return `A studio photograph of product number ${index} on a plain table, soft light from the left, muted colours`;
}

async function planOf(root: string): Promise<readonly AssetPlan[]> {
  const session = await openSession({
    cwd: root,
    kit: PROVIDER_KIT,
    environment: () => undefined,
    listener: () => undefined,
  });
  const [problem] = session.diagnostics;
  if (problem !== undefined) throw new Error(problem.message);
  const { assets } = (await session.begin({})).plan;
  await session.close();
  return assets;
}

/** Writes outputs of 100 kB: each its own bytes, or all the same hole. */
function fileWriter(root: string, ownBytes: boolean): WriteOutput {
  const bytes = Buffer.alloc(OUTPUT_BYTES);
  const hole = sha256(bytes);
  const folders = new Set<string>();
  if (ownBytes)
    for (let index = 0; index < bytes.length; index += 4) bytes.writeUInt32LE((index * 2654435761) >>> 0, index);
  let count = 0;
  return (path) => {
    const file = join(root, path);
    const folder = dirname(file);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    if (!ownBytes) {
      writeFileSync(file, "");
      truncateSync(file, OUTPUT_BYTES);
      return { sha256: hole, bytes: OUTPUT_BYTES };
    }
    bytes.writeUInt32LE((count += 1), 0);
    writeFileSync(file, bytes);
    return { sha256: sha256(bytes), bytes: OUTPUT_BYTES };
  };
}

/** Changes one prompt in the text of a manifest, another one each time. */
export function editOnePrompt(manifest: string, assets: number, edit: number): void {
  const before = promptOf(assets >> 1);
  const text = readFileSync(manifest, "utf8");
  const at = text.indexOf(before);
  const end = text.indexOf("\n", at);
  writeFileSync(manifest, `${text.slice(0, at)}${before}, edit ${edit}${text.slice(end)}`);
}
