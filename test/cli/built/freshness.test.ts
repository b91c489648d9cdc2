import { utimesSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOf, newProject, project, serveProject, server } from "../../support/served.ts";

/** What costs a call and what does not, counted at a real server. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
assets:
  hero:
    prompt: A lake at sunset
    format: png
  badge:
    prompt: A round badge
    seed: 7
    outputs:
      - { format: webp, widths: [64, 128] }
`;

serveProject(MANIFEST);

describe("calls", () => {
  beforeEach(async () => {
    expect(await callsOf("build")).toBe(2);
  });

  it("a second build: 0, and no file is touched", async () => {
    const before = project.snapshot();
    expect(Object.keys(before)).toEqual([
      "images.config.yaml",
      "images.lock.json",
      "out/badge-128.webp",
      "out/badge-64.webp",
      "out/hero.png",
    ]);
    expect(await callsOf("build")).toBe(0);
    expect(project.snapshot()).toEqual(before);
    expect((await project.run("check")).code).toBe(0);
    expect((await project.run("plan --exit-code")).code).toBe(0);
  });

  it("another prompt: 1, for that asset; put back: 0", async () => {
    project.edit("images.config.yaml", "A lake at sunset", "A lake at dawn");
    expect((await project.run("plan --exit-code")).code).toBe(3);
    expect(await callsOf("build")).toBe(1);
    expect(server.posts().at(-1)?.body["prompt"]).toBe("A lake at dawn");
    project.edit("images.config.yaml", "A lake at dawn", "A lake at sunset");
    expect(await callsOf("build")).toBe(0);
    expect((await project.run("check")).code).toBe(0);
  });

  it("another format, width or quality: 0", async () => {
    project.edit("images.config.yaml", "format: png", "format: avif");
    project.edit("images.config.yaml", "[64, 128]", "[32, 64], quality: 60");
    expect(await callsOf("build")).toBe(0);
    expect(project.has("out/hero.avif") && project.has("out/badge-32.webp")).toBe(true);
    // What is no longer wanted stays until `prune`, which deletes it.
    expect(project.has("out/hero.png")).toBe(true);
    expect((await project.run("prune")).code).toBe(0);
    expect(project.has("out/hero.png")).toBe(false);
    expect(project.has("out/hero.avif")).toBe(true);
  });

  it("an asset renamed, an output moved: 0, and the files are moved", async () => {
    const bytes = project.bytes("out/hero.png");
    project.edit("images.config.yaml", "hero:", "banner:");
    expect(await callsOf("build")).toBe(0);
    expect(project.bytes("out/banner.png").equals(bytes)).toBe(true);
    expect(project.has("out/hero.png")).toBe(false);
    project.edit("images.config.yaml", "output: out/", "output: public/");
    expect(await callsOf("build")).toBe(0);
    expect(project.bytes("public/banner.png").equals(bytes)).toBe(true);
    expect(project.has("out/banner.png")).toBe(false);
  });

  it("an output deleted: 0, restored", async () => {
    const bytes = project.bytes("out/badge-64.webp");
    project.remove("out");
    expect(await callsOf("build")).toBe(0);
    expect(project.bytes("out/badge-64.webp").equals(bytes)).toBe(true);
  });

  it("CRLF, comments, key order, quotes: 0, and the lock is not touched", async () => {
    const lock = project.read("images.lock.json");
    const [first = "", second = ""] = MANIFEST.split("assets:\n")[1]?.split("  badge:") ?? [];
    const shuffled = `${MANIFEST.split("assets:")[0]}assets:\n  badge:${second}${first}# the end\n`;
    project.write(
      "images.config.yaml",
      `\uFEFF${shuffled.replace("A lake at sunset", '"A lake at sunset"').replaceAll("\n", "\r\n")}`,
    );
    expect(await callsOf("build")).toBe(0);
    expect(project.read("images.lock.json")).toBe(lock);
  });

  it("an output edited by hand: 0, kept and said, until --overwrite", async () => {
    project.write("out/hero.png", "painted over");
    const run = await project.run("build");
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("out/hero.png was edited by hand and is kept");
    expect(project.read("out/hero.png")).toBe("painted over");
    expect(await callsOf("build --overwrite")).toBe(0);
    expect(project.read("out/hero.png")).not.toBe("painted over");
  });

  it("an output edited by hand in a fresh clone: kept and said, and nothing is written", async () => {
    project.remove(".imagegen");
    project.write("out/hero.png", "painted over");
    const before = project.snapshot();
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("out/hero.png was edited by hand and is kept");
    expect(project.snapshot()).toEqual(before);
    expect(server.calls()).toBe(2);
  });

  it("the store deleted with lock and outputs intact: 0", async () => {
    project.remove(".imagegen");
    expect(await callsOf("build")).toBe(0);
  });

  it("the lock deleted: 0, from the store", async () => {
    project.remove("images.lock.json");
    expect(await callsOf("build")).toBe(0);
    expect(project.has("images.lock.json")).toBe(true);
  });

  it("store and outputs deleted: lost, exit 3, and only --regenerate-lost pays", async () => {
    project.remove(".imagegen");
    project.remove("out");
    const run = await project.run("build");
    expect(run.code).toBe(3);
    expect(server.calls()).toBe(2);
    expect(await callsOf("build --regenerate-lost")).toBe(2);
    expect(await callsOf("build")).toBe(0);
  });

  it("the same, and renamed: lost under the new name, and prune leaves what is left of it", async () => {
    project.remove(".imagegen");
    project.edit("images.config.yaml", "  hero:", "  banner:");
    project.edit("images.config.yaml", "format: png", "format: webp");
    expect(await callsOf("build banner", { code: 3 })).toBe(0);
    const prune = await project.run("prune");
    expect([prune.code, project.has("out/hero.png")], prune.stdout).toEqual([0, true]);
  });

  it("answers that a kill left without a record, however old: 0, and no garbage while the manifest wants them", async () => {
    for (const folder of ["images.lock.json", "out", ".imagegen/generations-v1", ".imagegen/derivations-v2"])
      project.remove(folder);
    const long = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000);
    for (const file of Object.keys(project.snapshotOf(".imagegen/objects-v1")))
      utimesSync(join(project.root, file), long, long);
    await project.expectRun("store gc");
    expect(await callsOf("build")).toBe(0);
  });

  it("--replace: 1, and a build after it: 0", async () => {
    expect(await callsOf("build hero --replace")).toBe(1);
    expect(await callsOf("build")).toBe(0);
  });

  it("frozen in CI: nothing is called, whatever changed", async () => {
    project.edit("images.config.yaml", "A lake at sunset", "A lake at dawn");
    project.remove("out/badge-64.webp");
    const lock = project.read("images.lock.json");
    const run = await project.run("build", { environment: { CI: "true" } });
    expect(run.code).toBe(3);
    expect(server.calls()).toBe(2);
    expect(project.has("out/badge-64.webp")).toBe(true);
    expect(project.read("images.lock.json")).toBe(lock);
  });
});

it("another branch: its lock put back while the ignored outputs stay costs nothing, and is nobody's edit", async () => {
  await callsOf("build");
  const [lock, manifest] = [project.read("images.lock.json"), project.read("images.config.yaml")];
  const picture = project.bytes("out/hero.png");
  project.edit("images.config.yaml", "A lake at sunset", "A lake at dawn");
  expect(await callsOf("build")).toBe(1);
  project.write("images.lock.json", lock);
  project.write("images.config.yaml", manifest);
  const run = await project.run("build");
  expect(run.stderr).not.toContain("edited by hand");
  expect(run.code, run.stderr).toBe(0);
  expect(project.bytes("out/hero.png").equals(picture)).toBe(true);
  expect(server.calls()).toBe(3);
});

it("the exact request is sent, and only what somebody set", async () => {
  await callsOf("build badge");
  expect(server.posts().map(({ body }) => body)).toEqual([
    {
      model: "black-forest-labs/FLUX.2-dev",
      prompt: "A round badge",
      width: 256,
      height: 256,
      seed: 7,
      response_format: "base64",
    },
  ]);
});

it("the same recipe twice is one call", async () => {
  project.write("images.config.yaml", `${MANIFEST}  twin:\n    prompt: A round badge\n    seed: 7\n`);
  expect(await callsOf("build")).toBe(2);
});

it("a picture made from another follows its bytes", async () => {
  const tail = `  night:\n    prompt: Make it night\n    references: [asset:hero]\n`;
  project.write("images.config.yaml", MANIFEST + tail);
  expect(await callsOf("build")).toBe(3);
  expect(JSON.stringify(server.posts().at(-1)?.body)).toContain("data:image/jpeg;base64,");
  project.edit("images.config.yaml", "format: png", "format: webp");
  expect(await callsOf("build")).toBe(0);
  project.edit("images.config.yaml", "A lake at sunset", "A lake at dawn");
  expect(await callsOf("build")).toBe(2);
});

it("a clone in another folder has nothing to do", async () => {
  await callsOf("build");
  const clone = newProject();
  for (const file of Object.keys(project.snapshot())) clone.write(file, project.bytes(file));
  const run = await clone.run("build");
  expect(run.code, run.stderr).toBe(0);
  expect(server.calls()).toBe(2);
});

it("n: each sample is a call with its own seed; from 2 to 4 pays for 2", async () => {
  const team = (n: number) =>
    `version: 1\nprovider: together\noutput: out/{name}-{index}.{ext}\nassets:\n  team: { model: black-forest-labs/FLUX.2-dev, prompt: A team, width: 256, height: 256, seed: 5, n: ${n} }\n`;
  project.write("images.config.yaml", team(2));
  expect(await callsOf("build")).toBe(2);
  project.write("images.config.yaml", team(4));
  expect(await callsOf("build")).toBe(2);
  expect(
    server
      .posts()
      .map(({ body }) => Number(body["seed"]))
      .sort((left, right) => left - right),
  ).toEqual([5, 6, 7, 8]);
});

describe.each([
  { provider: "sketch", code: 0, said: "generate  hero", calls: 0 },
  { provider: "together", code: 3, said: "pay again with --regenerate-lost", calls: 2 },
])("originals and outputs that turn out to be damaged ($provider)", ({ provider, code, said, calls }) => {
  it("are drawn again where that is free, and never paid for again unasked", async () => {
    project.write("images.config.yaml", MANIFEST.replace("provider: together", `provider: ${provider}`));
    expect((await project.run("build")).code).toBe(0);
    const objects = Object.keys(project.snapshotOf(".imagegen/objects-v1"));
    expect(objects.length).toBeGreaterThan(0);
    for (const file of objects) project.write(file, "garbage");
    project.remove("out");
    const run = await project.run("build");
    expect([run.code, server.calls()], run.stderr).toEqual([code, calls]);
    expect(run.stdout + run.stderr).toContain("is damaged (7 bytes");
    expect(run.stdout + run.stderr).toContain(said);
    expect(project.has("out/hero.png")).toBe(code === 0);
  });
});
