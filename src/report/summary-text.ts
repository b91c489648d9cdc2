import type { Summary } from "../core/event.ts";
import { formatUsd } from "../core/money.ts";
import { count, formatDuration } from "./units.ts";

/** What a run came to: one line, and one more for each thing that somebody should know or do. */
export function summaryLines(summary: Summary): readonly string[] {
  const { done, fresh, failed, skipped } = summary;
  const busy = done + failed + skipped + summary.calls > 0;
  const parts = [
    ...(done > 0 ? [`${done} done`] : []),
    ...(fresh > 0 || !busy ? [`${fresh} up to date`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const spent = busy ? `; ${spentText(summary)}; ${formatDuration(summary.milliseconds)}` : "";
  return [
    `${parts.join(", ")}${spent}.`,
    ...(summary.ambiguous > 0
      ? [
          `${count(summary.ambiguous, "call")} may have been billed twice or for nothing${upTo(summary.ambiguousUsd)}: sent, and no usable answer came back; see imagegen spend.`,
        ]
      : []),
    ...(summary.orphans > 0 ? [`${count(summary.orphans, "orphaned file")}: see imagegen prune --dry-run.`] : []),
  ];
}

function upTo(usd: number): string {
  return usd > 0 ? `, up to ${formatUsd(usd)} more` : "";
}

function spentText({ calls, usd, unpriced }: Summary): string {
  if (calls === 0) return "no calls";
  const unknown = unpriced > 0 ? `${usd > 0 ? " and " : ""}${unpriced} of unknown price` : "";
  return `${count(calls, "call")}, ${usd > 0 || unpriced === 0 ? `${formatUsd(usd)} estimated` : ""}${unknown}`;
}
