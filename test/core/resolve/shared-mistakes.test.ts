import { expect, test } from "vitest";
import { resolveText } from "./resolve-text.ts";

const LAKES = `assets: { a: { prompt: A }, b: { prompt: B }, "c-{size}": { prompt: C, matrix: { size: [1, 2] } } }`;
const said = (world: Parameters<typeof resolveText>[0]) =>
  resolveText(world).diagnostics.map(({ code, message, assets }) => [code, message, assets]);

test("a mistake that assets share is said once, with their number", () => {
  expect(said(`provider: sketch\noutput: out/{nmae}.{ext}\n${LAKES}`)).toEqual([
    ["unknown-variable", "there is no variable {nmae}", 4],
  ]);
  expect(said(`provider: sketch\ndefaults: { style: ikn }\n${LAKES}`)).toEqual([
    ["unknown-style", 'there is no style "ikn"', 4],
  ]);
  expect(said("assets: { a: { prompt: A }, b: { prompt: B } }")).toEqual([["missing-field", "no provider is set", 2]]);
});

test("an unknown --provider is at no place of the manifest", () => {
  const { diagnostics } = resolveText({ manifest: LAKES.replace("size: [1, 2]", "size: [1]"), provider: "nope" });
  expect(diagnostics[0]).toEqual({
    severity: "error",
    code: "unknown-provider",
    message: 'there is no provider "nope"',
    hint: "there are sketch, together",
    assets: 3,
  });
});

test("paths with a gap that was said collide with nothing", () => {
  const manifest = `provider: sketch\noutput: out/{width}.{ext}\nassets: { a: { prompt: A }, b: { prompt: B } }`;
  expect(said(manifest)).toEqual([
    ["unknown-variable", "{width} is not known: nothing says the width of this output", 2],
  ]);
});
