import { expect, test } from "vitest";
import { locateDiagnostics } from "../../../src/core/locate.ts";
import { resolveText } from "./resolve-text.ts";

const manifest = (key: string) =>
  `provider: sketch\nassets: { "${key}": { matrix: { from: t.csv }, prompt: "{sku} {label}" } }`;

test("a row without a value for a variable of the name is refused at its line", () => {
  const table = "sku,label\nA1,cup\n,mug\nA2,\n";
  const { assets, diagnostics } = resolveText({ manifest: manifest("icon-{sku}"), files: { "t.csv": table } });
  expect(assets.map(({ name }) => name)).toEqual(["icon-A1", "icon-A2"]);
  const sources = new Map([["t.csv", table]]);
  expect(locateDiagnostics(diagnostics, sources)).toMatchObject([
    {
      code: "invalid-name",
      message: '"icon-" cannot be a name: its {sku} is empty',
      related: [{ place: { file: "t.csv", offset: table.indexOf(",mug") } }],
    },
  ]);
});

test("a prompt may have an empty variable", () => {
  const { assets, said } = resolveText({ manifest: manifest("icon-{sku}"), files: { "t.csv": "sku,label\nA1,\n" } });
  expect(said).toEqual([]);
  expect(assets[0]?.parameters["prompt"]).toBe("A1");
});

test.each(["t.csv", "t.json"])("%s without a row makes no assets and no error", (file) => {
  const { assets, diagnostics } = resolveText({
    manifest: manifest("icon-{sku}").replace("t.csv", file),
    files: { "t.csv": "sku,label\n", "t.json": "[]" },
  });
  expect(assets).toEqual([]);
  expect(diagnostics).toMatchObject([{ severity: "warning", code: "table-invalid" }]);
});

test("an unknown variable of a name is not to be written with more braces", () => {
  const { diagnostics } = resolveText(`provider: sketch\nassets: { "icon-{sku}": { prompt: A cup } }`);
  expect(diagnostics).toMatchObject([
    { code: "unknown-variable", hint: "a name's variables are those of its matrix and of `vars`" },
  ]);
});
