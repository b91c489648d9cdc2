import { CONTROLS, DIRECTION } from "../../core/unsafe-characters.ts";
import type { Position } from "../place-text.ts";
import type { RunRecord } from "./record.ts";

/** GitHub shows ten annotations of a kind for a step and drops the others without a word. */
const MOST_OF_A_KIND = 10;

interface Annotation {
  readonly kind: "error" | "warning";
  readonly title: string;
  readonly message: string;
  readonly position: Position | undefined;
}

/** Workflow commands that GitHub turns into annotations at the lines of the manifest. `prefix`: the project's folder. */
export function githubAnnotations(record: RunRecord, { prefix }: { readonly prefix: string }): string {
  const annotations: readonly Annotation[] = [
    ...record.remarks.map(({ severity, code, message, hint, position }) => ({
      kind: severity,
      title: code,
      message: hint === undefined ? message : `${message}; ${hint}`,
      position,
    })),
    ...record.assets.flatMap(({ name, outcome, message, remedy, position }): readonly Annotation[] =>
      outcome === "fresh" || outcome === "done"
        ? []
        : [
            {
              kind: outcome === "skipped" ? "warning" : "error",
              title: name,
              message: remedy === undefined ? message : `${message}; ${remedy}`,
              position,
            },
          ],
    ),
  ];
  const lines: string[] = [];
  for (const kind of ["error", "warning"] as const) {
    const all = annotations.filter((annotation) => annotation.kind === kind);
    // The last of the ten says how many there are besides.
    const shown = all.length > MOST_OF_A_KIND ? all.slice(0, MOST_OF_A_KIND - 1) : all;
    lines.push(...shown.map((annotation) => formatAnnotation(annotation, prefix)));
    if (shown.length < all.length)
      lines.push(`::${kind} title=imagegen::and ${all.length - shown.length} more; see the log\n`);
  }
  return lines.join("");
}

function formatAnnotation({ kind, title, message, position }: Annotation, prefix: string): string {
  const place =
    position === undefined
      ? []
      : [
          `file=${escapeProperty(prefix + position.file)}`,
          ...(position.line === undefined ? [] : [`line=${position.line}`]),
          ...(position.column === undefined ? [] : [`col=${position.column}`]),
        ];
  return `::${kind} ${[...place, `title=${escapeProperty(title)}`].join(",")}::${escapeData(message)}\n`;
}

/** A line break would end the command, and what follows it could be another one. */
function escapeData(text: string): string {
  return text.replace(UNSAFE, "\uFFFD").replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The command itself stands in the step's log, which obeys the colours of a terminal. Line ends have their escapes. */
const UNSAFE = new RegExp(`(?![\\r\\n])[${CONTROLS}${DIRECTION}]`, "gu");

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
