import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Project } from "../../support/project.ts";
import { startReferenceHost, type ReferenceHost } from "../../support/reference-host.ts";
import { newProject, serve, server } from "../../support/served.ts";
import { makePng, makeSvg } from "../../support/together-server/images.ts";

const URL = "https://pictures.example/cat.png";
const CAT = makePng({ width: 40, height: 30, seedText: "cat" });
const DOG = makePng({ width: 40, height: 30, seedText: "dog" });
const head = "version: 1\nprovider: together\noutput: out/{name}.{ext}\n";
const asset = (name: string, fields: string) =>
  `  ${name}: { model: black-forest-labs/FLUX.2-pro, prompt: ${name}, width: 64, height: 64, ${fields} }\n`;

serve();

let host: ReferenceHost;
let project: Project;

beforeEach(async () => {
  host = await startReferenceHost();
  host.show("/cat.png", { bytes: CAT });
  project = newProject(`${head}assets:\n${asset("painted", `references: ["${URL}"]`)}`, host.environment);
});

afterEach(() => host.close());

/** The pictures that a post brought inline. */
function sentPictures(post: number): readonly Buffer[] {
  const sent = server.posts()[post]?.body["reference_images"];
  if (!Array.isArray(sent)) throw new Error("no references were sent");
  return sent.map((uri) => Buffer.from(String(uri).split(",")[1] ?? "", "base64"));
}

describe("a URL", () => {
  it("is priced without the network, fetched once, pinned in the lock, and sent inline", async () => {
    const plan = await project.expectRun("plan");
    expect(plan.stdout).toContain("pictures.example/cat.png will be fetched");
    expect(plan.stdout).toContain("at most");
    expect(host.gets).toEqual([]);
    expect((await project.expectRun("build")).stderr).toContain("fetched https://pictures.example/cat.png");
    expect(host.gets).toEqual(["pictures.example/cat.png"]);
    expect(sentPictures(0)[0]?.subarray(0, 3).toString("hex")).toBe("ffd8ff");
    expect([...project.lock().references.keys()]).toEqual([URL]);
    await project.expectRun("build");
    await project.expectRun("check");
    expect([server.calls(), host.gets.length]).toEqual([1, 1]);
  });

  it("that two assets refer to is fetched once for both", async () => {
    project.write(
      "images.config.yaml",
      `${head}assets:\n${asset("one", `references: ["${URL}"]`)}${asset("two", `references: ["${URL}"]`)}`,
    );
    await project.expectRun("build");
    expect([server.calls(), host.gets.length]).toEqual([2, 1]);
  });

  it("is known on a fresh clone by the lock alone", async () => {
    await project.expectRun("build");
    project.remove(".imagegen");
    host.show("/cat.png", { bytes: DOG });
    await project.expectRun("check");
    await project.expectRun("build --frozen");
    expect((await project.expectRun("plan")).stdout).not.toContain("will be fetched");
    expect([server.calls(), host.gets.length]).toEqual([1, 1]);
  });

  it("whose bytes are needed and lost is fetched again, and must be the same", async () => {
    await project.expectRun("build");
    project.remove(".imagegen");
    project.edit("images.config.yaml", "prompt: painted", "prompt: repainted");
    await project.expectRun("build");
    expect([server.calls(), host.gets.length]).toEqual([2, 2]);

    project.remove(".imagegen");
    project.edit("images.config.yaml", "prompt: repainted", "prompt: painted anew");
    host.show("/cat.png", { bytes: DOG });
    const { stderr } = await project.expectRun("build", 1);
    expect(stderr).toMatch(
      /pictures\.example\/cat\.png has changed: the lock pins [0-9a-f]{64}, there is [0-9a-f]{64} now/,
    );
    expect(stderr).toContain("--refresh-references");
    expect(server.calls()).toBe(2);
    await project.expectRun("build --refresh-references");
    expect(server.calls()).toBe(3);
    await project.expectRun("check");
  });

  it("whose bytes in the store are damaged is fetched again too", async () => {
    await project.expectRun("build");
    const objects = Object.keys(project.snapshotOf(".imagegen/objects-v1"));
    const stored = objects.find((file) => project.bytes(file).equals(CAT));
    if (stored === undefined) throw new Error("what was fetched is not in the store");
    project.remove(stored);
    project.write(stored, DOG);
    project.edit("images.config.yaml", "prompt: painted", "prompt: repainted");
    await project.expectRun("build");
    expect([server.calls(), host.gets.length]).toEqual([2, 2]);
    expect(sentPictures(1)).toEqual(sentPictures(0));
  });

  it("is looked at again only when somebody asks, and costs something only when it changed", async () => {
    await project.expectRun("build");
    expect((await project.expectRun("plan --refresh-references")).stdout).toContain("will be fetched");
    await project.expectRun("build --refresh-references");
    expect([server.calls(), host.gets.length]).toEqual([1, 2]);
    host.show("/cat.png", { bytes: DOG });
    await project.expectRun("build");
    expect([server.calls(), host.gets.length]).toEqual([1, 2]);
    await project.expectRun("build --refresh-references");
    expect([server.calls(), host.gets.length]).toEqual([2, 3]);
    host.show("/cat.png", { bytes: CAT });
    await project.expectRun("build --refresh-references");
    expect([server.calls(), host.gets.length]).toEqual([2, 4]);
  });

  it("is pinned by a try as well, which locks nothing else", async () => {
    await project.expectRun("try painted -n 2");
    await project.expectRun("try painted -n 1");
    expect([server.calls(), host.gets.length]).toEqual([3, 1]);
    const { assets, references } = project.lock();
    expect([assets.size, [...references.keys()]]).toEqual([0, [URL]]);
  });

  it("that no asset refers to any more is forgotten by prune", async () => {
    await project.expectRun("build");
    project.write("images.config.yaml", `${head}assets:\n${asset("painted", "seed: 1")}`);
    expect((await project.expectRun("prune --dry-run")).stdout).toContain(
      "would forget  https://pictures.example/cat.png",
    );
    await project.expectRun("prune");
    expect(project.read("images.lock.json")).not.toContain("pictures.example");
  });

  it("is not fetched by a frozen build", async () => {
    const { stderr } = await project.expectRun("build --frozen", 3);
    expect(stderr).toContain("needs a picture that was never fetched, and a frozen build fetches none");
    expect([server.calls(), host.gets.length]).toEqual([0, 0]);
  });

  it("survives the death of the build: it was pinned before anything was paid", async () => {
    server.setMode("hold");
    const killed = project.run("build", {
      during: async (child) => {
        await server.arrived(1);
        child.kill("SIGKILL");
      },
    });
    expect((await killed).signal).toBe("SIGKILL");
    server.setMode("ok");
    host.show("/cat.png", { bytes: DOG });
    await project.expectRun("build");
    expect(host.gets).toHaveLength(1);
    expect(sentPictures(1)).toEqual(sentPictures(0));
  });
});

describe("nothing is paid when a URL", () => {
  it.each([
    ["leads to a private address", "https://intern.example/cat.png", "private address"],
    ["is a private address", "https://10.0.0.5/cat.png", "private address"],
    ["redirects to a private address", "https://pictures.example/to-intern.png", "private address"],
    ["redirects to http", "https://pictures.example/to-http.png", "only https: is fetched"],
    ["redirects for ever", "https://pictures.example/round.png", "redirects"],
    ["is a web page", "https://pictures.example/page.png", "got a web page"],
    ["is an SVG", "https://pictures.example/drawing.svg", "got an SVG drawing"],
    ["is a damaged picture", "https://pictures.example/cut.png", "damaged"],
    ["has no end", "https://pictures.example/endless.png", "larger than 64 MiB"],
    ["is not there", "https://pictures.example/none.png", "HTTP 404"],
    ["fails for ever", "https://pictures.example/broken.png", "HTTP 500"],
  ])("%s", async (_, url, words) => {
    host.show("/to-intern.png", { location: "https://intern.example/cat.png" });
    host.show("/to-http.png", { location: "http://pictures.example/cat.png" });
    host.show("/round.png", { location: "/round.png" });
    host.show("/page.png", { bytes: Buffer.from("<!doctype html><title>cat</title>") });
    host.show("/drawing.svg", { bytes: makeSvg() });
    host.show("/cut.png", { bytes: CAT.subarray(0, CAT.length - 40) });
    host.show("/endless.png", { endless: true });
    host.show("/broken.png", { status: 500 });
    project.edit("images.config.yaml", URL, url);
    const { stderr } = await project.expectRun("build", 1);
    expect(stderr).toContain(words);
    expect(stderr).toContain("images.config.yaml:5:");
    expect(server.calls()).toBe(0);
    expect(host.gets.filter((get) => get.startsWith("intern"))).toEqual([]);
  });

  it("follows a redirect to another public address", async () => {
    host.show("/moved.png", { location: "/cat.png" });
    project.edit("images.config.yaml", URL, "https://pictures.example/moved.png");
    await project.expectRun("build");
    expect(host.gets).toEqual(["pictures.example/moved.png", "pictures.example/cat.png"]);
  });
});

it("the API's own fields are sent as they are, and nothing is fetched", async () => {
  project.write("images.config.yaml", `${head}assets:\n${asset("painted", `reference_images: ["${URL}"]`)}`);
  await project.expectRun("build");
  expect(server.posts()[0]?.body["reference_images"]).toEqual([URL]);
  expect(host.gets).toEqual([]);
});

it("files come in the order of their names, then URLs as they are listed; content counts, not the name", async () => {
  project.write("brand/b.png", DOG);
  project.write("brand/a.png", CAT);
  project.write("images.config.yaml", `${head}assets:\n${asset("painted", `references: ["brand/*.png", "${URL}"]`)}`);
  await project.expectRun("build");
  const [first, second, third] = sentPictures(0);
  expect(first).toEqual(third);
  expect(first).not.toEqual(second);
  project.write("brand/c.png", DOG);
  project.remove("brand/b.png");
  await project.expectRun("build");
  expect(server.calls()).toBe(1);
  project.write("brand/a.png", DOG);
  await project.expectRun("build");
  expect(server.calls()).toBe(2);
});
