import type { AssetPlan, SamplePlan } from "../core/asset-plan.ts";
import type { Sha256 } from "../core/digest.ts";
import type { BuildContext } from "./context.ts";

/**
 * Brings from the shared store what carrying out this plan will read: finished files where it has them, else the
 * original to derive them from. What turns out not to be had is forgotten, so that `decide` sees it.
 *
 * @throws MachineError
 */
export async function bringHome(context: BuildContext, { samples }: AssetPlan): Promise<void> {
  if (context.shared === undefined) return;
  await Promise.all(samples.map((sample) => bringSample(context, sample)));
}

async function bringSample(context: BuildContext, { source, outputs, key }: SamplePlan): Promise<void> {
  if (source.type !== "locked" && source.type !== "stored") return;
  const steps = outputs.map(({ step }) => step);
  const finished = await Promise.all(
    steps.map(
      async (step) =>
        step.type !== "place" || step.expected === undefined || (await bring(context, step.expected.sha256)),
    ),
  );
  const derives = steps.some((step, index) =>
    step.type === "place"
      ? step.expected === undefined || finished[index] === false
      : step.type === "modified" && step.expected === undefined,
  );
  if (derives) await bring(context, source.original.sha256);
  const record = key === undefined ? undefined : context.facts.sharedRecord(key);
  // Known here from now on, as if it had been answered here.
  if (record !== undefined && context.store.hasObject(source.original.sha256))
    await context.store.putGeneration(record);
}

/** Is it in the local store now? */
export async function bring(
  { shared, store, facts }: Pick<BuildContext, "shared" | "store" | "facts">,
  object: Sha256,
): Promise<boolean> {
  if (store.hasObject(object)) return true;
  if (shared === undefined || !shared.has(object)) return false;
  const brought = await shared.fetch(object, store);
  facts.forgetObject(object);
  return brought;
}
