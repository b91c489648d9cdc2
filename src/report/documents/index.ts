import type { Json, JsonObject } from "../../core/json.ts";
import { planToJson } from "../json.ts";
import { githubAnnotations } from "./github.ts";
import { junitXml } from "./junit.ts";
import { summaryLimit, summaryMarkdown } from "./markdown.ts";
import type { RunRecord } from "./record.ts";

export { createRecorder, type Recorder } from "./record.ts";

export interface DocumentOptions {
  /** The project's folder relative to the repository, with its slash; empty at the top. */
  readonly prefix: string;
  /** Bytes that are in the file already, and stay in it. */
  readonly before: number;
}

/** A kind of report that a run can leave behind. */
export interface DocumentKind {
  write(record: RunRecord, options: DocumentOptions): string;
  /** Where it goes when nobody says: a file, the variable that names one to be added to, or what people read. */
  readonly target: { readonly file: string } | { readonly appendTo: string } | "stderr";
}

/** Every document. Another one: a file, and a row here. */
export const DOCUMENTS = {
  github: { write: githubAnnotations, target: "stderr" },
  summary: {
    write: (record, { before }) => summaryMarkdown(record, summaryLimit(before)),
    target: { appendTo: "GITHUB_STEP_SUMMARY" },
  },
  junit: { write: junitXml, target: { file: "imagegen-junit.xml" } },
  json: { write: jsonDocument, target: { file: "imagegen-report.json" } },
} satisfies Record<string, DocumentKind>;

function jsonDocument({ command, exit, assets, remarks, plan, summary }: RunRecord): string {
  const document: JsonObject = {
    version: 1,
    command,
    exit,
    assets: assets.map(flat),
    remarks: remarks.map(flat),
    ...(plan !== undefined && { plan: planToJson(plan) }),
    ...(summary !== undefined && { summary: { ...summary } }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** `position: {file, line}` one level up, as in the lines of `--json`. */
function flat({ position, ...rest }: { readonly position?: object }): JsonObject {
  return { ...(rest as JsonObject), ...(position as Json as JsonObject | undefined) };
}
