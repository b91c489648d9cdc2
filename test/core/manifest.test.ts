import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasErrors, type DiagnosticCode } from "../../src/core/diagnostic.ts";
import { parseManifest } from "../../src/core/manifest.ts";
import { composeYaml } from "../../src/core/manifest/compose.ts";
import { manifestFixtures, parseFixture, spoken } from "../support/manifest-fixtures.ts";

const FILE = "images.config.yaml";
const FIXTURES = manifestFixtures();
const VALID = FIXTURES.find(({ leaf }) => leaf === "valid")?.text ?? "";

const parse = (text: string) => parseManifest({ file: FILE, text, kind: "root" });
const codes = (text: string) => parse(text).diagnostics.map(({ code }) => code);

test("a manifest with everything in it", () => {
  const { document, diagnostics } = parse(VALID);
  expect(diagnostics).toEqual([]);
  expect(document).toEqual({
    $schema: "./node_modules/imagegen/schema/images.schema.json",
    version: 1,
    provider: "together",
    output: "public/{name}.{ext}",
    include: ["content/**/*.images.yaml"],
    defaults: { steps: 4, format: "webp" },
    vars: { brand: "muted teal", year: 2026 },
    styles: { loose: { prompt: "{prompt}, loose watercolor", negative_prompt: "blurry" } },
    budget: { max_cost: 2.5, max_calls: 10 },
    store: "originals",
    assets: {
      hero: {
        steps: 4,
        format: "webp",
        prompt: "A lake # not a comment at night",
        style: ["loose"],
        aspect_ratio: "16:9",
        background: "#ff0000",
        frames: ["a.png", { image: "asset:sea", frame: 2 }],
        outputs: [
          { format: "avif", widths: [480, 960] },
          { format: "png", fit: "cover", width: 10, height: 10 },
        ],
      },
      sea: { prompt_file: "sea.md", seed: 16, batch: false, tags: ["no", "off"], alt: "yes" },
      "icon-{season}-{sku}": {
        matrix: { season: ["spring", 1, true], from: "products.csv" },
        prompt: "{season}",
        reference_images: ["https://example.com/a.png"],
        provider_options: { guidance: 7.5, nested: { deep: [1, null] } },
      },
    },
  });
});

test("the assets keep their order", () => {
  expect(Object.keys(parse(VALID).document?.assets ?? {})).toEqual(["hero", "sea", "icon-{season}-{sku}"]);
});

test("a key called __proto__ is data and nothing else", () => {
  const { document } = parse(`version: 1\nassets:\n  a: { prompt: x, provider_options: { __proto__: { n: 4 } } }\n`);
  const options = document?.assets?.["a"]?.provider_options;
  expect(Object.keys(options ?? {})).toEqual(["__proto__"]);
  expect(options?.["n"]).toBeUndefined();
  expect(({} as Record<string, unknown>)["n"]).toBeUndefined();
});

test.each(FIXTURES)("$leaf: a document only without errors", (fixture) => {
  const { document, diagnostics } = parseFixture(fixture);
  expect(document === undefined).toBe(hasErrors(diagnostics));
});

test("the fixtures have every code of this module", () => {
  const said = new Set(FIXTURES.flatMap((fixture) => parseFixture(fixture).diagnostics.map(({ code }) => code)));
  const own: readonly DiagnosticCode[] = [
    "yaml-syntax",
    "yaml-alias-bomb",
    "yaml-tag",
    "yaml-duplicate-key",
    "yaml-comment-value",
    "number-precision",
    "unknown-field",
    "missing-field",
    "wrong-type",
    "out-of-range",
    "not-allowed",
    "version-unsupported",
    "secret-in-manifest",
  ];
  expect(own.filter((code) => !said.has(code))).toEqual([]);
});

describe("a fragment", () => {
  const fragment = (text: string) => parseManifest({ file: "a.images.yaml", text, kind: "fragment" });

  test("needs no version and may be empty", () => {
    expect(fragment("assets: { a: { prompt: x } }")).toEqual({
      document: { assets: { a: { prompt: "x" } } },
      diagnostics: [],
    });
    expect(fragment("# nothing yet\n")).toEqual({ document: {}, diagnostics: [] });
  });

  test.each(["provider: sketch", "output: a.png", "include: [b.yaml]", "budget: {}", "store: x"])(
    "has no %s",
    (line) => {
      expect(fragment(line).diagnostics.map(({ code }) => code)).toEqual(["unknown-field"]);
    },
  );
});

describe("texts that are refused before they are read", () => {
  test("too deep, twice", () => {
    const text = "[".repeat(5000) + "]".repeat(5000);
    for (const round of [1, 2]) expect([round, codes(text)]).toEqual([round, ["yaml-too-deep"]]);
  });

  test("64 levels are not too deep", () => {
    const nested = (levels: number) => `a: ${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}`;
    expect(codes(nested(64))).not.toContain("yaml-too-deep");
    expect(codes(nested(65))).toEqual(["yaml-too-deep"]);
  });

  test.each(["[", "{", "- ", "? ", ": ", "a: [", "{a: {b: ", "<<: "])("many %j", (unit) => {
    expect(codes(unit.repeat(20_000))).toEqual(["yaml-too-deep"]);
  });

  test("NUL", () => {
    expect(parse("version: 1\nstore: a\0b\n").diagnostics).toMatchObject([
      { code: "invalid-text", place: { offset: 19, length: 1 } },
    ]);
  });

  test.each(["\\0", "\\e[31m", "\\x07", "\\x7f", "\\b"])("a control character written as %s", (escape) => {
    const { document, diagnostics } = parse(
      `version: 1\nassets:\n  a:\n    prompt: "A lake${escape}"\n    alt: "tab\\t"\n`,
    );
    expect(document).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "invalid-text", asset: "a", place: { offset: 36 } }]);
  });

  test("more than 32 MiB", () => {
    expect(codes("#".repeat(32 * 1024 * 1024 + 1))).toEqual(["file-too-large"]);
  });

  // Composing all of it takes half a minute.
  test.each<[string, string]>([
    ["entries of a list", `version: 1\ntags:\n${"- a\n".repeat(1_500_000)}`],
    ["entries in brackets", `{"version": 1, "tags": [${"1,".repeat(3_000_000)}1]}`],
    ["keys", `version: 1\nassets:\n${Array.from({ length: 1_500_000 }, (_, index) => `  k${index}: 1\n`).join("")}`],
    ["comments", "#\n".repeat(5_000_000)],
    ["empty lines", "\n".repeat(10_000_000)],
    ["anchors", `version: 1\nstore: ${"&a ".repeat(5_000_000)}`],
    ["lines of a text", `version: 1\nstore: >\n${"  a\n".repeat(5_000_000)}`],
    ["letters of a text", `version: 1\nstore: "${"a".repeat(30_000_000)}"`],
  ])("millions of %s", { timeout: 10_000 }, (_, text) => {
    expect(codes(text)).toEqual(["out-of-range"]);
  });

  test("millions of documents: the second is one too many", { timeout: 10_000 }, () => {
    expect(codes(`version: 1\n${"---\n".repeat(5_000_000)}`)).toEqual(["yaml-syntax"]);
  });

  test("more than can be composed in time, in few bytes", () => {
    expect(composeYaml("\n".repeat(1000), 1001)).toMatchObject({ type: "composed" });
    expect(composeYaml("\n".repeat(1000), 900)).toEqual({ type: "too-many" });
  });
});

test("an alias bomb", () => {
  const lines = Array.from({ length: 30 }, (_, level) => {
    const items = Array.from({ length: 10 }, () => (level === 0 ? "x" : `*a${level - 1}`));
    return `  a${level}: &a${level} [${items.join(", ")}]`;
  });
  const { document, diagnostics } = parse(`version: 1\nvars:\n${lines.join("\n")}\n`);
  expect(document).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-alias-bomb"]);
});

test("one defaults map may be merged into very many assets", () => {
  const assets = Array.from({ length: 3000 }, (_, index) => `  a${index}: { <<: *shared, prompt: x }`);
  const text = `version: 1\ndefaults: &shared { steps: 4, width: 512, height: 512 }\nassets:\n${assets.join("\n")}\n`;
  const { document } = parse(text);
  expect(document?.assets?.["a2999"]).toEqual({ steps: 4, width: 512, height: 512, prompt: "x" });
});

test("more mistakes than anybody reads", () => {
  const text = `version: 1\nassets:\n${Array.from({ length: 5000 }, (_, index) => `  a${index}: { widht: 1 }`).join("\n")}\n`;
  const { diagnostics } = parse(text);
  expect(diagnostics).toHaveLength(101);
  expect(diagnostics.at(-1)?.message).toBe("and 4900 more mistakes in this file");
});

test("a key in the manifest is in no diagnostic", () => {
  const secret = "tgp_v1_EXAMPLEONLYNOTAREALKEY0000000000";
  const lines = [
    `api_key: ${secret}`,
    `api_key:${secret}\nversion: 1`,
    `${secret}: 1`,
    `store: [${secret}]`,
    `store: #${secret}`,
    `store: "a" ${secret}`,
    `store: "a"${secret}`,
    `include: ${secret}`,
    `include: &${secret} *${secret}`,
    `store: !${secret} a`,
    `version: "${secret}"`,
  ];
  for (const line of lines) {
    const text = `${line}\n`;
    const { diagnostics } = parse(text);
    expect(hasErrors(diagnostics)).toBe(true);
    expect(spoken(diagnostics, { file: FILE, text })).not.toContain("EXAMPLEONLY");
    expect(JSON.stringify(diagnostics.map(({ place: _place, ...rest }) => rest))).not.toContain("EXAMPLEONLY");
  }
});

describe("any text", () => {
  const inside = (text: string) => {
    for (const { place } of parse(text).diagnostics) {
      if (place === undefined || !("offset" in place)) continue;
      expect(place.offset).toBeGreaterThanOrEqual(0);
      expect(place.length).toBeGreaterThanOrEqual(0);
      expect(place.offset + place.length).toBeLessThanOrEqual(text.length);
    }
  };

  test("of random characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), inside), { numRuns: 300 });
  });

  test("of what YAML is made of", () => {
    const unit = fc.constantFrom(
      ...Array.from("[]{}:,-?&*!|>'\"%@`#\n\t ~<="),
      "\r\n",
      "a",
      "1",
      "<<: ",
      "---\n",
      "a: ",
      "  ",
      "*a",
      "&a ",
    );
    fc.assert(fc.property(fc.string({ unit, maxLength: 120 }), inside), { numRuns: 500 });
  });

  test("that was a manifest before somebody touched it", () => {
    const edit = fc.tuple(
      fc.nat(VALID.length),
      fc.nat(8),
      fc.constantFrom("", "\n", " ", ":", "\t", "'", '"', "{", "]", "*a", "&b ", "#", "- "),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        inside(edits.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), VALID));
      }),
      { numRuns: 300 },
    );
  });
});

test("line ends and a byte order mark change nothing", () => {
  const { document } = parse(VALID);
  expect(parse(VALID.replaceAll("\n", "\r\n")).document).toEqual(document);
  expect(parse(`\uFEFF${VALID.slice(VALID.indexOf("$schema"))}`).document).toEqual(document);
});

test("JSON is YAML", () => {
  const { document } = parse(VALID);
  expect(parse(JSON.stringify(document, undefined, "\t")).document).toEqual(document);
});
