import { createHash } from "node:crypto";
import { symlinkSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { callsOf, newProject, project, serveProject } from "../../support/served.ts";

/** A lock that came with a pull request: it names files of the project with their right digests (T19). */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { width: 512, height: 512, model: black-forest-labs/FLUX.2-dev, steps: 4 }
assets:
  hero: { prompt_file: prompts/hero.txt, seed: 1 }
  old: { prompt: A hill, seed: 2 }
`;

const OLD = "  old: { prompt: A hill, seed: 2 }\n";

serveProject(MANIFEST);

interface LockText {
  assets: Record<string, { samples: { outputs: Record<string, unknown> }[] }>;
  orphans?: Record<string, string>;
}

const digestOf = (file: string) => createHash("sha256").update(project.bytes(file)).digest("hex");

function editLock(edit: (lock: LockText) => void): void {
  const lock = JSON.parse(project.read("images.lock.json")) as LockText;
  edit(lock);
  project.write("images.lock.json", `${JSON.stringify(lock, null, 2)}\n`);
}

/** Says in the lock that imagegen wrote these files once. */
function claim(...files: readonly string[]): void {
  editLock((lock) => {
    lock.orphans = { ...lock.orphans, ...Object.fromEntries(files.map((file) => [file, digestOf(file)])) };
  });
}

async function picture(): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 64, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
}

async function build(): Promise<void> {
  project.write("prompts/hero.txt", "A lake");
  expect(await callsOf("build")).toBe(2);
}

describe("`prune` deletes pictures that may be outputs, and nothing else", () => {
  it("of a lock that names sources, the manifest, references and other tools' files", async () => {
    project.edit("images.config.yaml", "seed: 1 }", "seed: 1, references: [refs/photo.png] }");
    project.write("refs/photo.png", await picture());
    await build();
    project.edit("images.config.yaml", OLD, "");
    project.write("src/index.ts", "export const answer = 42;\n");
    project.write("package.json", "{}\n");
    project.write("docs/fake.png", "this is no picture");
    project.write("docs/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    for (const file of ["node_modules/kit/logo.png", ".hidden.png", ".imagegen/ledger.png"])
      project.write(file, await picture());
    symlinkSync("refs", project.path("link"));
    const named = {
      "src/index.ts": "not-a-picture",
      "package.json": "protected-path",
      "images.config.yaml": "protected-path",
      "prompts/hero.txt": "protected-path",
      "refs/photo.png": "protected-path",
      "link/photo.png": "protected-path",
      "docs/fake.png": "not-a-picture",
      "docs/drawing.svg": "not-a-picture",
      "node_modules/kit/logo.png": "protected-path",
      ".hidden.png": "protected-path",
      ".imagegen/ledger.png": "protected-path",
      ".imagegen/ledger": "protected-path",
    };
    const files = Object.keys(named);
    claim(...files);
    const before = files.map((file) => project.bytes(file).toString("base64"));
    const dry = (await project.expectRun("prune --dry-run")).stdout;
    for (const file of files) expect(dry).toContain(`refused  ${file}: it is `);
    expect(dry).toContain("would delete 1 file;");
    expect((await project.expectRun("plan")).stdout).toContain("src/index.ts: it is not called as a picture");
    const run = await project.expectRun("prune --json");
    const told = JSON.parse(run.stdout) as { deleted: string[]; refused: { path: string; code: string }[] };
    expect(told.deleted).toEqual(["out/old.png"]);
    expect(Object.fromEntries(told.refused.map(({ path, code }) => [path, code]))).toEqual(named);
    expect(files.map((file) => project.bytes(file).toString("base64"))).toEqual(before);
    expect(project.has("out/old.png")).toBe(false);
    // The lock has let go of them: it is said once.
    expect(project.lock().orphans.size).toBe(0);
    expect((await project.expectRun("prune")).stdout).not.toContain("refused");
  });

  it("of an asset that somebody invented", async () => {
    await build();
    project.write("src/index.ts", "export const answer = 42;\n");
    editLock((lock) => {
      const entry = structuredClone(lock.assets["old"]) as LockText["assets"][string];
      const [file] = Object.values(entry.samples[0]?.outputs ?? {});
      const outputs = { "src/index.ts": { ...(file as object), sha256: digestOf("src/index.ts") } };
      lock.assets["invented"] = { ...entry, samples: [{ ...entry.samples[0], outputs }] };
    });
    expect(project.lock().assets.has("invented")).toBe(true);
    expect((await project.expectRun("prune")).stdout).toContain("refused  src/index.ts: it is not called as a picture");
    expect(project.read("src/index.ts")).toContain("42");
    expect(project.lock().assets.has("invented")).toBe(false);
  });

  it("and Git LFS pointers of outputs, as before; others not", async () => {
    await build();
    project.edit("images.config.yaml", OLD, "");
    const pointerTo = (oid: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${project.bytes("out/old.png").length}\n`;
    const oid = digestOf("out/old.png");
    project.write("data/model.bin", pointerTo(oid));
    project.write("out/old.png", pointerTo(oid));
    editLock((lock) => {
      lock.orphans = { "data/model.bin": oid };
    });
    const { stdout } = await project.expectRun("prune");
    expect(stdout).toContain("deleted  out/old.png");
    expect(stdout).toContain("refused  data/model.bin");
    expect(project.has("out/old.png")).toBe(false);
    expect(project.has("data/model.bin")).toBe(true);
  });

  it("a folder that is a link out of the project is said, and the rest goes on", async () => {
    await build();
    project.edit("images.config.yaml", OLD, "");
    const other = newProject();
    other.write("photo.png", await picture());
    symlinkSync(other.root, project.path("away"));
    claim("away/photo.png");
    const { stdout } = await project.expectRun("prune");
    expect(stdout).toContain("refused  away/photo.png: it is behind a link that leaves the project (protected-path)");
    expect(stdout).toContain("deleted  out/old.png");
    expect(other.has("photo.png")).toBe(true);
  });
});

it.each([".GIT/hooks/p", ".Git/config", "git~1/config", "sub/.g\u200cit/config"])(
  "a lock that names %s is refused as a whole",
  async (path) => {
    await build();
    editLock((lock) => {
      lock.orphans = { [path]: "a".repeat(64) };
    });
    const run = await project.expectRun("prune --dry-run", 2);
    expect(run.stderr).toContain("is malformed");
  },
);

it("a file that is no picture is neither moved nor copied to where an asset's picture belongs", async () => {
  await build();
  project.write("src/index.ts", "export const answer = 42;\n");
  project.edit("images.config.yaml", "  old:", "  new:");
  editLock((lock) => {
    const entry = lock.assets["old"];
    delete lock.assets["old"];
    const [file] = Object.values(entry?.samples[0]?.outputs ?? {});
    const outputs = { "src/index.ts": { ...(file as object), sha256: digestOf("src/index.ts") } };
    lock.assets["invented"] = { samples: [{ ...entry?.samples[0], outputs }] };
  });
  expect((await project.expectRun("plan")).stdout).toContain("invented");
  expect(await callsOf("build")).toBe(0);
  expect(project.read("src/index.ts")).toContain("42");
  expect((await sharp(project.bytes("out/new.png")).metadata()).format).toBe("png");
  project.remove(".imagegen");
  await project.expectRun("prune");
  expect(project.read("src/index.ts")).toContain("42");
});
