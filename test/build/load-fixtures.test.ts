import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadProject } from "../../src/build/load.ts";
import { locateDiagnostics } from "../../src/core/locate.ts";
import { PROVIDERS } from "../../src/providers/registry.ts";
import { countDiagnostics, formatDiagnostic } from "../../src/report/diagnostic-text.ts";
import { openMemo } from "../../src/store/memo.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/resolve", import.meta.url));

it.each(readdirSync(FIXTURES))("%s", async (leaf) => {
  const folder = join(FIXTURES, leaf);
  const { diagnostics, sources } = await loadProject({
    cwd: folder,
    providers: ["sketch", "together"],
    clipMaker: () => (name, parameters) => PROVIDERS.get(name)?.makesClips?.(parameters) ?? false,
    openMemo: (root) => openMemo(join(root, ".imagegen/memo"), { root }),
  });
  const texts = locateDiagnostics(diagnostics, sources).map((one) => formatDiagnostic(one, sources, { color: false }));
  const text = `${texts.join("\n")}\n${countDiagnostics(diagnostics)}\n`;
  expect(text).toBe(readFileSync(join(folder, "expected.txt"), "utf8"));
});
