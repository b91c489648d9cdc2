import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";

/** A request that no page of ours sends. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** @throws BadRequest, as all below */
export function readText(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value === "string") return value;
  throw new BadRequest(`${name} must be a text`);
}

/** A list of texts, of any length. */
export function readTexts(body: JsonObject, name: string): readonly string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw new BadRequest(`${name} must be a list of texts`);
}

/** One of a few texts. */
export function readChoice<Choice extends string>(body: JsonObject, name: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === body[name]);
  if (found === undefined) throw new BadRequest(`${name} must be one of ${choices.join(", ")}`);
  return found;
}

/** US dollars, from 0. */
export function readAmount(body: JsonObject, name: string): number {
  const value = body[name];
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw new BadRequest(`${name} must be a number of dollars`);
}

/** From `min` to `max`, both included. */
export function readWholeNumber(
  body: JsonObject,
  name: string,
  { min, max = Number.MAX_SAFE_INTEGER }: Bounds,
): number {
  const value = body[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new BadRequest(`${name} must be a whole number from ${min} to ${max}`);
}

interface Bounds {
  readonly min: number;
  readonly max?: number;
}

/** Fields of the manifest by name; what they may hold is judged with the manifest. */
export function readFields(body: JsonObject, name = "fields"): Readonly<Record<string, Json>> {
  const value = body[name];
  if (isJsonObject(value)) return value;
  throw new BadRequest(`${name} must be an object`);
}
