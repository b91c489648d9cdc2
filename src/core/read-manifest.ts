import type { ManifestKind, ManifestSource, ParsedManifest } from "./manifest.ts";
import { Findings } from "./manifest/findings.ts";
import { readPlainManifest } from "./manifest/plain-manifest.ts";
import { checkShape } from "./manifest/shape.ts";

/** As `parseManifest`, but the YAML library is loaded only for what is not plain or has mistakes: it takes 10 ms. */
export async function readManifest<Kind extends ManifestKind>(
  source: ManifestSource<Kind>,
): Promise<ParsedManifest<Kind>> {
  const plain = readPlainManifest(source.text);
  const document = plain?.rest === undefined ? plain?.complete(null) : undefined;
  if (document !== undefined) {
    const findings = new Findings(source.file);
    checkShape(document, { kind: source.kind, findings });
    // The validator has said that it has this form.
    if (!findings.hasErrors)
      return { document: document as unknown as NonNullable<ParsedManifest<Kind>["document"]>, diagnostics: [] };
  }
  const { parseManifest } = await import("./manifest.ts");
  return parseManifest(source, plain);
}
