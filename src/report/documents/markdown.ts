import type { AssetPlan } from "../../core/asset-plan.ts";
import { hasContentPath } from "../../core/output-path.ts";
import type { Plan } from "../../core/plan.ts";
import { CONTROLS, DIRECTION } from "../../core/unsafe-characters.ts";
import { ACTION_ORDER, ACTION_TEXT } from "../action-text.ts";
import { costLines, modelCostLines } from "../cost-text.ts";
import { summaryLines } from "../summary-text.ts";
import { count, formatCost } from "../units.ts";
import { mainReason, type RunRecord } from "./record.ts";

export interface MarkdownOptions {
  /** What an output's path is appended to, with its slash; undefined: nothing is a link. */
  readonly linkBase: string | undefined;
  /** Characters; what does not fit is counted. */
  readonly limit: number;
}

/** GitHub refuses a comment beyond 65,536 characters. */
export const COMMENT_LIMIT = 60_000;
/** GitHub drops a step's whole summary beyond 1 MiB. */
const SUMMARY_BYTES = 1024 * 1024;
const SUMMARY_LIMIT = 240_000;

/** Characters, of up to four bytes, that a summary may have where its step has written this many bytes before. */
export function summaryLimit(before: number): number {
  return Math.max(0, Math.min(SUMMARY_LIMIT, Math.floor((SUMMARY_BYTES - before) / 4)));
}

/** A plan for a pull request: what would be made, why, for how much, and where the pictures are now. */
export function planMarkdown(plan: Plan, options: MarkdownOptions): string {
  const changed = ACTION_ORDER.flatMap((action) =>
    action === "fresh" ? [] : plan.assets.filter((asset) => asset.action === action),
  );
  const fresh = plan.assets.length - changed.length;
  const costs = [...costLines(plan.assets), ...modelCostLines(plan.assets)];
  const head = [
    "### imagegen plan",
    "",
    changed.length === 0
      ? `${count(plan.assets.length, "asset")}: nothing to do.`
      : `${count(changed.length, "asset")} would change, ${fresh} up to date. ${costs.length === 0 ? "No calls: $0." : ""}`.trim(),
    ...(costs.length === 0 ? [] : ["", ...costs.map((line) => `- ${escapeMarkdown(line)}`)]),
    ...(plan.orphans.length === 0 ? [] : ["", `${count(plan.orphans.length, "orphaned file")}: \`imagegen prune\`.`]),
  ];
  if (changed.length === 0) return `${head.join("\n")}\n`;
  const table = ["", "| asset | what | why | estimate | picture |", "| --- | --- | --- | --- | --- |"];
  const rows = changed.map((asset) => planRow(asset, options.linkBase));
  return fit([...head, ...table], rows, options.limit);
}

function planRow(asset: AssetPlan, linkBase: string | undefined): string {
  const { certain, most } = asset;
  const cost = certain.calls > 0 || most.calls === 0 ? formatCost(certain) : `up to ${formatCost(most)}`;
  const more = asset.reasons.length > 1 ? ` (and ${asset.reasons.length - 1} more)` : "";
  const cells = [
    code(asset.name),
    `${asset.action}: ${ACTION_TEXT[asset.action].meaning}`,
    escapeMarkdown(mainReason(asset) + more),
    cost,
    picture(asset, linkBase),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** As it is at the moment: there is no new one yet. Of a new asset there is none, and no link to what is not there. */
function picture({ samples, reasons }: AssetPlan, linkBase: string | undefined): string {
  const output = samples[0]?.outputs[0];
  if (output === undefined || hasContentPath(output.path)) return "";
  if (linkBase === undefined || reasons.some(({ type }) => type === "new")) return code(output.path);
  const address = linkBase + output.path.split("/").map(encodeURIComponent).join("/");
  return `<a href="${address}"><img src="${address}" width="96" alt=""></a>`;
}

/** What a run came to, for GitHub's step summary. */
export function summaryMarkdown(record: RunRecord, limit: number): string {
  const bad = record.assets.filter(({ outcome }) => outcome !== "fresh" && outcome !== "done");
  const head = [
    `### imagegen ${record.command}: ${record.exit === 0 ? "done" : `exit ${record.exit}`}`,
    "",
    ...(record.summary === undefined ? [] : summaryLines(record.summary).map(escapeMarkdown)),
    ...(record.summary === undefined && bad.length === 0 && record.remarks.length === 0
      ? [`${count(record.assets.length, "asset")}: manifest, lock and files agree.`]
      : []),
  ];
  const rows = [
    ...record.remarks.map(
      ({ severity, code: name, message, position }) =>
        `| ${severity} ${code(name)} | ${position === undefined ? "" : code(placeOf(position))} | ${escapeMarkdown(message)} |`,
    ),
    ...bad.map(
      ({ name, outcome, message, position, remedy }) =>
        `| ${outcome} ${code(name)} | ${position === undefined ? "" : code(placeOf(position))} | ${escapeMarkdown(message)}${remedy === undefined ? "" : `; ${escapeMarkdown(remedy)}`} |`,
    ),
  ];
  if (rows.length === 0) return fit(head, rows, limit);
  return fit([...head, "", "| what | where | why |", "| --- | --- | --- |"], rows, limit);
}

function placeOf({ file, line }: { readonly file: string; readonly line?: number }): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** As many rows as there is room for; how many were left out is said. */
function fit(head: readonly string[], rows: readonly string[], limit: number): string {
  let text = `${head.join("\n")}\n`;
  // Without room for its head it would be dropped, and what is there already with it.
  if (text.length + 60 > limit) return "";
  for (const [index, row] of rows.entries()) {
    const left = rows.length - index;
    if (text.length + row.length + 60 > limit) return `${text}\n…and ${left} more.\n`;
    text += `${row}\n`;
  }
  return text;
}

/** Prompts and file names come from a pull request: nothing in them may become markup, a mention or a new row. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~<>&]/g, (character) =>
      character === "<" ? "&lt;" : character === "&" ? "&amp;" : `\\${character}`,
    )
    .replace(/@/g, "@\u200B");
}

function code(text: string): string {
  const line = oneLine(text).replaceAll("|", "\\|");
  return line.includes("`") ? escapeMarkdown(text) : `\`${line}\``;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, " ").replace(UNSAFE, "\uFFFD");
}

/** GitHub shows the rest as HTML, where emoji and Persian have need of what is invisible. */
const UNSAFE = new RegExp(`[${CONTROLS}${DIRECTION}]`, "gu");
