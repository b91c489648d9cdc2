import { stringify } from "yaml";
import type { Json } from "../json.ts";

/** A value on one line, as it can stand inside braces too; JSON is YAML. */
export function flowScalar(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flowScalar).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${flowScalar(member)}`)
    .join(", ")} }`;
}

/** A value on one line without quotes, where it means the same without them. */
export function plainScalar(value: Json): string {
  if (typeof value !== "string") return flowScalar(value);
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.includes("\n") ? JSON.stringify(value) : text;
}

/** A text of several lines, as it is: `|`, with the indentation of its lines. Ends with a line end. */
export function blockScalar(value: string, { indent, eol }: { readonly indent: number; readonly eol: string }): string {
  // `-` keeps a text that ends without a line feed as it is; `+` one that ends with several.
  const chomp = value.endsWith("\n\n") ? "+" : value.endsWith("\n") ? "" : "-";
  // A text that begins with a blank must say how deep it is indented.
  const depth = /^[ \n]/.test(value) ? "2" : "";
  const body = value.endsWith("\n") ? value.slice(0, -1) : value;
  const margin = " ".repeat(indent);
  const lines = body.split("\n").map((line) => (line === "" ? "" : margin + line));
  return [`|${depth}${chomp}`, ...lines, ""].join(eol);
}
