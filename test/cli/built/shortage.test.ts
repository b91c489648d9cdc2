import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Project } from "../../support/project.ts";
import { newProject, serve, server } from "../../support/served.ts";

/** The machine runs short of something between a paid request and its answer. What was paid for is kept. */

const PRELOAD = pathToFileURL(join(import.meta.dirname, "../../support/fill-disk.mjs")).href;

const LOW_DISK = pathToFileURL(join(import.meta.dirname, "../../support/low-disk.mjs")).href;

const manifest = (names: readonly string[]) => `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 64, height: 64, format: webp }
assets:
${names.map((name) => `  ${name}: { prompt: ${name} }\n`).join("")}`;

serve();

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "imagegen-shortage-"));
});

afterEach(() => {
  rmSync(scratch, { recursive: true });
});

function storedLines(project: Project): number {
  return project.read(".imagegen/ledger").split('"type":"stored"').length - 1;
}

describe("F31 a disk with little room", () => {
  const MEBIBYTE = 1024 * 1024;
  const PICTURE = 64 * 64 * 4;
  const buildWith = (project: Project, free: number) =>
    project.run("build", { environment: { NODE_OPTIONS: `--import=${LOW_DISK}`, LOW_DISK: String(free) } });

  it("for one answer at a time: calls wait for one another, and every picture is made", async () => {
    const project = newProject(manifest(["lake", "hill", "moor", "cave"]));
    const run = await buildWith(project, 8 * MEBIBYTE + 1.5 * PICTURE);
    expect(run.code, run.stderr).toBe(0);
    expect([server.calls(), server.maxInFlight()]).toEqual([4, 1]);
  });

  it("for none: nothing is sent, and the two numbers say why", async () => {
    const project = newProject(manifest(["lake", "hill"]));
    const run = await buildWith(project, 8 * MEBIBYTE);
    expect([run.code, server.calls()]).toEqual([6, 0]);
    const [, free, needed] = /has (\d+) MB free and may need (\d+) MB; nothing was sent/.exec(run.stderr) ?? [];
    expect(Number(free), run.stderr).toBeLessThan(Number(needed));
  });
});

describe("F31 the disk fills up between the request and its answer", () => {
  const buildOnFullDisk = async (project: Project, until: Readonly<Record<string, string>>) => {
    const report = join(scratch, "report");
    const environment = { NODE_OPTIONS: `--import=${PRELOAD}`, FULL_REPORT: report, ...until };
    const run = await project.run("build", { environment });
    // The fault has happened.
    expect(readFileSync(report, "utf8")).toContain("refused");
    return run;
  };

  it("the spare room makes way, and the answer is kept", async () => {
    const project = newProject(manifest(["lake"]));
    const run = await buildOnFullDisk(project, { FULL_UNTIL_REMOVED: "/tmp/\\.imagegen-" });
    expect(run.stderr).not.toContain("held in memory");
    expect(storedLines(project)).toBe(1);
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(1);
    expect(project.has("out/lake.webp")).toBe(true);
    expect(project.strayFiles()).toEqual([]);
  });

  it("what can be derived again makes way, and comes back for nothing", async () => {
    const project = newProject(manifest(["lake"]));
    expect((await project.run("build")).code).toBe(0);
    project.write("images.config.yaml", manifest(["lake", "hill"]));
    await buildOnFullDisk(project, { FULL_UNTIL_REMOVED: "/objects-v1/" });
    expect(storedLines(project)).toBe(2);
    project.remove("out");
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(2);
    expect(project.has("out/lake.webp")).toBe(true);
    expect(project.has("out/hill.webp")).toBe(true);
  });

  it("an answer for which there is no room waits in memory until a person makes some, and says so", async () => {
    const project = newProject(manifest(["lake"]));
    const freed = join(scratch, "freed");
    const report = join(scratch, "report");
    const environment = { NODE_OPTIONS: `--import=${PRELOAD}`, FULL_REPORT: report, FULL_UNTIL_FILE: freed };
    const run = await project.run("build", {
      environment,
      during: (child) =>
        void child.stderr?.on("data", (chunk: Buffer) => {
          if (chunk.includes("held in memory")) writeFileSync(freed, "");
        }),
    });
    expect(run.stderr).toContain("a picture that was paid for is held in memory for 60 s");
    expect(readFileSync(report, "utf8")).toContain("refused");
    expect(storedLines(project)).toBe(1);
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(1);
  });
});

describe("F34 few open files", () => {
  it(
    "500 pictures are built under a limit of 64, forty wanted at a time, each paid for once",
    { timeout: 240_000 },
    async () => {
      const names = Array.from({ length: 500 }, (_, index) => `picture-${index}`);
      const project = newProject(manifest(names));
      const run = await project.run("build --jobs 40 --yes --max-calls 500", { openFiles: 64 });
      expect(run.code, run.stderr).toBe(0);
      expect(run.stderr).toContain("instead of 40: this machine allows 64 open files");
      expect(server.calls()).toBe(500);
      expect(storedLines(project)).toBe(500);
      expect(names.every((name) => project.has(`out/${name}.webp`))).toBe(true);
    },
  );
});
