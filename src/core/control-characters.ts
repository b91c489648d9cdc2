/** NUL and its like: YAML has none of them, terminals obey them, and no model can draw them. */
const CONTROL = new RegExp(String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]`);

/** The first control character of a text, but for tab and line ends. `offset` in UTF-16 units. */
export function findControl(text: string): { readonly offset: number; readonly message: string } | undefined {
  const found = CONTROL.exec(text);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return { offset: found.index, message: `the character U+${code} must not stand in a text` };
}
