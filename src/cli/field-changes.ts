import { parse } from "yaml";
import type { Diagnostic } from "../core/diagnostic.ts";
import { editAsset, type FieldChanges } from "../core/edit/edit-asset.ts";
import type { Json } from "../core/json.ts";
import type { TRY_OPTIONS } from "./commands/options.ts";
import type { Context } from "./context.ts";
import type { OptionValues } from "./option-spec.ts";
import { oneAsset, withProject, type OpenProject } from "./project.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Fields that the command line sets: `--set steps=8` for any, with an option of their own those that are set most.
 * Values are read as YAML reads them, so `steps=8` is a number; a text needs no quotes.
 *
 * @throws UsageError
 */
export function readChanges(options: OptionValues<typeof TRY_OPTIONS>): FieldChanges {
  const changes: Record<string, Json> = {};
  for (const wish of options.set ?? []) {
    const [, field, text] = /^([a-z_]+)=(.*)$/s.exec(wish) ?? [];
    if (field === undefined || text === undefined)
      throw new UsageError(`--set cannot be ${JSON.stringify(wish)}`, "--set FIELD=VALUE, e.g. --set steps=8");
    changes[field] = field === "prompt" ? text : readValue(wish, text);
  }
  for (const field of ["model", "prompt", "style", "provider"] as const) {
    const value = options[field];
    if (value !== undefined) changes[field] = value;
  }
  if (options.seed !== undefined) changes["seed"] = options.seed;
  return changes;
}

function readValue(wish: string, text: string): Json {
  const isQuoted = /^\s*["'[{]/.test(text);
  try {
    const value = parse(text, { schema: "core", logLevel: "silent" }) as Json;
    // A shell has its own quotes: what looks like a comment or a map in a text is text, and must not be lost.
    return isQuoted || typeof value === "number" || typeof value === "boolean" ? value : text;
  } catch {
    if (!isQuoted) return text;
    throw new UsageError(`--set ${JSON.stringify(wish)}: the value cannot be read`, "put it into quotes as in YAML");
  }
}

/**
 * Runs a body over the project as it would be with these fields of one asset changed in the manifest: with the same
 * checks, and mistakes shown at the line as it would stand there. Nothing is written.
 */
export async function withChanges(
  context: Context,
  { word, changes }: { readonly word: string; readonly changes: FieldChanges },
  body: (project: OpenProject) => Promise<number>,
): Promise<number> {
  const about = { words: [word], options: {} };
  if (Object.keys(changes).length === 0) return withProject(context, { about }, body);
  const place: { file: string; key: string; said: readonly Diagnostic[] }[] = [];
  const found = await withProject(context, { about }, async ({ session }) => {
    const { asset } = oneAsset(session, word);
    if ("pointer" in asset.place)
      place.push({ file: asset.place.file, key: String(asset.place.pointer[1]), said: session.diagnostics });
    return 0;
  });
  const [target] = place;
  if (target === undefined) return found;
  const overlay = (file: string, text: string): string => {
    if (file !== target.file) return text;
    const edited = editAsset(text, target.key, changes);
    if ("text" in edited) return edited.text;
    throw new UsageError(edited.problem, "change the manifest instead, then try without --set");
  };
  return withProject(context, { overlay, said: target.said, about }, body);
}
