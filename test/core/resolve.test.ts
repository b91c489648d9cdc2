import { describe, expect, it } from "vitest";
import { pathsOf, resolveOne, resolveText } from "./resolve/resolve-text.ts";

describe("precedence", () => {
  const manifest = `
provider: together
output: public/{name}.{ext}
defaults: { model: from-defaults, steps: 4, width: 64, format: webp }
styles:
  soft: { steps: 8, guidance_scale: 2, negative_prompt: from soft }
  sharp: { steps: 9, negative_prompt: from sharp }
assets:
  hero: { prompt: A lake, style: [soft, sharp], width: 128 }
`;

  it("takes the asset, then its styles from right to left, then defaults, then the root", () => {
    const hero = resolveOne(manifest);
    expect(hero.provider).toBe("together");
    expect(hero.parameters).toEqual({
      prompt: "A lake",
      model: "from-defaults",
      steps: 9,
      guidance_scale: 2,
      negative_prompt: "from sharp",
      width: 128,
    });
    expect(hero.outputs).toEqual([[{ path: "public/hero.webp", operations: { format: "webp" } }]]);
  });

  it("says where each field comes from", () => {
    const { origins } = resolveOne(manifest);
    const file = "images.config.yaml";
    const at = "value";
    expect(origins.width).toEqual({ from: "asset", place: { file, pointer: ["assets", "hero", "width"], at } });
    expect(origins.steps).toEqual({
      from: "style",
      style: "sharp",
      place: { file, pointer: ["styles", "sharp", "steps"], at },
    });
    expect(origins.model).toEqual({ from: "defaults", place: { file, pointer: ["defaults", "model"], at } });
    expect(origins.provider).toEqual({ from: "defaults", place: { file, pointer: ["provider"], at } });
    expect(origins.output).toEqual({ from: "defaults", place: { file, pointer: ["output"], at } });
    expect(origins.outputs).toEqual({ from: "defaults", place: { file, pointer: ["defaults", "format"], at } });
    expect(origins.seed).toBeUndefined();
  });

  it("lets a fragment's defaults, styles and vars come before the root's", () => {
    const { assets, said } = resolveText({
      manifest: `
provider: together
vars: { brand: root brand, other: root other }
defaults: { steps: 1, model: root }
styles: { look: { prompt: "{prompt}, root look" } }
include: ["blog/*.images.yaml"]
assets: { a: { prompt: "{brand} {other}", style: look } }
`,
      fragments: {
        "blog/x.images.yaml": `
vars: { brand: blog brand }
defaults: { steps: 2, output: "img/{name}.{ext}" }
styles: { look: { prompt: "{prompt}, {brand} look" } }
assets: { b: { prompt: "{brand} {other}", style: look } }
`,
      },
    });
    expect(said).toEqual([]);
    expect(assets.map(({ parameters }) => parameters)).toEqual([
      { prompt: "root brand root other, root look", steps: 1, model: "root" },
      { prompt: "blog brand root other, blog brand look", steps: 2, model: "root" },
    ]);
    expect(assets.flatMap(pathsOf)).toEqual(["images/a.png", "blog/img/b.png"]);
  });

  it("puts the command line's provider over everything", () => {
    const asset = resolveOne({ manifest: "assets: { a: { prompt: x, provider: together } }", provider: "sketch" });
    expect(asset.provider).toBe("sketch");
    expect(asset.origins.provider?.from).toBe("command-line");
  });

  it("invents nothing", () => {
    const asset = resolveOne("provider: sketch\nassets: { a: { prompt: x } }");
    expect(asset).toEqual({
      name: "a",
      place: { file: "images.config.yaml", pointer: ["assets", "a"], at: "key" },
      provider: "sketch",
      parameters: { prompt: "x" },
      samples: 1,
      batch: false,
      fit: "exact",
      references: [],
      outputs: [[{ path: "images/a.png", operations: { format: "png" } }]],
      alt: undefined,
      tags: [],
      origins: expect.anything(),
    });
  });
});

describe("prompts", () => {
  const prompt = (manifest: string, files = {}) =>
    resolveOne({ manifest: `provider: sketch\n${manifest}`, files }).parameters.prompt;

  it("wraps styles around the prompt in order", () => {
    const styles = `styles: { a: { prompt: "a({prompt})" }, b: { prompt: "b({prompt})" } }`;
    expect(prompt(`${styles}\nassets: { x: { prompt: "{{x}}", style: [a, b] } }`)).toBe("b(a({x}))");
  });

  it("does not read values as templates", () => {
    expect(prompt(`vars: { a: "{b}", b: no }\nassets: { x: { prompt: "{a}" } }`)).toBe("{b}");
  });

  it("keeps JSON in a prompt", () => {
    expect(prompt(`assets: { x: { prompt: '{"subject": {"kind": "{kind}"}}' } }\nvars: { kind: cat }`)).toBe(
      '{"subject": {"kind": "cat"}}',
    );
  });

  it("reads the environment nowhere", () => {
    const { said } = resolveText("provider: sketch\nassets: { x: { prompt: '${HOME} $HOME' } }");
    expect(said).toEqual(["unknown-variable: there is no variable {HOME}"]);
  });

  it("normalises what it sends once, the same from a file", () => {
    const file = "\ufeffA cafe\u0301\r\nby {brand}  \r\n\r\n";
    const manifest = `vars: { brand: us }\nstyles: { s: { prompt: "{prompt}!" } }\nassets: { x: { prompt_file: p/x.md, style: s } }`;
    expect(prompt(manifest, { "p/x.md": file })).toBe("A caf\u00e9\nby us!");
  });

  it("says unknown variables in a prompt file where they are", () => {
    const { diagnostics } = resolveText({
      manifest: "provider: sketch\nvars: { brand: us }\nassets: { x: { prompt_file: x.md } }",
      files: { "x.md": "A lake by {brnad}" },
    });
    expect(diagnostics).toEqual([
      {
        severity: "error",
        code: "unknown-variable",
        message: "there is no variable {brnad}",
        hint: 'did you mean "brand"?',
        place: { file: "x.md", offset: 10, length: 7 },
      },
    ]);
  });

  it("refuses two prompts, a style that drops one, and an empty or missing file", () => {
    const { said } = resolveText({
      manifest: `
provider: sketch
styles: { s: { prompt: no place } }
assets:
  both: { prompt: x, prompt_file: x.md }
  dropped: { prompt: x, style: s }
  empty: { prompt_file: empty.md }
  missing: { prompt_file: missing.md }
  outside: { prompt_file: ../x.md }
  styled: { style: s }
`,
      files: { "x.md": "x", "empty.md": " \n" },
    });
    expect(said).toEqual([
      "conflicting-fields: both `prompt` and `prompt_file` are set",
      'conflicting-fields: the prompt of style "s" has no {prompt}, so the asset\'s own prompt would be lost',
      "prompt-missing: the prompt file empty.md is empty",
      "file-unreadable: no missing.md",
      'path-outside-project: "../x.md" is outside the project',
    ]);
  });
});

describe("matrix", () => {
  it("makes one asset per row of the product, in the order written", () => {
    const { assets, said } = resolveText(`
provider: sketch
assets:
  "{size}-{season}":
    matrix: { season: [spring, fall], size: [1, 2.5, true] }
    prompt: "{season} {size}"
    tags: ["{season}"]
    alt: "{season}!"
`);
    expect(said).toEqual([]);
    expect(assets.map(({ name }) => name)).toEqual([
      "1-spring",
      "2.5-spring",
      "true-spring",
      "1-fall",
      "2.5-fall",
      "true-fall",
    ]);
    expect(assets.map(({ tags }) => tags[0])).toEqual(["spring", "spring", "spring", "fall", "fall", "fall"]);
    expect(assets[4]).toMatchObject({ parameters: { prompt: "fall 2.5" }, alt: "fall!" });
  });

  it("fills in variables wherever there is text, and leaves provider_options alone", () => {
    const { assets, said } = resolveText(`
provider: sketch
styles: { red: { prompt: "{prompt} in red" }, blue: { steps: 7 } }
assets:
  "a-{v}":
    matrix: { v: [red, blue] }
    prompt: A {v} ball
    style: "{v}"
    model: "m-{v}"
    negative_prompt: not {v}
    aspect_ratio: "{r}:{r}"
    image_url: https://example.org/{v}.png
    reference_images: ["https://example.org/r-{v}.png"]
    image_loras: [{ path: "lora-{v}", scale: 1 }]
    frame_images: [{ input_image: "https://example.org/f-{v}.png" }]
    provider_options: { x: "{v}" }
    background: "{v}"
    output: "out/{v}/{name}.{ext}"
vars: { r: 3 }
`);
    expect(said).toEqual([]);
    expect(assets[0]?.parameters).toEqual({
      prompt: "A red ball in red",
      model: "m-red",
      negative_prompt: "not red",
      aspect_ratio: "3:3",
      image_url: "https://example.org/red.png",
      reference_images: ["https://example.org/r-red.png"],
      image_loras: [{ path: "lora-red", scale: 1 }],
      frame_images: [{ input_image: "https://example.org/f-red.png" }],
      provider_options: { x: "{v}" },
    });
    expect(assets[1]?.parameters).toMatchObject({ prompt: "A blue ball", steps: 7 });
    expect(assets[0]?.outputs).toEqual([
      [{ path: "out/red/a-red.png", operations: { format: "png", background: "red" } }],
    ]);
  });

  it("takes rows from CSV, combined with lists, relative to the file that says it", () => {
    const { assets, said, requirements } = resolveText({
      manifest: "provider: sketch",
      fragments: {
        "shop/p.images.yaml": `
assets:
  "{sku}-{view}":
    matrix: { from: data/p.csv, view: [front, back] }
    prompt: "{name}, {view}"
    image: "photos/{sku}.jpg"
`,
      },
      files: { "shop/data/p.csv": '\ufeffsku,name\r\nA1,"Mug, ""blue"""\r\nB2,Cup\r\n' },
      references: {
        "shop\nphotos/A1.jpg": { files: [{ path: "shop/photos/A1.jpg", sha256: "a".repeat(64) }], glob: false },
        "shop\nphotos/B2.jpg": { files: [{ path: "shop/photos/B2.jpg", sha256: "b".repeat(64) }], glob: false },
      },
    });
    expect(said).toEqual([]);
    expect(assets.map(({ name, parameters }) => [name, parameters.prompt])).toEqual([
      ["A1-front", 'Mug, "blue", front'],
      ["A1-back", 'Mug, "blue", back'],
      ["B2-front", "Cup, front"],
      ["B2-back", "Cup, back"],
    ]);
    expect([...requirements.references.values()]).toMatchObject([
      { folder: "shop", pattern: "photos/A1.jpg" },
      { folder: "shop", pattern: "photos/B2.jpg" },
    ]);
    expect(assets[3]?.references).toMatchObject([{ kind: "file", path: "shop/photos/B2.jpg" }]);
  });

  it("says what is wrong with a matrix", () => {
    const { said } = resolveText({
      manifest: `
provider: sketch
assets:
  "a-{x}": { matrix: { from: t.csv, x: [1] }, prompt: p }
  "b-{y}": { matrix: { "y-1": [1] }, prompt: p }
  "c": { matrix: { z: [1, 2] }, prompt: p }
  "d-{z}": { matrix: { z: [ok, "not ok", x/../up] }, prompt: p }
  "e-{q}": { matrix: { from: ../t.csv }, prompt: p }
`,
      files: { "t.csv": "x\n1\n" },
    });
    expect(said).toEqual([
      'matrix-invalid: there are two matrix variables "x"',
      'matrix-invalid: "y-1" cannot be a variable: use letters, digits and _',
      'matrix-invalid: "../t.csv" is outside the project',
      'duplicate-asset: two rows of the matrix make the name "c"',
      'invalid-name: "d-not ok" cannot be a name: a name is made of A-Z, a-z, 0-9 and _ . / -, and starts with a letter or digit',
      'invalid-name: "d-x/../up" cannot be a name: `.` and `..` are no parts of a name',
    ]);
  });

  it("says the same mistake of many rows a few times and counts the rest", () => {
    const csv = `v\n${Array.from({ length: 500 }, (_, index) => `bad ${index}`).join("\n")}`;
    const { said, assets } = resolveText({
      manifest: `provider: sketch\nassets: { "{v}": { matrix: { from: t.csv }, prompt: p } }`,
      files: { "t.csv": csv },
    });
    expect(assets).toEqual([]);
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe("invalid-name: and 490 more like this");
  });

  it("refuses a product that is too large before it makes it", () => {
    const list = JSON.stringify(Array.from({ length: 1000 }, (_, index) => index));
    const { said } = resolveText(
      `provider: sketch\nassets: { "{a}-{b}-{c}": { matrix: { a: ${list}, b: ${list}, c: ${list} }, prompt: p } }`,
    );
    expect(said).toEqual([
      "too-many-assets: there are 1000000000 assets; the most is 75000, and this entry goes beyond it",
    ]);
  });
});

describe("names, styles and providers", () => {
  it("finds all mistakes at once, with the nearest name", () => {
    const { diagnostics } = resolveText(`
provider: togehter
styles: { watercolor: { steps: 3 } }
assets:
  toString: { prompt: a }
  a//b: { prompt: a }
  end.: { prompt: a }
  -x: { prompt: a }
  ok: { prompt: "{nmae}", style: watercolour, image: asset:toString }
`);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["unknown-style", 'did you mean "watercolor"?'],
      ["unknown-variable", "write {{nmae}} for the braces themselves"],
      ["invalid-name", undefined],
      ["invalid-name", undefined],
      ["invalid-name", undefined],
      ["invalid-name", undefined],
      ["unknown-provider", 'did you mean "together"?'],
      ["unused-style", undefined],
      ["unknown-asset", undefined],
    ]);
  });

  it("names both places of a duplicate", () => {
    const { diagnostics } = resolveText({
      manifest: "provider: sketch\nassets: { a: { prompt: x } }",
      fragments: { "b.yaml": "assets: { a: { prompt: y } }" },
    });
    expect(diagnostics).toMatchObject([
      {
        code: "duplicate-asset",
        place: { file: "b.yaml" },
        related: [{ place: { file: "images.config.yaml", pointer: ["assets", "a"] } }],
      },
    ]);
  });

  it("wants a provider", () => {
    expect(resolveText("assets: { a: { prompt: x } }").said).toEqual(["missing-field: no provider is set"]);
  });
});
