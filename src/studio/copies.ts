import type { AssetPlan } from "../core/asset-plan.ts";
import type { Facts } from "../core/facts.ts";
import { isClipWork } from "../core/operations.ts";
import { pictureMarkup } from "../report/markup.ts";

/** What somebody pastes to use an asset. Pure but for the remembered look at the files. */
export function copiesOf(
  { samples, prepared, name }: AssetPlan,
  facts: Pick<Facts, "file">,
): readonly { readonly label: string; readonly text: string }[] {
  const files = samples.flatMap(({ outputs }) =>
    outputs.flatMap(({ path, operations }) => {
      if (facts.file(path).kind !== "file") return [];
      const clip = isClipWork(operations);
      const { width, height } = clip ? { width: undefined, height: undefined } : operations;
      return [{ path, width, height, clip }];
    }),
  );
  const last = files.at(-1);
  if (last === undefined) return [];
  const alt = prepared.asset.alt ?? "";
  const html = pictureMarkup(files, alt);
  return [
    ...(html === undefined ? [] : [{ label: "HTML", text: html }]),
    { label: "Markdown", text: `![${markdownText(alt)}](${last.path.replaceAll(/[ ()<>%]/g, percent)})` },
    { label: "Import", text: `import ${identifierOf(name)} from ${JSON.stringify(`./${last.path}`)};` },
    { label: "Path", text: last.path },
  ];
}

function markdownText(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[[\]\\<`*_!]/g, "\\$&");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** `hero-night` → `heroNight`; a word of the language and what is no name at all get `image` before them. */
function identifierOf(name: string): string {
  const text = name.replaceAll(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? "").toUpperCase());
  return /^\p{L}/u.test(text) && !RESERVED.has(text) ? text : `image${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);
