import type { Origin, OriginPart, Origins } from "../asset.ts";
import type { Style } from "./layers.ts";
import { placeAt } from "./project.ts";
import type { Variables } from "./variables.ts";

/** The same with more that went into it, each once. */
export function withParts(origin: Origin, more: readonly OriginPart[]): Origin {
  const parts: OriginPart[] = [...(origin.parts ?? [])];
  for (const part of more)
    if (!parts.some(({ kind, name }) => kind === part.kind && name === part.name)) parts.push(part);
  return parts.length === 0 ? origin : { ...origin, parts };
}

/** The variables in the texts of a field's value. */
export function partsIn(value: unknown, variables: Variables): readonly OriginPart[] {
  if (typeof value === "string") return variables.partsOf(value);
  return typeof value === "object" && value !== null ? variables.partsOf(JSON.stringify(value)) : [];
}

/** The styles around a prompt, the innermost first, each with its variables. */
export function stylesAround(styles: readonly Style[], variables: Variables): readonly OriginPart[] {
  return styles.flatMap(({ name, file, fields: { prompt } }): readonly OriginPart[] => {
    if (prompt === undefined) return [];
    const place = placeAt(file, ["styles", name, "prompt"]);
    // There `{prompt}` is the text within, whatever `vars` says.
    return [{ kind: "style", name, place }, ...variables.partsOf(prompt).filter((part) => part.name !== "prompt")];
  });
}

/** With the file that a prompt is read from, and the variables in it. */
export function withPromptFile(
  origins: Origins,
  { path, text }: { readonly path: string; readonly text: string },
  variables: Variables,
): Origins {
  const { prompt } = origins;
  if (prompt === undefined) return origins;
  const { parts: around = [], ...own } = prompt;
  const file: OriginPart = { kind: "file", name: path, place: { file: path } };
  return { ...origins, prompt: withParts(own, [file, ...variables.partsOf(text), ...around]) };
}
