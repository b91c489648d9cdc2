import type { AssetPlan, SamplePlan } from "../../src/core/asset-plan.ts";
import { sha256, type Sha256 } from "../../src/core/digest.ts";
import { EMPTY_LOCK, type Lock, type LockedOutput, type LockEntry, type Original } from "../../src/core/lock.ts";
import { derivationKey } from "../../src/core/operations.ts";
import { outputPath } from "../../src/core/output-path.ts";

/** Writes an output somewhere and says what it wrote. */
export type WriteOutput = (path: string) => { readonly sha256: Sha256; readonly bytes: number };

/** The lock of a project whose planned assets have all been made, by nobody: originals are names, outputs are written. */
export function settledLock(plans: readonly AssetPlan[], write: WriteOutput): Lock {
  return { ...EMPTY_LOCK, assets: new Map(plans.map((plan) => [plan.name, entryOf(plan, write)])) };
}

function entryOf(plan: AssetPlan, write: WriteOutput): LockEntry {
  return {
    ...(plan.autoSeed !== undefined && { auto_seed: plan.autoSeed }),
    samples: plan.samples.map((sample) => lockedSample(sample, write)),
  };
}

function lockedSample({ key, recipe, outputs }: SamplePlan, write: WriteOutput): LockEntry["samples"][number] {
  if (key === undefined || recipe === undefined) throw new Error("an asset waits for another: plan it afterwards");
  const { width, height } = recipe.body;
  const original: Original = {
    sha256: sha256(`original of ${key}`),
    bytes: 250_000,
    format: "jpeg",
    ...(typeof width === "number" && { width }),
    ...(typeof height === "number" && { height }),
  };
  const locked: Record<string, LockedOutput> = {};
  for (const { path, operations } of outputs) {
    const derivation = derivationKey(original.sha256, operations);
    const place = outputPath(path, derivation);
    locked[place] = { key: derivation, operations, ...write(place) };
  }
  return { key, recipe, original, outputs: locked };
}
