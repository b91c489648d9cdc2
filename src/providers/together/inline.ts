import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Content } from "../../core/provider.ts";
import { isContentReference, type ContentReference } from "../../core/recipe.ts";

/** The body as it travels: a data URI stands where the recipe holds a content reference. */
export async function inlineContent(
  body: JsonObject,
  content: (reference: ContentReference) => Promise<Content>,
): Promise<JsonObject> {
  const members: [string, Json][] = [];
  for (const [name, value] of Object.entries(body)) members.push([name, await inlineValue(value, content)]);
  return Object.fromEntries(members);
}

async function inlineValue(value: Json, content: (reference: ContentReference) => Promise<Content>): Promise<Json> {
  if (isContentReference(value)) {
    const { bytes, mediaType } = await content(value);
    return `data:${mediaType};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}`;
  }
  if (Array.isArray(value)) {
    const items: Json[] = [];
    // One after the other: references are read into memory, and there may be many.
    for (const item of value as readonly Json[]) items.push(await inlineValue(item, content));
    return items;
  }
  return isJsonObject(value) ? inlineContent(value, content) : value;
}
