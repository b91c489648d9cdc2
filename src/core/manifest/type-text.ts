import type { ValidationError } from "../generated/validate.js";
import { isJsonObject } from "../json.ts";
import { valueName } from "./names.ts";

/** A value of the wrong type: what was wanted, what was found, and what was probably meant. */
export function explainType(
  { params, data }: ValidationError,
  subject: string,
): { readonly message: string; readonly hint?: string } {
  const types = [params["type"]].flat().map(String);
  if (data === null) return { message: `${subject} is empty`, hint: "give it a value or delete it" };
  const wanted = types.map((type) => WANTED[type] ?? type).join(" or ");
  const found = FOUND[kindOf(data)]?.(valueName(data)) ?? valueName(data);
  const hint = types.map((type) => hintFor(type, data)).find((text) => text !== undefined);
  return { message: `${subject} must be ${wanted}; ${found}`, ...(hint !== undefined && { hint }) };
}

const WANTED: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
};

const FOUND: Readonly<Record<string, (value: string) => string>> = {
  string: (value) => `${value} is text`,
  number: (value) => `${value} is a number`,
  boolean: (value) => `${value} is not`,
  array: () => "this is a list",
  object: () => "this is a map",
};

function kindOf(data: unknown): string {
  return Array.isArray(data) ? "array" : typeof data;
}

function hintFor(type: string, data: unknown): string | undefined {
  if (type === "integer" || type === "number") return numberHint(type, data);
  if (type === "boolean") return typeof data === "string" ? booleanHint(data) : undefined;
  if (type === "string") return textHint(data);
  if (type === "array" && typeof data === "string") return `make it a list: [${valueName(data)}]`;
  if (type === "array" && typeof data === "number") return `make it a list: [${data}]`;
  return undefined;
}

function numberHint(type: string, data: unknown): string | undefined {
  if (typeof data === "number") return type === "integer" ? `write ${Math.round(data)}` : undefined;
  if (typeof data !== "string") return undefined;
  const text = data.trim();
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return `write ${text} without quotes`;
  if (/^\d[\d_,' ]*\d$/.test(text)) return `write ${text.replaceAll(/\D/g, "")}, digits only`;
  const [, digits] = /^(\d+) ?(?:px|pixels?)$/i.exec(text) ?? [];
  if (digits !== undefined) return `write ${digits}: sizes are in pixels`;
  return /^\d+:\d/.test(text) ? "write one number" : undefined;
}

function booleanHint(data: string): string | undefined {
  if (/^(?:y|yes|on|true|1)$/i.test(data)) return "write true";
  return /^(?:n|no|off|false|0)$/i.test(data) ? "write false" : undefined;
}

function textHint(data: unknown): string | undefined {
  if (typeof data === "number" || typeof data === "boolean") return `put it in quotes: "${data}"`;
  // `{subject}` without quotes is a map of one key.
  const [key, ...others] = isJsonObject(data) ? Object.keys(data) : [];
  if (key !== undefined && others.length === 0 && isJsonObject(data) && data[key] === null)
    return `put it in quotes: "{${key}}"`;
  return Array.isArray(data) ? "give one value, or put the text in quotes" : undefined;
}
