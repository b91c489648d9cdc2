import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** The example manifest and the README's snippet are what people try first. */

const ROOT = join(import.meta.dirname, "../../..");
const EXAMPLE = "images.config.example.yaml";

serveProject(undefined, { pictures: "as-asked" });

beforeEach(() => {
  for (const file of [EXAMPLE, "products.csv", "story-opening.md", "brand-colours.png"]) {
    const path = file === EXAMPLE ? file : `fixtures/example/${file}`;
    project.write(path, readFileSync(join(ROOT, path)));
  }
});

describe("the example manifest", () => {
  it("builds with sketch, without key or network, and a second build has nothing to do", async () => {
    const first = await project.run(`build --config ${EXAMPLE}`, { environment: { TOGETHER_API_KEY: "" } });
    expect(first.code, first.stderr).toBe(0);
    for (const file of [
      "hero-480.avif",
      "hero-1344.webp",
      "hero.jpg",
      "badge-winter.png",
      "icon-lamp-128.webp",
      "office-robot-3.webp",
      "hero-night.webp",
    ]) {
      expect(project.has(`example-output/${file}`), file).toBe(true);
    }
    const files = project.snapshot();
    expect(Object.keys(files).filter((file) => file.startsWith("example-output/")).length).toBeGreaterThanOrEqual(30);
    expect(project.bytes("example-output/social-card.jpg").length).toBeLessThanOrEqual(200_000);
    const second = await project.run(`build --config ${EXAMPLE}`);
    expect(second.stderr).toContain("19 up to date");
    expect(project.snapshot()).toEqual(files);
    expect(server.calls()).toBe(0);
  });

  it("is explained: each sample's seed, and where all that is in a prompt is written", async () => {
    const manifest = project.read(EXAMPLE);
    const [, command = ""] = /`imagegen (explain [^`]+)`/.exec(manifest) ?? [];
    const robot = await project.run(command);
    const seeds = [...robot.stdout.matchAll(/^ {2}seed {12}(\d+)$/gm)].map(([, seed]) => Number(seed));
    const [first = 0] = seeds;
    expect(seeds, robot.stdout + robot.stderr).toEqual([first, first + 1, first + 2]);
    const lineOf = (text: string) => `${EXAMPLE}:${manifest.slice(0, manifest.indexOf(text)).split("\n").length}`;
    const card = await project.run(`explain social-card --config ${EXAMPLE}`);
    expect(card.stdout).toContain(
      `(asset, ${lineOf("prompt: A majestic")}; style watercolor, ${lineOf('prompt: "{prompt}, loose')}; {brand}, ${lineOf("brand: muted")})`,
    );
    const icon = await project.run(`explain icon-lamp --config ${EXAMPLE}`);
    const row =
      project
        .read("fixtures/example/products.csv")
        .split("\n")
        .findIndex((line) => line.startsWith("lamp")) + 1;
    expect(icon.stdout).toContain(`{subject}, fixtures/example/products.csv:${row}; {colour}, fixtures/example`);
    const story = await project.run(`explain story-opening --config ${EXAMPLE}`);
    expect(story.stdout).toContain("; fixtures/example/story-opening.md)");
  });

  it("builds with Together, one call for each picture, and sketch's pictures do not pass for the real ones", async () => {
    expect((await project.run(`build --config ${EXAMPLE} hero space-cat`)).code).toBe(0);
    const run = await project.run(`build --config ${EXAMPLE} --provider together`);
    expect(run.code, run.stderr).toBe(0);
    // As of a model that is retired, which a call may be refused for.
    expect(run.stderr).not.toContain("warning");
    // 19 assets, one of them with three samples.
    expect(server.calls()).toBe(21);
    const again = await project.run(`build --config ${EXAMPLE} --provider together`);
    expect(again.code, again.stderr).toBe(0);
    expect(server.calls()).toBe(21);
  });
});

it("the README's manifest is a manifest: one call for each of its pictures", async () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, snippet = ""] = /```yaml\n(# images\.config\.yaml\n[\s\S]*?)```/.exec(readme) ?? [];
  project.write("images.config.yaml", snippet);
  const run = await project.run("build");
  expect(run.code, run.stderr).toBe(0);
  expect(server.calls()).toBe(2);
});

it("`init` writes a manifest that plans and builds as it is", async () => {
  project.remove(EXAMPLE);
  expect((await project.run("init")).code).toBe(0);
  expect(project.read(".gitignore")).toContain(".imagegen/");
  expect(project.read("images.config.yaml")).toContain("yaml-language-server");
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(1);
  const again = await project.run("init");
  expect(again.code).toBe(2);
});
