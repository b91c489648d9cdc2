import type { BuildEvent, FinishedOutput, SkipReason } from "../core/event.ts";
import { formatUsd } from "../core/money.ts";
import type { Plan } from "../core/plan.ts";
import { escapeControls } from "../core/terminal.ts";
import { ACTION_TEXT, ACTION_WIDTH } from "./action-text.ts";
import { formatDiagnostic } from "./diagnostic-text.ts";
import { cleaned, failureText } from "./failure-text.ts";
import { colorPaint, plainPaint, type Paint } from "./paint.ts";
import { placeText } from "./place-text.ts";
import { rankReasons, reasonText } from "./reason-text.ts";
import type { Detail, ReportOutput } from "./reporter.ts";
import { count, formatBytes, formatDuration } from "./units.ts";
import { withoutQuery } from "./value-text.ts";

/** Turns events into the lines that stay: the same on a terminal and in a log. Remembers only what is in flight. */
export function createEventLines(output: Pick<ReportOutput, "color" | "sources" | "detail">): EventLines {
  const paint = output.color ? colorPaint : plainPaint;
  const spending = new Map<string, Spending>();
  // By what is said: a limit may stop some for their price and others for having none.
  const skipped = new Map<string, Skipped>();

  const rest = () => {
    const lines = [...skipped].map(
      ([message, group]) =>
        `${paint("yellow", "skipped")} ${count(group.amount, "asset")}: ${cleaned(message)} (${skippedNames(group)})`,
    );
    skipped.clear();
    return lines;
  };

  return {
    rest,
    of(event) {
      // Watching goes on: what one run left out is not said of the next.
      if (event.type === "finished") return rest();
      if (event.type === "call-finished") addCall(spending, event);
      if (event.type === "asset-skipped" && isCounted(event.reason, output.detail)) {
        const before = skipped.get(event.message);
        if (before === undefined) skipped.set(event.message, { names: [event.asset], amount: 1 });
        else {
          before.amount += 1;
          if (before.amount <= NAMED_SKIPPED) before.names.push(event.asset);
        }
        return [];
      }
      const lines = linesOf(event, { paint, output, spent: spentOn(event, spending) });
      if ("asset" in event && event.type.startsWith("asset-") && event.asset !== undefined)
        spending.delete(event.asset);
      return lines;
    },
  };
}

export interface EventLines {
  of(event: BuildEvent): readonly string[];
  /** What was only counted and not said yet: assets that were not begun. */
  rest(): readonly string[];
}

/** Assets that were not begun, for one reason. */
interface Skipped {
  /** The first of them. */
  readonly names: string[];
  amount: number;
}

/** There can be thousands; --verbose and --json name them all. */
const NAMED_SKIPPED = 10;

function stoppingText({ inFlight, abandoned }: Extract<BuildEvent, { type: "stopping" }>): string {
  if (inFlight === 0) return "stopping";
  const calls = count(inFlight, "paid call");
  return abandoned ? `abandoning ${calls}` : `finishing ${calls}, press again to abandon`;
}

function skippedNames({ names, amount }: Skipped): string {
  const more = amount > names.length ? ` and ${amount - names.length} more` : "";
  return `${names.map(escapeControls).join(", ")}${more}`;
}

interface Spending {
  usd: number | undefined;
  milliseconds: number;
}

interface LineContext {
  readonly paint: Paint;
  readonly output: Pick<ReportOutput, "color" | "sources" | "detail">;
  readonly spent: Spending | undefined;
}

function linesOf(event: BuildEvent, context: LineContext): readonly string[] {
  const { paint, output } = context;
  const [quiet, verbose] = [output.detail === "quiet", output.detail === "verbose"];
  if (event.type === "asset-failed")
    return [paint("red", failureText(event.asset, event.failure, blamedPlace(event, context)))];
  if (event.type === "provider-stopped")
    return [paint("red", `stopped ${escapeControls(event.model ?? event.provider)}: ${cleaned(event.reason)}`)];
  if (event.type === "asset-skipped")
    return [paint("yellow", `skipped ${escapeControls(event.asset)}: ${cleaned(event.message)}`)];
  if (event.type === "diagnostic") {
    if (quiet && event.diagnostic.severity !== "error") return [];
    return formatDiagnostic(event.diagnostic, output.sources, { color: output.color }).trimEnd().split("\n");
  }
  return quiet ? [] : calmLines(event, context, verbose);
}

type CalmEvent = Exclude<BuildEvent, { type: "asset-failed" | "diagnostic" | "provider-stopped" | "asset-skipped" }>;

function calmLines(event: CalmEvent, { paint, spent }: LineContext, verbose: boolean): readonly string[] {
  switch (event.type) {
    case "warning": {
      const asset = event.asset === undefined ? "" : ` ${escapeControls(event.asset)}`;
      return [paint("yellow", `warning${asset}: ${cleaned(event.message)}`)];
    }
    case "planned":
      return verbose ? whyLines(event.plan) : [];
    case "waiting-for-lease":
      return [`waiting for another build: ${cleaned(event.holder)}`];
    case "call-started":
      return verbose
        ? [`calling ${escapeControls(event.provider)} for ${sampleText(event)}${attemptText(event.attempt)}`]
        : [];
    case "call-retry": {
      const doubt = event.ambiguous ? "; the first one may have been billed" : "";
      const text = `retry ${sampleText(event)} in ${formatDuration(event.wait)}: ${cleaned(event.reason)}${doubt}`;
      return verbose || event.ambiguous ? [paint("yellow", text)] : [];
    }
    case "call-finished":
      return [];
    case "provider-paused":
      return [
        paint(
          "yellow",
          `${escapeControls(event.provider)}: ${cleaned(event.reason)}, waiting ${formatDuration(event.wait)}`,
        ),
      ];
    case "call-resumed":
      return [`resumed ${sampleText(event)}: it was paid for earlier`];
    case "reference-fetched":
      return [
        `fetched ${escapeControls(withoutQuery(event.url))} (${formatBytes(event.bytes)}); the lock pins what it is now`,
      ];
    case "asset-done":
      return [doneLine(event, spent, paint, verbose), ...noteLines(event)];
    case "asset-fresh":
      return [
        ...(verbose ? [`${"fresh".padEnd(ACTION_WIDTH)}  ${escapeControls(event.asset)}`] : []),
        ...noteLines(event),
      ];
    case "stopping":
      return [stoppingText(event)];
    case "finished":
      return [];
    default:
      return event satisfies never;
  }
}

function doneLine(
  event: Extract<BuildEvent, { type: "asset-done" }>,
  spent: Spending | undefined,
  paint: Paint,
  verbose: boolean,
): string {
  const cells = [escapeControls(event.asset)];
  if (event.calls > 0) cells.push(spent?.usd === undefined ? "price unknown" : formatUsd(spent.usd));
  if (spent !== undefined) cells.push(formatDuration(spent.milliseconds));
  const outputs = outputsText(event.outputs, verbose);
  if (outputs !== "") cells.push(outputs);
  return [paint(ACTION_TEXT[event.action].style, event.action.padEnd(ACTION_WIDTH)), ...cells].join("  ");
}

/** A line should stay a line: of many files the first are named. */
const NAMED_OUTPUTS = 3;

function outputsText(outputs: readonly FinishedOutput[], verbose: boolean): string {
  const written = outputs.filter(({ step }) => verbose || (step !== "kept" && step !== "left"));
  const named = written.slice(0, verbose ? undefined : NAMED_OUTPUTS);
  const rest = written.length - named.length;
  const texts = named.map(
    ({ path, bytes, step }) => `${escapeControls(path)} (${step === "left" ? "left as edited" : formatBytes(bytes)})`,
  );
  return [...texts, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

function noteLines(event: { readonly asset: string; readonly notes: readonly string[] }): readonly string[] {
  return event.notes.map((note) => `${"note".padEnd(ACTION_WIDTH)}  ${escapeControls(event.asset)}: ${cleaned(note)}`);
}

function whyLines(plan: Plan): readonly string[] {
  return plan.assets
    .filter(({ action }) => action !== "fresh")
    .map(({ name, action, reasons }) => {
      const why = rankReasons(reasons).map((reason) => reasonText(reason));
      return `${ACTION_TEXT[action].symbol} ${action.padEnd(ACTION_WIDTH)}  ${name}: ${why.join("; ") || ACTION_TEXT[action].meaning}`;
    });
}

/** Assets that were not begun when a run stopped are told as a number: there can be thousands, for one reason. */
function isCounted(reason: SkipReason, detail: Detail): boolean {
  return reason !== "blocked" && reason !== "frozen" && detail !== "verbose";
}

function blamedPlace(
  { failure }: Extract<BuildEvent, { type: "asset-failed" }>,
  { output }: LineContext,
): string | undefined {
  return failure.place && placeText(failure.place, output.sources);
}

function addCall(spending: Map<string, Spending>, event: Extract<BuildEvent, { type: "call-finished" }>): void {
  const before = spending.get(event.asset);
  const usd =
    before === undefined
      ? event.usd
      : before.usd === undefined || event.usd === undefined
        ? undefined
        : before.usd + event.usd;
  spending.set(event.asset, { usd, milliseconds: Math.max(before?.milliseconds ?? 0, event.milliseconds) });
}

function spentOn(event: BuildEvent, spending: ReadonlyMap<string, Spending>): Spending | undefined {
  return event.type === "asset-done" ? spending.get(event.asset) : undefined;
}

function sampleText({ asset, sample }: { readonly asset: string; readonly sample: number }): string {
  return `${escapeControls(asset)}${sample === 0 ? "" : ` #${sample + 1}`}`;
}

function attemptText(attempt: number): string {
  return attempt <= 1 ? "" : ` (attempt ${attempt})`;
}
