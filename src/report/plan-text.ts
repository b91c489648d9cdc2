import type { Action, AssetPlan } from "../core/asset-plan.ts";
import { formatUsd } from "../core/money.ts";
import { addTo } from "../core/multimap.ts";
import type { Orphan } from "../core/orphans.ts";
import type { Plan } from "../core/plan.ts";
import { skipsSafetyChecker } from "../core/request.ts";
import { escapeControls } from "../core/terminal.ts";
import { ACTION_ORDER, ACTION_TEXT, ACTION_WIDTH } from "./action-text.ts";
import { upToDateText } from "./agreement-text.ts";
import { costLines, modelCostLines } from "./cost-text.ts";
import { plainPaint, type Paint } from "./paint.ts";
import { rankReasons, reasonText } from "./reason-text.ts";
import { count, formatCost } from "./units.ts";

export interface PlanTextOptions {
  /** Every reason, every asset that is up to date, and costs per model even of one model. */
  readonly verbose: boolean;
  readonly paint?: Paint;
  /** Assets that are known to be up to date and are not in the plan. */
  readonly others?: number;
}

/** A plan for a person: grouped by action, a reason for each, and what it costs. Ends with a line feed. */
export function formatPlan(plan: Plan, options: PlanTextOptions): string {
  const paint = options.paint ?? plainPaint;
  const groups = groupByAction(plan.assets);
  const lines: string[] = [];
  const columns = columnsOf(plan.assets);
  for (const action of ACTION_ORDER) {
    if (action === "fresh") continue;
    for (const asset of groups.get(action) ?? [])
      lines.push(...assetLines(asset, { columns, paint, verbose: options.verbose }));
  }
  const pending = lines.length > 0;
  lines.push(...freshLines(groups.get("fresh") ?? [], { ...options, pending }));
  lines.push(...orphanLines(plan.orphans), ...keptLines(plan.assets), ...safetyLines(plan.assets));
  const costs = costLines(plan.assets);
  if (costs.length > 0) lines.push("", ...costs.map((line) => paint("bold", capitalised(line))));
  else if (pending) lines.push("", "No calls: $0.");
  const models = modelCostLines(plan.assets);
  if (models.length > 1 || options.verbose) lines.push(...models.map((line) => `  ${line}`));
  return lines.map((line) => `${line}\n`).join("");
}

interface Columns {
  readonly name: number;
  readonly cost: number;
}

function columnsOf(assets: readonly AssetPlan[]): Columns {
  let [name, cost] = [0, 0];
  for (const plan of assets) {
    if (plan.action === "fresh") continue;
    name = Math.max(name, plan.name.length);
    cost = Math.max(cost, costColumn(plan).length);
  }
  return { name: Math.min(name, 40), cost };
}

function assetLines(
  plan: AssetPlan,
  { columns, paint, verbose }: { readonly columns: Columns; readonly paint: Paint; readonly verbose: boolean },
): readonly string[] {
  const { symbol, style } = ACTION_TEXT[plan.action];
  const [first, ...rest] = rankReasons(plan.reasons).map((reason) => reasonText(reason));
  const head = `${symbol} ${plan.action.padEnd(ACTION_WIDTH)}`;
  const cells = [plan.name.padEnd(columns.name), ...(columns.cost > 0 ? [costColumn(plan).padEnd(columns.cost)] : [])];
  const more = rest.length > 0 && !verbose ? ` (and ${rest.length} more)` : "";
  const line = `${paint(style, head)}  ${cells.join("  ")}  ${first ?? ""}${more}`.trimEnd();
  return [line, ...(verbose ? rest.map((text) => `      ${text}`) : [])];
}

function costColumn(plan: AssetPlan): string {
  if (plan.action === "lost") return lostPrice(plan);
  if (plan.certain.calls > 0 || plan.most.calls === 0) return formatCost(plan.certain);
  const most = formatCost(plan.most);
  return plan.most.unpriced > 0 ? most : `up to ${most}`;
}

/** What `--regenerate-lost` would cost; not part of any sum. */
function lostPrice(plan: AssetPlan): string {
  const prices = plan.samples.flatMap(({ source }) => (source.type === "lost" ? [source.price] : []));
  if (prices.some((price) => price === undefined)) return "price unknown";
  return `(${formatUsd(prices.reduce<number>((sum, price) => sum + (price ?? 0), 0))})`;
}

function freshLines(
  fresh: readonly AssetPlan[],
  { verbose, pending, others = 0 }: PlanTextOptions & { readonly pending: boolean },
): readonly string[] {
  const total = fresh.length + others;
  if (total === 0) return pending ? [] : ["No assets."];
  const line = pending ? `= ${total} up to date` : upToDateText(total);
  if (!verbose) return [line];
  const why = "  the request, the original and the files are those of the lock";
  return [line, why, ...fresh.map(({ name }) => `  ${ACTION_TEXT.fresh.symbol} ${name}`)];
}

const ORPHAN_STATE = {
  ours: "imagegen prune deletes it",
  modified: "edited by hand, imagegen prune keeps it",
  missing: "gone already, imagegen prune forgets it",
  protected: "imagegen prune keeps it",
} satisfies Record<Orphan["state"], string>;

function orphanLines(orphans: readonly Orphan[]): readonly string[] {
  if (orphans.length === 0) return [];
  return ["", `${count(orphans.length, "orphan")}:`, ...orphans.map((orphan) => `  ${orphanText(orphan)}`)];
}

/** A file that nothing in the manifest asks for, and what `prune` makes of it. */
export function orphanText(orphan: Orphan): string {
  const owner = orphan.asset === undefined ? "" : ` (was ${escapeControls(orphan.asset)})`;
  const why = orphan.protection === undefined ? "" : `it is ${escapeControls(orphan.protection.what)}, `;
  return `${escapeControls(orphan.path)}${owner}: ${why}${ORPHAN_STATE[orphan.state]}`;
}

/** Names that are worth printing: who reads more looks at `--json`. */
const MOST_NAMES = 10;

/** Whoever reviews a plan must see that nobody will look at the pictures first. */
function safetyLines(assets: readonly AssetPlan[]): readonly string[] {
  const names = assets
    .filter(({ most, prepared }) => most.calls > 0 && skipsSafetyChecker(prepared))
    .map(({ name }) => escapeControls(name));
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return ["", `The safety checker is off for ${names.slice(0, MOST_NAMES).join(", ")}${more}.`];
}

/** Paid for, and not seen: whoever approves of a plan has to know it. */
function keptLines(assets: readonly AssetPlan[]): readonly string[] {
  const lines = assets.flatMap(({ name, action, samples }) => {
    const edited = samples.flatMap(({ outputs }) => outputs.filter(({ step }) => step.type === "modified"));
    if (action === "modified" || edited.length === 0) return [];
    const paths = edited.map(({ path }) => escapeControls(path)).join(", ");
    const stays = edited.length === 1 ? "was edited by hand and stays" : "were edited by hand and stay";
    return [`${escapeControls(name)}: ${paths} ${stays} (unless --overwrite)`];
  });
  const more = lines.length > MOST_NAMES ? [`and ${lines.length - MOST_NAMES} more edited files that stay`] : [];
  return lines.length === 0 ? [] : ["", ...lines.slice(0, MOST_NAMES), ...more];
}

function groupByAction(assets: readonly AssetPlan[]): ReadonlyMap<Action, readonly AssetPlan[]> {
  const groups = new Map<Action, AssetPlan[]>();
  for (const plan of assets) addTo(groups, plan.action, plan);
  return groups;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
