import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { makeMp4, makeWebm } from "../../support/clips.ts";
import type { Run } from "../../support/program.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { sendItems } from "../../support/together-server/answers.ts";
import { makePng } from "../../support/together-server/images.ts";

const MODEL = "kwaivgI/kling-2.1-standard";
const PICTURES = "black-forest-labs/FLUX.2-dev";
const FRAME = "https://example.org/first.png";
const head = "version: 1\nprovider: together\noutput: out/{name}.{ext}\n";
const MANIFEST = `${head}assets:
  fly:
    model: ${MODEL}
    frame_images: [{ input_image: "${FRAME}" }]
`;

serveProject(MANIFEST);

beforeEach(() => {
  server.setVideos({});
});

const build = (...words: readonly string[]): Promise<Run> => project.run(["build", "--poll", "0.001", ...words]);

const expectBuild = (code: number, ...words: readonly string[]): Promise<Run> =>
  project.expectRun(["build", "--poll", "0.001", ...words], code);

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("a clip", () => {
  it("is created once, asked for, fetched without the key, and placed as it came", async () => {
    const clip = makeMp4("untouched");
    server.setVideos({ pending: ["queued", "in_progress", "a status of tomorrow"], clip });
    await expectBuild(0);
    expect(project.bytes("out/fly.mp4").equals(clip)).toBe(true);
    expect(server.posts().map(({ path, body }) => [path, body])).toEqual([
      ["/v2/videos", { model: MODEL, frame_images: [{ input_image: FRAME }] }],
    ]);
    expect([server.polls(), server.downloads(), server.authOnDownload()]).toEqual([4, 1, 0]);
    const { original, outputs } = project.lockedSample("fly");
    expect(original).toEqual({ bytes: clip.length, format: "mp4", sha256: digest(clip) });
    expect(outputs["out/fly.mp4"]?.operations).toEqual({ format: "mp4" });
    await expectBuild(0);
    expect([server.calls(), server.polls()]).toEqual([1, 4]);
    expect((await project.run("check")).code).toBe(0);
  });

  it("is WebM where the request asks for it", async () => {
    project.edit("images.config.yaml", "  fly:\n", "  fly:\n    output_format: WEBM\n    format: webm\n");
    const clip = makeWebm();
    server.setVideos({ clip });
    const { stderr } = await expectBuild(0);
    expect(stderr).not.toContain("asked for");
    expect(project.bytes("out/fly.webm").equals(clip)).toBe(true);
    expect(server.posts()[0]?.body["output_format"]).toBe("WEBM");
  });

  it("is restored, moved, renamed and pruned as any other output, for nothing", async () => {
    await expectBuild(0);
    const clip = project.bytes("out/fly.mp4");
    project.remove("out");
    await expectBuild(0);
    expect(project.bytes("out/fly.mp4").equals(clip)).toBe(true);
    project.edit("images.config.yaml", "out/{name}.{ext}", "clips/{name}.{ext}");
    await expectBuild(0);
    expect([project.has("out/fly.mp4"), project.has("clips/fly.mp4")]).toEqual([false, true]);
    project.edit("images.config.yaml", "fly:", "flight:");
    await expectBuild(0);
    expect(project.bytes("clips/flight.mp4").equals(clip)).toBe(true);
    project.write("images.config.yaml", `${head}assets: {}\n`);
    const pruned = await project.run("prune");
    expect(pruned.code, pruned.stderr).toBe(0);
    expect(project.has("clips/flight.mp4")).toBe(false);
    expect(server.calls()).toBe(1);
  });

  it("that is lost with its store is not paid for again unasked", async () => {
    await expectBuild(0);
    project.remove("out");
    project.remove(".imagegen");
    expect((await expectBuild(3)).stderr).toContain("regenerating costs 1 call");
    expect(server.calls()).toBe(1);
    await expectBuild(0, "--regenerate-lost");
    expect(server.calls()).toBe(2);
  });

  it("that was edited is kept, and accepted", async () => {
    await expectBuild(0);
    const cut = makeMp4("cut by hand");
    project.write("out/fly.mp4", cut);
    expect((await expectBuild(0)).stderr).toContain("edited by hand");
    expect((await project.run("accept fly")).code).toBe(0);
    expect((await project.run("check")).code).toBe(0);
    project.remove("out");
    await expectBuild(0);
    expect(project.bytes("out/fly.mp4").equals(cut)).toBe(true);
    expect(server.calls()).toBe(1);
  });

  it("is verified by its bytes, and never asked for again to be compared", async () => {
    await expectBuild(0);
    expect((await project.run("verify")).code).toBe(0);
    project.write("out/fly.mp4", makeMp4("another"));
    const changed = await project.run("verify --pixels");
    expect(changed.code).not.toBe(0);
    expect(changed.stdout + changed.stderr).toContain("differs");
    const again = await project.run("verify fly --regenerate --max-calls 1");
    expect(again.stderr).toContain("nothing here can compare two of them");
    expect(server.calls()).toBe(1);
  });

  it("of a person's own is imported, if it is one", async () => {
    project.write("mine.mp4", makeMp4("mine"));
    project.write("mine.webm", makeWebm("mine"));
    project.write("mine.png", makePng({ width: 16, height: 16, seedText: "x" }));
    expect((await project.run("import fly mine.png")).stderr).toContain("not an MP4 or WebM clip");
    expect((await project.run("import fly mine.webm")).stderr).toContain("set output_format: WEBM on fly");
    const run = await project.run("import fly mine.mp4");
    expect(run.code, run.stderr).toBe(0);
    await expectBuild(0);
    expect(project.bytes("out/fly.mp4").equals(makeMp4("mine"))).toBe(true);
    expect(server.calls()).toBe(0);
  });

  it("is explained and priced", async () => {
    const plan = await project.run("plan");
    expect(plan.stdout).toContain("$0.18");
    const { stdout } = await project.run("explain fly");
    expect(stdout).toContain("out/fly.mp4: mp4, as it comes");
    expect(server.calls()).toBe(0);
  });
});

describe("a job", () => {
  it.each([404, 429, 500, 502])(
    "whose question is answered with %i is asked again, never created again",
    async (status) => {
      server.setVideos({ troubles: [status], pending: ["queued"] });
      await expectBuild(0);
      expect([server.calls(), server.polls()]).toEqual([1, 3]);
    },
  );

  it("that does not end in time is left running, and fetched by the next build", async () => {
    server.setVideos({ pending: Array.from({ length: 100_000 }, () => "in_progress") });
    const { stderr } = await expectBuild(1, "--timeout", "2");
    expect(stderr).toContain("it is paid for and goes on");
    expect(stderr).toContain("run again to fetch it, for nothing");
    const plan = await project.run("plan");
    expect(plan.stdout).toMatch(/^\+ generate +fly +paid for before; what came of it is fetched, for nothing/m);
    expect(plan.stdout).toContain("No calls: $0.");
    server.setVideos({});
    expect((await expectBuild(0)).stderr).toContain("resumed fly");
    expect(server.calls()).toBe(1);
    expect(project.has("out/fly.mp4")).toBe(true);
  });

  it("that is waited for holds nobody up: with one call at a time the pictures are made meanwhile", async () => {
    const lakes = [1, 2, 3].map(
      (n) => `  lake-${n}: { prompt: "Lake ${n}", model: ${PICTURES}, width: 64, height: 64 }\n`,
    );
    project.write("images.config.yaml", project.read("images.config.yaml") + lakes.join(""));
    // The job is not done before every picture has been asked for.
    server.setVideos({ pending: Array.from({ length: 100_000 }, () => "in_progress") });
    const { code, stderr } = await project.run("build --jobs 1 --poll 0.001 --timeout 20", {
      during: async () => {
        await server.arrived(4);
        server.setVideos({ pending: [] });
      },
    });
    expect(code, stderr).toBe(0);
    expect(server.posts().map(({ path }) => path)[0]).toBe("/v2/videos");
    expect(server.calls()).toBe(4);
    expect(server.maxInFlight()).toBe(1);
  });

  it("whose server does not answer is left running too", async () => {
    server.setVideos({ end: "silent" });
    expect((await expectBuild(1, "--timeout", "2")).stderr).toContain("it is paid for and goes on");
    server.setVideos({});
    await expectBuild(0);
    expect(server.calls()).toBe(1);
  });

  it.each([
    ["failed", "the job failed: keyframe could not be read"],
    ["cancelled", "the job cancelled"],
  ] as const)("that %s says why; the next build, not this one, asks for another", async (end, words) => {
    server.setVideos({ end });
    const { stderr } = await expectBuild(1);
    expect(stderr).toContain(words);
    expect([server.calls(), server.polls()]).toEqual([1, 1]);
    server.setVideos({});
    await expectBuild(0);
    expect(server.calls()).toBe(2);
  });

  it("that a content policy ended is a refusal: said, and not tried again", async () => {
    server.setVideos({ end: "refused" });
    expect((await expectBuild(1)).stderr).toContain("content_policy_violation");
    expect([server.calls(), server.polls()]).toEqual([1, 1]);
  });

  it("that fails while nobody waits is reported by the next build, and created by the one after", async () => {
    server.setVideos({ pending: Array.from({ length: 100_000 }, () => "in_progress") });
    await expectBuild(1, "--timeout", "2");
    server.setVideos({ end: "failed" });
    expect((await expectBuild(1)).stderr).toContain("keyframe could not be read");
    expect(server.calls()).toBe(1);
    server.setVideos({});
    await expectBuild(0);
    expect(server.calls()).toBe(2);
  });

  it("whose link has expired is asked for a new one", async () => {
    server.setVideos({ links: [403, 404] });
    await expectBuild(0);
    expect([server.calls(), server.downloads()]).toEqual([1, 3]);
  });

  it("whose clip is gone for good is said, and paid for again by the next build only", async () => {
    server.setVideos({ links: [403, 403, 403, 403, 403, 403, 403] });
    const { stderr } = await expectBuild(1);
    expect(stderr).toContain("is gone from the provider's server; run again to ask (and pay) for it anew");
    expect(server.calls()).toBe(1);
    await build();
    expect(server.calls()).toBe(2);
  });
});

describe("bytes of the wrong kind", () => {
  it.each([
    [
      "a picture where a clip was promised",
      makePng({ width: 16, height: 16, seedText: "x" }),
      "not an MP4 or WebM clip",
    ],
    ["a Matroska video", makeWebm("x", "mkv!"), "no WebM"],
  ])("%s cannot be used, is kept, and nothing is placed", async (_, clip, words) => {
    server.setVideos({ clip });
    expect((await expectBuild(1)).stderr).toContain(words);
    expect(server.calls()).toBe(1);
    expect(project.has("out/fly.mp4")).toBe(false);
    expect(project.has(`.imagegen/objects-v1/${digest(clip).slice(0, 2)}/${digest(clip)}`)).toBe(true);
  });

  it("a WebM where an MP4 was asked for is kept, not placed, and paid for once more only on demand", async () => {
    const clip = makeWebm();
    server.setVideos({ clip });
    expect((await expectBuild(1)).stderr).toContain("asked for a clip as mp4, got webm; it is kept in the store");
    expect(Object.keys(project.snapshot()).some((file) => file.startsWith("out/"))).toBe(false);
    expect(project.has(`.imagegen/objects-v1/${digest(clip).slice(0, 2)}/${digest(clip)}`)).toBe(true);
    expect((await project.run("plan")).stdout).toContain("No calls: $0.");
    expect((await project.run("explain fly")).stdout).toContain("asked for mp4, got webm");
    expect((await expectBuild(1)).stderr).toContain("`--replace` asks (and pays) for another");
    expect(server.calls()).toBe(1);
    server.setVideos({});
    await expectBuild(0, "--replace", "fly");
    expect([server.calls(), project.has("out/fly.mp4")]).toEqual([2, true]);
    await expectBuild(0);
    expect(server.calls()).toBe(2);
  });

  it("a clip where a picture was promised cannot be used either", async () => {
    project.write(
      "images.config.yaml",
      `${head}assets:\n  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 64, height: 64 }\n`,
    );
    const clip = makeMp4();
    server.setMode((exchange) => sendItems(exchange, [{ index: 0, b64_json: clip.toString("base64") }]));
    expect((await expectBuild(1)).stderr).toContain("got an MP4 video, not a picture");
    expect(server.calls()).toBe(1);
  });
});

describe("planning refuses, with the line,", () => {
  it.each([
    ["    format: webp\n", "a clip cannot become webp", 7],
    ["    format: webm\n", "set output_format: WEBM", 7],
    ["    widths: [100, 200]\n", "widths cannot be set for a clip", 7],
    ["    fit: cover\n", "fit cannot be set for a clip", 7],
    ["    outputs: [{ width: 100 }]\n", "width cannot be set for a clip", 7],
    ["    output_format: png\n", "output_format is MP4 or WEBM, not png", 7],
    ["    output: out/fly.png\n", "does not end like a mp4 file", 7],
  ])("%s", async (line, words, at) => {
    project.edit("images.config.yaml", `    model: ${MODEL}\n`, `    model: ${MODEL}\n${line}`);
    const { stderr } = await expectBuild(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain(`images.config.yaml:${at}:`);
    expect(server.calls()).toBe(0);
  });

  it.each([
    ["{ model: black-forest-labs/FLUX.2-dev, prompt: x, format: mp4 }", "mp4 is for clips"],
    ["{ model: black-forest-labs/FLUX.2-dev, prompt: x, output_format: MP4 }", "jpeg or png, not MP4"],
    ["{ model: black-forest-labs/FLUX.2-dev, prompt: x, endpoint: videos }", "it is not served at videos"],
    [`{ model: black-forest-labs/FLUX.2-dev, prompt: x, references: ["asset:fly"] }`, "which makes a clip"],
    [`{ model: ${MODEL} }`, "needs frame_images"],
  ])("%s", async (asset, words) => {
    project.write("images.config.yaml", `${MANIFEST}  other: ${asset}\n`);
    const { stderr } = await expectBuild(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain("images.config.yaml:8:");
    expect(server.calls()).toBe(0);
  });
});

it("what defaults say about pictures is left out for a clip", async () => {
  const defaults = "defaults: { format: webp, quality: 70, output_format: png, fit: cover, response_format: url }\n";
  project.write("images.config.yaml", MANIFEST.replace("assets:", `${defaults}assets:`));
  await expectBuild(0);
  expect(project.has("out/fly.mp4")).toBe(true);
  expect(server.posts()[0]?.body).toEqual({ model: MODEL, frame_images: [{ input_image: FRAME }] });
});

it("`endpoint` sends the form of the images page, and is another request", async () => {
  await expectBuild(0);
  const clip = makeMp4("from the images endpoint");
  server.setMode((exchange) => sendItems(exchange, [{ index: 0, url: exchange.publish({ bytes: clip }) }]));
  project.edit("images.config.yaml", "  fly:\n", "  fly:\n    endpoint: images/generations\n");
  expect((await project.run("explain fly")).stdout).toContain("endpoint");
  await expectBuild(0);
  expect(server.posts().map(({ path }) => path)).toEqual(["/v2/videos", "/v1/images/generations"]);
  expect(server.posts()[1]?.body).toEqual({ model: MODEL, frame_images: [{ input_image: FRAME }] });
  expect(project.bytes("out/fly.mp4").equals(clip)).toBe(true);
  project.edit("images.config.yaml", "    endpoint: images/generations\n", "");
  await expectBuild(0);
  expect(server.calls()).toBe(2);
});
