import type { Failure } from "../core/event.ts";
import { escapeControls } from "../core/terminal.ts";
import { count } from "./units.ts";
import { shorten } from "./value-text.ts";

/** A server's text may be long and hostile; so much of it is enough to know what happened. */
const LONGEST = 500;

/**
 * One line for one failed asset: what happened, what to do next, and what it may have cost. `where` is the manifest's
 * line of the field that the API blames.
 */
export function failureText(asset: string, failure: Failure, where?: string): string {
  const place =
    where === undefined ? "" : ` (${failure.field === undefined ? "" : `${escapeControls(failure.field)}, `}${where})`;
  const hint = failure.hint === undefined ? "" : `; ${cleaned(failure.hint)}`;
  return `failed ${escapeControls(asset)}: ${cleaned(failure.message)}${place}${hint} (${spentText(failure)})`;
}

/** Server or system text made safe for one line of a terminal. */
export function cleaned(text: string): string {
  return shorten(escapeControls(text), LONGEST);
}

function spentText({ calls, billed }: Failure): string {
  if (calls === 0) return "no call made";
  if (billed === 0) return `${count(calls, "call")} made, none billed`;
  return `${count(calls, "call")} made, at most ${billed} billed`;
}
