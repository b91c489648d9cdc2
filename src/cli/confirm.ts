import type { BuildRequest } from "../build/requests.ts";
import { EXIT } from "../core/exit.ts";
import { formatUsd, type Cost } from "../core/money.ts";
import { paidCost, type Plan } from "../core/plan.ts";
import { costLines, modelCostLines } from "../report/cost-text.ts";
import type { Ask } from "./ask.ts";
import type { Context } from "./context.ts";
import { describeError } from "./describe-error.ts";
import { DOLLARS_WANTED, readDollars } from "./dollars.ts";
import type { OpenProject } from "./project.ts";
import { UsageError } from "./usage-error.ts";

/** Estimated dollars above which a person is asked first, unless somebody says otherwise. */
const CONFIRM_OVER = 1;

/** The variable of the user's environment that says otherwise. */
const CONFIRM_VARIABLE = "IMAGEGEN_CONFIRM_OVER";

/** Somebody was asked and did not say yes: nothing was spent and nothing was changed. */
export class SpendingDeclined extends Error {
  override readonly name = "SpendingDeclined";
  readonly code = "spending-declined";
  readonly exit = EXIT.budget;
}

/** Says so on every channel that is open, and gives the exit code. */
export function sayDeclined(context: Context, { reporter }: OpenProject, error: SpendingDeclined): number {
  reporter.end();
  context.tell(`${error.message}\n`);
  if (context.globals.json === true) context.stdout.write(describeError(error, { debug: false }).json);
  return error.exit;
}

/** Where the threshold may come from; the first that is set counts, except that a manifest only lowers the default. */
export interface ThresholdSources {
  /** `--confirm-over` */
  readonly option: number | undefined;
  readonly environment: string | undefined;
  /** It arrives with a pull request, so it may ask more often and not less. */
  readonly manifest: number | undefined;
}

/** US dollars. @throws UsageError for a variable that is no amount */
export function confirmThreshold({ option, environment, manifest }: ThresholdSources): number {
  if (option !== undefined) return option;
  if (environment !== undefined && environment !== "") {
    const dollars = readDollars(environment);
    if (dollars !== undefined) return dollars;
    throw new UsageError(`${CONFIRM_VARIABLE} cannot be ${JSON.stringify(environment)}`, DOLLARS_WANTED);
  }
  return Math.min(CONFIRM_OVER, manifest ?? CONFIRM_OVER);
}

/** What a command that may spend hands over. */
export interface SpendingWishes {
  readonly project: OpenProject;
  readonly options: { readonly "confirm-over"?: number; readonly "allow-unpriced"?: true };
  /** What the run may spend at all, US dollars. */
  readonly maxCost: number | undefined;
  /** Somebody has seen this very plan and what it costs. */
  readonly approved: boolean;
  readonly stop: AbortSignal;
}

/** The part of a build's request that has a person asked first, where there is one and nobody has said --yes. */
export function askFirst(
  context: Context,
  { project, options, maxCost, approved, stop }: SpendingWishes,
): Pick<BuildRequest, "allowUnpriced" | "confirm"> {
  const allowUnpriced = options["allow-unpriced"] === true;
  const allowed = allowUnpriced ? { allowUnpriced } : {};
  if (approved || !context.interactive || context.ci || context.globals.yes === true) return allowed;
  const over = confirmThreshold({
    option: options["confirm-over"],
    environment: context.environment(CONFIRM_VARIABLE),
    manifest: project.session.budget?.confirm_over,
  });
  const write = (text: string) => {
    project.reporter.flush();
    context.tell(text);
  };
  return { ...allowed, confirm: confirmSpending({ over, maxCost, allowUnpriced, ask: context.ask, write, stop }) };
}

export interface ConfirmOptions {
  /** US dollars. */
  readonly over: number;
  /** What the run may spend at all: a plan is not asked about beyond it. */
  readonly maxCost: number | undefined;
  /** Calls of unknown price are made although there is a limit. */
  readonly allowUnpriced: boolean;
  readonly ask: Ask;
  readonly write: (text: string) => void;
  readonly stop: AbortSignal;
}

/**
 * Asks before a plan is carried out that may cost more than the threshold, or costs nobody knows how much. Asks again
 * only for a plan that costs more than what was agreed to.
 *
 * @returns a function that rejects with `SpendingDeclined` unless the plan may be paid for
 */
export function confirmSpending(options: ConfirmOptions): (plan: Plan) => Promise<void> {
  let agreed: Cost | undefined;
  return async (plan) => {
    const cost = spendable(paidCost(plan), options);
    const why = whyAsk(cost, options.over);
    if (why === undefined) return;
    if (agreed !== undefined && cost.usd <= agreed.usd && cost.unpriced <= agreed.unpriced) return;
    const lines = [...costLines(plan.assets), ...modelCostLines(plan.assets).map((line) => `  ${line}`)];
    options.write([...lines, `${why}; imagegen plan shows them one by one.`].map((line) => `${line}\n`).join(""));
    const answer = await options.ask("Ask for them? [y/N] ", options.stop);
    if (answer !== "y" && answer !== "yes") throw new SpendingDeclined("nothing was asked for, and nothing was spent");
    agreed = cost;
  };
}

function spendable(most: Cost, { maxCost, allowUnpriced }: ConfirmOptions): Cost {
  if (maxCost === undefined) return most;
  return { ...most, usd: Math.min(most.usd, maxCost), unpriced: allowUnpriced ? most.unpriced : 0 };
}

function whyAsk({ usd, unpriced }: Cost, over: number): string | undefined {
  if (unpriced > 0) return "What some of these calls cost is not known";
  return usd > over ? `That may be more than ${formatUsd(over)} (--confirm-over)` : undefined;
}
