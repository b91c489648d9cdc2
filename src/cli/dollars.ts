/** What to write where an amount was expected. */
export const DOLLARS_WANTED = "US dollars, 0 or more, e.g. 2.50";

/** US dollars as a person writes them: `2`, `2.50`, `$2.50`. Undefined for anything else. */
export function readDollars(text: string): number | undefined {
  return /^\$?\d{1,9}(\.\d+)?$/.test(text) ? Number(text.replace("$", "")) : undefined;
}
