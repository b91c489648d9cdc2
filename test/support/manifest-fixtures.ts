import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../src/core/diagnostic.ts";
import { parseManifest, type ParsedManifest } from "../../src/core/manifest.ts";
import { countDiagnostics, formatDiagnostic } from "../../src/report/diagnostic-text.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/manifest");

export interface ManifestFixture {
  readonly leaf: string;
  readonly file: string;
  readonly text: string;
  /** What is said of it, the whole text. */
  readonly expected: string;
}

/** One folder, one way to be wrong (and one to be right). */
export function manifestFixtures(): readonly ManifestFixture[] {
  return readdirSync(FOLDER).map((leaf) => {
    const folder = join(FOLDER, leaf);
    const file = readdirSync(folder).find((name) => name.startsWith("images.config.")) ?? "";
    return {
      leaf,
      file,
      text: readFileSync(join(folder, file), "utf8"),
      expected: readFileSync(join(folder, "expected.txt"), "utf8"),
    };
  });
}

export function parseFixture({ file, text }: Pick<ManifestFixture, "file" | "text">): ParsedManifest<"root"> {
  return parseManifest({ file, text, kind: "root" });
}

/** As the command line says it. */
export function spoken(
  diagnostics: readonly Diagnostic[],
  { file, text }: Pick<ManifestFixture, "file" | "text">,
): string {
  const sources = new Map([[file, text]]);
  const texts = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, sources, { color: false }));
  return `${texts.join("\n")}\n${countDiagnostics(diagnostics)}\n`;
}
