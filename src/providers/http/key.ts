/**
 * What is wrong with an API key, in words that follow the variable's name; undefined when it can be sent. Never says
 * the key or a part of it. White space around it is forgiven: send the trimmed value.
 */
export function checkKey(value: string): string | undefined {
  const key = value.trim();
  if (key === "") return "is empty";
  if (/[\r\n]/.test(key)) return "has a line break inside";
  if (/["'`]/.test(key)) return "has quotes in it; set the bare key";
  if (/\s/.test(key)) return "has white space inside";
  // A header holds printable ASCII; Node names the header in its error, other clients have printed the value.
  if (!/^[\x21-\x7e]+$/.test(key)) return "has characters that no key has";
  return undefined;
}
