export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const CODES: Record<Style, readonly [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** For files, pipes and NO_COLOR. */
export const plainPaint: Paint = (_style, text) => text;

/** ANSI escapes that end at the end of the text. What the text holds must have been escaped before. */
export const colorPaint: Paint = (style, text) => {
  const [on, off] = CODES[style];
  return text === "" ? "" : `\u001B[${on}m${text}\u001B[${off}m`;
};
