import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AssetPlan } from "../core/asset-plan.ts";
import { sha256 } from "../core/digest.ts";
import { machineError } from "../store/machine-error.ts";
import type { BuildContext } from "./context.ts";

/**
 * Puts into the store what exists only as an output that this build may replace or move away: two names exchanged,
 * one picture that becomes two. Done before anything is written, so that the order of the assets does not matter.
 *
 * @throws MachineError
 */
export async function secureCopies(context: BuildContext, assets: readonly AssetPlan[]): Promise<void> {
  const taken = new Set<string>();
  for (const { action, samples } of assets) {
    if (action === "fresh") continue;
    for (const { step } of samples.flatMap(({ outputs }) => outputs)) {
      if ((step.type !== "place" && step.type !== "move") || step.from === undefined || step.expected === undefined)
        continue;
      // The first move takes the file itself.
      const only = step.type === "move" && !taken.has(step.from);
      taken.add(step.from);
      if (!only) await secure(context, step.from, step.expected.sha256);
    }
  }
}

async function secure(context: BuildContext, path: string, digest: string): Promise<void> {
  if (context.facts.has(digest)) return;
  const bytes = await readFile(join(context.root, path)).catch((error: unknown) => {
    throw machineError(error, { deed: "read", path });
  });
  // Changed since it was looked at: then it is not the picture, and whoever wants it is decided again.
  if (sha256(bytes) !== digest) return context.facts.forgetFile(path);
  await context.store.putObject(bytes, { durable: true });
  context.facts.forgetObject(digest);
}
