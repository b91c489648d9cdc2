import { CONTROLS, INVISIBLE, SURROGATES } from "../../core/unsafe-characters.ts";

/**
 * Text of a server as a person may see it: one line, no control characters, no marks that reorder text, no key, at
 * most `limit` characters. Servers do echo keys ("invalid key sk-…").
 */
export function cleanText(text: string, key: string, limit = 500): string {
  const secret = key.trim();
  // Cut roughly first, so that a megabyte is not rewritten for the sake of a line; the key's length keeps a cut one out.
  const start = text.slice(0, limit * 4 + secret.length);
  const safe = secret === "" ? start : start.replaceAll(secret, "[key]");
  const line = safe.replace(ESCAPE_SEQUENCE, "").replace(UNPRINTABLE, " ").replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}

/** A terminal's colour and cursor sequences, in both spellings: without their first character the rest is noise. */
const ESCAPE_SEQUENCE = new RegExp(String.raw`(?:\u001B\[|\u009B)[0-9;?]*[A-Za-z]`, "g");

/** A server's words are for reading, and go into a ledger: a space says enough of what cannot be read. */
const UNPRINTABLE = new RegExp(`[${CONTROLS}${INVISIBLE}${SURROGATES}]`, "gu");
