import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeMp4 } from "../../support/clips.ts";
import { Project, togetherAt } from "../../support/project.ts";
import { startRemoteServer, type RemoteServer } from "../../support/remote-server.ts";
import { startTogetherServer, type TogetherServer } from "../../support/together-server.ts";

/**
 * F28, enumerated: the built command is killed with SIGKILL at every single change of the file system that it makes;
 * then it is run again. No call whose answer had been stored is repeated, nothing has to be repaired, and the end is
 * that of an undisturbed run.
 */

const manifestOf = (asset: string, more = ""): string =>
  `version: 1\nprovider: together\noutput: out/{name}.{ext}\n${more}assets:\n  lake: ${asset}\n`;

const PICTURE = "{ model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 64, height: 64, format: webp }";
const CLIP = `{ model: kwaivgI/kling-2.1-standard, frame_images: [{ input_image: "https://example.com/a.png" }] }`;
const KEPT = "store: { originals: kept }\n";

const BUILD = "build --poll 0.001";

const PRELOAD = pathToFileURL(join(import.meta.dirname, "../../support/kill-at-step.mjs")).href;
const scratch = mkdtempSync(join(tmpdir(), "imagegen-kill-"));
let server: TogetherServer;
let remote: RemoteServer;

beforeAll(async () => {
  server = await startTogetherServer({ pictures: "png" });
  server.setVideos({ pending: ["in_progress"], clip: makeMp4() });
  remote = await startRemoteServer();
});

afterAll(async () => {
  await server.close();
  await remote.close();
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

/** The objects of the store, by digest. */
function objectsOf(project: Project): readonly string[] {
  if (!project.has(".imagegen/objects-v1")) return [];
  return readdirSync(project.path(".imagegen/objects-v1"), { recursive: true, encoding: "utf8" })
    .map((name) => name.slice(3))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort();
}

/** Is the answer in the store, or the job that will give it in the ledger? */
function isSafe(project: Project, before: readonly string[] = []): boolean {
  if (project.has(".imagegen/ledger") && project.read(".imagegen/ledger").includes('"type":"ticket"')) return true;
  return objectsOf(project).some((digest) => !before.includes(digest));
}

/** A copy of a project as it was prepared. */
function copyOf(template: Project): Project {
  const project = new Project(undefined, template.environment);
  cpSync(template.root, project.root, { recursive: true, preserveTimestamps: true });
  return project;
}

interface Death {
  /** In a project of its own. */
  readonly project: Project;
  /** `before renameSync`, and which step that was. */
  readonly where: string;
  /** Calls that it made. */
  readonly calls: number;
}

/**
 * Kills a command before and after every change that it makes, each time in a copy of the same project, and has `look`
 * judge what is left. Returns where it died; the last run is not killed.
 */
async function killEverywhere(
  template: Project,
  command: string,
  look: (death: Death) => Promise<void>,
): Promise<readonly string[]> {
  const deaths: string[] = [];
  for (let step = 1; ; step += 1) {
    const project = copyOf(template);
    try {
      const report = join(scratch, `${deaths.length}-${step}-${command.replaceAll(/\W/g, "-")}`);
      const before = server.calls();
      const environment = { NODE_OPTIONS: `--import=${PRELOAD}`, KILL_AT_STEP: String(step), KILL_REPORT: report };
      const run = await project.run(command, { environment });
      const calls = server.calls() - before;
      if (run.signal !== "SIGKILL") {
        expect(run.code, run.stderr).toBe(0);
        return deaths;
      }
      const where = `${readFileSync(report, "utf8").trim()} (step ${step})`;
      deaths.push(where);
      await look({ project, where, calls });
    } finally {
      project.dispose();
    }
  }
}

/** Every file that is there has one of the contents that it may have. */
function expectWholeFiles({ project, where }: Death, ...allowed: readonly Record<string, string>[]): void {
  for (const [file, digest] of Object.entries(visible(project)))
    expect(
      allowed.map((files) => files[file]),
      `${file} is half done when killed ${where}`,
    ).toContain(digest);
}

/** What a lock names of what was paid for is in the repository before the lock is. */
function expectKept({ project, where }: Death): void {
  if (!project.has("images.lock.json")) return;
  for (const { samples } of project.lock().assets.values())
    for (const { original } of samples)
      expect(project.has(`kept/${original.sha256.slice(0, 2)}/${original.sha256}.png`), where).toBe(true);
}

it.each([
  ["a picture, kept in the repository", manifestOf(PICTURE, KEPT), expectKept],
  ["a clip", manifestOf(CLIP), () => undefined],
])(
  "%s: killed at any step, the next build pays for nothing twice and ends as if nothing had happened",
  { timeout: 600_000 },
  async (_, manifest, expectOfDeath) => {
    const template = new Project(manifest, togetherAt(server.url));
    const calm = copyOf(template);
    expect((await calm.run(BUILD)).code).toBe(0);
    const wanted = visible(calm);
    calm.dispose();
    const deaths = await killEverywhere(template, BUILD, async (death) => {
      const { project, where, calls: paid } = death;
      expectWholeFiles(death, wanted);
      expectOfDeath(death);
      const safe = isSafe(project);
      const before = server.calls();
      const again = await project.run(BUILD);
      expect(again.code, `${where}: ${again.stderr}`).toBe(0);
      const repeated = server.calls() - before;
      expect(repeated, `calls of the second run, killed ${where}`).toBe(paid === 0 || !safe ? 1 : 0);
      expect(visible(project), `killed ${where}`).toEqual(wanted);
      expect(project.strayFiles(), `killed ${where}`).toEqual([]);
      const calls = server.calls();
      expect((await project.run(BUILD)).code).toBe(0);
      expect(server.calls()).toBe(calls);
    });
    template.dispose();
    // The enumeration reached what it is about.
    expect(deaths.length).toBeGreaterThan(30);
    for (const needle of [
      "before handle.writeFile",
      "after renameSync",
      "before handle.datasync",
      "before handle.appendFile",
    ])
      expect(deaths.join("\n")).toContain(needle);
  },
);

it("names that were exchanged are free when the build is killed at any step", { timeout: 600_000 }, async () => {
  const write = (to: Project, first: string, second: string) =>
    to.write(
      "images.config.yaml",
      `${manifestOf(PICTURE.replace("A lake", first))}  hill: ${PICTURE.replace("A lake", second)}\n`,
    );
  const template = new Project(undefined, togetherAt(server.url));
  write(template, "A lake", "A hill");
  expect((await template.run(BUILD)).code).toBe(0);
  write(template, "A hill", "A lake");
  const calls = server.calls();
  const calm = copyOf(template);
  expect((await calm.run(BUILD)).code).toBe(0);
  const [files, wanted] = [visible(template), visible(calm)];
  expect(wanted["out/lake.webp"]).toBe(files["out/hill.webp"]);
  calm.dispose();
  const halves: string[] = [];
  const deaths = await killEverywhere(template, BUILD, async (death) => {
    const { project, where } = death;
    expectWholeFiles(death, files, wanted);
    const journal = project.has(".imagegen/journal") ? project.read(".imagegen/journal") : "";
    if (journal.match(/"type":"entry"/g)?.length === 1) halves.push(where);
    const again = await project.run(BUILD);
    expect(again.code, `${where}: ${again.stderr}`).toBe(0);
    expect(visible(project), where).toEqual(wanted);
    expect(project.strayFiles(), where).toEqual([]);
  });
  template.dispose();
  expect(server.calls()).toBe(calls);
  expect(deaths.length).toBeGreaterThan(20);
  // Some of them between the two entries.
  expect(halves.length).toBeGreaterThan(0);
});

describe("candidates", () => {
  let template: Project;

  beforeAll(async () => {
    template = new Project(manifestOf(PICTURE, KEPT), togetherAt(server.url));
    expect((await template.run("build")).code).toBe(0);
  });

  afterAll(() => template.dispose());

  it("are paid for once when try is killed at any step, and nothing else changes", { timeout: 600_000 }, async () => {
    const TRY = "try lake -n 1 --yes";
    const [files, objects] = [visible(template), objectsOf(template)];
    const listed = (project: Project): number => {
      const list = ".imagegen/tries/lake.json";
      if (!project.has(list)) return 0;
      return (JSON.parse(project.read(list)) as { candidates: readonly unknown[] }).candidates.length;
    };
    const deaths = await killEverywhere(template, TRY, async ({ project, where, calls: paid }) => {
      expect(visible(project), where).toEqual(files);
      const [safe, noted] = [isSafe(project, objects), listed(project)];
      const before = server.calls();
      const again = await project.run(TRY);
      expect(again.code, `${where}: ${again.stderr}`).toBe(0);
      // What stands in the list is done: another try is another candidate.
      const repeated = server.calls() - before;
      expect(repeated, `calls of the second run, killed ${where}`).toBe(paid > 0 && safe && noted === 0 ? 0 : 1);
      expect(listed(project), where).toBe(noted + 1);
      expect(visible(project), where).toEqual(files);
      expect(project.strayFiles(), where).toEqual([]);
      expect(project.has(".imagegen/tries/lake.png"), where).toBe(true);
    });
    expect(deaths.length).toBeGreaterThan(20);
  });

  it("are picked all the same when pick is killed at any step, without a call", { timeout: 600_000 }, async () => {
    const PICK = "pick lake 1";
    const tried = copyOf(template);
    expect((await tried.run("try lake -n 2 --yes")).code).toBe(0);
    const calm = copyOf(tried);
    expect((await calm.run(PICK)).code).toBe(0);
    const [files, wanted] = [visible(tried), visible(calm)];
    expect(wanted["out/lake.webp"]).not.toBe(files["out/lake.webp"]);
    calm.dispose();
    const calls = server.calls();
    const deaths = await killEverywhere(tried, PICK, async (death) => {
      const { project, where } = death;
      expectWholeFiles(death, files, wanted);
      expectKept(death);
      const again = await project.run(PICK);
      expect(again.code, `${where}: ${again.stderr}`).toBe(0);
      expect(visible(project), where).toEqual(wanted);
      expect(project.strayFiles(), where).toEqual([]);
    });
    tried.dispose();
    expect(server.calls()).toBe(calls);
    expect(deaths.length).toBeGreaterThan(20);
  });
});

it(
  "what pull fetches is whole when it is killed at any step, and fetched by the next",
  { timeout: 600_000 },
  async () => {
    const environment = { ...togetherAt(server.url), IMAGEGEN_REMOTE: `${remote.url}/objects/{sha256}` };
    const builder = new Project(manifestOf(PICTURE), environment);
    expect((await builder.run("build --push")).code).toBe(0);
    const template = new Project(manifestOf(PICTURE), environment);
    template.write("images.lock.json", builder.read("images.lock.json"));
    const calls = server.calls();
    const deaths = await killEverywhere(template, "pull", async ({ project, where }) => {
      for (const digest of objectsOf(project))
        expect(
          project
            .bytes(`.imagegen/objects-v1/${digest.slice(0, 2)}/${digest}`)
            .equals(builder.bytes(`.imagegen/objects-v1/${digest.slice(0, 2)}/${digest}`)),
          where,
        ).toBe(true);
      const again = await project.run("pull");
      expect(again.code, `${where}: ${again.stderr}`).toBe(0);
      expect(objectsOf(project), where).toEqual(objectsOf(builder));
    });
    expect(server.calls()).toBe(calls);
    for (const needle of ["before handle.appendFile", "before renameSync"]) expect(deaths.join("\n")).toContain(needle);
    builder.dispose();
    template.dispose();
  },
);
