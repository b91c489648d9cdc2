import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import api from "../../../fixtures/together/api.schema.json" with { type: "json" };

export type Message = "imageRequest" | "videoRequest" | "imageAnswer" | "videoJob" | "error";

/** What is wrong with a message, one line each. */
export type Check = (value: unknown) => readonly string[];

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
const validators = new Map<string, ValidateFunction>();

/**
 * The check of a message by Together's published interface, compiled here and not at the first message, which may have
 * a deadline. A request may hold the names that the pages document as well, and nothing else: a name that nobody has
 * published is a slip of ours, unless the test lists it in `also`.
 */
export function publishedCheck(message: Message, also: readonly string[] = []): Check {
  const id = [message, ...also].join(" ");
  const validate = validators.get(id) ?? ajv.compile(schemaOf(message, also));
  validators.set(id, validate);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(describe));
}

function schemaOf(message: Message, also: readonly string[]): object {
  const { definitions } = api;
  if (message !== "imageRequest" && message !== "videoRequest") return { ...definitions[message], definitions };
  const properties = {
    ...definitions[message].properties,
    ...(message === "imageRequest" && definitions.documented.properties),
    ...Object.fromEntries(also.map((name) => [name, true])),
  };
  return { ...definitions[message], properties, additionalProperties: false, definitions };
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const name = typeof params["additionalProperty"] === "string" ? ` "${params["additionalProperty"]}"` : "";
  return `${instancePath === "" ? "the body" : instancePath} ${message ?? "is wrong"}${name}`;
}
