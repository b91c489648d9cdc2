import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeMp4 } from "../../support/clips.ts";
import { Project, togetherAt } from "../../support/project.ts";
import { startTogetherServer, type TogetherServer } from "../../support/together-server.ts";

/**
 * F28, enumerated: the built command is killed with SIGKILL at every single change of the file system that a build
 * makes, before it and after it; then it is run again. No call whose answer had been stored is repeated, nothing has
 * to be repaired, and the end is that of an undisturbed run.
 */

const manifestOf = (asset: string): string =>
  `version: 1\nprovider: together\noutput: out/{name}.{ext}\nassets:\n  lake: ${asset}\n`;

const PICTURE = "{ model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 64, height: 64, format: webp }";
const CLIP = `{ model: kwaivgI/kling-2.1-standard, frame_images: [{ input_image: "https://example.com/a.png" }] }`;

const BUILD = "build --poll 0.001";

const PRELOAD = pathToFileURL(join(import.meta.dirname, "../../support/kill-at-step.mjs")).href;
const scratch = mkdtempSync(join(tmpdir(), "imagegen-kill-"));
let server: TogetherServer;

beforeAll(async () => {
  server = await startTogetherServer({ pictures: "png" });
  server.setVideos({ pending: ["in_progress"], clip: makeMp4() });
});

afterAll(async () => {
  await server.close();
  rmSync(scratch, { recursive: true });
});

/** What somebody sees: every file under its final name. Hidden temporary files are nobody's. */
function visible(project: Project): Record<string, string> {
  return Object.fromEntries(
    Object.entries(project.snapshot())
      .filter(([file]) => !file.endsWith(".tmp"))
      .map(([file, fact]) => [file, fact.split(" ")[0] ?? ""]),
  );
}

/** Is the answer in the store, or the job that will give it in the ledger? */
function isSafe(project: Project): boolean {
  if (project.has(".imagegen/ledger") && project.read(".imagegen/ledger").includes('"type":"ticket"')) return true;
  if (!project.has(".imagegen/objects-v1")) return false;
  return Object.keys(project.snapshotOf(".imagegen/objects-v1")).some((file) => /\/[0-9a-f]{64}$/.test(file));
}

it.each([
  ["a picture", manifestOf(PICTURE)],
  ["a clip", manifestOf(CLIP)],
])(
  "%s: killed at any step, the next run pays for nothing twice and ends as if nothing had happened",
  { timeout: 900_000 },
  async (what, manifest) => {
    const calm = new Project(manifest, togetherAt(server.url));
    expect((await calm.run(BUILD)).code).toBe(0);
    const wanted = visible(calm);
    calm.dispose();
    const deaths: string[] = [];
    for (let step = 1; ; step += 1) {
      const project = new Project(manifest, togetherAt(server.url));
      try {
        const report = join(scratch, `${what} ${step}`);
        const before = server.calls();
        const environment = { NODE_OPTIONS: `--import=${PRELOAD}`, KILL_AT_STEP: String(step), KILL_REPORT: report };
        const killed = await project.run(BUILD, { environment });
        if (killed.signal !== "SIGKILL") {
          expect(killed.code, killed.stderr).toBe(0);
          break;
        }
        const where = readFileSync(report, "utf8").trim();
        deaths.push(where);
        const paid = server.calls() - before;
        const safe = isSafe(project);
        for (const [file, digest] of Object.entries(visible(project))) {
          expect(digest, `${file} is half done when killed ${where} (step ${step})`).toBe(wanted[file]);
        }
        const again = await project.run(BUILD);
        expect(again.code, `step ${step}, ${where}: ${again.stderr}`).toBe(0);
        const repeated = server.calls() - before - paid;
        expect(repeated, `calls of the second run, killed ${where} (step ${step})`).toBe(paid === 0 || !safe ? 1 : 0);
        expect(visible(project), `killed ${where} (step ${step})`).toEqual(wanted);
        expect(project.strayFiles(), `killed ${where} (step ${step})`).toEqual([]);
        const calls = server.calls();
        expect((await project.run(BUILD)).code).toBe(0);
        expect(server.calls()).toBe(calls);
      } finally {
        project.dispose();
      }
    }
    // The enumeration reached what it is about.
    expect(deaths.length).toBeGreaterThan(30);
    for (const needle of ["before handle.writeFile", "after renameSync", "before handle.datasync"])
      expect(deaths.join("\n")).toContain(needle);
  },
);
