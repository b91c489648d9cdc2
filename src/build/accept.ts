import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AssetPlan, OutputPlan } from "../core/asset-plan.ts";
import type { Facts } from "../core/facts.ts";
import type { LockChange } from "../core/lock-changes.ts";
import type { LockedOutput, LockedSample, LockEntry } from "../core/lock.ts";
import { derivationKey, isClipFormat, type OutputOperations } from "../core/operations.ts";
import { outputPath } from "../core/output-path.ts";
import { ImageError } from "../encode/image-error.ts";
import { inspectClip } from "../encode/inspect-clip.ts";
import { inspectOriginal } from "../encode/inspect.ts";
import { MAX_PIXELS } from "../encode/pixels.ts";
import { parsePointer } from "../store/pointer.ts";
import type { Store } from "../store/store.ts";
import { editLock } from "./lock-edit.ts";
import type { Session } from "./session.ts";

export interface Acceptance {
  readonly asset: string;
  /** Outputs edited by hand that are the wanted ones from now on. */
  readonly outputs: readonly string[];
  /** Is the picture kept although its recipe changed? */
  readonly recipe: boolean;
  /** Why nothing was accepted. */
  readonly refused?: string;
}

/**
 * Keeps what is there, for $0: an output that was edited by hand becomes the wanted one, and a picture whose recipe
 * changed counts as the answer to the new recipe. The lock says honestly that it was accepted.
 *
 * @throws MachineError, DiagnosticsError
 */
export async function acceptAssets(session: Session, names: ReadonlySet<string>): Promise<readonly Acceptance[]> {
  return editLock(session, async ({ plan, lock, store, facts }) => {
    const changes: LockChange[] = [];
    const result: Acceptance[] = [];
    for (const planned of plan.assets) {
      if (!names.has(planned.name)) continue;
      const accepted = await acceptAsset({
        root: session.root,
        store,
        facts,
        planned,
        entry: lock.assets.get(planned.name),
      });
      result.push(accepted.acceptance);
      if (accepted.entry !== undefined)
        changes.push({ type: "entry", asset: planned.name, entry: accepted.entry, moved: [] });
    }
    return { changes, result };
  });
}

interface Work {
  readonly root: string;
  readonly store: Store;
  readonly facts: Facts;
  readonly planned: AssetPlan;
  readonly entry: LockEntry | undefined;
}

async function acceptAsset(work: Work): Promise<{ acceptance: Acceptance; entry?: LockEntry }> {
  const { planned, entry } = work;
  const refuse = (refused: string) => ({ acceptance: { asset: planned.name, outputs: [], recipe: false, refused } });
  if (entry === undefined) return refuse("it was never built; `imagegen import` adopts a file of yours");
  if (planned.action === "fresh") return refuse("nothing of it was edited, and its recipe is the one it was made from");
  const samples: LockedSample[] = [];
  const outputs: string[] = [];
  let recipe = false;
  for (const sample of planned.samples) {
    const before = entry.samples[sample.index];
    if (before === undefined) return refuse(`the lock has no sample ${sample.index + 1} of it to keep`);
    if (sample.recipe === undefined || sample.key === undefined)
      return refuse("it refers to a picture that is not made yet");
    const moved = sample.key !== before.key;
    recipe ||= moved;
    const kept = await keepOutputs(work, sample.outputs, before, outputs);
    if (typeof kept === "string") return refuse(kept);
    const origin = moved ? ("accepted" as const) : before.origin;
    samples.push({
      key: sample.key,
      recipe: sample.recipe,
      ...(origin && { origin }),
      original: before.original,
      outputs: kept,
    });
  }
  if (!recipe && outputs.length === 0)
    return refuse("nothing of it was edited, and its recipe is the one it was made from");
  const seed = planned.autoSeed === undefined ? {} : { auto_seed: planned.autoSeed };
  return { acceptance: { asset: planned.name, outputs, recipe }, entry: { ...seed, samples } };
}

/** What the lock says of the outputs from now on, or why one of them cannot be kept. */
async function keepOutputs(
  work: Work,
  planned: readonly OutputPlan[],
  before: LockedSample,
  adopted: string[],
): Promise<Readonly<Record<string, LockedOutput>> | string> {
  const kept: Record<string, LockedOutput> = { ...before.outputs };
  for (const { path: template, operations, step } of planned) {
    if (step.type !== "modified") continue;
    const key = derivationKey(before.original.sha256, operations);
    const path = outputPath(template, key);
    const bytes = await readFile(join(work.root, path));
    const problem = await problemOf(bytes, operations);
    if (problem !== undefined) return `${path} ${problem}`;
    // Stored, so that it can be restored: no derivation gives it again.
    const sha256 = await work.store.putObject(bytes, { durable: true });
    kept[path] = { key, operations, origin: "accepted", sha256, bytes: bytes.length };
    adopted.push(path);
  }
  return kept;
}

/** Why bytes cannot stand for an output: whoever shows it would show nothing, or not know how. */
async function problemOf(bytes: Uint8Array, { format: wanted }: OutputOperations): Promise<string | undefined> {
  if (parsePointer(bytes) !== undefined) return "is a Git LFS pointer, not a picture: git lfs pull brings it";
  try {
    const { format } = isClipFormat(wanted)
      ? inspectClip(bytes)
      : await inspectOriginal(bytes, { maxPixels: MAX_PIXELS, uniform: "accept" });
    return format === wanted ? undefined : `is ${format} by now, and is to be ${wanted}`;
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    return `cannot be kept: ${error.message}`;
  }
}
