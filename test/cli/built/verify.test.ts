import sharp from "sharp";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Project, togetherAt } from "../../support/project.ts";
import { startTogetherServer, type TogetherServer } from "../../support/together-server.ts";

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: webp }
assets:
  hero: { prompt: A lake }
  icon: { prompt: A fox }
`;

let server: TogetherServer;
let project: Project;

beforeEach(async () => {
  server = await startTogetherServer({ pictures: "png" });
  project = new Project(MANIFEST, togetherAt(server.url));
  expect((await project.run("build")).code).toBe(0);
});

afterEach(async () => {
  project.dispose();
  await server.close();
});

it("finds everything as the lock says", async () => {
  const run = await project.run("verify");
  expect([run.code, run.stdout]).toEqual([0, "4 files: as the lock says.\n"]);
});

it("tells another encoder from damage, by pixels", async () => {
  const again = await sharp(project.bytes("out/hero.webp")).webp({ quality: 95, effort: 6 }).toBuffer();
  project.write("out/hero.webp", again);
  project.write("out/icon.webp", await sharp(again).modulate({ hue: 120 }).webp().toBuffer());
  const bytes = await project.run("verify");
  expect([bytes.code, bytes.stdout.match(/^differs/gm)?.length]).toEqual([3, 2]);
  const pixels = await project.run("verify --pixels");
  expect(pixels.code).toBe(3);
  expect(pixels.stdout).toMatch(/^re-encoded {2}hero {2}out\/hero\.webp {2}structure \d/m);
  expect(pixels.stdout).toMatch(/^differs {5}icon {2}out\/icon\.webp/m);
  project.write("out/icon.webp", "no picture");
  expect((await project.run("verify icon --pixels")).stdout).toMatch(/^damaged {5}icon/m);
  project.remove("out/icon.webp");
  expect((await project.run("verify icon")).stdout).toMatch(/^missing {5}icon/m);
});

it("asks once more for the locked request, compares, and touches nothing", async () => {
  const [lock, picture] = [project.read("images.lock.json"), project.bytes("out/hero.webp")];
  const unlimited = await project.run("verify hero --regenerate");
  expect([unlimited.code, server.calls()]).toEqual([2, 2]);
  const run = await project.run("verify hero --regenerate --max-cost 1 --json");
  const said = JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
  expect(said).toMatchObject({ type: "regenerated", asset: "hero" });
  expect(["identical", "near", "changed"]).toContain(said["verdict"]);
  expect(run.code).toBe(said["verdict"] === "changed" ? 3 : 0);
  expect(server.calls()).toBe(3);
  const lakes = server.posts().filter(({ body }) => body["prompt"] === "A lake");
  expect(lakes).toHaveLength(2);
  expect(lakes[1]?.body).toEqual(lakes[0]?.body);
  expect([project.read("images.lock.json"), project.bytes("out/hero.webp")]).toEqual([lock, picture]);
  expect((await project.run("build")).stderr).toContain("2 up to date");
  // Each time is a call: what came the last time is no answer to the question.
  await project.run("verify hero --regenerate --max-cost 1");
  expect(server.calls()).toBe(4);
  project.remove(".imagegen");
  expect((await project.run("verify hero --regenerate --max-cost 1")).stderr).toContain("is not in the store");
  expect(server.calls()).toBe(4);
});
