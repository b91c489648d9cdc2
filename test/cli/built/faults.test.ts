import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { togetherAt } from "../../support/project.ts";
import { TEST_KEY } from "../../support/provider-calls.ts";
import { newProject, project, serveProject, server } from "../../support/served.ts";
import { startTogetherServer, type ModeName } from "../../support/together-server.ts";

/** The faults of an API, seen from the command line: exit code, message, calls, and what is on disk afterwards. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 256, height: 256 }
`;

serveProject(MANIFEST);

interface Fault {
  /** For the first posts; what comes after them is well. */
  readonly modes: readonly ModeName[];
  readonly exit: number;
  readonly posts: number;
  readonly says?: string;
}

const rows = (modes: readonly ModeName[], exit: number, posts: number, says?: string): Fault => ({
  modes,
  exit,
  posts,
  ...(says !== undefined && { says }),
});
const always = (mode: ModeName, exit: number, posts: number, says?: string): Fault =>
  rows(
    Array.from({ length: 8 }, () => mode),
    exit,
    posts,
    says,
  );

const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ["F1 429, then fine", rows(["rate-limited-silent", "rate-limited-silent"], 0, 3)],
  ["F3 429 for ever", always("rate-limited-silent", 1, 5, "5 attempts")],
  ["F4 500 three times, then fine", rows(["server-error", "server-error", "server-error"], 0, 4)],
  ["F5 500 for ever", always("server-error", 1, 5, "500")],
  ["F5 503 for ever", always("overloaded", 1, 5, "503")],
  ["F6 a gateway's page for ever", always("cloudflare-timeout", 1, 2, "524")],
  ["F7 reset mid-body, then fine", rows(["reset-mid-body"], 0, 2)],
  ["F7 reset mid-body for ever", always("reset-mid-body", 1, 2, "reset")],
  ["F8 reset before an answer for ever", always("reset-before", 1, 2)],
  ["F12 a body that is too large", always("declared-huge", 1, 1, "64 MiB")],
  ["F13 a web page", always("html-200", 1, 1, "web page")],
  ["F14 broken JSON, then fine", rows(["broken-json"], 0, 2)],
  ["F14 no data for ever", always("empty-data", 1, 2)],
  ["F17 bad base64 for ever", always("bad-base64", 1, 2, "base64")],
  ["F18 a truncated picture, then fine", rows(["truncated-image"], 0, 2)],
  ["F18 a truncated picture for ever", always("truncated-image", 1, 2)],
  ["F19 another size than asked", always("wrong-size", 1, 1, "asked 256x256")],
  ["F20 an animated GIF", always("animated-gif", 1, 1, "frames")],
  ["F20 an SVG", always("svg", 1, 1, "SVG")],
  ["F20 a PNG that declares 50000 x 50000", always("huge-png", 1, 1, "50000")],
  ["F20 a text", always("text", 1, 1)],
  ["a blank picture", always("blank", 1, 1)],
  ["F21 the safety checker", always("nsfw", 1, 1, "safety")],
  ["F22 401", always("unauthorized", 5, 1, "TOGETHER_API_KEY")],
  ["F22 403", always("forbidden", 5, 1)],
  ["F23 402", always("no-credit", 5, 1, "credit")],
  ["F24 400 of a parameter", always("steps-refused", 1, 1, "steps")],
  ["F24 404", always("not-found", 1, 1)],
  ["F25 a download that fails for a while", rows(["url-flaky"], 0, 1)],
  ["F26 a download that is gone", rows(["url-gone"], 1, 1, "paid for")],
  ["T2 a redirect of the post", always("redirect-307", 1, 1)],
  ["T3 a result at a private address", always("url-private", 1, 1)],
  ["T3 a redirect to a private address", always("url-redirect-private", 1, 1)],
  ["T4 a file: result", always("url-file", 1, 1)],
  ["T4 a data: result", always("url-data", 1, 1)],
];

describe("one picture", () => {
  it.each(FAULTS)("%s", async (_, fault) => {
    server.enqueue(...fault.modes);
    const run = await project.run("build");
    expect(server.calls(), run.stderr).toBe(fault.posts);
    expect(run.code, run.stderr).toBe(fault.exit);
    if (fault.says !== undefined) expect(run.stderr).toContain(fault.says);
    expect(run.stderr).not.toMatch(/\n {4}at |bug in imagegen/);
    // One line about the asset, no page of HTML, nothing that moves the cursor.
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(run.stderr).not.toMatch(/<html|[\u0000-\u0008\u000b-\u001f]/i);
    expect(project.has("out/lake.png")).toBe(fault.exit === 0);
    expect(project.has("images.lock.json")).toBe(fault.exit === 0);
    expect(server.privateHits()).toBe(0);
    expect(server.authOnDownload()).toBe(0);
    const everything =
      run.stdout +
      run.stderr +
      Object.keys(project.snapshotOf("."))
        .map((file) => project.read(file))
        .join("\n");
    expect(everything).not.toContain(TEST_KEY);
  });
});

it("F19: a picture of another size is kept, and `fit` uses it without a new call", async () => {
  server.enqueue("wrong-size");
  expect((await project.run("build")).code).toBe(1);
  expect((await project.run("build")).code).toBe(1);
  expect(server.calls()).toBe(1);
  project.edit("images.config.yaml", "height: 256 }", "height: 256, fit: cover }");
  const run = await project.run("build");
  expect(run.code, run.stderr).toBe(0);
  expect(server.calls()).toBe(1);
});

it("F26: what was paid for and could not be fetched is fetched by the next build, for nothing", async () => {
  server.enqueue("url-down");
  const first = await project.run("build");
  expect(first.code).toBe(1);
  expect(first.stderr).toContain("1 call made, at most 1 billed");
  expect(first.stderr).not.toContain("billed twice or for nothing");
  const run = await project.run("build");
  expect(server.calls()).toBe(1);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain("no call made");
});

it("T18: what one API host answered does not pass for another host's answer", async () => {
  await project.run("build");
  project.edit("images.config.yaml", "A lake", "A pond");
  await project.run("build");
  project.edit("images.config.yaml", "A pond", "A lake");
  const other = await startTogetherServer({ pictures: "png" });
  try {
    const run = await project.run("build", { environment: togetherAt(other.url) });
    expect(run.code, run.stderr).toBe(0);
    expect(other.calls()).toBe(1);
  } finally {
    await other.close();
  }
});

it("F22, F56: no key: exit 5 before any post; a plan needs none", async () => {
  const run = await project.run("build", { environment: { TOGETHER_API_KEY: "" } });
  expect(run.code).toBe(5);
  expect(run.stderr).toContain("TOGETHER_API_KEY is not set");
  project.write(".env", "TOGETHER_API_KEY=tgp_v1_of-the-file\n");
  const hidden = await project.run("build", { environment: { TOGETHER_API_KEY: "" } });
  expect([hidden.code, hidden.stderr]).toEqual([
    5,
    expect.stringContaining("TOGETHER_API_KEY is set to nothing, which hides the one in .env"),
  ]);
  expect(hidden.stderr).not.toContain("of-the-file");
  const broken = await project.run("build", { environment: { TOGETHER_API_KEY: "abc\ndef" } });
  expect(broken.code).toBe(5);
  expect(broken.stderr).toContain("line break");
  expect(broken.stderr + broken.stdout).not.toContain("def\n");
  expect(server.calls()).toBe(0);
  expect((await project.run("plan", { environment: { TOGETHER_API_KEY: "" } })).code).toBe(0);
});

it("T2: the key is sent to no host in cleartext but this machine", async () => {
  const run = await project.run("build", { environment: { TOGETHER_BASE_URL: "http://api.example.com/v1" } });
  expect(run.code).toBe(5);
  expect(run.stderr).toContain("TOGETHER_BASE_URL");
});

it("F55: --max-calls is a hard cap over retries", async () => {
  const many = Array.from(
    { length: 6 },
    (_, index) =>
      `  a${index}: { model: black-forest-labs/FLUX.2-dev, prompt: Picture ${index}, width: 256, height: 256 }`,
  );
  project.write("images.config.yaml", `version: 1\nprovider: together\nassets:\n${many.join("\n")}\n`);
  server.enqueue("server-error", "rate-limited-silent");
  const run = await project.run("build --max-calls 4");
  expect(run.code, run.stderr).toBe(4);
  expect(server.calls()).toBe(4);
  const rest = await project.run("build");
  expect(rest.code, rest.stderr).toBe(0);
  expect(server.posts().filter((post) => post.body["prompt"] === "Picture 0").length).toBeLessThanOrEqual(3);
});

it("--max-cost holds under concurrency: what fits is made and kept, exit 4", async () => {
  const many = Array.from(
    { length: 8 },
    (_, index) =>
      `  a${index}: { model: black-forest-labs/FLUX.2-dev, prompt: Picture ${index}, width: 256, height: 256 }`,
  );
  project.write("images.config.yaml", `version: 1\nprovider: together\nassets:\n${many.join("\n")}\n`);
  const run = await project.run("build --max-cost 0.05");
  expect(run.code, run.stderr).toBe(4);
  // $0.0154 each.
  expect(server.calls()).toBe(3);
});

it("posts that may have been billed are told when the budget ends the retries", async () => {
  server.enqueue("reset-mid-body");
  const run = await project.run("build --max-calls 1");
  expect(run.code, run.stderr).toBe(4);
  expect(server.calls()).toBe(1);
  expect(run.stderr).toContain("1 call may have been billed twice or for nothing");
});

it("F51: an encoding that fails says that a call was made; a corrected manifest costs nothing", async () => {
  project.edit("images.config.yaml", "height: 256 }", "height: 256, outputs: [{ format: png, max_bytes: 100 }] }");
  const run = await project.run("build");
  expect(run.code, run.stderr).toBe(1);
  expect(run.stderr).toContain("1 call made, at most 1 billed");
  expect(run.stderr).toMatch(/out\/lake\.png: takes \d+ bytes as lossless png; max_bytes is 100/);
  project.edit("images.config.yaml", ", max_bytes: 100", "");
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(1);
});

it("max_bytes that cannot be met names the output, the quality and the size; the others of its asset do not matter", async () => {
  const outputs = "[{ format: jpeg, output: out/a.jpg }, { format: webp, output: out/b.webp, max_bytes: 100 }]";
  project.edit("images.config.yaml", "height: 256 }", `height: 256, outputs: ${outputs} }`);
  const run = await project.run("build");
  expect(run.code, run.stderr).toBe(1);
  expect(run.stderr).toMatch(/out\/b\.webp: takes \d+ bytes as webp of quality 1; max_bytes is 100/);
  expect(run.stderr).not.toContain("out/a.jpg");
});

it("F59: a bug ends the build when what is paid for is stored, and nothing new is asked for", async () => {
  const assets = Array.from(
    { length: 6 },
    (_, index) =>
      `  a${index}: { model: black-forest-labs/FLUX.2-dev, prompt: Picture ${index}, width: 256, height: 256 }`,
  );
  project.write(
    "images.config.yaml",
    `version: 1\nprovider: together\noutput: out/{name}.{ext}\nassets:\n${assets.join("\n")}\n`,
  );
  const preload = pathToFileURL(join(import.meta.dirname, "../../support/bug-at-output.mjs")).href;
  server.setMode("hold");
  server.enqueue("ok");
  const run = await project.run("build --jobs 3", {
    environment: { NODE_OPTIONS: `--import ${preload}` },
    during: async () => {
      await server.arrived(4);
      // The other three answers come after the bug.
      await vi.waitFor(() => expect(project.has("bug-was-met")).toBe(true), { timeout: 10_000 });
      server.release();
    },
  });
  expect(run.code, run.stderr).toBe(70);
  expect(run.stderr).toContain("a bug on purpose");
  expect(server.calls()).toBe(4);
  server.setMode("ok");
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(6);
});

it("F43: two builds at once share the work", async () => {
  const runs = await Promise.all([project.run("build"), project.run("build"), project.run("build")]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(server.calls()).toBe(1);
});

it("F44: two projects with one store share a request", async () => {
  const store = project.path("shared-store");
  const other = newProject(MANIFEST);
  const environment = { IMAGEGEN_STORE: store };
  const runs = await Promise.all([project.run("build", { environment }), other.run("build", { environment })]);
  expect(
    runs.map(({ code }) => code),
    runs.map(({ stderr }) => stderr).join(),
  ).toEqual([0, 0]);
  expect(server.calls()).toBe(1);
});

it("F29: the first Ctrl-C finishes what is paid for, and starts nothing new", async () => {
  const many = Array.from(
    { length: 12 },
    (_, index) =>
      `  a${index}: { model: black-forest-labs/FLUX.2-dev, prompt: Picture ${index}, width: 256, height: 256 }`,
  );
  project.write("images.config.yaml", `version: 1\nprovider: together\nassets:\n${many.join("\n")}\n`);
  server.setMode("hold");
  const run = await project.run("build --jobs 2", {
    during: async (child) => {
      await server.arrived(2);
      child.kill("SIGINT");
      await new Promise((resolve) =>
        child.stderr?.on("data", (chunk: Buffer) => chunk.toString().includes("finishing") && resolve(undefined)),
      );
      server.release();
    },
  });
  expect(run.code, run.stderr).toBe(130);
  expect(server.calls()).toBe(2);
  server.setMode("ok");
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(12);
});

it("F30: the second Ctrl-C leaves at once; nothing on disk is half done", async () => {
  server.setMode("hold");
  const run = await project.run("build", {
    during: async (child) => {
      await server.arrived(1);
      child.kill("SIGINT");
      await new Promise((resolve) =>
        child.stderr?.on("data", (chunk: Buffer) => chunk.toString().includes("finishing") && resolve(undefined)),
      );
      child.kill("SIGINT");
    },
  });
  expect(run.code).toBe(130);
  expect(project.has("out/lake.png")).toBe(false);
});

it("F50: what depends on a failed picture is skipped and says so; the rest goes on", async () => {
  project.write(
    "images.config.yaml",
    `${MANIFEST}  night: { model: black-forest-labs/FLUX.2-dev, prompt: Night, references: [asset:lake], width: 256, height: 256 }\n  tree: { model: black-forest-labs/FLUX.2-dev, prompt: Tree, width: 256, height: 256 }\n`,
  );
  server.setMode({ choose: (post) => (post.body["prompt"] === "A lake" ? "nsfw" : "ok") });
  const run = await project.run("build");
  expect(run.code).toBe(1);
  expect(run.stderr).toContain("needs lake");
  expect(server.calls()).toBe(2);
  expect(project.has("out/tree.png")).toBe(true);
});
