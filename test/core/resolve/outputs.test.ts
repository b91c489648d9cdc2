import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathsOf, resolveOne, resolveText } from "./resolve-text.ts";

const one = (fields: string, root = "") =>
  resolveOne(`provider: sketch\n${root}\nassets: { hero: { prompt: x, ${fields} } }`);
const said = (fields: string, root = "") =>
  resolveText(`provider: sketch\n${root}\nassets: { hero: { prompt: x, ${fields} } }`).said;
const codes = (fields: string, root = "") => said(fields, root).map((text) => text.split(":", 1)[0]);

describe("outputs", () => {
  it("makes one PNG at the default path where nobody says more", () => {
    expect(one("").outputs).toEqual([[{ path: "images/hero.png", operations: { format: "png" } }]]);
  });

  it("takes the format from the path's extension where no field says one", () => {
    expect(one("output: a/b.JPG").outputs).toEqual([[{ path: "a/b.JPG", operations: { format: "jpeg" } }]]);
    expect(one("output: a/b.tif").outputs[0]?.[0]?.operations.format).toBe("tiff");
  });

  it("uses shorthand fields as defaults of each entry, as far as its format knows them", () => {
    const asset = one(
      "quality: 70, lossless: true, outputs: [{ format: webp }, { format: jpeg, quality: 90 }, { format: gif }]",
    );
    expect(asset.outputs[0]?.map(({ operations }) => operations)).toEqual([
      { format: "webp", quality: 70, lossless: true },
      { format: "jpeg", quality: 90 },
      { format: "gif" },
    ]);
  });

  it("puts the width in the name where there are several, and only then", () => {
    expect(pathsOf(one("format: webp, widths: [480, 960]"))).toEqual(["images/hero-480.webp", "images/hero-960.webp"]);
    expect(pathsOf(one("format: webp, widths: [480]"))).toEqual(["images/hero.webp"]);
    expect(pathsOf(one('output: "{width}/x.webp", widths: [480, 960]'))).toEqual(["480/x.webp", "960/x.webp"]);
    expect(pathsOf(one('output: "o/v1.2/{name}.{ext}", widths: [1, 2]'))).toEqual([
      "o/v1.2/hero-1.png",
      "o/v1.2/hero-2.png",
    ]);
  });

  it("fills in every variable of a path", () => {
    const template = '"{name}-{index}-{width}x{height}-{format}-{hash8}.{ext}"';
    expect(pathsOf(one(`width: 64, height: 32, format: jpeg, n: 2, output: ${template}`))).toEqual([
      "hero-1-64x32-jpeg-{hash8}.jpg",
      "hero-2-64x32-jpeg-{hash8}.jpg",
    ]);
  });

  it("says when a width or height is not known", () => {
    expect(codes('output: "{width}.png"')).toEqual(["unknown-variable"]);
    expect(codes('width: 64, height: 64, output: "{height}.png", widths: [32]')).toEqual(["unknown-variable"]);
  });

  it("wants {index} for several samples, says how, and says it once", () => {
    const { diagnostics } = resolveText(
      'provider: sketch\nassets: { hero: { prompt: x, n: 3, output: "a/{name}.{ext}" } }',
    );
    expect(diagnostics).toMatchObject([
      {
        code: "output-needs-index",
        hint: "put {index} in: a/{name}-{index}.{ext}",
        place: { pointer: ["assets", "hero", "output"] },
      },
    ]);
  });

  it("checks the extension against the format", () => {
    expect(said("format: webp, output: a.png")).toEqual([
      'path-invalid: the output path "a.png" of "hero" does not end like a webp file',
    ]);
    expect(said("output: a/b")).toEqual(['path-invalid: the output path "a/b" of "hero" has no extension']);
    expect(codes("output: a.png, outputs: [{ format: png }, { format: webp }]")).toEqual([
      "path-invalid",
      "output-collision",
    ]);
  });

  it.each([
    ["lossless: true, format: jpeg", "not-allowed"],
    ["effort: 3, format: jpeg", "not-allowed"],
    ["effort: 9, format: webp", "out-of-range"],
    ["outputs: [{ format: jpeg, lossless: true }]", "not-allowed"],
    ["outputs: [{ widths: [1, 2], width: 3 }]", "conflicting-fields"],
  ])("refuses %s", (fields, code) => {
    expect(codes(fields)).toEqual([code]);
  });

  it("leaves out what only defaults set and the format does not know, and `lossless: false`", () => {
    const asset = one("format: jpeg", "defaults: { lossless: true, effort: 4 }");
    expect(asset.outputs[0]?.[0]?.operations).toEqual({ format: "jpeg" });
    expect(one("format: webp, lossless: false").outputs[0]?.[0]?.operations).toEqual({ format: "webp" });
  });
});

describe("fit", () => {
  const operations = (fields: string) => one(fields).outputs[0]?.map(({ operations }) => operations);

  it("resizes nothing with `exact`", () => {
    expect(operations("width: 64, height: 32")).toEqual([{ format: "png" }]);
    expect(operations("width: 64, height: 32, widths: [16]")).toEqual([{ format: "png", width: 16 }]);
  });

  it("makes width and height the wanted size with `cover` and `contain`, in its ratio and never beyond it", () => {
    expect(operations("width: 90, height: 60, fit: contain")).toEqual([
      { format: "png", width: 90, height: 60, fit: "contain" },
    ]);
    expect(operations("width: 90, height: 60, fit: cover, widths: [30, 900]")).toEqual([
      { format: "png", width: 30, height: 20, fit: "cover" },
      { format: "png", width: 90, height: 60, fit: "cover" },
    ]);
    expect(operations("width: 90, height: 60, fit: cover, outputs: [{ height: 30 }]")).toEqual([
      { format: "png", width: 45, height: 30, fit: "cover" },
    ]);
  });

  it("takes an output's own size as it is said, cropping by default", () => {
    expect(operations("width: 90, height: 60, outputs: [{ width: 10, height: 10 }]")).toEqual([
      { format: "png", width: 10, height: 10, fit: "cover" },
    ]);
    expect(operations("fit: cover, outputs: [{ width: 10, height: 10, fit: contain }]")).toEqual([
      { format: "png", width: 10, height: 10, fit: "contain" },
    ]);
  });
});

describe("paths", () => {
  it.each([
    ["/etc/x.png", "path-outside-project"],
    ["../x.png", "path-outside-project"],
    ["a/../../x.png", "path-outside-project"],
    ["C:/x.png", "path-outside-project"],
    ["c:x.png", "path-outside-project"],
    ["//host/share/x.png", "path-outside-project"],
    ["\\\\\\\\host\\\\x.png", "path-outside-project"],
    ["~/x.png", "path-outside-project"],
    ["a\\\\b.png", "path-invalid"],
    ["con.png", "path-invalid"],
    ["a/NUL/x.png", "path-invalid"],
    ["a/com1.x.png", "path-invalid"],
    ["a./x.png", "path-invalid"],
    ["a /x.png", "path-invalid"],
    ["a?.png", "path-invalid"],
    ["ab:c.png", "path-invalid"],
    ["a\\u202eb.png", "path-invalid"],
    ["a\\tb.png", "path-invalid"],
    [`${"é".repeat(130)}.png`, "path-invalid"],
    [".git/x.png", "output-protected"],
    ["a/.GIT/x.png", "output-protected"],
    ["GIT~1/x.png", "output-protected"],
    ["node_modules/x.png", "output-protected"],
    [".imagegen/x.png", "output-protected"],
    ["Pictures/x.png", "output-protected"],
    ["images.config.yaml", "output-protected"],
    ["images.lock.json", "output-protected"],
    ["web/package.json", "output-protected"],
  ])("refuses %s", (path, code) => {
    expect(codes(`output: "${path}"`)).toContain(code);
  });

  it("takes usual paths, and brings them to one form", () => {
    expect(pathsOf(one("output: ./a//b/../e\u0301.png"))).toEqual(["a/\u00e9.png"]);
    expect(pathsOf(one("output: .hidden/console.png"))).toEqual([".hidden/console.png"]);
  });

  it.each([
    ["a.png", "A.PNG"],
    ["caf\u00e9.png", "cafe\u0301.png"],
    ["stra\u00dfe.png", "STRASSE.png"],
    ["x/a.png", "x/./a.png"],
  ])("finds that %s and %s are one file", (first, second) => {
    const { diagnostics } = resolveText(
      `provider: sketch\nassets: { a: { prompt: x, output: "${first}" }, b: { prompt: x, output: "${second}" } }`,
    );
    expect(diagnostics).toMatchObject([
      {
        code: "output-collision",
        place: { pointer: ["assets", "b", "output"] },
        related: [{ place: { pointer: ["assets", "a", "output"] } }],
      },
    ]);
  });

  it("points at the assets where the path comes from what they share, whatever they are called", () => {
    const { diagnostics } = resolveText(
      "provider: sketch\ndefaults: { output: x.png }\nassets: { a: { prompt: x }, output: { prompt: y } }",
    );
    expect(diagnostics).toMatchObject([
      {
        code: "output-collision",
        place: { pointer: ["assets", "output"] },
        related: [{ place: { pointer: ["assets", "a"] } }],
      },
    ]);
  });

  it("finds that a file is another's folder", () => {
    const { said } = resolveText(
      `provider: sketch\nassets: { a: { prompt: x, output: "d/x.png" }, b: { prompt: x, output: "D/X.png/y.png" } }`,
    );
    expect(said).toEqual(['output-collision: "b" needs the folder d/x.png, which is an output of "a"']);
  });

  it("does not write over a reference, a table or a prompt file", () => {
    const { said } = resolveText({
      manifest: `provider: sketch\nassets: { a: { prompt: x, output: brand/Logo.png, image: brand/logo.png } }`,
      references: { "\nbrand/logo.png": { files: [{ path: "brand/logo.png", sha256: "a".repeat(64) }], glob: false } },
    });
    expect(said).toEqual(['output-protected: "a" would be written over a reference image: brand/Logo.png']);
  });

  it("gives every accepted output a path inside the project that no other has", () => {
    const segment = fc.constantFrom("a", "B", "..", ".", "", "c.d", "é", "e\u0301", "con", "x ");
    // One that names the asset has a path of its own by construction; a fixed one does not.
    const file = fc.constantFrom("{name}.png", "{name}.png", "lake.png", "LAKE.png");
    const folder = fc.oneof(fc.constant([]), fc.array(segment, { maxLength: 3 }));
    const template = fc.tuple(folder, file).map(([segments, name]) => [...segments, name].join("/"));
    let [accepted, colliding] = [0, 0];
    fc.assert(
      fc.property(fc.array(template, { minLength: 1, maxLength: 4 }), (templates) => {
        const assets = templates.map((output, index) => [`n${index % 2}/${index}`, { prompt: "x", output }]);
        const manifest = `provider: sketch\nassets: ${JSON.stringify(Object.fromEntries(assets))}`;
        const { assets: resolved, diagnostics } = resolveText(manifest);
        const paths = resolved.flatMap(pathsOf);
        for (const path of paths) expect(path).not.toMatch(/^\/|(^|\/)\.{0,2}(\/|$)/);
        const distinct = new Set(paths.map((path) => path.normalize("NFC").toLowerCase())).size;
        if (diagnostics.some(({ code }) => code === "output-collision")) colliding += 1;
        else {
          if (paths.length > 1) accepted += 1;
          expect(distinct).toBe(paths.length);
        }
      }),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(0);
    expect(colliding).toBeGreaterThan(0);
  });
});
