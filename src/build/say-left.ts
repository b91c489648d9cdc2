import type { Finished } from "./finish.ts";

/** What is said of an asset where edited files stand in its place, and what may be done about it; else undefined. */
export function sayLeft({
  outputs,
  absent,
}: Pick<Finished, "outputs" | "absent">): { readonly message: string; readonly hint: string } | undefined {
  const left = outputs.filter(({ step }) => step === "left").map(({ path }) => path);
  if (left.length === 0) return undefined;
  const kept = `${left.join(", ")} was edited by hand and is kept`;
  const hint = "`imagegen accept` keeps the edited file";
  if (absent.length > 0) return { message: `${kept}; what belongs at ${absent.join(", ")} is in no store`, hint };
  return { message: `the new picture is in the store; ${kept}`, hint: `${hint}, \`--overwrite\` replaces it` };
}
