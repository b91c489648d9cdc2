import type { AssetPlan } from "../core/asset-plan.ts";
import { isPaid } from "../core/asset-plan.ts";
import { costOfSources } from "../core/decide.ts";
import type { Facts } from "../core/facts.ts";
import type { Original } from "../core/lock.ts";
import { formatUsd, NO_COST, addCost, type Cost } from "../core/money.ts";
import { isClipFormat, isClipWork } from "../core/operations.ts";
import type { Plan } from "../core/plan.ts";
import { ACTION_TEXT } from "../report/action-text.ts";
import { rankReasons, reasonText } from "../report/reason-text.ts";
import { formatCost } from "../report/units.ts";
import type { Activity } from "./activity.ts";
import type { Money, Picture, Row } from "./protocol.ts";

/** Characters of a prompt that a row carries: enough to search in and to recognise. */
const PROMPT = 400;

/** One row for each asset. Pure but for the remembered look at the files. */
export function rowsOf(plan: Plan, facts: Pick<Facts, "file">, { doing }: Activity): readonly Row[] {
  const trying = candidatesUnderWay(doing);
  const byName = new Map(plan.assets.map((asset) => [asset.name, asset]));
  return plan.assets.map((asset): Row => {
    const { name, action, prepared, reasons } = asset;
    const now = doing.get(name);
    const picture = pictureOf(asset, facts);
    const message = now !== undefined && "message" in now ? now.message : undefined;
    return {
      name,
      state: now?.state ?? action,
      reason:
        message ??
        (reasons.length === 0
          ? ACTION_TEXT[action].meaning
          : rankReasons(reasons)
              .map((reason) => reasonText(reason))
              .join("; ")),
      prompt: (prepared.asset.parameters.prompt ?? "").slice(0, PROMPT),
      tags: prepared.asset.tags,
      folder: folderOf(asset),
      price: priceAlone(asset, byName),
      ...(now?.state === "generating" && { since: now.since }),
      trying: trying.get(name) ?? 0,
      ...(picture && { picture }),
    };
  });
}

/**
 * What it costs to make this one: with what it needs first, and also what the plan counts where another asset asks for
 * the very same.
 */
function priceAlone(asset: AssetPlan, byName: ReadonlyMap<string, AssetPlan>): Money {
  const needed = new Map<string, AssetPlan>();
  const add = (one: AssetPlan | undefined) => {
    if (one === undefined || needed.has(one.name) || !isPaid(one)) return;
    needed.set(one.name, one);
    for (const reference of one.prepared.asset.references)
      if (reference.kind === "asset") add(byName.get(reference.name));
  };
  add(asset);
  const all = [...needed.values()];
  const paid = all.filter((one) => !isLocal(one));
  const cost = paid.reduce(
    (sum, { samples }) => addCost(sum, costOfSources(samples, ["generate", "waiting"])),
    NO_COST,
  );
  if (all.length > 0 && paid.length === 0) return moneyOf(asset.most, true);
  return moneyOf(cost, false);
}

/** A candidate is built under the asset's name, `#` and a number. */
function candidatesUnderWay(doing: Activity["doing"]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [name, { state }] of doing) {
    const [asset = "", number] = name.split("#");
    if (number !== undefined && (state === "queued" || state === "generating"))
      counts.set(asset, (counts.get(asset) ?? 0) + 1);
  }
  return counts;
}

/** What waits for money. */
export function waitingOf(plan: Plan): { readonly assets: number; readonly price: Money } {
  const paid = plan.assets.filter(isPaid);
  const cost = paid.reduce((sum, { most }) => addCost(sum, most), NO_COST);
  return { assets: paid.length, price: moneyOf(cost, paid.length > 0 && paid.every(isLocal)) };
}

/** `usd` is undefined where any price is unknown: then the number of calls is the limit that a click carries. */
export function moneyOf(cost: Cost, local: boolean): Money {
  if (cost.calls === 0) return { usd: 0, text: "" };
  if (local) return { usd: 0, text: "free" };
  return { usd: cost.unpriced === 0 ? cost.usd : undefined, calls: cost.calls, text: formatCost(cost) };
}

/** Of one call. */
export function callMoney(price: number | undefined, local: boolean): Money {
  if (local) return { usd: 0, text: "free" };
  return { usd: price, calls: 1, text: price === undefined ? "price unknown" : formatUsd(price) };
}

/** The first output that lies there, else the original: what the asset looks like now. */
function pictureOf({ samples, prepared }: AssetPlan, facts: Pick<Facts, "file">): Picture | undefined {
  const clip = prepared.asset.media === "clip";
  for (const { outputs } of samples) {
    for (const { path, operations } of outputs) {
      const fact = facts.file(path);
      if (fact.kind !== "file" || fact.pointer === true) continue;
      const { width, height } = isClipWork(operations) ? {} : operations;
      return { sha256: fact.sha256, width, height, clip };
    }
  }
  const [source] = samples.map((sample) => sample.source);
  return source !== undefined && "original" in source ? pictureOfOriginal(source.original) : undefined;
}

/** By its digest: the page knows no paths of the store. */
export function pictureOfOriginal({ sha256, width, height, format }: Original): Picture {
  return { sha256, width, height, clip: isClipFormat(format) };
}

function folderOf({ samples }: AssetPlan): string {
  const path = samples[0]?.outputs[0]?.path ?? "";
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function isLocal({ prepared }: AssetPlan): boolean {
  return prepared.provider.local;
}
