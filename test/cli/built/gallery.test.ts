import sharp from "sharp";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Project } from "../../support/project.ts";

const MANIFEST = `version: 1
provider: sketch
output: "out/{name}.{ext}"
defaults: { width: 256, height: 128, format: png }
assets:
  hero: { prompt: A lake at sunset, tags: [home] }
  icon-a: { prompt: A fox, outputs: [{ format: webp }, { format: png }] }
`;

let project: Project;

beforeEach(() => {
  project = new Project(MANIFEST);
});

afterEach(() => project.dispose());

it("shows what is there and what is not yet, changes nothing, and may be written again", async () => {
  expect((await project.run("build hero")).code).toBe(0);
  const lock = project.read("images.lock.json");
  expect((await project.run("gallery --out page")).code).toBe(0);
  expect(project.read("images.lock.json")).toBe(lock);
  const page = project.read("page/index.html");
  expect(page).toContain("A lake at sunset");
  expect(page).toContain("no picture yet");
  expect(project.bytes("page/files/out/hero.png")).toEqual(project.bytes("out/hero.png"));
  const [thumbnail] = /small\/[0-9a-f]{64}\.webp/.exec(page) ?? [];
  expect((await sharp(project.bytes(`page/${thumbnail}`)).metadata()).width).toBe(256);
  expect((await project.run("build")).code).toBe(0);
  expect((await project.run("gallery --out page")).code).toBe(0);
  expect(project.read("page/index.html")).toContain('href="files/out/icon-a.webp"');
});

it("shows what an asset was before, with what differed, beside what it is", async () => {
  expect((await project.run("build")).code).toBe(0);
  const before = project.lockedOriginal("hero");
  project.edit("images.config.yaml", "A lake at sunset", "A <lake> at dawn");
  expect((await project.run("build")).code).toBe(0);
  expect((await project.run("gallery --out page")).code).toBe(0);
  const page = project.read("page/index.html");
  expect(page).toContain(`href="history/${before}.png"`);
  expect(page).toContain("prompt: &quot;A lake at sunset&quot;, now &quot;A &lt;lake&gt; at dawn&quot;");
  expect(project.bytes(`page/history/${before}.png`).length).toBeGreaterThan(100);
  expect(project.has(`page/small/${before}.webp`)).toBe(true);
});

it("is never written over somebody's folder", async () => {
  project.write("page/index.html", "mine");
  const run = await project.run("gallery --out page");
  expect([run.code, project.read("page/index.html")]).toEqual([6, "mine"]);
  // A folder without a name of its own.
  expect((await project.run("gallery --out /")).stderr).toContain("error: / holds other files than a gallery");
});
