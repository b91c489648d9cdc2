import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AssetPlan } from "../core/asset-plan.ts";
import { sha256, type Sha256 } from "../core/digest.ts";
import { isOnlyCopy } from "../core/only-copy.ts";
import type { Planning } from "../core/plan.ts";
import { machineError } from "../store/machine-error.ts";
import type { Store } from "../store/store.ts";
import type { BuildContext } from "./context.ts";
import type { ProjectFacts } from "./observe.ts";

/**
 * Puts into the store what exists only as an output that this build may replace or move away: two names exchanged,
 * one picture that becomes two, a path that was another asset's. Done before anything is written, so that the order of
 * the assets does not matter.
 *
 * @throws MachineError; then nothing was written
 */
export async function secureCopies(context: BuildContext, assets: readonly AssetPlan[]): Promise<void> {
  const taken = new Set<string>();
  for (const { action, samples } of assets) {
    if (action === "fresh") continue;
    for (const { path, step } of samples.flatMap(({ outputs }) => outputs)) {
      if (step.type === "place" || step.type === "pending") await secureOnlyCopy(context, path);
      // What an edit keeps out of its place is promised to whoever gives the edit up. Where nothing else is to be done
      // nothing is written.
      if (step.type === "modified" && step.expected !== undefined && action !== "modified")
        for (const holder of context.planning.index.holders(step.expected.sha256))
          await secureOnlyCopy(context, holder);
      if ((step.type !== "place" && step.type !== "move") || step.from === undefined || step.expected === undefined)
        continue;
      // The first move takes the file itself.
      const only = step.type === "move" && !taken.has(step.from);
      taken.add(step.from);
      if (!only) await secure(context, step.from, step.expected.sha256);
    }
  }
}

/** Where a file lies that is about to go, and who knows what it is. */
interface Surroundings {
  readonly root: string;
  readonly store: Store;
  readonly facts: ProjectFacts;
  readonly planning: Pick<Planning, "index">;
}

/**
 * To be called before a file of the project is written over or deleted. What the lock names and only this file still
 * holds is in the store afterwards, where the next plan finds it for whichever asset the lock says it is of.
 *
 * It gets no record there. A record would say what the bytes are to every lock that uses the store, on the word of
 * this one (T18); and what a derivation record explains counts as free to lose.
 *
 * @throws MachineError; then the file must stay
 */
export async function secureOnlyCopy(around: Surroundings, path: string): Promise<void> {
  const { facts, planning } = around;
  const file = facts.file(path);
  // The bytes that a pointer stands for are elsewhere.
  if (file.kind !== "file" || file.pointer === true) return;
  if (isOnlyCopy(file.sha256, { facts, index: planning.index })) await secure(around, path, file.sha256);
}

async function secure({ root, store, facts }: Surroundings, path: string, digest: Sha256): Promise<void> {
  if (facts.has(digest)) return;
  const bytes = await readFile(join(root, path)).catch((error: unknown) => {
    throw machineError(error, { deed: "read", path });
  });
  // Changed since it was looked at: then it is not the picture, and whoever wants it is decided again.
  if (sha256(bytes) !== digest) return facts.forgetFile(path);
  await store.putObject(bytes, { durable: true });
  facts.forgetObject(digest);
}
