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
    { label: "Markdown", text: `![${alt.replaceAll(/[[\]\\]/g, "\\$&")}](${last.path.replaceAll(" ", "%20")})` },
    { label: "Import", text: `import ${identifierOf(name)} from ${JSON.stringify(`./${last.path}`)};` },
    { label: "Path", text: last.path },
  ];
}

/** `hero-night` → `heroNight`. */
function identifierOf(name: string): string {
  const text = name.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase());
  return /^[0-9]/.test(text) ? `image${text}` : text;
}
