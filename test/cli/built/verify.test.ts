import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { generationKey, type Recipe } from "../../../src/core/recipe.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { sendImage } from "../../support/together-server/answers.ts";
import { makePng } from "../../support/together-server/images.ts";

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: webp }
assets:
  hero: { prompt: A lake }
  icon: { prompt: A fox }
`;

serveProject(MANIFEST);

beforeEach(async () => {
  expect((await project.run("build")).code).toBe(0);
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

it.each([
  ["the prompt", "A lake", "A sea"],
  ["the model", "width: 256, height: 256", "width: 512, height: 512, steps: 9"],
  ["the provider", "provider: together", "provider: sketch"],
])("asks for what the lock has although %s has moved since", async (_, before, after) => {
  project.edit("images.config.yaml", before, after);
  const lock = project.read("images.lock.json");
  const unlimited = await project.run("verify hero --regenerate");
  expect([unlimited.code, server.calls()], unlimited.stderr).toEqual([2, 2]);
  const run = await project.run("verify hero --regenerate --max-cost 1");
  expect(run.stdout, run.stderr).toContain("hero: the provider answers with");
  const lakes = server.posts().filter(({ body }) => body["prompt"] === "A lake");
  expect([lakes.length, server.calls()]).toEqual([2, 3]);
  expect(lakes[1]?.body).toEqual(lakes[0]?.body);
  expect(project.read("images.lock.json")).toBe(lock);
});

it.each([
  ["another prompt", (recipe: Recipe) => ({ ...recipe, body: { ...recipe.body, prompt: "A sea" } }), false],
  ["another place, with its key", (recipe: Recipe) => ({ ...recipe, endpoint: "../v1/images/generations" }), true],
])("sends nothing of a lock that was edited by hand: %s", async (_, edit, rekey) => {
  const lock = JSON.parse(project.read("images.lock.json"));
  const [sample] = lock.assets.hero.samples as [{ recipe: Recipe; key: string }];
  sample.recipe = edit(sample.recipe);
  if (rekey) sample.key = generationKey(sample.recipe);
  project.write("images.lock.json", JSON.stringify(lock));
  const run = await project.run("verify hero --regenerate --max-cost 1");
  expect([run.code, server.calls()], run.stderr).toEqual([2, 2]);
  expect(run.stderr).toContain("the lock's entry of hero was edited by hand");
});

it("asks for one picture of a batch alone", async () => {
  project.edit(
    "images.config.yaml",
    "prompt: A fox",
    "prompt: A fox, n: 3, batch: true, output: 'out/{name}-{index}.{ext}'",
  );
  expect((await project.run("build")).code).toBe(0);
  const calls = server.calls();
  const run = await project.run("verify icon --regenerate --sample 2 --max-cost 1");
  expect([server.calls(), run.stdout]).toEqual([calls + 1, expect.stringContaining("icon: the provider answers with")]);
  const [batch, again] = server.posts().slice(-2);
  expect(batch?.body["n"]).toBe(3);
  expect(again?.body).toEqual({ ...batch?.body, n: undefined, seed: Number(batch?.body["seed"]) + 1 });
});

describe("a model that changed behind its id", () => {
  /** What it answers from now on. */
  const answerWith = (bytes: Buffer) => server.setMode((exchange) => sendImage(exchange, bytes));
  const other = makePng({ width: 256, height: 256, seedText: "another model" });

  it("is noticed, with a picture of the differences, and the lock stays", async () => {
    const [lock, picture] = [project.read("images.lock.json"), project.bytes("out/hero.webp")];
    answerWith(other);
    const run = await project.run("verify hero --regenerate --max-cost 1 --difference look/here.png");
    expect([run.code, server.calls()], run.stderr).toEqual([3, 3]);
    expect(run.stdout).toContain("hero: the provider answers with another picture now");
    expect(await sharp(project.bytes("look/here.png")).metadata()).toMatchObject({ width: 256, height: 256 });
    const again = await project.run("verify hero --regenerate --max-cost 1 --json");
    const said = JSON.parse(again.stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
    expect(said).toMatchObject({ verdict: "changed", difference: project.path(".imagegen/difference-hero.png") });
    expect(project.has(".imagegen/difference-hero.png")).toBe(true);
    expect([project.read("images.lock.json"), project.bytes("out/hero.webp")]).toEqual([lock, picture]);
    expect((await project.run("build")).stderr).toContain("2 up to date");
    expect(server.calls()).toBe(4);
    // What was paid for is said, also where the picture cannot be written.
    const nowhere = await project.run("verify hero --regenerate --max-cost 1 --difference images.lock.json/x.png");
    expect([nowhere.code, nowhere.stdout.split("\n")[0]]).toEqual([6, expect.stringContaining("another picture now")]);
  });

  it("is told from an encoder that changed, and from one in colour alone", async () => {
    const locked = sharp(lockedOriginal("hero"));
    answerWith(await locked.clone().jpeg({ quality: 95 }).toBuffer());
    const near = await project.run("verify hero --regenerate --max-cost 1");
    expect([near.code, near.stdout.split("\n")[0]]).toEqual([
      0,
      expect.stringContaining("the same picture to the eye"),
    ]);
    answerWith(await locked.clone().tint({ r: 250, g: 120, b: 120 }).png().toBuffer());
    const tinted = await project.run("verify hero --regenerate --max-cost 1");
    expect([tinted.code, tinted.stdout.split("\n")[0]]).toEqual([3, expect.stringContaining("another picture now")]);
  });
});

/** The bytes that the lock names. */
function lockedOriginal(name: string): Buffer {
  const sha256 = project.lockedOriginal(name);
  return project.bytes(`.imagegen/objects-v1/${sha256.slice(0, 2)}/${sha256}`);
}
