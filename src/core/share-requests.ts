import type { AssetPlan } from "./asset-plan.ts";
import { costOfSource } from "./decide.ts";
import { addCost, NO_COST, type Cost } from "./money.ts";
import type { Reason } from "./reason.ts";

/** Assets with equal generation keys share one request: the first pays, the others say with whom they share. */
export function shareRequests(assets: readonly AssetPlan[]): readonly AssetPlan[] {
  const payer = new Map<string, string>();
  return assets.map((plan) => {
    if (plan.action !== "generate") return plan;
    let saved: Cost = NO_COST;
    const reasons: Reason[] = [];
    for (const { source } of plan.samples) {
      if (source.type !== "generate") continue;
      const first = payer.get(source.request);
      if (first === undefined) payer.set(source.request, plan.name);
      else if (first !== plan.name && !reasons.some((reason) => reason.type === "shared" && reason.with === first))
        reasons.push({ type: "shared", with: first });
      if (first !== undefined && first !== plan.name) {
        const { calls, usd, unpriced } = costOfSource(source);
        saved = addCost(saved, { calls: -calls, usd: -usd, unpriced: -unpriced });
      }
    }
    if (reasons.length === 0) return plan;
    return {
      ...plan,
      reasons: [...plan.reasons, ...reasons],
      certain: addCost(plan.certain, saved),
      most: addCost(plan.most, saved),
    };
  });
}
