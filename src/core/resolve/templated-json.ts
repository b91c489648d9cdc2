import { isJsonObject, type Json } from "../json.ts";
import { renderTemplate, type Template } from "./template.ts";

/** A JSON value whose texts are templates. */
export type TemplatedJson =
  | { readonly type: "constant"; readonly value: Json }
  | { readonly type: "text"; readonly template: Template }
  | { readonly type: "list"; readonly items: readonly TemplatedJson[] }
  | { readonly type: "map"; readonly entries: readonly (readonly [string, TemplatedJson])[] };

/** Compiles every text in the value with `compile`; what holds no variable becomes a constant that rows can share. */
export function compileJson(value: Json, compile: (text: string) => Template): TemplatedJson {
  if (typeof value === "string") {
    const template = compile(value);
    return isConstant(template)
      ? { type: "constant", value: renderTemplate(template, none) }
      : { type: "text", template };
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => compileJson(item, compile));
    return shared(items) ? { type: "constant", value: items.map(renderConstant) } : { type: "list", items };
  }
  if (!isJsonObject(value)) return { type: "constant", value };
  const entries = Object.entries(value).map(([key, member]) => [key, compileJson(member, compile)] as const);
  if (!shared(entries.map(([, member]) => member))) return { type: "map", entries };
  return { type: "constant", value: mapOf(entries, renderConstant) };
}

/** Constant parts are shared between the results, so nobody may write into them. */
export function renderJson(compiled: TemplatedJson, valueOf: (variable: string) => string | undefined): Json {
  const render = (member: TemplatedJson): Json => renderJson(member, valueOf);
  switch (compiled.type) {
    case "constant":
      return compiled.value;
    case "text":
      return renderTemplate(compiled.template, valueOf);
    case "list":
      return compiled.items.map(render);
    case "map":
      return mapOf(compiled.entries, render);
    default:
      return compiled satisfies never;
  }
}

/** True without a variable: then one text does for all rows. */
export function isConstant(template: Template): boolean {
  return template.parts.every((part) => typeof part === "string");
}

const none = () => undefined;
const renderConstant = (compiled: TemplatedJson): Json => renderJson(compiled, none);

function shared(members: readonly TemplatedJson[]): boolean {
  return members.every(({ type }) => type === "constant");
}

function mapOf(entries: readonly (readonly [string, TemplatedJson])[], render: (member: TemplatedJson) => Json): Json {
  // A null prototype, so that a key called `__proto__` is data.
  const map: Record<string, Json> = Object.create(null);
  for (const [key, member] of entries) map[key] = render(member);
  return map;
}
