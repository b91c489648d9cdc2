import type { AssetPlan } from "../core/asset-plan.ts";
import { addCost, formatUsd, NO_COST, type Cost } from "../core/money.ts";
import { escapeControls } from "../core/terminal.ts";
import { count } from "./units.ts";

/**
 * What a plan costs, one line per provider, always called an estimate. A price that nobody knows is said to be
 * unknown and is part of no sum.
 */
export function costLines(assets: readonly AssetPlan[]): readonly string[] {
  return [...costsBy(assets, (plan) => plan.prepared.provider.name)].map(([provider, spending]) =>
    spending.local ? localLine(provider, spending) : `${paidText(provider, spending)}.`,
  );
}

/** What the calls at providers that charge come to; empty where a plan makes none. */
export function paidCostLines(assets: readonly AssetPlan[]): readonly string[] {
  return costLines(assets.filter(({ prepared }) => !prepared.provider.local));
}

/** The same per model, for those who want to know where the money goes. */
export function modelCostLines(assets: readonly AssetPlan[]): readonly string[] {
  return modelCosts(assets).map(({ model, certain, most }) => {
    const waiting = most.calls - certain.calls;
    const sure = certain.calls === 0 ? "" : `${count(certain.calls, "call")}, ${sumText(certain)}`;
    const more = waiting === 0 ? "" : `at most ${waiting}${sure === "" ? "" : " more"}${mostText(certain, most)}`;
    return `${escapeControls(model)}: ${[sure, more].filter((part) => part !== "").join("; ")}`;
  });
}

/** What each model of a plan comes to, in the order of the plan. */
export function modelCosts(assets: readonly AssetPlan[]): readonly ModelCost[] {
  const label = ({ prepared }: AssetPlan) => prepared.asset.parameters.model ?? prepared.provider.name;
  return [...costsBy(assets, label)].map(([model, { certain, most }]) => ({ model, certain, most }));
}

interface ModelCost {
  /** Its id; the provider's name where it has no models. */
  readonly model: string;
  readonly certain: Cost;
  readonly most: Cost;
}

/** The known part of a sum, and how many calls are not in it. */
function sumText(cost: Cost): string {
  if (cost.unpriced === 0) return formatUsd(cost.usd);
  return cost.unpriced === cost.calls ? "price unknown" : `${formatUsd(cost.usd)}, ${cost.unpriced} of unknown price`;
}

/** An upper bound that leaves out unknown prices would be a lie. */
function mostText(certain: Cost, most: Cost): string {
  if (most.unpriced > certain.unpriced) return ", price unknown";
  return `, ${formatUsd(most.usd)}${certain.calls === 0 ? "" : " in all"}`;
}

interface Spending {
  readonly certain: Cost;
  readonly most: Cost;
  readonly local: boolean;
}

function costsBy(assets: readonly AssetPlan[], label: (plan: AssetPlan) => string): ReadonlyMap<string, Spending> {
  const costs = new Map<string, Spending>();
  for (const plan of assets) {
    if (plan.most.calls === 0 && plan.certain.calls === 0) continue;
    const key = label(plan);
    const before = costs.get(key) ?? { certain: NO_COST, most: NO_COST };
    costs.set(key, {
      certain: addCost(before.certain, plan.certain),
      most: addCost(before.most, plan.most),
      local: plan.prepared.provider.local,
    });
  }
  return costs;
}

function localLine(provider: string, { most }: Spending): string {
  return `${count(most.calls, "picture")} from ${provider}: made on this machine, for nothing.`;
}

function paidText(provider: string, { certain, most }: Spending): string {
  const waiting = most.calls - certain.calls;
  const waits = `${waiting} ${certain.calls > 0 ? "more " : ""}${waiting === 1 ? "waits" : "wait"} for another picture`;
  const unknown = certain.unpriced > 0 ? `; ${count(certain.unpriced, "call")} of unknown price` : "";
  // An upper bound that leaves out unknown prices would be a lie.
  const unknownMore = most.unpriced - certain.unpriced;
  const bound = unknownMore > 0 ? `${waits}, ${unknownMore} of unknown price` : `at most ${knownSum(most)}: ${waits}`;
  if (certain.calls === 0) return `no certain call to ${provider} (${bound})`;
  const limit = waiting > 0 ? ` (${bound})` : "";
  if (certain.unpriced === certain.calls)
    return `${count(certain.calls, "call")} to ${provider}: price unknown${limit}`;
  return `${count(certain.calls, "call")} to ${provider}: ${knownSum(certain)} estimated${limit}${unknown}`;
}

function knownSum(cost: Cost): string {
  return cost.unpriced === cost.calls && cost.calls > 0 ? "price unknown" : formatUsd(cost.usd);
}
