import type { JsonObject } from "../core/json.ts";
import { formatUsd, roundUsd } from "../core/money.ts";
import type { SpendTotals } from "../core/spend.ts";
import { escapeControls } from "../core/terminal.ts";
import { count } from "./units.ts";

/** What `spend` found, ready to be said. */
export interface SpendReport {
  /** What the rows are about: `model`, `asset`, `day`, `provider`. */
  readonly by: string;
  readonly rows: ReadonlyMap<string, SpendTotals>;
  readonly total: SpendTotals;
  /** As the user said it; undefined for all there is. */
  readonly since: string | undefined;
  /** Lines of the ledger that cannot be read. */
  readonly damaged: number;
  /** Calls of which only the end is known: the line of their start is lost. */
  readonly startless: number;
  /** Pictures drawn on this machine, for nothing. */
  readonly drawn: number;
  /** Assets whose calls are told under another name than they had: then → now. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Columns of a terminal that the table keeps to. */
const WIDTH = 80;

/** A table of what was spent, its total, and what the numbers mean. Ends with a line feed. */
export function formatSpend(report: SpendReport): string {
  if (report.total.calls === 0) {
    const when = report.since === undefined ? "" : ` since ${escapeControls(report.since)}`;
    return lines([`No calls${when}: $0.`, ...remarks(report)]);
  }
  const columns = COLUMNS.filter(({ shownFor }) => shownFor?.(report.total) ?? true);
  const numbersWidth = columns.reduce((sum, { title, least }) => sum + Math.max(title.length, least ?? 0) + 2, 0);
  const labelWidth = WIDTH - numbersWidth;
  const row = (label: string, cells: readonly string[]): readonly string[] => {
    const numbers = cells.map((cell, index) => cell.padStart(widthOf(columns[index]) + 2)).join("");
    // Too long for the table, and too good to be cut: model ids differ at their end.
    if (label.length > labelWidth) return [label, " ".repeat(labelWidth) + numbers];
    return [label.padEnd(labelWidth) + numbers];
  };
  const totals = (label: string, sum: SpendTotals) =>
    row(
      label,
      columns.map(({ cell }) => cell(sum)),
    );
  const head = row(
    report.by,
    columns.map(({ title }) => title),
  );
  return lines([
    ...head,
    ...[...report.rows].flatMap(([label, sum]) => totals(escapeControls(label), sum)),
    ...(report.rows.size > 1 ? totals("total", report.total) : []),
    "",
    ...explanations(report.total),
    ...remarks(report),
  ]);
}

/** What some calls came to, in one line without a full stop. */
export function spendSentence(total: SpendTotals): string {
  const { calls, answered, unbilled, wasted, unanswered, running } = total;
  return [
    `${count(calls, "call")}: ${answered} answered`,
    ...(unbilled > 0 ? [`${unbilled} failed and not billed`] : []),
    ...(wasted > 0 ? [`${wasted} billed without a usable picture`] : []),
    ...(unanswered > 0 ? [`${unanswered} may have been billed without an answer`] : []),
    ...(running > 0 ? [`${running} under way`] : []),
    estimateText(total) === "unknown" ? "price unknown" : `${estimateText(total)} estimated`,
    ...(total.doubtfulUsd > 0 ? [`up to ${formatUsd(total.doubtfulUsd)} more`] : []),
  ].join(", ");
}

/** The same for a program: a line per row, then the total. */
export function spendToJson(report: SpendReport): readonly JsonObject[] {
  const { by, since, damaged, startless, drawn } = report;
  return [
    ...[...report.rows].map(([label, sum]): JsonObject => ({ type: "spend-row", by, label, ...totalsToJson(sum) })),
    { type: "spend", since: since ?? null, ...totalsToJson(report.total), damaged, startless, drawn },
  ];
}

interface Column {
  readonly title: string;
  /** Characters that its cells may need. */
  readonly least?: number;
  /** Left out where the total has nothing to show. */
  readonly shownFor?: (total: SpendTotals) => boolean;
  readonly cell: (sum: SpendTotals) => string;
}

const COLUMNS: readonly Column[] = [
  { title: "calls", least: 6, cell: ({ calls }) => String(calls) },
  { title: "answered", cell: ({ answered }) => String(answered) },
  { title: "failed", cell: ({ unbilled }) => String(unbilled) },
  { title: "unusable", shownFor: ({ wasted }) => wasted > 0, cell: ({ wasted }) => String(wasted) },
  { title: "unsure", cell: ({ unanswered }) => String(unanswered) },
  { title: "running", shownFor: ({ running }) => running > 0, cell: ({ running }) => String(running) },
  { title: "estimated", cell: estimateText },
  {
    title: "billed",
    least: 7,
    shownFor: ({ billedCalls }) => billedCalls > 0,
    cell: ({ billedUsd, billedCalls }) => (billedCalls === 0 ? "unknown" : formatUsd(billedUsd)),
  },
];

function widthOf(column: Column | undefined): number {
  return Math.max(column?.title.length ?? 0, column?.least ?? 0);
}

/** An unknown price is never shown as nothing. */
function estimateText({ usd, unpriced, answered, wasted }: SpendTotals): string {
  if (unpriced === 0) return formatUsd(usd);
  return usd === 0 && answered + wasted <= unpriced ? "unknown" : `${formatUsd(usd)}+${unpriced}?`;
}

function explanations(total: SpendTotals): readonly string[] {
  const more = total.doubtfulUsd > 0 ? `: up to ${formatUsd(total.doubtfulUsd)} more` : "";
  return [
    "estimated: by the price table, of what was billed for certain; failed: certainly not billed.",
    ...(total.unpriced > 0 ? [`${count(total.unpriced, "call")} of unknown price, in no sum.`] : []),
    ...(total.unanswered > 0
      ? [`unsure: ${count(total.unanswered, "call")} may have been billed, and no usable answer came${more}.`]
      : []),
    ...(total.wasted > 0
      ? [`unusable: ${count(total.wasted, "call")} billed, without a picture that can be used yet.`]
      : []),
    ...(total.billedCalls > 0
      ? [`billed: what the API said that it charged, for ${count(total.billedCalls, "call")}.`]
      : []),
  ];
}

function remarks({ damaged, startless, drawn, renamed }: SpendReport): readonly string[] {
  return [
    ...(startless > 0
      ? [`${count(startless, "call")} known by the end only: the line of the start is lost, and with it the price.`]
      : []),
    ...(damaged > 0 ? [`${count(damaged, "line")} of the ledger cannot be read: what is said here is the least.`] : []),
    ...(renamed.size > 0
      ? [
          `renamed since: ${[...renamed].map(([then, now]) => `${escapeControls(then)} → ${escapeControls(now)}`).join(", ")}.`,
        ]
      : []),
    ...(drawn > 0 ? [`${count(drawn, "picture")} drawn on this machine, for nothing.`] : []),
  ];
}

/** Sums for a program. */
export function totalsToJson(sum: SpendTotals): JsonObject {
  return {
    calls: sum.calls,
    answered: sum.answered,
    not_billed: sum.unbilled,
    unusable: sum.wasted,
    maybe_billed: sum.unanswered,
    running: sum.running,
    estimated_usd: roundUsd(sum.usd),
    maybe_usd: roundUsd(sum.doubtfulUsd),
    unpriced: sum.unpriced,
    billed_usd: sum.billedCalls === 0 ? null : roundUsd(sum.billedUsd),
  };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
