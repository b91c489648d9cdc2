import type { Diagnostic, DiagnosticCode, Pointer } from "../diagnostic.ts";
import { formatOfExtension } from "../formats.ts";
import { FIELD_NAMES, type ValidationError } from "../generated/validate.js";
import { isJsonObject } from "../json.ts";
import { nearest } from "../nearest.ts";
import { isSecretName } from "../secrets.ts";
import { placeName, valueName } from "./names.ts";
import { explainType } from "./type-text.ts";

export interface Explanation extends Pick<Diagnostic, "message" | "hint"> {
  readonly code: DiagnosticCode;
  readonly pointer: Pointer;
  readonly at: "key" | "value";
}

/** A broken rule of the schema in words. `pointer` leads to the value that broke it. */
export function explainError(error: ValidationError, pointer: Pointer): Explanation {
  const { keyword, params, data } = error;
  const subject = subjectOf(pointer);
  const here = { pointer, at: "value" } as const;
  switch (keyword) {
    case "additionalProperties":
      return explainUnknown(error, pointer);
    case "required": {
      const field = String(params["missingProperty"]);
      const hint = field === "version" ? "begin the manifest with version: 1" : `add ${field}`;
      return { pointer, at: "key", code: "missing-field", message: `"${field}" is missing${placeName(pointer)}`, hint };
    }
    case "type":
      return { ...here, code: "wrong-type", ...explainType(error, subject) };
    case "minimum":
    case "maximum":
      return {
        ...here,
        code: "out-of-range",
        message: `${subject} is ${valueName(data)}; it must be ${rangeText(error)}`,
      };
    case "minLength":
    case "minItems":
    case "minProperties":
      return { ...here, code: "out-of-range", message: `${subject} is empty`, hint: "give it a value or delete it" };
    case "maxItems": {
      const found = Array.isArray(data) ? data.length : 0;
      return {
        ...here,
        code: "out-of-range",
        message: `${subject} has ${found} entries; it may have ${String(params["limit"])}`,
      };
    }
    case "enum":
      return {
        ...here,
        ...explainChoice(error, subject, choicesOf(params["allowedValues"])),
        ...hintOfFiles(error, pointer),
      };
    case "anyOf":
      return { ...here, ...explainChoice(error, subject, alternativesOf(error.parentSchema["anyOf"])) };
    case "const":
      return { ...here, ...explainChoice(error, subject, [String(params["allowedValue"])]) };
    case "pattern": {
      const [example] = error.parentSchema["examples"] as readonly string[];
      return {
        ...here,
        code: "not-allowed",
        message: `${subject} cannot be ${valueName(data)}`,
        hint: `write it like "${example}"`,
      };
    }
    default:
      // A keyword that the schema has begun to use: correct, if not in the best of words.
      return { ...here, code: "not-allowed", message: `${subject} breaks the rule "${keyword}" of the schema` };
  }
}

/** `"width" in asset "hero"`; an entry of a list by its list. */
function subjectOf(pointer: Pointer): string {
  const name = pointer.findLast((step) => typeof step === "string") ?? "this";
  const last = pointer.at(-1);
  const entry = typeof last === "number" ? `entry ${last + 1} of ` : "";
  const above = pointer.slice(0, typeof last === "number" ? -2 : -1);
  return `${entry}${valueName(name)}${placeName(above)}`;
}

function explainUnknown({ params, parentSchema }: ValidationError, pointer: Pointer): Explanation {
  const field = String(params["additionalProperty"]);
  const here = { pointer: [...pointer, field], at: "key" } as const;
  const where = placeName(pointer) || " at the top level";
  if (isSecretName(field))
    return {
      ...here,
      code: "secret-in-manifest",
      message: `${valueName(field)}${where}: a manifest never holds keys`,
      hint: "set the provider's environment variable; keys are read from there only",
    };
  const allowed = isJsonObject(parentSchema["properties"]) ? Object.keys(parentSchema["properties"]) : [];
  const elsewhere = pointer.length === 0 && !allowed.includes("prompt") ? "defaults" : "asset";
  if (FIELD_NAMES[elsewhere].includes(field)) {
    const hint = elsewhere === "defaults" ? "put it under defaults: or into an asset" : "put it into an asset";
    return { ...here, code: "unknown-field", message: `"${field}" cannot be set${where}`, hint };
  }
  const meant = nearest(field, allowed);
  const all =
    allowed.length > MOST_NAMES ? "imagegen schema shows every field" : `the fields there are ${allowed.join(", ")}`;
  const hint = meant === undefined ? all : `did you mean "${meant}"?`;
  return { ...here, code: "unknown-field", message: `unknown field ${valueName(field)}${where}`, hint };
}

/** A longer list is not read. */
const MOST_NAMES = 15;

function rangeText({ parentSchema, params }: ValidationError): string {
  const { minimum, maximum } = parentSchema;
  if (typeof minimum === "number" && typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER)
    return `from ${minimum} to ${maximum}`;
  return `at ${params["comparison"] === "<=" ? "most" : "least"} ${String(params["limit"])}`;
}

function explainChoice(
  { data }: ValidationError,
  subject: string,
  choices: readonly string[],
): Pick<Explanation, "code" | "message" | "hint"> {
  const meant = typeof data === "string" ? nearest(data, choices) : undefined;
  const hint = meant === undefined ? {} : { hint: `did you mean "${meant}"?` };
  const last = choices.length > 1 ? ` or ${choices.at(-1)}` : "";
  const list = (choices.length > 1 ? choices.slice(0, -1) : choices).join(", ") + last;
  return { code: "not-allowed", message: `${subject} cannot be ${valueName(data)}; it is ${list}`, ...hint };
}

/** The API's `output_format` is easily taken for the format of the files. */
function hintOfFiles({ data, params }: ValidationError, pointer: Pointer): { readonly hint?: string } {
  if (typeof data !== "string" || pointer.at(-1) !== "output_format") return {};
  const format = formatOfExtension(data);
  const isOfApi = choicesOf(params["allowedValues"]).some((choice) => choice.toLowerCase() === format);
  if (format === undefined || isOfApi) return {};
  return { hint: `\`format: ${format}\` is the field for the files that are made` };
}

function choicesOf(values: unknown): readonly string[] {
  return (values as readonly unknown[]).map(String);
}

function alternativesOf(schemas: unknown): readonly string[] {
  return (schemas as readonly Readonly<Record<string, unknown>>[]).flatMap((schema) =>
    schema["enum"] === undefined ? [`a whole number from ${String(schema["minimum"])}`] : choicesOf(schema["enum"]),
  );
}
