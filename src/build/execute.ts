import type { AssetPlan } from "../core/asset-plan.ts";
import type { Summary } from "../core/event.ts";
import { EXIT, worseExit, type ExitCode } from "../core/exit.ts";
import { carryOut } from "./carry-out.ts";
import type { BuildContext } from "./context.ts";
import type { Ending } from "./ending.ts";
import { secureCopies } from "./secure-copies.ts";

/** How many assets are under way at once: more than any provider takes, far fewer than a catalogue has. */
const WINDOW = 96;

export type Tally = Omit<Summary, "orphans" | "milliseconds">;

/**
 * Carries out a plan. Assets are taken in the plan's order, so those that others refer to come first; the window
 * bounds memory, whatever the number of assets. Every planned asset ends in exactly one of done, fresh, failed,
 * skipped.
 */
export async function execute(context: BuildContext, assets: readonly AssetPlan[]): Promise<Tally> {
  const tally = { done: 0, fresh: 0, failed: 0, skipped: 0 };
  let exit: ExitCode = EXIT.done;
  const end = (name: string, ending: Ending) => {
    tally[ending.type] += 1;
    exit = worseExit(exit, exitFor(ending));
    if (ending.type === "failed" || ending.type === "skipped") context.planning.gaveUp(name);
    announce(context, name, ending);
  };
  if (!context.frozen) context.lanes.closeWithoutAccess(assets);
  await secureCopies(context, assets);
  // Settled when an asset's originals are known or will not be: what refers to it need not wait for its encoding.
  const originals = new Map<string, Promise<void>>();
  const ends = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
  const bugs: unknown[] = [];
  for (const plan of assets) {
    if (bugs.length > 0) break;
    if (plan.action === "fresh") {
      end(plan.name, { type: "fresh", notes: [] });
      continue;
    }
    while (underWay.size >= WINDOW) await Promise.race(underWay);
    await context.encoding.roomy();
    const gate = openGate();
    const upstreamOf = (promises: ReadonlyMap<string, Promise<void>>) =>
      plan.prepared.asset.references.flatMap((reference) => {
        const promise = reference.kind === "asset" ? promises.get(reference.name) : undefined;
        return promise === undefined ? [] : [promise];
      });
    const errand = {
      plan,
      upstream: upstreamOf(originals),
      upstreamEnds: upstreamOf(ends),
      originalsKnown: gate.open,
    };
    originals.set(plan.name, gate.opened);
    const task: Promise<void> = carryOut(context, errand)
      .then((ending) => end(plan.name, ending))
      .catch((error: unknown) => {
        // What is paid for is still stored, before the bug is told (F59).
        bugs.push(error);
        context.halt({ code: "bug", message: "stopped by a bug in imagegen", exit: EXIT.bug });
      })
      .finally(() => {
        gate.open();
        underWay.delete(task);
      });
    underWay.add(task);
    ends.set(plan.name, task);
  }
  await Promise.all(underWay);
  if (bugs.length > 0) throw bugs[0];
  return { ...tally, exit, calls: context.budget.calls, ...context.spending.total };
}

function announce({ listener }: BuildContext, asset: string, ending: Ending): void {
  switch (ending.type) {
    case "fresh":
      return listener({ type: "asset-fresh", asset, notes: ending.notes });
    case "done":
      return listener({ ...ending, type: "asset-done", asset });
    case "failed":
      return listener({ type: "asset-failed", asset, failure: ending.failure });
    case "skipped":
      return listener({
        type: "asset-skipped",
        asset,
        reason: ending.reason,
        message: ending.message,
        ...(ending.calls !== undefined && { calls: ending.calls }),
      });
    default:
      return ending satisfies never;
  }
}

function exitFor(ending: Ending): ExitCode {
  if (ending.type === "failed") return ending.failure.exit;
  if (ending.type !== "skipped") return EXIT.done;
  switch (ending.reason) {
    case "budget":
      return EXIT.budget;
    case "frozen":
      return EXIT.pending;
    case "provider-stopped":
    case "blocked":
      return ending.exit ?? EXIT.failed;
    case "interrupted":
      return EXIT.interrupted;
    // As a person wants it.
    case "withdrawn":
      return EXIT.done;
    default:
      return ending.reason satisfies never;
  }
}

function openGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
