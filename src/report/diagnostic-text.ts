import { messageOf, type Diagnostic, type Place } from "../core/diagnostic.ts";
import { escapeControls } from "../core/terminal.ts";
import { codeFrame } from "./code-frame.ts";
import { colorPaint, plainPaint } from "./paint.ts";
import { positionOf } from "./place-text.ts";
import { count } from "./units.ts";

/**
 * A diagnostic in words, with the line it is about. Ends with a line feed. A place that is still a pointer is shown
 * without its line: `locateDiagnostics` finds the offset.
 */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, string>,
  options: { readonly color: boolean },
): string {
  const { severity, code, hint, place, related = [] } = diagnostic;
  const paint = options.color ? colorPaint : plainPaint;
  const frame = place === undefined ? undefined : codeFrame(place, sources);
  const margin = " ".repeat(frame?.margin ?? 1);
  const note = (kind: string, text: string) =>
    `${margin} ${paint("cyan", "=")} ${paint("bold", kind)}: ${escapeControls(text)}`;
  const head = paint("bold", paint(severity === "error" ? "red" : "yellow", `${severity}[${code}]`));
  const lines = [
    `${head}${paint("bold", `: ${escapeControls(messageOf(diagnostic))}`)}`,
    ...(place === undefined ? [] : [`${margin}${paint("cyan", "-->")} ${positionText(place, sources)}`]),
    ...(frame === undefined
      ? []
      : [
          `${margin} ${paint("cyan", "|")}`,
          `${paint("cyan", `${frame.line} |`)} ${frame.text}`,
          `${margin} ${paint("cyan", "|")} ${frame.indent}${paint(severity === "error" ? "red" : "yellow", frame.carets)}`,
        ]),
    ...(hint === undefined ? [] : [note("help", hint)]),
    ...related.map((other) => note("note", `${other.message}: ${positionText(other.place, sources)}`)),
  ];
  return `${lines.join("\n")}\n`;
}

/** `3 errors, 1 warning`; empty when there is nothing. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors === 0 ? [] : [count(errors, "error")]),
    ...(warnings === 0 ? [] : [count(warnings, "warning")]),
  ];
  return parts.join(", ");
}

/** `images.config.yaml:14:5`, or as much of it as is known. */
function positionText(place: Place, sources: ReadonlyMap<string, string>): string {
  const { file, line, column } = positionOf(place, sources);
  if (line !== undefined) return `${escapeControls(file)}:${line}:${column}`;
  return "pointer" in place && place.pointer.length > 0
    ? `${escapeControls(file)} (${escapeControls(place.pointer.join("."))})`
    : escapeControls(file);
}
