/**
 * Text from outside made safe for one line of a terminal (T13): controls and the characters that turn or hide text are
 * written as escapes, so that nobody's prompt, file name or error can move the cursor or forge a line.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** C0, DEL, C1; soft hyphen; marks, embeddings, overrides and isolates of direction; line and paragraph separators. */
const UNSAFE = /[\p{Cc}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

function escapeCharacter(character: string): string {
  const named = NAMED.get(character);
  if (named !== undefined) return named;
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

const NAMED = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\u001B", "\\e"],
]);
