import { describe, expect, it } from "vitest";
import { resolveOne, resolveText } from "./resolve-text.ts";

const digest = (letter: string) => letter.repeat(64);

describe("references", () => {
  it("reads all forms, in order", () => {
    const { assets, said, requirements } = resolveText({
      manifest: `
provider: sketch
assets:
  base: { prompt: x, n: 2, output: "{name}-{index}.png" }
  hero:
    prompt: x
    image: asset:base#2
    references: ["brand/*.png", "https://example.org/a.png", "asset:base"]
    frames: [first.png, { image: asset:base, frame: last }, { image: last.png, frame: 12 }]
`,
      references: {
        "\nbrand/*.png": {
          files: [
            { path: "brand/a.png", sha256: digest("a") },
            { path: "brand/b.png", sha256: digest("b") },
          ],
          glob: true,
        },
        "\nfirst.png": { files: [{ path: "first.png", sha256: digest("c") }], glob: false },
        "\nlast.png": { files: [{ path: "last.png", sha256: digest("d") }], glob: false },
      },
    });
    expect(said).toEqual([]);
    expect([...requirements.references.keys()]).toEqual(["\nbrand/*.png", "\nfirst.png", "\nlast.png"]);
    expect(assets[1]?.references.map(({ place: _place, ...reference }) => reference)).toEqual([
      { field: "image", kind: "asset", name: "base", sample: 1 },
      { field: "references", kind: "file", path: "brand/a.png", sha256: digest("a") },
      { field: "references", kind: "file", path: "brand/b.png", sha256: digest("b") },
      { field: "references", kind: "url", url: "https://example.org/a.png" },
      { field: "references", kind: "asset", name: "base", sample: 0 },
      { field: "frames", kind: "file", path: "first.png", sha256: digest("c") },
      { field: "frames", frame: "last", kind: "asset", name: "base", sample: 0 },
      { field: "frames", frame: 12, kind: "file", path: "last.png", sha256: digest("d") },
    ]);
    expect(assets[1]?.references[2]?.place).toMatchObject({ pointer: ["assets", "hero", "references", 0] });
  });

  it("takes paths relative to the file that says them, and never reads a folder's name as a pattern", () => {
    const { requirements } = resolveText({
      manifest: "provider: sketch\nstyles: { s: { image: brand/logo.png } }",
      fragments: { "a[b]/c/x.yaml": "assets: { p: { prompt: x, style: s, references: ['../*.png', './y/*.png'] } }" },
    });
    expect([...requirements.references.values()]).toMatchObject([
      { folder: "", pattern: "brand/logo.png" },
      { folder: "a[b]", pattern: "*.png" },
      { folder: "a[b]/c", pattern: "y/*.png" },
    ]);
  });

  it.each([
    ["http://example.org/a.png", "not-allowed"],
    ["file:///etc/passwd", "not-allowed"],
    ["data:image/png;base64,AAAA", "not-allowed"],
    ["../secret.png", "path-outside-project"],
    ["/etc/passwd", "path-outside-project"],
    ["~/x.png", "path-outside-project"],
    ["C:\\\\x.png", "path-outside-project"],
    ["asset:base#0", "not-allowed"],
    ["asset:base#two", "not-allowed"],
    ["asset:base#2", "unknown-asset"],
    ["asset:bsae", "unknown-asset"],
  ])("refuses %s", (text, code) => {
    const { diagnostics } = resolveText(
      `provider: sketch\nassets: { base: { prompt: x }, hero: { prompt: x, image: "${text}" } }`,
    );
    expect(diagnostics).toMatchObject([{ code, place: { pointer: ["assets", "hero", "image"] } }]);
  });

  it("says asset, pattern and base folder of a reference that is not there (F49)", () => {
    const { diagnostics } = resolveText({
      manifest: "provider: sketch",
      fragments: { "blog/x.yaml": "assets: { hero: { prompt: x, references: ['brand/*.png'] } }" },
      references: { "blog\nbrand/*.png": { problem: "glob-empty", message: "it matches no file", hint: "look again" } },
    });
    expect(diagnostics).toMatchObject([
      {
        code: "glob-empty",
        message: '"brand/*.png" in references of asset "hero" (relative to blog/): it matches no file',
        hint: "look again",
        asset: "hero",
      },
    ]);
  });

  it("takes one file where one is meant", () => {
    const files = [
      { path: "a.png", sha256: digest("a") },
      { path: "b.png", sha256: digest("b") },
    ];
    const { said } = resolveText({
      manifest: "provider: sketch\nassets: { hero: { prompt: x, image: '*.png' } }",
      references: { "\n*.png": { files, glob: true } },
    });
    expect(said).toEqual(['glob-invalid: "*.png" matches 2 files; one is needed here']);
  });
});

describe("order", () => {
  it("spells a cycle out (F50)", () => {
    const { diagnostics } = resolveText(`
provider: sketch
assets:
  z: { prompt: x, image: asset:a }
  a: { prompt: x, image: asset:b }
  b: { prompt: x, references: [asset:c] }
  c: { prompt: x, image: asset:a }
  self: { prompt: x, image: asset:self }
`);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "assets refer to each other in a circle: a → b → c → a",
      "assets refer to each other in a circle: self → self",
    ]);
    expect(diagnostics[0]?.place).toMatchObject({ pointer: ["assets", "a", "image"] });
  });

  it("puts assets after those they refer to, and leaves the rest as written", () => {
    const { assets, ordered, said } = resolveText(`
provider: sketch
assets:
  one: { prompt: x }
  two: { prompt: x, image: asset:four }
  three: { prompt: x }
  four: { prompt: x }
`);
    expect(said).toEqual([]);
    expect(assets.map(({ name }) => name)).toEqual(["one", "two", "three", "four"]);
    expect(ordered.map(({ name }) => name)).toEqual(["one", "four", "two", "three"]);
  });

  it("is one asset's own matter that it has no prompt", () => {
    expect(resolveOne("provider: sketch\nassets: { a: { frames: [https://example.org/a.png] } }").parameters).toEqual(
      {},
    );
  });
});
