import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** Bad input never loses data and never spends money: exit code, message, zero calls, and the disk as it was. */

serveProject();

let outside: string;

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), "imagegen-outside-"));
});

afterEach(() => {
  rmSync(outside, { recursive: true });
});

const HEAD =
  "version: 1\nprovider: together\ndefaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }\n";
const PICTURE = join(import.meta.dirname, "../../../fixtures/example/brand-colours.png");
const asset = (fields: string, name = "lake") => `${HEAD}assets:\n  ${name}: { prompt: A lake, ${fields} }\n`;

/** The codes of all errors, in their order. */
const codesIn = (text: string) => [...text.matchAll(/^error\[([a-z-]+)\]: /gm)].map(([, code]) => code).join(" ");

/** `codes` because what is said may stand in the line that is shown, whatever is wrong with it. */
const MANIFESTS: readonly (readonly [name: string, manifest: string, codes: string, says: string])[] = [
  ["empty", "", "missing-field", "images.config.yaml"],
  ["a list", "- a\n- b\n", "wrong-type", "images.config.yaml:1"],
  ["cut off", `${HEAD}assets:\n  lake: { prompt: "A la`, "yaml-syntax", "images.config.yaml:5"],
  ["without a version", "assets: {}\n", "missing-field", "version"],
  ["of a later version", "version: 2\n", "version-unsupported", "version"],
  ["an unknown field", `${HEAD}assets:\n  lake:\n    promt: A lake\n`, "unknown-field", 'did you mean "prompt"'],
  [
    "an alias bomb",
    `version: 1\nvars:\n  a: &a ["x","x","x","x","x","x","x","x","x"]\n${"bcdefghi"
      .split("")
      .map(
        (letter, index) =>
          `  ${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${"abcdefgh"[index]}`).join(",")}]`,
      )
      .join("\n")}\n`,
    "yaml-alias-bomb",
    "images.config.yaml",
  ],
  ["5000 nested lists", `version: 1\nassets: ${"[".repeat(5000)}`, "yaml-too-deep", "images.config.yaml"],
  ["__proto__ as an asset", `${HEAD}assets:\n  __proto__: { prompt: A lake }\n`, "invalid-name", "__proto__"],
  ["NUL bytes", `${HEAD}assets:\n  lake: { prompt: "A\u0000lake" }\n`, "invalid-text", "images.config.yaml"],
  ["an output above the project", asset("output: ../../x.png"), "path-outside-project", "project"],
  ["an absolute output", asset("output: /etc/x.png"), "path-outside-project", "project"],
  ["an output in .git", asset("output: .git/x.png"), "output-protected", ".git"],
  [
    "an output over the manifest",
    asset("output: images.config.yaml"),
    "path-invalid output-protected",
    "images.config.yaml",
  ],
  ["an output over the lock", asset("output: images.lock.json"), "path-invalid output-protected", "images.lock.json"],
  ["an output with a reserved name", asset("output: CON.png"), "path-invalid", "CON"],
  [
    "two outputs on one path, by case",
    `${HEAD}assets:\n  a: { prompt: x, output: out/Lake.png }\n  b: { prompt: y, output: out/lake.png }\n`,
    "output-collision",
    "out/lake.png",
  ],
  [
    "a prompt file that is missing",
    `${HEAD}assets:\n  lake: { prompt_file: nowhere.md }\n`,
    "file-unreadable",
    "nowhere.md",
  ],
  [
    "a prompt file outside",
    `${HEAD}assets:\n  lake: { prompt_file: ../../../etc/hostname }\n`,
    "path-outside-project",
    "project",
  ],
  ["a reference that is missing", asset("references: [nowhere.png]"), "reference-missing", "nowhere.png"],
  ["a glob without a match", asset('references: ["nowhere/*.png"]'), "glob-empty", "nowhere/*.png"],
  ["a reference outside", asset("references: [../../../../etc/hostname]"), "path-outside-project", "project"],
  ["a reference over http", asset('references: ["http://example.com/a.png"]'), "not-allowed", "http"],
  ["an unknown asset", asset("references: [asset:hreo]"), "unknown-asset", "hreo"],
  [
    "a cycle",
    `${HEAD}assets:\n  a: { prompt: x, references: [asset:b] }\n  b: { prompt: y, references: [asset:a] }\n`,
    "cycle",
    "a → b → a",
  ],
  ["an unknown style", asset("style: watercolour"), "unknown-style", "watercolour"],
  ["an unknown variable", `${HEAD}assets:\n  lake: { prompt: "A {brnd} lake" }\n`, "unknown-variable", "brnd"],
  [
    "a CSV that is missing",
    `${HEAD}assets:\n  "i-{sku}": { prompt: "{sku}", matrix: { from: nowhere.csv } }\n`,
    "file-unreadable",
    "nowhere.csv",
  ],
  ["a width that is no multiple of 8", asset("width: 1001"), "size-unsupported", "1000"],
  [
    "steps on a model without",
    `${HEAD}assets:\n  lake: { model: black-forest-labs/FLUX.2-pro, prompt: x, steps: 4 }\n`,
    "parameter-unsupported",
    "steps",
  ],
  ["a seed out of range", asset("seed: 2147483648"), "out-of-range", "2147483647"],
  [
    "a key in the manifest",
    `${HEAD}assets:\n  lake: { prompt: x, provider_options: { api_key: tgp_v1_0123456789abcdef0123456789abcdef } }\n`,
    "secret-in-manifest",
    "key",
  ],
  ["a colour that is none", asset("background: reddish"), "not-allowed", '"reddish" is not a colour'],
  ["an unknown provider", asset("provider: togehter"), "unknown-provider", "together"],
];

describe("a manifest with", () => {
  it.each(MANIFESTS)("%s", async (_, manifest, codes, says) => {
    project.write("images.config.yaml", manifest);
    const before = project.snapshot();
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(2);
    expect(codesIn(run.stderr)).toBe(codes);
    expect(run.stderr).toContain(says);
    expect(run.stderr).not.toMatch(/\n {4}at |bug in imagegen|tgp_v1_/);
    expect(server.calls()).toBe(0);
    expect(project.snapshot()).toEqual(before);
    expect(({} as Record<string, unknown>)["prompt"]).toBeUndefined();
  });

  it("several mistakes: all of them at once, each with its line", async () => {
    project.write(
      "images.config.yaml",
      `${HEAD}assets:\n  a:\n    promt: x\n  b:\n    prompt: y\n    widht: 8\n  c: { prompt: z, seed: many }\n`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    for (const place of ["images.config.yaml:6", "images.config.yaml:9", "images.config.yaml:10"])
      expect(run.stderr).toContain(place);
  });

  it("mistakes of form and of meaning: all of them at once, and no echo of an entry that was left out", async () => {
    project.write(
      "images.config.yaml",
      `${HEAD}assets:\n  a:\n    promt: x\n  b:\n    prompt: y\n    style: inc\n  c:\n    prompt: "{brnd} z"\n    references: [asset:a]\n  d: { model: black-forest-labs/FLUX.2-pro, prompt: z, steps: 4 }\n`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    for (const code of ["unknown-field", "unknown-style", "unknown-variable", "parameter-unsupported"])
      expect(run.stderr).toContain(code);
    expect(run.stderr).not.toContain("unknown-asset");
    expect(run.stderr).toContain("4 errors");
  });

  it("mistakes of form outside the assets: what is wrong with the assets is said as well, and no echo", async () => {
    project.write(
      "images.config.yaml",
      `version: 1
provider: together
outputt: x
defaults: { model: black-forest-labs/FLUX.2-dev, widht: 256, height: 256 }
vars: { brand: [teal] }
styles:
  ink: { promt: "{prompt}" }
assets:
  a: { prompt: "{brand} lake", style: ink, width: 256 }
  b: { prompt: "{brnd} z", style: pencil }
  c: { prompt: z, references: [asset:e] }
  d: { prompt: z, steps: many }
  e: { prompt: z, style: [5] }
`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    for (const place of [":3:", ":4:", ":5:", ":7:", ":12:", ":13:"])
      expect(run.stderr).toContain(`images.config.yaml${place}`);
    expect(run.stderr).not.toMatch(/unknown-variable|unknown-asset|unknown-style/);
    expect(run.stderr).not.toContain("assets.a");
  });

  it("syntax errors: every other mistake is said in the same run, with its line", async () => {
    project.write(
      "images.config.yaml",
      `version: 1
provider: together
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
assets:
  a:
    prompt: "A lake
  b:
    prompt: y: z
  c:
    promt: A lake
  d:
    prompt: "{brnd} lake"
  e:
    prompt: A lake
    width: 1001
  f: { prompt: [a, b }
  g: { prompt: A hill, style: pencil }
`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    for (const line of [6, 8, 10, 12, 15, 16, 17]) expect(run.stderr).toContain(`images.config.yaml:${line}:`);
    for (const code of ["yaml-syntax", "unknown-field", "unknown-variable", "size-unsupported", "unknown-style"])
      expect(run.stderr).toContain(code);
  });

  it("a bad table: its line", async () => {
    project.write("things.csv", 'sku,subject\ncup,"a cup\nlamp,a lamp,blue\n');
    project.write(
      "images.config.yaml",
      `${HEAD}assets:\n  "i-{sku}": { prompt: "{subject}", matrix: { from: things.csv } }\n`,
    );
    const run = await project.run("build");
    expect([run.code, codesIn(run.stderr)]).toEqual([2, "table-invalid"]);
    expect(run.stderr).toContain("things.csv:2:1");
  });

  it("a mistake in rows of a table: the first assets, their lines, and how many more", async () => {
    const table = (labels: readonly string[]) => ["sku,label", ...labels.map((text, row) => `r${row},${text}`), ""];
    const manifest = `${HEAD}assets:\n  "i-{sku}": { prompt: "{label}", matrix: { from: things.csv } }\n`;
    project.write("images.config.yaml", manifest);
    project.write("things.csv", table(["ok", "", "", "", "ok", "", ""]).join("\n"));
    const run = await project.run("plan");
    expect(run.code).toBe(2);
    expect(run.stderr.match(/prompt-missing/g)).toHaveLength(1);
    for (const [row, line] of [
      ["1", 3],
      ["2", 4],
    ])
      expect(run.stderr).toContain(`note: asset "i-r${row}" is made from sku=r${row}, label="": things.csv:${line}:1`);
    expect(run.stderr).toContain(
      'asset "i-r3" is made from sku=r3, label="" (and 2 more rows like it): things.csv:5:1',
    );
    project.write("things.csv", table(["", ""]).join("\n"));
    expect((await project.run("plan")).stderr).not.toContain("is made from");
  });

  it("mistakes of every stage: all of them at once", async () => {
    project.write(
      "images.config.yaml",
      `${HEAD}assets:\n  a: { prompt: x, width: 1001 }\n  b: { prompt: y, style: ink }\n  c: { prompt: "{brnd}" }\n`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    for (const said of ["size-unsupported", "unknown-style", "unknown-variable"]) expect(run.stderr).toContain(said);
    expect(run.stderr).not.toContain("prompt-missing");
  });

  it("a file that is missing hides no other mistake of its asset, and has no echo", async () => {
    project.write(
      "images.config.yaml",
      `${HEAD}assets:
  a:
    prompt: x
    image: missing.png
    width: 515
    aspect_ratio: "16:9"
  b: { prompt_file: missing.md, width: 517, image: asset:nobody }
  c: { model: "{modl}", prompt: x, width: 519 }
`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    for (const line of [7, 8, 9, 10, 11]) expect(run.stderr).toContain(`images.config.yaml:${line}:`);
    expect(run.stderr.match(/size-unsupported/g)).toHaveLength(2);
    expect(run.stderr).toContain("unknown-asset");
    expect(run.stderr).not.toMatch(/prompt-missing/);
    expect(run.stderr).toContain("7 errors");
  });

  it("a mistake of form hides no other mistake of its asset, and has no echo", async () => {
    project.write(
      "images.config.yaml",
      `${HEAD}assets:
  a:
    prompt: "{brnd} x"
    steps: 4.5
    references: [missing.png]
    negative_prompt: blurry
  b:
    widht: 5
    prompt: "{brnd}"
    image: asset:nobody
  c: { prompt: 5.5e400, image: asset:b, width: wide, height: 300 }
  d: { prompt: x, output: [1], image: asset:a }
  e: { prompt: x, image: asset:d }
  "f-{size}": { prompt: x, matrix: { size: {} } }
  g: { prompt: x, image: asset:f-1 }
`,
    );
    const run = await project.run("build");
    expect(run.code).toBe(2);
    const lines = [...run.stderr.matchAll(/--> images\.config\.yaml:(\d+):/g)].map(([, line]) => Number(line));
    expect(lines.toSorted((left, right) => left - right)).toEqual([6, 7, 8, 9, 11, 12, 13, 14, 14, 15, 17]);
    expect(run.stderr.match(/unknown-asset/g)).toHaveLength(1);
    expect(run.stderr).not.toMatch(/prompt-missing|missing-field|output-collision/);
  });

  it("something that all assets have from one place: said once", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `  a${index}: { prompt: x }\n`).join("");
    project.write("images.config.yaml", `${HEAD.replace("width: 256", "width: 255")}assets:\n${names}`);
    const run = await project.run("build");
    expect(run.code).toBe(2);
    expect(run.stderr.match(/size-unsupported/g)).toHaveLength(1);
  });

  it.each([100_000, 100_001])("a prompt of %i characters", async (length) => {
    project.write("prompt.md", "a".repeat(length));
    project.write("images.config.yaml", `${HEAD}assets:\n  lake: { prompt_file: prompt.md }\n`);
    const run = await project.run("build");
    const isTooLong = length > 100_000;
    expect(run.code, run.stderr).toBe(isTooLong ? 2 : 0);
    expect(server.calls()).toBe(isTooLong ? 0 : 1);
    expect(run.stderr.includes("the prompt has 100001 characters")).toBe(isTooLong);
    expect(run.stderr.length).toBeLessThan(1000);
  });
});

it("an asset that has a prompt with a mistake in it is not told to have one", async () => {
  project.write("prompt.md", "A\u0000lake");
  project.write("images.config.yaml", `${HEAD}assets:\n  lake: { prompt_file: prompt.md }\n`);
  const run = await project.run("plan");
  expect([run.code, codesIn(run.stderr)]).toEqual([2, "invalid-text"]);
});

it("a misspelled reference is not told to name its own asset", async () => {
  project.write("images.config.yaml", `${HEAD}assets:\n  b: { prompt: x, image: "asset:c" }\n`);
  const run = await project.run("plan");
  expect(run.stderr).toContain('"b" refers to "c", which is no asset');
  expect(run.stderr).not.toContain("did you mean");
});

it("a sample to import that there is not: how many there are", async () => {
  project.write("images.config.yaml", asset('n: 3, output: "out/{index}.png"'));
  project.write("mine.png", readFileSync(PICTURE));
  const run = await project.run("import lake mine.png --sample 4");
  expect([run.code, run.stderr]).toEqual([2, expect.stringContaining("lake makes 3 pictures: it has no sample 4")]);
  expect(run.stderr).toContain("use --sample 1 to 3");
});

it.each(["images.config.yaml", "more.yaml", "prompt.md"])(
  "%s may not be read: exit 6, with path and user",
  async (file) => {
    project.write("images.config.yaml", `${HEAD}include: [more.yaml]\nassets:\n  lake: { prompt_file: prompt.md }\n`);
    project.write("more.yaml", "assets: {}\n");
    project.write("prompt.md", "A lake\n");
    // Permissions do not hold for root, as which CI runs in a container.
    const script = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const open = fs.openSync;
fs.openSync = (path, ...rest) => {
  if (!String(path).endsWith("/${file}")) return open(path, ...rest);
  throw Object.assign(new Error("no"), { code: "EACCES", syscall: "open" });
};
syncBuiltinESMExports();
`;
    const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
    const run = await project.run("build", { environment });
    expect(run.code, run.stderr).toBe(6);
    expect(run.stderr).toMatch(/error\[file-forbidden\]: .*user \S+ may not read it \(EACCES\)/);
    expect(run.stderr).toContain(file);
    expect(run.stderr).toContain("chmod");
  },
);

it("a file to import that is not there: exit 2", async () => {
  project.write("images.config.yaml", asset("output: out/x.png"));
  const run = await project.run("import lake nowhere.png");
  expect(run.code).toBe(2);
  expect(run.stderr).toContain("nowhere.png");
});

describe("a FIFO, from which nothing ever comes, is said and not waited for:", () => {
  it.each([
    ["the manifest", "images.config.yaml", "", 2],
    ["a fragment", "part.yaml", `${HEAD}include: [part.yaml]\n`, 2],
    ["a table", "t.csv", `${HEAD}assets:\n  "i-{sku}": { prompt: x, matrix: { from: t.csv } }\n`, 2],
    ["a prompt file", "p.md", `${HEAD}assets:\n  lake: { prompt_file: p.md }\n`, 2],
    ["a reference", "r.png", asset("references: [r.png]"), 2],
    ["the lock", "images.lock.json", asset("output: out/x.png"), 6],
  ])("%s", async (_, file, manifest, exit) => {
    if (manifest !== "") project.write("images.config.yaml", manifest);
    expect((await project.shell(`mkfifo ${file}`)).code).toBe(0);
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(exit);
    expect(run.stderr).toContain("it is a FIFO, and only regular files are read");
    expect(server.calls()).toBe(0);
  });
});

it("no manifest: exit 2, and what to do", async () => {
  const run = await project.run("build");
  expect(run.code).toBe(2);
  expect(run.stderr).toContain("imagegen init");
});

it("--config below a file: exit 2, not a bug", async () => {
  project.write("notes", "x");
  await project.expectRun("plan --config notes/images.yaml", 2);
});

describe("links", () => {
  it("T5: a reference that is a link out of the project is not uploaded", async () => {
    writeFileSync(join(outside, "secret.png"), "secret");
    symlinkSync(join(outside, "secret.png"), project.path("innocent.png"));
    project.write("images.config.yaml", asset("references: [innocent.png]"));
    const run = await project.run("build");
    expect([run.code, codesIn(run.stderr)]).toEqual([2, "path-outside-project"]);
    expect(server.calls()).toBe(0);
  });

  it("T5: a manifest that is a link out of the repository is not read; one within it is", async () => {
    writeFileSync(join(outside, "notes.yaml"), "SECRET_TOKEN=abc123\n");
    symlinkSync(join(outside, "notes.yaml"), project.path("images.config.yaml"));
    const { stderr, stdout } = await project.expectRun("plan", 2);
    expect(stderr).toContain("it is a link to somewhere outside the repository");
    expect(stdout + stderr).not.toContain("abc123");
    project.remove("images.config.yaml");
    project.write(".env", "SECRET_TOKEN=abc123\n");
    symlinkSync(".env", project.path("images.config.yaml"));
    const hidden = await project.expectRun("plan", 2);
    expect(hidden.stderr).toContain("it is hidden");
    expect(hidden.stdout + hidden.stderr).not.toContain("abc123");
    project.remove("images.config.yaml");
    project.write("shared/images.yaml", asset("output: out/x.png"));
    symlinkSync("shared/images.yaml", project.path("images.config.yaml"));
    await project.expectRun("plan");
  });

  it("T7: a state folder that is a link is not written through, and nothing is paid", async () => {
    project.write("images.config.yaml", asset("output: out/x.png"));
    symlinkSync(outside, project.path(".imagegen"));
    const { stderr } = await project.expectRun("build", 2);
    expect(stderr).toContain(".imagegen is a link");
    expect([readdirSync(outside), server.calls()]).toEqual([[], 0]);
  });

  it("T7: an output folder that is a link out of the project is not written through, and nothing is paid", async () => {
    symlinkSync(outside, project.path("out"));
    project.write("images.config.yaml", asset("output: out/x.png"));
    for (const command of ["plan", "check", "build"]) {
      const { stderr } = await project.expectRun(command, 2);
      expect(stderr).toContain("out/x.png: out is a link out of the project");
      expect(stderr).toMatch(/--> images\.config\.yaml:\d+:\d+/);
    }
    expect(readdirSync(outside)).toEqual([]);
    expect(server.calls()).toBe(0);
  });
});

describe("a lock that is", () => {
  beforeEach(async () => {
    project.write("images.config.yaml", asset("output: out/x.png"));
    expect((await project.run("build")).code).toBe(0);
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, 200)],
    ["empty", () => ""],
    ["of a later version", (text: string) => text.replace('"version": 1', '"version": 99')],
    ["in conflict", (text: string) => text.replace("{\n", "{\n<<<<<<< HEAD\n")],
  ])("%s: exit 2, untouched, nothing paid", async (_, damage) => {
    const damaged = damage(project.read("images.lock.json"));
    project.write("images.lock.json", damaged);
    project.edit("images.config.yaml", "A lake", "A pond");
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(2);
    expect(run.stderr).toContain("images.lock.json");
    expect(project.read("images.lock.json")).toBe(damaged);
    expect(server.calls()).toBe(1);
  });

  it("edited by hand: said, and `check` fails", async () => {
    project.edit("images.lock.json", '"prompt": "A lake"', '"prompt": "A pond"');
    const check = await project.run("check");
    expect(check.code).toBe(3);
    expect(check.stdout).toContain("edited by hand");
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(1);
    expect((await project.run("check")).code).toBe(0);
  });
});

describe("a store with", () => {
  const objects = () => Object.keys(project.snapshotOf(".imagegen/objects-v1"));

  it.each([
    ["cut objects", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["empty objects", () => Buffer.alloc(0)],
    ["flipped objects", (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte)))],
  ])("F37: %s: dropped; what cannot be mended is lost, and nothing is paid unasked", async (_, damage) => {
    project.write("images.config.yaml", asset("output: out/x.png"));
    expect((await project.run("build")).code).toBe(0);
    for (const file of objects()) project.write(file, damage(project.bytes(file)));
    // With the outputs in place nothing is wrong yet.
    expect((await project.run("build")).code).toBe(0);
    project.remove("out");
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(3);
    expect(run.stderr).toContain("lake: neither a file as it is wanted nor the picture to make it from is anywhere");
    expect(server.calls()).toBe(1);
    expect((await project.run("build --regenerate-lost")).code).toBe(0);
    expect(server.calls()).toBe(2);
  });
});

describe("something in an output's place", () => {
  it("a link: never written through; --overwrite replaces the link, as the hint says", async () => {
    const victim = join(outside, "victim.png");
    writeFileSync(victim, "mine");
    project.write("images.config.yaml", asset("output: out/lake.png"));
    mkdirSync(project.path("out"));
    symlinkSync(victim, project.path("out/lake.png"));
    const refused = await project.run("build");
    expect(refused.code, refused.stderr).toBe(1);
    expect(refused.stderr).toContain("--overwrite");
    expect(server.calls()).toBe(0);
    const run = await project.run("build --overwrite");
    expect(run.code, run.stderr).toBe(0);
    expect(lstatSync(project.path("out/lake.png")).isFile()).toBe(true);
    expect(readFileSync(victim, "utf8")).toBe("mine");
  });

  it("a folder: the hint does not offer what would not help", async () => {
    project.write("images.config.yaml", asset("output: out/lake.png"));
    mkdirSync(project.path("out/lake.png"), { recursive: true });
    for (const words of ["build", "build --overwrite"]) {
      const run = await project.run(words);
      expect(run.code, run.stderr).toBe(2);
      expect(run.stderr).toContain("move it away");
      expect(run.stderr).not.toContain("--overwrite");
    }
    expect(server.calls()).toBe(0);
  });
});

it("keys that begin with x- are a place for anchors and nobody's mistake", async () => {
  project.write(
    "images.config.yaml",
    `x-square: &square { width: 256, height: 256 }\n${HEAD}x-notes: [1, two]\nassets:\n  lake: { <<: *square, prompt: A lake }\n`,
  );
  const run = await project.run("plan");
  expect(run.code, run.stderr).toBe(0);
  expect(run.stdout).toContain("generate");
  project.edit("images.config.yaml", "x-notes", "notes");
  const wrong = await project.run("plan");
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('unknown field "notes"');
});
