import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProject, type LoadedProject } from "../../src/build/load.ts";
import { sha256 } from "../../src/core/digest.ts";
import { openMemo } from "../../src/store/memo.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n rest of it", "latin1");

let outside: string;
let root: string;

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), "imagegen-load-"));
  root = join(outside, "project");
  mkdirSync(join(root, ".git"), { recursive: true });
});

afterEach(() => rmSync(outside, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>, folder = root): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}

function load(options: { readonly cwd?: string; readonly config?: string } = {}): Promise<LoadedProject> {
  return loadProject({
    cwd: root,
    providers: ["sketch"],
    clipMaker: () => () => false,
    openMemo: (folder) => openMemo(join(folder, ".imagegen/memo"), { root: folder }),
    ...options,
  });
}

const manifest = (assets: string) => ({ "images.config.yaml": `version: 1\nprovider: sketch\n${assets}` });
const codes = ({ diagnostics }: LoadedProject) => diagnostics.map(({ code }) => code);
const messages = ({ diagnostics }: LoadedProject) => diagnostics.map(({ message }) => message);

describe("finding the manifest", () => {
  it("looks upwards to the repository's root and no further", async () => {
    write({ ...manifest("assets: { a: { prompt: x } }"), "deep/er/x.txt": "" });
    const found = await load({ cwd: join(root, "deep/er") });
    expect(found.root).toBe(root);
    expect(found.manifestFile).toBe("images.config.yaml");
    expect(found.assets.map(({ name }) => name)).toEqual(["a"]);
    rmSync(join(root, "images.config.yaml"));
    write(manifest(""), outside);
    const missing = await load({ cwd: join(root, "deep") });
    expect(codes(missing)).toEqual(["manifest-not-found"]);
    expect(missing.assets).toEqual([]);
  });

  it("refuses two manifests in one folder", async () => {
    write({ ...manifest(""), "images.config.json": "{}" });
    expect(messages(await load())).toEqual(["images.config.yaml and images.config.json are in one folder"]);
  });

  it("takes --config, relative to the working directory", async () => {
    write({ "other/my.json": '{"version": 1, "provider": "sketch", "assets": {"a": {"prompt": "x"}}}' });
    const found = await load({ config: "other/my.json" });
    expect(found.root).toBe(join(root, "other"));
    expect(found.assets).toHaveLength(1);
    expect(codes(await load({ config: "nowhere.yaml" }))).toEqual(["manifest-not-found"]);
  });

  it("warns of another manifest beside the one that was named: the folder has one lock", async () => {
    write({ ...manifest("assets: { a: { prompt: x } }"), "icons.yaml": "version: 1\nprovider: sketch\nassets: {}\n" });
    expect(codes(await load({ config: "icons.yaml" }))).toEqual(["lock-shared"]);
    expect(codes(await load({ config: "images.config.yaml" }))).toEqual([]);
  });

  it("says what is wrong with the file itself", async () => {
    write({ "images.config.yaml": Buffer.from([0x76, 0xff, 0xfe]) });
    expect(messages(await load())).toEqual(["it is not UTF-8"]);
    rmSync(join(root, "images.config.yaml"));
    mkdirSync(join(root, "images.config.yaml"));
    expect(messages(await load())).toEqual(["it is a folder"]);
    write({ "large.yaml": "" });
    truncateSync(join(root, "large.yaml"), 32 * 1024 * 1024 + 1);
    const large = await load({ config: "large.yaml" });
    expect(codes(large)).toEqual(["file-too-large"]);
  });
});

describe("a whole project", () => {
  const files = {
    ...manifest(`
include: ["content/**/*.images.yaml"]
assets:
  "p-{sku}": { matrix: { from: data/p.csv }, prompt: "{title}" }
  team: { prompt_file: prompts/team.md, references: ["brand/*.png", "a(1).png"] }
`),
    "data/p.csv": "sku,title\nA,Mug\n",
    "prompts/team.md": "The team\n",
    "brand/b.png": PNG,
    "brand/B.png": PNG,
    "brand/a.png": PNG,
    "brand/.hidden.png": PNG,
    "a(1).png": PNG,
    "content/x/z.images.yaml": "assets: { z: { prompt: z, image: z.png } }",
    "content/x/z.png": PNG,
    "content/a.images.yaml": "assets: { y: { prompt: y } }",
  };

  it("is read once, sorted, and says everything it read", async () => {
    write(files);
    const project = await load();
    expect(project.diagnostics).toEqual([]);
    expect(project.assets.map(({ name }) => name)).toEqual(["p-A", "team", "y", "z"]);
    const team = project.assets[1];
    expect(team?.parameters.prompt).toBe("The team");
    expect(team?.references.map((reference) => reference.kind === "file" && reference.path)).toEqual([
      "brand/B.png",
      "brand/a.png",
      "brand/b.png",
      "a(1).png",
    ]);
    expect(project.inputs.files.map(({ file, kind }) => `${kind} ${file}`)).toEqual([
      "manifest images.config.yaml",
      "fragment content/a.images.yaml",
      "fragment content/x/z.images.yaml",
      "table data/p.csv",
      "prompt prompts/team.md",
      "reference brand/B.png",
      "reference brand/a.png",
      "reference brand/b.png",
      "reference a(1).png",
      "reference content/x/z.png",
    ]);
    expect(
      project.inputs.files.every(
        ({ file, sha256: digest }) => digest === sha256(Buffer.from(files[file as keyof typeof files])),
      ),
    ).toBe(true);
    expect(project.inputs.globs.map(({ pattern, files: matched }) => [pattern, matched.length])).toEqual([
      ["content/**/*.images.yaml", 2],
      ["brand/*.png", 3],
    ]);
    expect(project.references).toHaveLength(5);
    expect([...project.sources.keys()]).toContain("data/p.csv");
  });

  it("is the same after touching, with CRLF and with byte order marks", async () => {
    write(files);
    const before = await load();
    for (const [file, content] of Object.entries(files)) {
      if (typeof content === "string") writeFileSync(join(root, file), `\ufeff${content.replaceAll("\n", "\r\n")}`);
      utimesSync(join(root, file), 1_000_000, 1_000_000);
    }
    const after = await load();
    expect(after.diagnostics).toEqual([]);
    expect(after.assets).toEqual(before.assets);
    expect(after.inputs.files[0]?.sha256).not.toBe(before.inputs.files[0]?.sha256);
  });

  it("is the same in whatever order fields are written", async () => {
    const fields = {
      prompt: "x",
      width: 64,
      height: 32,
      fit: "cover",
      widths: [16, 32],
      steps: 4,
      tags: ["t"],
      alt: "a",
    };
    const shuffled = fc.shuffledSubarray(Object.keys(fields), { minLength: Object.keys(fields).length });
    let first: LoadedProject["assets"] | undefined;
    await fc.assert(
      fc.asyncProperty(shuffled, async (keys) => {
        const asset = Object.fromEntries(keys.map((key) => [key, fields[key as keyof typeof fields]]));
        write({ "images.config.json": JSON.stringify({ assets: { a: asset }, provider: "sketch", version: 1 }) });
        const { assets, diagnostics } = await load();
        expect(diagnostics).toEqual([]);
        expect(assets).toEqual((first ??= assets));
      }),
      { numRuns: 20 },
    );
  });
});

describe("references (F49, T5)", () => {
  const refer = (reference: string) => manifest(`assets: { a: { prompt: x, references: ['${reference}'] } }`);

  it.each([
    ["in a folder of its own", "out/a.png", []],
    ["not there yet", "brand/a.png", ["output-protected"]],
    ["there already", "brand/logo.png", ["output-protected"]],
    ["there already, and found by a link", "linked/x.png", ["output-protected"]],
  ])("says of a glob that an output is in it: %s", async (_case, output, said) => {
    const asset = `a: { prompt: x, output: ${output}, references: ['{{brand,link}}/*.png'] }`;
    write({ ...manifest(`assets: { ${asset} }`), "brand/logo.png": PNG, "linked/x.png": PNG });
    if (output.startsWith("linked/")) symlinkSync("linked", join(root, "link"));
    const project = await load();
    expect(codes(project)).toEqual(said);
    if (said.length > 0)
      expect(project.diagnostics[0]?.place).toMatchObject({ pointer: ["assets", "a", "references", 0] });
  });

  it.each([
    ["missing.png", "reference-missing", "it does not exist"],
    ["brand", "reference-missing", "it is a folder"],
    ["none/*.png", "glob-empty", "it matches no file"],
    ["text.png", "reference-not-image", "it is plain text"],
    ["large.png", "file-too-large", "it is larger than 64 MiB"],
    ["link-out.png", "path-outside-project", "it is a link to somewhere outside the project"],
    ["folder-out/secret.png", "path-outside-project", "it is a link to somewhere outside the project"],
    ["folder-out/*.png", "path-outside-project", "it is a link to somewhere outside the project"],
    ["{1..999999999}.png", "glob-invalid", "ranges like {1..9} are not taken"],
    ["@(a|b).png", "glob-invalid", "patterns like @(a|b) are not taken; write {{a,b}}"],
    [`${"*".repeat(300)}.png`, "glob-invalid", "a pattern has at most 256 characters"],
    ["x/*/../../../*.png", "path-outside-project", ""],
    [`${"*a".repeat(20)}.png`, "glob-invalid", "there are at most 3 * between two slashes"],
    ["{{a,b}}{{a,b}}{{a,b}}{{a,b}}{{a,b}}{{a,b}}{{a,b}}.png", "glob-invalid", "at most 64 alternatives"],
    ["x/*/../y.png", "glob-invalid", "`..` can only stand at the start"],
  ])("says what is wrong with %s", async (reference, code, message) => {
    write({ ...refer(reference), "text.png": "not a picture", "brand/x.txt": "", "large.png": PNG });
    truncateSync(join(root, "large.png"), 64 * 1024 * 1024 + 1);
    write({ "secret.png": PNG }, outside);
    symlinkSync(join(outside, "secret.png"), join(root, "link-out.png"));
    symlinkSync(outside, join(root, "folder-out"));
    const project = await load();
    expect(codes(project)).toEqual([code]);
    expect(messages(project)[0]).toContain(message.replace("{{a,b}}", "{a,b}"));
    expect(project.references).toEqual([]);
  });

  it("says how folders are separated", async () => {
    write({ ...refer("brand\\logo.png"), "brand/logo.png": PNG });
    const { diagnostics } = await load();
    expect(diagnostics).toMatchObject([{ code: "glob-empty", hint: expect.stringContaining("separated by /") }]);
  });

  it("says which name was probably meant", async () => {
    write({ ...refer("brand/Logo.png"), "brand/logo.png": PNG });
    const { diagnostics } = await load();
    expect(diagnostics[0]?.hint).toBe('did you mean "logo.png"?');
  });

  it("follows a link within the project, and finds a name in the other Unicode form", async () => {
    write({ ...refer("link.png"), "pic.png": PNG });
    symlinkSync("pic.png", join(root, "link.png"));
    const linked = await load();
    expect(linked.diagnostics).toEqual([]);
    expect(linked.references).toEqual([{ path: "pic.png", sha256: sha256(PNG) }]);
    write({ ...refer("caf\u00e9.png"), "cafe\u0301.png": PNG });
    const composed = await load();
    expect(composed.diagnostics).toEqual([]);
    expect(composed.references).toHaveLength(1);
  });

  it("takes a Git LFS pointer for the picture it stands for", async () => {
    const oid = "c".repeat(64);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;
    write({ ...refer("a.png"), "a.png": pointer });
    const project = await load();
    expect(project.diagnostics).toEqual([]);
    expect(project.references).toEqual([{ path: "a.png", sha256: oid }]);
  });
});

describe("what may hold keys (T1, T5)", () => {
  const SECRET = "TOGETHER_API_KEY=tgp_v1_0123456789abcdef";

  it.each([
    ["a prompt file", "assets: { a: { prompt_file: .env } }"],
    ["a prompt file below a hidden folder", "assets: { a: { prompt_file: .git/config } }"],
    ["a link to one", "assets: { a: { prompt_file: notes.md } }"],
    ["a table", 'assets: { "{x}": { matrix: { from: .env }, prompt: y } }'],
    ["a fragment", 'include: [".env"]\nassets: { a: { prompt: x } }'],
    ["a reference", "assets: { a: { prompt: x, references: [.env] } }"],
  ])("is not read: a hidden file as %s", async (_, text) => {
    write({ ...manifest(text), ".env": SECRET, ".git/config": SECRET });
    symlinkSync(".env", join(root, "notes.md"));
    const project = await load();
    expect(codes(project)).toContain("path-hidden");
    expect(project.inputs.files.map(({ file }) => file)).toEqual(["images.config.yaml"]);
    expect(JSON.stringify(project.diagnostics) + [...project.sources.values()].join("")).not.toContain("0123456789");
  });

  it("is not sent: a prompt file with a key in it", async () => {
    write({ ...manifest("assets: { a: { prompt_file: notes.md } }"), "notes.md": `A lake. ${SECRET}` });
    const project = await load();
    expect(codes(project)).toEqual(["secret-in-manifest"]);
    expect([...project.sources.keys()]).toEqual(["images.config.yaml"]);
  });
});

describe("fragments, tables and prompt files", () => {
  it("warns of an include without a match, and refuses one outside the project", async () => {
    write(manifest('include: ["none/*.yaml", "../x.yaml", "/etc/*.yaml", "missing.yaml", "link.yaml"]'));
    write({ "x.yaml": "assets: {}" }, outside);
    symlinkSync(join(outside, "x.yaml"), join(root, "link.yaml"));
    const { diagnostics } = await load();
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      "warning glob-empty",
      "error path-outside-project",
      "error path-outside-project",
      "error file-unreadable",
      "error path-outside-project",
    ]);
  });

  it("never takes the manifest or the lock for a fragment", async () => {
    write({ ...manifest('include: ["*.yaml", "*.json"]'), "images.lock.json": "{}" });
    expect(codes(await load())).toEqual(["glob-empty", "glob-empty"]);
    write({ ...manifest('include: ["**/*.json"]'), "site/images.lock.json": "{}" });
    expect(codes(await load())).toEqual(["glob-empty"]);
    write(manifest('include: ["./images.lock.json"]'));
    expect((await load()).diagnostics).toMatchObject([{ code: "not-allowed", hint: "take it out of include" }]);
  });

  it("finds the mistakes of all files at once", async () => {
    write({
      ...manifest(
        'include: ["f.yaml"]\nassets: { a: { prompt_file: gone.md }, "{x}": { matrix: { from: t.csv }, prompt: y } }',
      ),
      "f.yaml": "assets: { b: { prompt_file: latin.md } }",
      "latin.md": Buffer.from([0xe9]),
      "t.csv": "x\n1,2\n",
    });
    expect(messages(await load())).toEqual([
      "line 2 has 2 fields, the header has 1",
      "the prompt file gone.md: it does not exist",
      "the prompt file latin.md: it is not UTF-8",
    ]);
  });

  it.each([
    ["p.md", /^the prompt file p\.md: user \S+ may not read it \(EACCES\)$/],
    ["f.yaml", /^f\.yaml: user \S+ may not read it \(EACCES\)$/],
    ["t.csv", /^t\.csv: user \S+ may not read it \(EACCES\)$/],
    ["images.config.yaml", /^user \S+ may not read it \(EACCES\)$/],
  ])("says who may not read %s", async (file, message) => {
    const assets = 'assets: { a: { prompt_file: p.md }, "{x}": { matrix: { from: t.csv }, prompt: y } }';
    const sound = { "p.md": "x", "f.yaml": "assets: {}", "t.csv": "x\n1\n" };
    write({ ...manifest(`include: ["f.yaml"]\n${assets}`), ...sound });
    chmodSync(join(root, file), 0);
    const { diagnostics } = await asOrdinaryUser(load);
    expect(diagnostics).toMatchObject([{ code: "file-forbidden", message: expect.stringMatching(message) }]);
    expect(diagnostics[0]?.hint).toContain("chmod");
  });
});

/** Permissions do not hold for root, as which CI runs in a container: then as nobody. */
async function asOrdinaryUser<Value>(task: () => Promise<Value>): Promise<Value> {
  if (process.getuid?.() !== 0) return task();
  chmodSync(outside, 0o755);
  process.seteuid?.(65_534);
  try {
    return await task();
  } finally {
    process.seteuid?.(0);
  }
}
