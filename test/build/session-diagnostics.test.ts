import { expect, test } from "vitest";
import { sessionDiagnostics } from "../../src/build/session-diagnostics.ts";
import type { Diagnostic } from "../../src/core/diagnostic.ts";

const text = `version: 1
assets:
  a: &a { prompt: "{vra}" }
  b: *a
  c: { prompt: "{vra}" }
`;

function unknown(asset: string): Diagnostic {
  const place = { file: "m.yaml", pointer: ["assets", asset, "prompt"], at: "value" } as const;
  return { severity: "error", code: "unknown-variable", message: "there is no variable {vra}", place };
}

test("a mistake that is shared through an anchor is said once, with the number of assets", async () => {
  const { diagnostics } = await sessionDiagnostics(
    { diagnostics: ["a", "b", "c"].map(unknown), sources: new Map([["m.yaml", text]]) },
    { diagnostics: [], concerned: new Map() },
  );
  expect(diagnostics).toMatchObject([
    { message: "there is no variable {vra}", assets: 2, place: { offset: text.indexOf('"{vra}"') } },
    { message: "there is no variable {vra}", place: { offset: text.lastIndexOf('"{vra}"') } },
  ]);
});
