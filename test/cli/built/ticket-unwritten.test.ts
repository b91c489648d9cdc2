import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../support/program.ts";
import type { Project } from "../../support/project.ts";
import { newProject, serve, server } from "../../support/served.ts";

/** F31, F35: the note of something paid for cannot be written. What was paid for is kept all the same, or said to be lost. */

const preload = (name: string) => `--import=${pathToFileURL(join(import.meta.dirname, "../../support", name)).href}`;

const LINK = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake: { prompt: a lake, model: black-forest-labs/FLUX.2-dev, width: 64, height: 64, response_format: url }
`;

const CLIP = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake:
    model: kwaivgI/kling-2.1-standard
    frame_images: [{ input_image: "https://example.org/first.png" }]
`;

const KINDS = [
  ["a link", LINK, "out/lake.png"],
  ["a job", CLIP, "out/lake.mp4"],
] as const;

const TICKET = '"type":"ticket"';

serve();

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "imagegen-ticket-"));
  server.setVideos({});
});

afterEach(() => {
  rmSync(scratch, { recursive: true });
});

const report = () => join(scratch, "report");

const build = (project: Project, environment: Readonly<Record<string, string>> = {}): Promise<Run> =>
  project.run("build --poll 0.001", { environment });

/** Builds while the ticket's line cannot be written; the fault has happened. */
async function buildWithoutTicket(project: Project): Promise<Run> {
  const environment = { REFUSE_LINE: TICKET, REFUSE_CODE: "EIO", REFUSE_REPORT: report() };
  const run = await build(project, { NODE_OPTIONS: preload("refuse-line.mjs"), ...environment });
  expect(readFileSync(report(), "utf8")).toContain("refused");
  expect(project.read(".imagegen/ledger")).not.toContain(TICKET);
  return run;
}

describe.each(KINDS)("the ticket of %s", (_, manifest, output) => {
  it("finds the spare room on a full disk", async () => {
    const project = newProject(manifest);
    const environment = { FULL_REPORT: report(), FULL_FROM: TICKET, FULL_UNTIL_REMOVED: "/tmp/\\.imagegen-" };
    await build(project, { NODE_OPTIONS: preload("fill-disk.mjs"), ...environment });
    expect(readFileSync(report(), "utf8")).toContain("refused");
    expect(project.read(".imagegen/ledger")).toContain(TICKET);
    const second = await build(project);
    expect(second.code, second.stderr).toBe(0);
    expect(server.calls()).toBe(1);
    expect(project.has(output)).toBe(true);
  });

  it("that cannot be written is made use of in the same run", async () => {
    const project = newProject(manifest);
    const { stderr } = await buildWithoutTicket(project);
    expect(stderr).toContain("what was paid for can be fetched by this run only");
    const second = await build(project);
    expect(second.code, second.stderr).toBe(0);
    expect([server.calls(), server.downloads()]).toEqual([1, 1]);
    expect(project.has(output)).toBe(true);
  });
});

it("a ticket that cannot be written is made use of again and again, though nothing else is begun", async () => {
  const project = newProject(LINK);
  server.setMode("url-flaky");
  await buildWithoutTicket(project);
  expect([server.calls(), server.downloads()]).toEqual([1, 3]);
  expect(project.has("out/lake.png")).toBe(true);
});

it("what cannot be noted nor fetched may have been billed for nothing, and is said so", async () => {
  const project = newProject(LINK);
  server.setMode("url-down");
  const { code, stderr } = await buildWithoutTicket(project);
  expect(code, stderr).toBe(1);
  expect(stderr).toContain("1 call may have been billed twice or for nothing");
  expect(stderr).not.toContain("run again to fetch it");
  expect([server.calls(), server.downloads()]).toEqual([1, 5]);
});

it("an answer whose storing the machine refuses may have been billed for nothing, and is said so", async () => {
  const project = newProject(LINK.replace(", response_format: url", ""));
  const environment = { REFUSE: "handle.writeFile", REFUSE_AT: "all", REFUSE_CODE: "EIO", REFUSE_REPORT: report() };
  const { code, stderr } = await build(project, { NODE_OPTIONS: preload("refuse-call.mjs"), ...environment });
  expect(readFileSync(report(), "utf8")).toContain("handle.writeFile");
  expect(code, stderr).toBe(6);
  expect(server.calls()).toBe(1);
  expect(stderr).toContain("1 call may have been billed twice or for nothing");
});

describe.each(KINDS)("an answer to %s of which the ledger cannot be told", (_, manifest, output) => {
  it("is in the store all the same, and the next build makes use of it", async () => {
    const project = newProject(manifest);
    const environment = { REFUSE_LINE: '"type":"stored"', REFUSE_CODE: "EIO", REFUSE_REPORT: report() };
    const first = await build(project, { NODE_OPTIONS: preload("refuse-line.mjs"), ...environment });
    expect(readFileSync(report(), "utf8")).toContain("refused");
    expect(project.read(".imagegen/ledger")).not.toContain('"type":"stored"');
    expect(first.code, first.stderr).toBe(6);
    expect(first.stderr).toContain("cannot write");
    // It was billed for certain.
    expect(first.stderr).not.toContain("may have been billed twice or for nothing");
    expect(first.stderr).not.toContain("$0 estimated");
    const second = await build(project);
    expect(second.code, second.stderr).toBe(0);
    expect([server.calls(), server.downloads()]).toEqual([1, 1]);
    expect(project.has(output)).toBe(true);
  });
});
