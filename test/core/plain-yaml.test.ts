import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseManifest, parseWhole } from "../../src/core/manifest.ts";
import { readPlainManifest } from "../../src/core/manifest/plain-manifest.ts";
import { readPlainMap } from "../../src/core/manifest/plain-yaml.ts";
import { readManifest } from "../../src/core/read-manifest.ts";

const FILE = "images.config.yaml";

/** Values as people write them: plain ones, and every kind that only looks plain. */
const WRITTEN = [
  ..."A fox|512|3.5|0|007|1_000|1e3|-4|+4|.5|5.|0x1F|0o7|true|False|TRUE|null|Null|~|yes|no|on|y|NaN|.nan|.inf".split(
    "|",
  ),
  ...'\'quoted\'|"quoted"|\'\'|""|\'it\'\'s\'|"a \\n b"|"open|\'open|"a" b|a "b"|[a, b]|[a,b]|[ a , b ]|[]|[a, [b]]'.split(
    "|",
  ),
  ..."{ a: 1 }|{a: 1, b: two}|{ a: 1, a: 2 }|{}|{ a: { b: 1 } }|[a|{ a: 1|a: b|a:b|a:|http://x.y/z|#c|a #c|a#c|- x|-x".split(
    "|",
  ),
  ..."&a x|*a|!t x|!!str 5|| |>-|%x|@x|`x`|? x|: x|,x|]x|a  b|a |é|日本|a, b|a{b}|{b}|a\tb|a\u2028b|\uFEFFa|".split(
    "|",
  ),
  ..."<<|2026-11-21|12:30|1.2.3|tgp_v1_0123456789abcdef|__proto__|constructor|=|.|...|---|A: B|[a, 'b, c']|[true, 5, x]".split(
    "|",
  ),
];
const KEYS = ["width", "x-note", "__proto__", "api_key", "a b", "5", "<<", '"q"', "twice", "twice"];

const written = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("A fox", "512", "'A fox: red'", "[a, b]") },
  fc.constantFrom(...WRITTEN),
);
const gap = fc.constantFrom("", "", "", "\n", "# note\n", "        # note\n", "  \n");
const value = fc.oneof(
  { weight: 3, arbitrary: written.map((text) => ` ${text}`) },
  fc.constantFrom("", "  two", "\n        a: 1", "\n        a:\n          b: x", "\n      - a\n      - b"),
  fc.constantFrom("\n        - a: 1\n          b: x\n        - c", " |\n        x\n\n        y", " >-\n        x"),
  fc.constantFrom(
    "\n    - a",
    "\n          - a\n         - b",
    "\n        - - a",
    "\n        -  a",
    "\n        -\n          a: 1",
  ),
);
/** Members of a map, indented by six. */
const members = fc
  .array(fc.tuple(fc.oneof({ weight: 8, arbitrary: fc.constant("") }, fc.constantFrom(...KEYS)), value, gap), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.map(([key, text, after], at) => `      ${key === "" ? `k${at}` : key}:${text}\n${after}`).join(""));
const entry = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom("hero", "icon", "card") }, fc.constantFrom("logo-{n}", "5")),
    fc.oneof({ weight: 3, arbitrary: members }, fc.constant("")),
    gap,
  )
  .map(([name, fields, after]) =>
    fields === ""
      ? `  ${name}: { prompt: A lake }\n${after}`
      : `  ${name}:\n    prompt: A lake\n    provider_options:\n${fields}${after}`,
  );
const top = fc.constantFrom(
  "",
  "provider: sketch\n",
  "defaults: { width: 512 }\n",
  "vars:\n  a: b\n",
  "vars: &v { a: b }\n",
  "# c\n",
  'x-note: "a\nb"\n',
  'styles:\n  ink: { prompt: "{prompt}, ink" }\n',
);
const document = fc
  .record({
    top,
    above: fc.boolean(),
    entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
    twice: fc.constantFrom(false, false, false, true),
    end: fc.constantFrom("\n", "\n", "\r\n"),
  })
  .map(({ top: other, above, entries, twice, end }) => {
    // Once in a while a name is there twice.
    const named = entries.map((text, at) => (twice ? text : text.replace(/^  (hero|icon|card):/, `  $1${at}:`)));
    const [head, tail] = above ? [other, ""] : ["", other];
    return `version: 1\n${head}assets:\n${named.join("")}${tail}`.replaceAll("\n", end);
  });
const kinds = fc.constantFrom("root" as const, "fragment" as const);

test("a manifest of which the plain entries are read by us says what the library alone says", async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(document, kinds, async (text, kind) => {
      const source = { file: FILE, text, kind };
      const whole = parseWhole(source);
      expect(parseManifest(source)).toEqual(whole);
      expect(await readManifest(source)).toEqual(whole);
      if (readPlainManifest(text) !== undefined && whole.document !== undefined) plain += 1;
    }),
    { numRuns: 2000 },
  );
  // It was about something.
  expect(plain).toBeGreaterThan(100);
});

test("a map that is read as plain has the value that the library gives it", () => {
  let plain = 0;
  fc.assert(
    fc.property(members, (text) => {
      const map = readPlainMap(text);
      if (map === undefined) return;
      plain += 1;
      const { document, diagnostics } = parseWhole({ file: FILE, text: `x-map:\n${text}`, kind: "fragment" });
      expect(diagnostics).toEqual([]);
      expect((document as unknown as Record<string, unknown>)["x-map"]).toEqual(map);
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(300);
});

test("the ordinary entry is plain, and one that is not leaves the others so", () => {
  const ordinary =
    "  hero:\n    # why\n    prompt: A lake, at dawn (wide) 3/4 view\n    width: 1200\n    tags: [web, hero]\n" +
    "    outputs:\n      - format: avif\n        widths: [640, 1280]\n      - { format: jpeg, quality: 80 }\n";
  expect(readPlainMap(ordinary)).toEqual({
    hero: {
      prompt: "A lake, at dawn (wide) 3/4 view",
      width: 1200,
      tags: ["web", "hero"],
      outputs: [
        { format: "avif", widths: [640, 1280] },
        { format: "jpeg", quality: 80 },
      ],
    },
  });
});

test.each([
  [
    "brackets around it all",
    '{ version: 1, x-note: "a\nassets:\n  hero:\n    prompt: A\nb",\n"assets": { foo: { prompt: B } } }\n',
  ],
  ["brackets and no comma", "{ version: 1,\nassets:\n  hero:\n    prompt: A lake\n}\n"],
  ["an indented head", "  version: 1\n  provider: sketch\nassets:\n  hero:\n    prompt: A lake\n"],
  [
    "a list that goes on after the entries",
    "version: 1\ninclude:\nassets:\n  hero:\n    prompt: A lake\n- more.yaml\n",
  ],
  ["the same with a list before", "x-l:\n- a\nassets:\n  hero:\n    prompt: A lake\n- x\n"],
  ["a name of a thousand letters", `version: 1\nassets:\n  ${"a".repeat(1100)}:\n    prompt: A lake\n`],
  ["a field of a thousand letters", `version: 1\nx-${"a".repeat(1100)}: b\nassets:\n  hero:\n    prompt: A lake\n`],
  [
    "a text that holds entries",
    "version: 1\nx-note: |\n  assets:\n    foo: { prompt: x }\nassets:\n  hero:\n    prompt: A lake\n",
  ],
  ["entries twice", "version: 1\nassets:\n  hero:\n    prompt: A lake\nassets:\n  icon:\n    prompt: A fox\n"],
])("is not taken in by %s", async (_, text) => {
  const source = { file: FILE, text, kind: "root" as const };
  expect(await readManifest(source)).toEqual(parseWhole(source));
});

test("fixtures and the example say the same either way", async () => {
  const folder = new URL("../../fixtures/manifest/", import.meta.url);
  const texts = readdirSync(folder).flatMap((leaf) =>
    readdirSync(new URL(`${leaf}/`, folder))
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => readFileSync(new URL(`${leaf}/${name}`, folder), "utf8")),
  );
  texts.push(readFileSync(new URL("../../images.config.example.yaml", import.meta.url), "utf8"));
  for (const text of texts) {
    const source = { file: FILE, text, kind: "root" as const };
    expect(await readManifest(source)).toEqual(parseWhole(source));
  }
});
