import type { JsonObject } from "../core/json.ts";
import type { Original } from "../core/lock.ts";
import { recipeChanges, type RecipeChange } from "../core/reason.ts";
import type { Recipe } from "../core/recipe.ts";
import { escapeControls } from "../core/terminal.ts";
import { count, formatBytes } from "./units.ts";
import { valueText } from "./value-text.ts";

/** A picture that an asset had, as it is told. */
export interface HistoryLine {
  /** From 1; the latest has the lowest. */
  readonly number: number;
  /** ISO 8601, UTC; empty where this machine did not ask for it. */
  readonly at: string;
  /** From 0. */
  readonly sample: number;
  readonly recipe: Recipe;
  readonly original: Original;
  /** Is it the one that the lock names? */
  readonly current: boolean;
  /** What the manifest asks for at present; undefined while that is not known. */
  readonly now: Recipe | undefined;
}

/** Characters of a value that are shown. */
const WIDTH = 80;

/** For a person. `samples`: how many pictures the asset is. Ends with a line feed. */
export function formatHistory(name: string, lines: readonly HistoryLine[], samples: number): string {
  if (lines.length === 0) return `the store holds no picture of ${name}\n`;
  const rows = lines.map((line) => {
    const which = samples === 1 ? "" : `picture ${line.sample + 1}  `;
    const [first = line.now === undefined ? "" : "as it is asked for now", ...others] = changeLines(line);
    const mark = line.current ? "current  " : "         ";
    const head = `${String(line.number).padStart(4)}  ${dateText(line.at)}  ${mark}${which}${pictureText(line.original)}  `;
    return [(head + first).trimEnd(), ...others.map((text) => " ".repeat(head.length) + text)].join("\n");
  });
  const other = lines.find(({ current }) => !current);
  const then =
    other === undefined ? [] : [`take one back, for nothing: imagegen history ${name} --take ${other.number}`];
  return `${[`${name}: ${count(lines.length, "picture")} in the store`, ...rows, ...then].join("\n")}\n`;
}

/** For a program. */
export function historyToJson(name: string, line: HistoryLine): JsonObject {
  const { number, at, sample, current, recipe, original } = line;
  return {
    type: "past",
    asset: name,
    number,
    at: at === "" ? null : at,
    sample,
    current,
    original: { ...original },
    recipe: { ...recipe },
    changes: changesOf(line).map(({ field, was, now }) => ({ field, was: was ?? null, now: now ?? null })),
  };
}

function changesOf({ recipe, now }: HistoryLine): readonly RecipeChange[] {
  return now === undefined ? [] : recipeChanges(recipe, now);
}

function changeLines(line: HistoryLine): readonly string[] {
  return changesOf(line).map(
    ({ field, was, now }) => `${escapeControls(field)} ${valueText(was, WIDTH)} (now ${valueText(now, WIDTH)})`,
  );
}

function pictureText({ format, width, height, bytes }: Original): string {
  const size = width === undefined || height === undefined ? "" : ` ${width}x${height}`;
  return `${escapeControls(format)}${size}, ${formatBytes(bytes)}`;
}

/** `2026-11-21 16:33 UTC`, or as many characters. */
function dateText(at: string): string {
  return at === "" ? "not made here       " : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
