import type { Reason } from "../core/reason.ts";
import { isUselessAnswer } from "../core/refusal.ts";
import { escapeControls } from "../core/terminal.ts";
import { shortDigest } from "./units.ts";
import { changeText, shorten, valueText, withoutQuery } from "./value-text.ts";

/** A reason in words, on one line; old and new values take at most `width` characters each. */
export function reasonText(reason: Reason, width = 60): string {
  switch (reason.type) {
    case "new":
      return "new";
    case "renamed":
      return `renamed from ${escapeControls(reason.from)}`;
    case "sample-added":
      return `picture ${reason.sample + 1} is new: n grew`;
    case "rest-of-batch":
      return `${reason.missing} of the batch's ${reason.of} pictures ${reason.missing === 1 ? "is" : "are"} missing; the others are in hand`;
    case "recipe":
      return `${fieldLabel(reason.field)} ${differenceText(reason, width)}`;
    case "operation":
      return `${escapeControls(reason.path)}: ${escapeControls(reason.field)} ${differenceText(reason, width)}`;
    case "output-added":
      return `${escapeControls(reason.path)} is a new output`;
    case "output-moved":
      return `${escapeControls(reason.from)} → ${escapeControls(reason.path)}`;
    case "output-missing":
      return `${escapeControls(reason.path)} is ${reason.other === true ? "not the file that the lock names" : "missing"}`;
    case "output-modified":
      return `${escapeControls(reason.path)} was edited by hand`;
    case "output-foreign":
      return `${escapeControls(reason.path)} is in the way: ${escapeControls(reason.what)}`;
    case "output-former":
      return `${escapeControls(reason.path)} was made from the former original; another was imported`;
    case "output-dropped":
      return droppedText(reason);
    case "original-missing":
      return `its original ${shortDigest(reason.sha256)} is in no store${
        reason.other === undefined ? "" : `; another picture of this request is: ${shortDigest(reason.other)}`
      }`;
    case "wrong-size":
    case "wrong-format":
      return `asked for ${escapeControls(reason.asked)}, got ${escapeControls(reason.got)}`;
    case "in-store":
      return "this picture was paid for before and is in the store";
    case "fetchable":
      return "paid for before; what came of it is fetched, for nothing";
    case "shared":
      return `the same request as ${escapeControls(reason.with)}: one call for both`;
    case "waits-for":
      return `waits for ${escapeControls(reason.asset)}; what it costs depends on that picture`;
    case "fetches":
      return `${escapeControls(withoutQuery(reason.url))} will be fetched; what it costs depends on that picture`;
    case "blocked-by":
      if (reason.lost === true) return `needs the original of ${escapeControls(reason.asset)}, which is in no store`;
      return reason.selected
        ? `needs ${escapeControls(reason.asset)}, which cannot be made`
        : `needs ${escapeControls(reason.asset)}, which has no picture yet and is not selected`;
    case "refused": {
      const what = isUselessAnswer(reason) ? "nothing usable came" : "refused";
      const when = reason.at === "" ? "" : ` on ${reason.at.slice(0, 10)}`;
      return `${what}${when}: ${shorten(escapeControls(reason.message), 2 * width)}`;
    }
    case "replace":
      return reason.seed === undefined
        ? "a new picture was asked for"
        : `a new picture was asked for; with seed ${reason.seed} set it may be the same one`;
    case "lock-edited":
      return `the lock's entry for picture ${reason.sample + 1} does not match its own key: edited by hand`;
    case "lock-seed":
      return `the lock has ${reason.locked === undefined ? "no automatic seed" : `the automatic seed ${reason.locked}`}; the picture has ${reason.seed ?? "none"}`;
    case "lock-output-key":
      return `the lock has another key for ${escapeControls(reason.path)} than its original and its encoding give`;
    default:
      return reason satisfies never;
  }
}

/** The most important first; equal ones stay in their order. */
export function rankReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted((left, right) => rankOf(left) - rankOf(right));
}

/** What must be known before anything else, then what costs money, then what is only local. */
const RANK = {
  "lock-edited": 0,
  "blocked-by": 1,
  "output-foreign": 1,
  "original-missing": 1,
  "wrong-size": 1,
  "wrong-format": 1,
  refused: 1,
  fetchable: 1,
  replace: 2,
  "waits-for": 2,
  fetches: 2,
  new: 3,
  renamed: 3,
  recipe: 4,
  "sample-added": 5,
  "rest-of-batch": 2,
  shared: 6,
  "in-store": 7,
  "output-moved": 8,
  operation: 8,
  "output-added": 8,
  "output-missing": 8,
  "output-modified": 9,
  "output-dropped": 10,
  "output-former": 8,
  "lock-seed": 0,
  "lock-output-key": 0,
} satisfies Record<Reason["type"], number>;

function droppedText({ path, taken, accepted }: Extract<Reason, { type: "output-dropped" }>): string {
  const file = escapeControls(path);
  if (taken === true) return `${file} is an output of another asset now`;
  return accepted === true
    ? `${file} is no longer an output; it stays, and the edit in it, which was accepted, is in nothing that is made now`
    : `${file} is no longer an output; it stays until imagegen prune`;
}

function rankOf(reason: Reason): number {
  // Of a request's fields the prompt is what people work on.
  return RANK[reason.type] - (reason.type === "recipe" && reason.field === "prompt" ? 0.5 : 0);
}

function fieldLabel(field: string): string {
  return field === "epoch" ? "the provider's adapter" : escapeControls(field);
}

function differenceText(reason: Extract<Reason, { type: "recipe" | "operation" }>, width: number): string {
  if (reason.old === undefined) return `set to ${valueText(reason.new, width)}`;
  if (reason.new === undefined) return `${valueText(reason.old, width)} taken away`;
  return changeText(reason.old, reason.new, width);
}
