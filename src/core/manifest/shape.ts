import type { Diagnostic, Pointer } from "../diagnostic.ts";
import {
  validateAsset,
  validateFragment,
  validateRoot,
  type Validate,
  type ValidationError,
} from "../generated/validate.js";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Findings } from "./findings.ts";
import { explainError } from "./shape-text.ts";

/** Compares a document with the schema. One finding for each mistake. */
export function checkShape(
  document: JsonObject,
  { kind, findings }: { readonly kind: "root" | "fragment"; readonly findings: Findings },
): void {
  sayErrors(document, { validate: kind === "root" ? validateRoot : validateFragment, above: [], findings });
  const { assets } = document;
  if (!isJsonObject(assets)) return;
  for (const [name, asset] of Object.entries(assets))
    sayErrors(asset, { validate: validateAsset, above: ["assets", name], findings });
}

interface Check {
  readonly validate: Validate;
  /** Where the value is in the document. */
  readonly above: Pointer;
  readonly findings: Findings;
}

function sayErrors(value: Json, { validate, above, findings }: Check): void {
  if (validate(value)) return;
  for (const error of withoutEchoes(validate.errors ?? [])) {
    if (findings.isFull) {
      findings.skip();
      continue;
    }
    const pointer = [...above, ...pointerOf(error.instancePath, value)];
    const { at, pointer: target, ...finding } = explainError(error, pointer);
    const asset = pointer[0] === "assets" && typeof pointer[1] === "string" ? { asset: pointer[1] } : {};
    findings.add({ ...finding, ...asset, place: { file: findings.file, pointer: target, at } } satisfies Omit<
      Diagnostic,
      "severity"
    >);
  }
}

/** A value that is wrong breaks several rules at once; the first one says why. Of alternatives the last one says all. */
function withoutEchoes(errors: readonly ValidationError[]): readonly ValidationError[] {
  const seen = new Set<string>();
  return errors.filter(({ instancePath, schemaPath, keyword, params }) => {
    if (/\/anyOf\/\d/.test(schemaPath)) return false;
    const member = keyword === "required" ? params["missingProperty"] : params["additionalProperty"];
    const key = typeof member === "string" ? `${instancePath}/${member}` : instancePath;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A JSON pointer as keys and indexes. */
function pointerOf(path: string, value: Json): Pointer {
  const steps: (string | number)[] = [];
  let here: Json | undefined = value;
  for (const part of path.split("/").slice(1)) {
    const step: string = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(here)) {
      steps.push(Number(step));
      here = (here as readonly Json[])[Number(step)];
    } else {
      steps.push(step);
      here = isJsonObject(here) ? here[step] : undefined;
    }
  }
  return steps;
}
