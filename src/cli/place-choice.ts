import { runBuild } from "../build/build.ts";
import type { ManifestEdit } from "../build/edit-manifest.ts";
import { changedLines } from "../core/edit/changed-lines.ts";
import type { Summary } from "../core/event.ts";
import { escapeControls } from "../core/terminal.ts";
import type { OpenProject } from "./project.ts";

/** A chosen picture is in the store: encoding and placing it costs nothing, and is not allowed to. */
export async function placeChoice({ session, reporter }: OpenProject, name: string): Promise<Summary> {
  const never = new AbortController().signal;
  const summary = await runBuild(session, {
    selected: new Set([name]),
    frozen: false,
    maxCalls: 0,
    stop: never,
    abort: never,
  });
  reporter.end(summary);
  return summary;
}

/** The lines of a manifest that a choice changes. Ends with a line feed. */
export function editText({ file, before, after }: ManifestEdit): string {
  const lines = changedLines(before, after).map(({ sign, text }) => `  ${sign} ${escapeControls(text)}\n`);
  return lines.length === 0 ? `${file} says so already\n` : `${escapeControls(file)}\n${lines.join("")}`;
}
