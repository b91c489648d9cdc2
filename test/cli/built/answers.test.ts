import { describe, expect, it } from "vitest";
import { newProject, project, serveProject, server } from "../../support/served.ts";
import type { ModeName } from "../../support/together-server.ts";
import { goodImage, sendItems } from "../../support/together-server/answers.ts";

/** What a 200 may look like. As long as a picture can be had from it, it is had; what differs from the request is said. */

serveProject();

const manifest = (fields: string) => `version: 1
provider: together
output: out/{name}-{index}.{ext}
assets:
  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 256, height: 256, seed: 1${fields} }
`;

interface Row {
  /** Of the request. */
  readonly form: "base64" | "url";
  readonly fields?: string;
  readonly downloads: number;
  readonly says?: string;
}

const inline: Row = { form: "base64", downloads: 0 };
const linked: Row = { form: "url", fields: ", response_format: url", downloads: 1 };
const batch: Row = { form: "base64", fields: ", n: 3, batch: true", downloads: 0 };

const ROWS: readonly (readonly [name: string, mode: ModeName, row: Row])[] = [
  ["base64 by default", "ok", inline],
  ["a link on request", "ok", linked],
  ["a link though base64 was asked for", "link-for-base64", { ...inline, downloads: 1 }],
  ["base64 though a link was asked for", "base64-for-link", { ...linked, downloads: 0 }],
  ["type null and timings, as the pages print it", "as-documented", inline],
  ["type null and timings, with a link", "as-documented", linked],
  ["the wrong type declared", "wrong-type", inline],
  ["the wrong type declared, with a link", "wrong-type", linked],
  ["no `object`", "no-object", inline],
  ["no model named", "no-model", inline],
  ["a redirected link", "url-redirected", linked],
  ["Retry-After on a success", "retry-after-on-success", inline],
  [
    "another model",
    "other-model",
    { ...inline, says: "asked black-forest-labs/FLUX.2-dev, answered by black-forest-labs/FLUX.1.1-pro" },
  ],
  [
    "JPEG though PNG was asked for",
    "jpeg-for-png",
    { ...inline, fields: ", output_format: png", says: "asked for png, got jpeg" },
  ],
  [
    "WebP, which nobody can ask for",
    "other-format",
    { ...inline, fields: ", output_format: jpeg", says: "asked for jpeg, got webp" },
  ],
  [
    "another size, with a use for it",
    "wrong-size",
    { ...inline, fields: ", fit: cover", says: "asked 256x256, got 128x128" },
  ],
  ["three in one call", "ok", batch],
  ["three in one call, unordered", "reversed", batch],
  ["three in one call, each twice", "duplicate", { ...batch, says: "twice" }],
  ["three in one call, not numbered", "no-index", batch],
];

describe("one call, and a picture", () => {
  it.each(ROWS)("%s", async (_, mode, { form, fields = "", downloads, says }) => {
    project.write("images.config.yaml", manifest(fields));
    server.setMode(mode);
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(0);
    expect(server.posts().map(({ body }) => body["response_format"])).toEqual([form]);
    expect(project.has("out/lake-1.png")).toBe(true);
    expect(project.has("out/lake-3.png")).toBe(fields.includes("n: 3"));
    expect([server.authOnDownload(), server.downloads() >= downloads, server.downloads() > 2 * downloads]).toEqual([
      0,
      true,
      false,
    ]);
    // What differs is said; what does not, is not.
    const warnings = run.stderr.match(/^warning[^\n]*/gm) ?? [];
    expect(warnings.length > 0, run.stderr).toBe(says !== undefined);
    for (const warning of warnings) expect(warning).toContain(says);
    server.setMode("ok");
    expect((await project.run("check")).code).toBe(0);
    expect(server.calls()).toBe(1);
  });

  it("of three in one call is the picture of its index, whatever the order", async () => {
    project.write("images.config.yaml", manifest(", n: 3, batch: true"));
    server.setMode("reversed");
    await project.run("build");
    const reversed = [1, 2, 3].map((index) => project.bytes(`out/lake-${index}.png`));
    const other = newProject(manifest(", n: 3, batch: true"));
    server.setMode("ok");
    await other.run("build");
    expect([1, 2, 3].map((index) => other.bytes(`out/lake-${index}.png`))).toEqual(reversed);
    expect(new Set(reversed.map((bytes) => bytes.toString("hex"))).size).toBe(3);
  });
});

it("another size than asked: the build fails, the picture is kept, and `fit` makes use of it for nothing", async () => {
  project.write("images.config.yaml", manifest(""));
  server.setMode("wrong-size");
  const exact = await project.run("build");
  expect(exact.code, exact.stderr).toBe(1);
  expect(exact.stderr).toContain("asked 256x256, got 128x128");
  expect(exact.stderr).toContain("fit");
  expect(exact.stderr).toContain("(1 call made, at most 1 billed)");
  expect(project.has("out/lake-1.png")).toBe(false);
  project.edit("images.config.yaml", "seed: 1", "seed: 1, fit: cover");
  const fitted = await project.run("build");
  expect(fitted.code, fitted.stderr).toBe(0);
  expect(server.calls()).toBe(1);
});

describe("another model in the answer is never silent", () => {
  const said = "asked black-forest-labs/FLUX.2-dev, answered by black-forest-labs/FLUX.1.1-pro";

  it("for people and programs", async () => {
    project.write("images.config.yaml", manifest(""));
    server.setMode("other-model");
    expect((await project.run("build --json")).stdout).toContain(said);
    project.edit("images.config.yaml", "A lake", "A pond");
    expect((await project.run("build")).stderr).toContain(said);
  });

  it.each([
    ["at the second try", 1, 1],
    ["by the next build", 9, 2],
  ])("when the picture can only be fetched %s", async (_, failures, builds) => {
    project.write("images.config.yaml", manifest(", response_format: url"));
    server.setMode(async (exchange) => {
      const bytes = await goodImage(exchange);
      const url = exchange.publish({ bytes, failures: Array.from({ length: failures }, () => 503) });
      sendItems(exchange, [{ index: 0, url }], "black-forest-labs/FLUX.1.1-pro");
    });
    const codes: (number | null)[] = [];
    let stderr = "";
    while (codes.at(-1) !== 0 && codes.length < 4) {
      const run = await project.run("build");
      codes.push(run.code);
      stderr = run.stderr;
    }
    expect(codes).toHaveLength(builds);
    expect(stderr).toContain(said);
    expect(server.calls()).toBe(1);
  });

  it("for a model that was removed and answers under its successor's name", async () => {
    project.write("images.config.yaml", manifest("").replace("FLUX.2-dev", "FLUX.1-pro"));
    const run = await project.run("build");
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("asked black-forest-labs/FLUX.1-pro, answered by black-forest-labs/FLUX.1.1-pro");
    expect(run.stderr).toContain("was removed by Together on 2025-10-31");
  });
});
