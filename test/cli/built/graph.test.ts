import { beforeEach, describe, expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";
import { sendImage } from "../../support/together-server/answers.ts";
import { makePng } from "../../support/together-server/images.ts";

/** Assets that use assets: order, calls, early cut-off, failures and circles, seen from the command line. */

const FLUX = "model: black-forest-labs/FLUX.2-pro, width: 64, height: 64";
const manifest = (assets: string): string =>
  `version: 1\nprovider: together\noutput: out/{name}-{index}.{ext}\nassets:\n${assets}`;

const CHAIN = manifest(`  hero: { ${FLUX}, prompt: hero }
  night: { ${FLUX}, prompt: night, image: asset:hero }
  stars: { ${FLUX}, prompt: stars, references: [asset:night, asset:hero] }
  lone: { ${FLUX}, prompt: lone }
`);

serveProject(CHAIN);

beforeEach(() => {
  server.setVideos({});
});

const prompts = (from = 0): unknown[] =>
  server
    .posts()
    .slice(from)
    .map(({ body }) => body["prompt"]);

/** The pictures that a request brought inline, by the prompt it had. */
function picturesOf(prompt: string): readonly string[] {
  const post = server.posts().findLast(({ body }) => body["prompt"] === prompt);
  const sent = post?.body["reference_images"];
  if (!Array.isArray(sent)) throw new Error(`${prompt} was sent without pictures`);
  return sent.map(String);
}

describe("a chain", () => {
  it("is planned as a maybe, built in order, and what does not wait does not", async () => {
    const { stdout } = await project.expectRun("plan");
    expect(stdout).toMatch(/maybe\s+night/);
    expect(stdout).toContain("waits for hero");
    await project.expectRun("build");
    expect(new Set(prompts().slice(0, 2))).toEqual(new Set(["hero", "lone"]));
    expect(prompts().slice(2)).toEqual(["night", "stars"]);
    expect(picturesOf("stars")[1]).toBe(picturesOf("night")[0]);
    await project.expectRun("build");
    expect(server.calls()).toBe(4);
  });

  it("is touched by what its pictures are, not by how they are asked for or written", async () => {
    await project.expectRun("build");
    project.edit("images.config.yaml", `${FLUX}, prompt: hero }`, `${FLUX}, prompt: hero, format: webp }`);
    await project.expectRun("build");
    expect(server.calls()).toBe(4);
    const same = makePng({ width: 64, height: 64, seedText: "the same whatever is asked" });
    server.setMode((exchange) => sendImage(exchange, same));
    project.edit("images.config.yaml", "prompt: hero", "prompt: heroine");
    expect((await project.expectRun("plan")).stdout).toMatch(/maybe\s+night/);
    await project.expectRun("build");
    expect(prompts(4)).toEqual(["heroine", "night", "stars"]);
    project.edit("images.config.yaml", "prompt: heroine", "prompt: heroes");
    await project.expectRun("build");
    // The new picture has the same bytes: the cascade ends at once.
    expect(prompts(7)).toEqual(["heroes"]);
    await project.expectRun("check");
  });

  it("stops at a failure, with the name, and goes on from there", async () => {
    server.setMode({ choose: ({ body }) => (body["prompt"] === "night" ? "nsfw" : "ok") });
    const { stderr } = await project.expectRun("build", 1);
    expect(stderr).toContain("needs night, which could not be made");
    expect(new Set(prompts())).toEqual(new Set(["hero", "lone", "night"]));
    server.setMode("ok");
    // Not asked again by itself: the request is the same.
    await project.expectRun("build", 1);
    await project.expectRun("build --retry-refused");
    expect(prompts(3)).toEqual(["night", "stars"]);
  });

  it("is not built beyond what was selected, nor without what it needs", async () => {
    const { stderr } = await project.expectRun("build night", 1);
    expect(stderr).toContain("needs hero, which is not built yet and not selected (+night selects it)");
    expect(server.calls()).toBe(0);
    await project.expectRun("build +night");
    expect(prompts()).toEqual(["hero", "night"]);
  });

  it("holds under a limit: what its pictures turn out to cost is reserved before each call", async () => {
    const { stderr } = await project.expectRun("build +stars --max-calls 2", 4);
    expect(stderr).toContain("--max-calls");
    expect(prompts()).toEqual(["hero", "night"]);
    await project.expectRun("build +stars");
    expect(prompts(2)).toEqual(["stars"]);
  });
});

it("independent branches are asked for side by side", async () => {
  const leaves = Array.from(
    { length: 4 },
    (_, index) => `  leaf${index}: { ${FLUX}, prompt: leaf${index}, image: asset:root }\n`,
  );
  project.write("images.config.yaml", manifest(`  root: { ${FLUX}, prompt: root }\n${leaves.join("")}`));
  server.setMode({ choose: ({ body }) => (body["prompt"] === "root" ? "ok" : "hold") });
  const run = await project.run("build", {
    during: async () => {
      await server.arrived(5);
      server.release();
    },
  });
  expect(run.code, run.stderr).toBe(0);
  expect(server.maxInFlight()).toBe(4);
});

it("one picture of several is referred to by its number", async () => {
  project.write(
    "images.config.yaml",
    manifest(`  team: { ${FLUX}, prompt: team, n: 3, seed: 5 }
  second: { ${FLUX}, prompt: second, image: "asset:team#2" }
  both: { ${FLUX}, prompt: both, references: ["asset:team#2", "asset:team#3"] }
`),
  );
  await project.expectRun("build");
  expect(server.calls()).toBe(5);
  expect(picturesOf("both")[0]).toBe(picturesOf("second")[0]);
  expect(picturesOf("both")[1]).not.toBe(picturesOf("second")[0]);
  project.edit("images.config.yaml", '"asset:team#2" }', '"asset:team#4" }');
  const { stderr } = await project.expectRun("build", 2);
  expect(stderr).toContain('refers to picture 4 of "team", which makes 3');
});

it("a clip begins with a picture of another asset, small enough for the video API", async () => {
  project.write(
    "images.config.yaml",
    manifest(`  hero: { model: black-forest-labs/FLUX.2-pro, width: 1344, height: 768, prompt: hero }
  fly: { model: kwaivgI/kling-2.1-pro, frames: [{ image: asset:hero, frame: first }, asset:hero] }
`),
  );
  const plan = (await project.expectRun("plan")).stdout;
  expect(plan).toMatch(/maybe\s+fly/);
  await project.expectRun("build");
  const frames = server.posts()[1]?.body["frame_images"] as { input_image: string; frame?: string }[];
  expect(frames.map(({ frame }) => frame)).toEqual(["first", undefined]);
  for (const { input_image: image } of frames) {
    expect(image.startsWith("data:image/jpeg;base64,")).toBe(true);
    expect(image.length).toBeLessThanOrEqual(61_440);
  }
  expect(project.has("out/fly-1.mp4")).toBe(true);
  await project.expectRun("build");
  expect(server.calls()).toBe(2);
});

it("a circle is shown as its path, before anything is asked for", async () => {
  project.write(
    "images.config.yaml",
    manifest(`  a: { ${FLUX}, prompt: a, image: asset:c }
  b: { ${FLUX}, prompt: b, image: asset:a }
  c: { ${FLUX}, prompt: c, image: asset:b }
`),
  );
  const { stderr } = await project.expectRun("build", 2);
  expect(stderr).toMatch(/in a circle: (a → c → b → a|b → a → c → b|c → b → a → c)/);
  expect(stderr).toContain("images.config.yaml:");
  expect(server.calls()).toBe(0);
});

it("what refers to a picture whose stored bytes turn out to be damaged waits until that is made again", async () => {
  project.write(
    "images.config.yaml",
    manifest(
      "  hill: { prompt: hill, width: 64, height: 64 }\n  lake: { prompt: lake, width: 64, height: 64, image: asset:hill }\n",
    ).replace("together", "sketch"),
  );
  await project.expectRun("build");
  for (const file of Object.keys(project.snapshotOf(".imagegen/objects-v1"))) project.write(file, "damaged");
  project.remove("out");
  const { stderr } = await project.expectRun("build");
  expect(stderr).toContain("is damaged");
  expect(stderr).toContain("2 done");
  await project.expectRun("check");
});

it("a build names what it leaves over itself", async () => {
  const three = "  hill: { prompt: hill, width: 64, height: 64, n: 3 }\n";
  const gone = "  lake: { prompt: lake, width: 64, height: 64 }\n";
  project.write("images.config.yaml", manifest(three + gone).replace("together", "sketch"));
  await project.expectRun("build");
  project.write("images.config.yaml", manifest(three).replace("together", "sketch").replace("n: 3", "n: 1"));
  expect((await project.expectRun("build")).stderr).toContain("3 orphaned files");
  expect((await project.expectRun("build")).stderr).toContain("3 orphaned files");
  expect((await project.expectRun("prune --yes")).stdout).toContain("deleted 3 files");
});

describe("on a fresh clone, what refers to a picture whose original is in no store", () => {
  const changed = "night: { prompt: later, ";

  async function clone(): Promise<void> {
    project.edit("images.config.yaml", `night: { ${FLUX}, prompt: night,`, `night: { prompt: night, ${FLUX},`);
    await project.expectRun("build");
    project.remove(".imagegen");
    project.edit("images.config.yaml", "night: { prompt: night, ", changed);
  }

  it("is blocked by plan, check and build alike, before any call", async () => {
    await clone();
    const calls = server.calls();
    expect((await project.expectRun("plan")).stdout).toContain("needs the original of hero, which is in no store");
    expect((await project.expectRun("check", 3)).stdout).toContain("imagegen build --regenerate-lost +night");
    const build = await project.expectRun("build", 3);
    expect(build.stderr).toContain("imagegen build --regenerate-lost +night");
    expect(build.stderr).toContain("no calls");
    expect(server.calls()).toBe(calls);
  });

  it("is made with --regenerate-lost, after that picture", async () => {
    await clone();
    const calls = server.calls();
    await project.expectRun("build --regenerate-lost +night");
    expect(prompts(calls)).toEqual(["hero", "later"]);
    // stars refers to both.
    await project.expectRun("build");
    expect(prompts(calls)).toEqual(["hero", "later", "stars"]);
    await project.expectRun("check");
  });
});
