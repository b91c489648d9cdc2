/**
 * The one form of a text that is both hashed and sent: no byte order mark, LF, NFC, no white space at its end. Two
 * people on two systems who typed the same prompt pay for it once.
 */
export function normalizeText(text: string): string {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = unmarked.includes("\r") ? unmarked.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : unmarked;
  return lines.normalize("NFC").trimEnd();
}
