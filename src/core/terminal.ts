import { CONTROLS, INVISIBLE } from "./unsafe-characters.ts";

/**
 * Text from outside made safe for one line of a terminal (T13): controls and the characters that turn or hide text are
 * written as escapes, so that nobody's prompt, file name or error can move the cursor or forge a line.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** Nothing is lost by an escape, so what is merely invisible is shown as well. */
const UNSAFE = new RegExp(`[${CONTROLS}${INVISIBLE}]`, "gu");

function escapeCharacter(character: string): string {
  const named = NAMED.get(character);
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code > 0xffff) return `\\u{${digits}}`;
  return code < 0x100 ? `\\x${digits.padStart(2, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

const NAMED = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\u001B", "\\e"],
]);
