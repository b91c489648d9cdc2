import type { Diagnostic, Place } from "../diagnostic.ts";
import { placeOfRow, type MatrixRow } from "../matrix-row.ts";

const NAME = /^[A-Za-z0-9][\w./-]{0,127}$/;

/** Names that every object answers to: harmless in our Maps, a trap in everybody else's code. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Why an asset cannot have this name; undefined when it can. Names become paths, selections and lock keys. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "the name is empty";
  if (name.length > 128) return "a name has at most 128 characters";
  if (!NAME.test(name)) return "a name is made of A-Z, a-z, 0-9 and _ . / -, and starts with a letter or digit";
  if (INHERITED.has(name)) return "this name means something else in JavaScript";
  if (!name.includes(".") && !name.includes("/")) return undefined;
  const segments = name.split("/");
  if (segments.includes("")) return "a name has no empty parts between slashes";
  if (segments.includes("..") || segments.includes(".")) return "`.` and `..` are no parts of a name";
  if (segments.some((segment) => segment.endsWith("."))) return "no part of a name ends in a dot";
  return undefined;
}

/** What is said of a name whose row has no value for one of its variables: an asset that nobody meant to pay for. */
export function nameWithGap(name: string, variable: string): Pick<Diagnostic, "message" | "hint"> {
  return {
    message: `"${name}" cannot be a name: its {${variable}} is empty`,
    hint: "give the row a value, or take it out",
  };
}

/** The asset that has a name already. */
export interface NamedFirst {
  readonly place: Place;
  /** What a matrix fills in, where there is one. */
  readonly row: MatrixRow | undefined;
}

/** What is said of a second asset of the same name, which is at `place`. */
export function duplicateName(
  name: string,
  first: NamedFirst,
  place: Place,
): Pick<Diagnostic, "message" | "hint" | "related"> {
  const sameMatrix = first.place === place;
  return {
    message: sameMatrix ? `two rows of the matrix make the name "${name}"` : `there are two assets "${name}"`,
    hint: sameMatrix ? "put a variable in the name that is different in every row" : "rename one of them",
    related: [{ message: "the first one", place: (first.row && placeOfRow(first.row)) ?? first.place }],
  };
}
