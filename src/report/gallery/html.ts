import { CONTROLS, DIRECTION } from "../../core/unsafe-characters.ts";

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Part[] | undefined;

/**
 * A template whose values are escaped, whatever they are and wherever they stand between tags or in quoted attributes.
 * Only what this function made goes in as it is.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => (index === 0 ? text : write(parts[index - 1]) + text)).join("") };
}

function write(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "html" in part ? part.html : part.map(write).join("");
}

/** Control characters and the marks that turn text around are shown, not obeyed. */
export function escapeHtml(text: string): string {
  return text
    .replace(UNSAFE, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Tabs and line feeds are white space to HTML; of what is invisible, emoji and Persian have need. */
const UNSAFE = new RegExp(`(?![\\t\\n])[${CONTROLS}${DIRECTION}]`, "gu");
