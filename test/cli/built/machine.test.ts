import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownIdentity } from "../../../src/store/process-identity.ts";
import { project, serveProject, server } from "../../support/served.ts";

/** Disks that fail, disks that cannot do everything, and leases of processes that are gone. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 64, height: 64, format: webp }
`;

const PRELOAD = pathToFileURL(join(import.meta.dirname, "../../support/refuse-call.mjs")).href;

serveProject(MANIFEST);

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "imagegen-machine-"));
});

afterEach(() => {
  rmSync(scratch, { recursive: true });
});

/** Builds with one function of the file system refusing; tells whether it ever did. */
async function buildRefusing(call: string, at: number | "all", code: string) {
  const report = join(scratch, `${call}-${at}`);
  const environment = {
    NODE_OPTIONS: `--import=${PRELOAD}`,
    REFUSE: call,
    REFUSE_AT: String(at),
    REFUSE_CODE: code,
    REFUSE_REPORT: report,
  };
  const run = await project.run("build", { environment });
  return { ...run, refused: existsSync(report) && readFileSync(report, "utf8") !== "" };
}

describe("F35 the disk fails", () => {
  for (const call of ["handle.sync", "handle.datasync", "renameSync"]) {
    it(`at any ${call}: not taken for written, and the next run needs no repair`, { timeout: 120_000 }, async () => {
      let failures = 0;
      for (let at = 1; ; at += 1) {
        const before = server.calls();
        const run = await buildRefusing(call, at, "EIO");
        const where = `${call} ${at}: ${run.stderr}`;
        if (!run.refused) {
          expect(run.code, where).toBe(0);
          break;
        }
        // The memo is worth a warning; all else ends the build.
        expect(run.code, where).toBe(run.stderr.includes("memo") ? 0 : 6);
        expect(run.stderr, where).not.toMatch(/^ +at /m);
        failures += 1;
        const again = await project.run("build");
        expect(again.code, `after ${where}: ${again.stderr}`).toBe(0);
        expect(server.calls() - before, where).toBeLessThanOrEqual(2);
        expect(project.has("out/lake.webp"), where).toBe(true);
        expect(project.strayFiles(), where).toEqual([]);
        project.remove(".");
        project.write("images.config.yaml", MANIFEST);
      }
      expect(failures).toBeGreaterThan(0);
    });
  }
});

describe("F36 file systems that cannot do everything", () => {
  it("no hard links: the build is as any other", async () => {
    const run = await buildRefusing("linkSync", "all", "EPERM");
    expect(run.refused).toBe(true);
    expect(run.code, run.stderr).toBe(0);
    expect(project.has("out/lake.webp")).toBe(true);
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(1);
  });

  const elsewhere = "/dev/shm";
  const isAnother = existsSync(elsewhere) && statSync(elsewhere).dev !== statSync(tmpdir()).dev;
  it.skipIf(!isAnother)("the store on another file system than the project", async () => {
    const store = mkdtempSync(join(elsewhere, "imagegen-store-"));
    try {
      const environment = { IMAGEGEN_STORE: store };
      expect(statSync(store).dev).not.toBe(statSync(project.root).dev);
      expect((await project.run("build", { environment })).code).toBe(0);
      project.remove("out");
      expect((await project.run("build", { environment })).code).toBe(0);
      expect(project.has("out/lake.webp")).toBe(true);
      expect(server.calls()).toBe(1);
    } finally {
      rmSync(store, { recursive: true });
    }
  });
});

describe("F45 a lease that was left", () => {
  const leave = (holder: object) => {
    const since = "2020-01-01T00:00:00.000Z";
    project.write(
      ".imagegen/build.lease",
      `${JSON.stringify({ ...ownIdentity(), id: "0123456789abcdef", since, ...holder })}\n`,
    );
  };

  it("by a dead process: taken over at once", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    leave({ pid, start: undefined });
    const run = await project.run("build --no-wait");
    expect(run.code, run.stderr).toBe(0);
    expect(project.has(".imagegen/build.lease")).toBe(false);
  });

  it.skipIf(process.platform !== "linux")("by a dead process whose number another one has now", async () => {
    // This process lives, and started at another moment.
    leave({ start: "1" });
    const run = await project.run("build --no-wait");
    expect(run.code, run.stderr).toBe(0);
  });

  it("by a living process: not taken", async () => {
    leave({});
    const run = await project.run("build --no-wait");
    expect(run.code).toBe(6);
    expect(run.stderr).toContain(`pid ${process.pid}`);
    expect(server.calls()).toBe(0);
  });

  it("by a process of another machine: says which file to remove, and does nothing", async () => {
    leave({ host: "elsewhere", boot: "another", namespace: "another" });
    const run = await project.run("build --no-wait");
    expect(run.code).toBe(6);
    expect(run.stderr).toContain("elsewhere");
    expect(run.stderr).toContain(project.path(".imagegen/build.lease"));
    expect(server.calls()).toBe(0);
  });
});

it.skipIf(process.platform !== "linux").each(["build", "try lake -n 1", "store stats", "plan"])(
  "%s ends where the store is in a file system that makes no folders, and nothing is paid",
  async (words) => {
    const run = await project.run(words, { environment: { IMAGEGEN_STORE: "/proc/nope" } });
    expect(server.calls()).toBe(0);
    if (words.startsWith("build") || words.startsWith("try")) {
      expect(run.code, run.stderr).toBe(6);
      expect(run.stderr).toContain("/proc/nope");
    } else expect(run.code, run.stderr).toBe(0);
  },
);
