import { findManifest } from "../../build/load/find-manifest.ts";
import { readSpending, type Spending } from "../../build/read-spending.ts";
import { EXIT } from "../../core/exit.ts";
import { byCodeUnit } from "../../core/json.ts";
import { nearest } from "../../core/nearest.ts";
import { spentBy, totalSpent, type PaidCall, type SpendTotals } from "../../core/spend.ts";
import { jsonLine } from "../../report/json-line.ts";
import { formatSpend, spendToJson, type SpendReport } from "../../report/spend-text.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { localDay, momentOf } from "../since.ts";
import { UsageError } from "../usage-error.ts";
import type { SPEND_OPTIONS } from "./options.ts";

/** What was called and what it came to. Reads the ledger only: no manifest, no lease, no network. */
export function run(context: Context, { options }: Invocation<typeof SPEND_OPTIONS>): Promise<number> {
  const { config } = context.globals;
  const { by = "model", since } = options;
  const labelOf = LABELS.get(by);
  if (labelOf === undefined) throw unknownGrouping(by);
  const found = findManifest({ cwd: context.cwd, ...(config !== undefined && { config }) });
  if ("problem" in found) throw new UsageError(found.problem.message, found.problem.hint);
  const report = reportOn(readSpending(found.root), { by, labelOf, since });
  if (context.globals.json === true) for (const line of spendToJson(report)) context.stdout.write(jsonLine(line));
  else context.stdout.write(formatSpend(report));
  return Promise.resolve(EXIT.done);
}

type Label = (call: PaidCall) => string | undefined;

const LABELS: ReadonlyMap<string, Label> = new Map<string, Label>([
  ["model", ({ model, provider }) => model ?? provider],
  ["asset", ({ asset }) => asset],
  ["day", ({ at }) => localDay(at)],
  ["provider", ({ provider }) => provider],
]);

function reportOn(
  spending: Spending,
  wanted: { readonly by: string; readonly labelOf: Label; readonly since: string | undefined },
): SpendReport {
  const { by, labelOf, since } = wanted;
  const calls = since === undefined ? spending.calls : callsSince(spending.calls, since);
  const groups = spentBy(calls, (call) => labelOf(call) ?? "(unknown)");
  return {
    by,
    rows: new Map([...groups].sort(by === "day" ? inTime : dearestFirst)),
    total: totalSpent(calls),
    since,
    damaged: spending.damaged,
    startless: calls.filter(({ provider }) => provider === undefined).length,
    drawn: since === undefined ? spending.drawn : 0,
    renamed: by === "asset" ? spending.renamed : new Map(),
  };
}

function callsSince(calls: readonly PaidCall[], since: string): readonly PaidCall[] {
  const moment = momentOf(since, new Date());
  if (moment === undefined)
    throw new UsageError(`--since cannot be ${JSON.stringify(since)}`, "a day like 2026-11-01, or 12h, 7d, 2w back");
  return calls.filter(({ at }) => Date.parse(at) >= moment.getTime());
}

type Row = readonly [label: string, sum: SpendTotals];

function inTime([left]: Row, [right]: Row): number {
  return byCodeUnit(left, right);
}

function dearestFirst([left, { usd: leftUsd }]: Row, [right, { usd: rightUsd }]: Row): number {
  return rightUsd - leftUsd || byCodeUnit(left, right);
}

function unknownGrouping(by: string): UsageError {
  const names = [...LABELS.keys()];
  const near = nearest(by, names);
  return new UsageError(
    `--by cannot be ${JSON.stringify(by)}`,
    near === undefined ? `one of ${names.join(", ")}` : `did you mean ${near}?`,
  );
}
