import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { togetherAt } from "../../support/project.ts";
import { callsOf, newProject, project, serveProject, server } from "../../support/served.ts";
import { startWatching } from "../../support/watching.ts";

/** Drafts: the same assets, another way, and as if nothing had been for the real ones. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}-{width}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, steps: 20, format: png }
profiles:
  cheap: { model: black-forest-labs/FLUX.2-pro, scale: 0.5 }
  page: { provider: sketch, folder: out-draft }
assets:
  hero: { prompt: A lake, width: 1024, height: 512, guidance_scale: 3, widths: [256, 1024] }
  night: { prompt: The same at night, width: 512, height: 512, references: ["asset:hero"] }
`;

const REAL = ["images.config.yaml", "images.lock.json", "out/hero-1024.png", "out/hero-256.png", "out/night-512.png"];

serveProject(MANIFEST);

async function sizeOf(file: string): Promise<readonly [number, number]> {
  const { width, height } = await sharp(project.path(file)).metadata();
  return [width, height];
}

function drafts(profile: string): readonly string[] {
  return readdirSync(project.path(`.imagegen/profiles/${profile}/out`)).sort();
}

describe("--draft", () => {
  it("draws for nothing, of the real sizes, and touches neither outputs nor lock", async () => {
    const without = project.snapshot();
    expect(await callsOf("build --draft")).toBe(0);
    expect(project.snapshot()).toEqual(without);
    expect(drafts("draft")).toEqual(["hero-1024.png", "hero-256.png", "night-512.png"]);
    expect(await sizeOf(".imagegen/profiles/draft/out/hero-256.png")).toEqual([256, 128]);
    expect(await sizeOf(".imagegen/profiles/draft/out/night-512.png")).toEqual([512, 512]);
    const again = await project.expectRun("build --draft");
    expect(again.stderr).toContain("2 up to date");
    expect((await project.expectRun("plan --draft --exit-code")).stdout).toContain("up to date");
    expect(server.calls()).toBe(0);
  });

  it("a build afterwards is as if there had been no draft", async () => {
    const other = newProject(MANIFEST);
    expect(await callsOf("build --draft")).toBe(0);
    expect((await project.expectRun("plan --json")).stdout).toBe((await other.run("plan --json")).stdout);
    expect(await callsOf("build")).toBe(2);
    expect(Object.keys(project.snapshot())).toEqual(REAL);
    await other.run("build");
    const names = (lock: string) => lock.replaceAll(/"(sha256|key)": "[0-9a-f]+"/g, "");
    expect(names(project.read("images.lock.json"))).toBe(names(other.read("images.lock.json")));
  });

  it("and a draft after a build leaves it as it is, with nothing to do", async () => {
    expect(await callsOf("build")).toBe(2);
    const before = project.snapshot();
    expect(await callsOf("build --draft")).toBe(0);
    project.edit("images.config.yaml", "A lake", "A sea");
    expect(await callsOf("build --draft")).toBe(0);
    project.edit("images.config.yaml", "A sea", "A lake");
    const { "images.config.yaml": _manifest, ...files } = project.snapshot();
    const { "images.config.yaml": _before, ...filesBefore } = before;
    expect(files).toEqual(filesBefore);
    expect(await callsOf("check")).toBe(0);
    expect(await callsOf("build")).toBe(0);
  });

  it("refers to drafts, not to real pictures: another draft of the first draws the second anew", async () => {
    await project.expectRun("build --draft");
    const before = project.bytes(".imagegen/profiles/draft/out/night-512.png");
    project.edit("images.config.yaml", "A lake", "A red desert");
    const { stdout } = await project.expectRun("plan --draft");
    expect(stdout).toMatch(/maybe +night/);
    await project.expectRun("build --draft");
    expect(project.bytes(".imagegen/profiles/draft/out/night-512.png").equals(before)).toBe(false);
    expect(server.calls()).toBe(0);
  });

  it("is drawn in CI too, where the real build is frozen; what would be paid for is not", async () => {
    const inCi = (args: string) => project.run(args, { environment: { CI: "true" } });
    expect((await inCi("build --draft")).code).toBe(0);
    expect(drafts("draft")).toHaveLength(3);
    expect((await inCi("build --profile cheap")).code).toBe(4);
    expect((await inCi("build")).code).toBe(3);
    expect((await inCi("build --draft --frozen")).code).toBe(0);
    expect(server.calls()).toBe(0);
  });

  it("can lie where a page finds it", async () => {
    await project.expectRun("build --profile page");
    expect(Object.keys(project.snapshot())).toEqual([
      "images.config.yaml",
      "out-draft/out/hero-1024.png",
      "out-draft/out/hero-256.png",
      "out-draft/out/night-512.png",
    ]);
    // A draft that somebody has painted over is kept, as everywhere.
    project.write("out-draft/out/night-512.png", "mine");
    await project.expectRun("build --profile page");
    expect(project.read("out-draft/out/night-512.png")).toBe("mine");
  });

  it("on a page of its own", async () => {
    await project.expectRun("build --draft");
    await project.expectRun("gallery --draft --out page");
    expect(project.read("page/index.html")).toContain("files/out/hero-1024.png");
    expect(project.has("page/files/out/hero-1024.png")).toBe(true);
  });
});

describe("a cheaper model", () => {
  it("is paid for once, within the budget, and shows in spend", async () => {
    expect(await callsOf("build --profile cheap --max-cost 0.03", { code: 4 })).toBe(1);
    expect(await callsOf("build --profile cheap")).toBe(1);
    expect(await callsOf("build --profile cheap")).toBe(0);
    expect(
      server.posts().map(({ body }) => [body["model"], body["width"], body["steps"], body["guidance_scale"]]),
    ).toEqual([
      ["black-forest-labs/FLUX.2-pro", 512, undefined, undefined],
      ["black-forest-labs/FLUX.2-pro", 256, undefined, undefined],
    ]);
    expect(await sizeOf(".imagegen/profiles/cheap/out/hero-1024.png")).toEqual([1024, 512]);
    expect(project.has("images.lock.json")).toBe(false);
    expect((await project.expectRun("spend")).stdout).toMatch(/FLUX\.2-pro +2 /);
    const { stdout } = await project.expectRun("explain --profile cheap hero");
    expect(stdout).toContain('"black-forest-labs/FLUX.2-pro"  (profile cheap, images.config.yaml:6)');
    expect(stdout).toContain("guidance_scale: this model does not take it (asset, images.config.yaml:9)");
  });

  it("is never paid for again, though the drafts or the whole profile are deleted", async () => {
    expect(await callsOf("build --profile cheap")).toBe(2);
    project.remove(".imagegen/profiles/cheap/out");
    expect(await callsOf("build --profile cheap")).toBe(0);
    project.remove(".imagegen/profiles");
    expect(await callsOf("build --profile cheap")).toBe(0);
    expect(drafts("cheap")).toHaveLength(3);
  });

  it("shares its pictures with the manifest, where that comes to ask for the same", async () => {
    project.edit(
      "images.config.yaml",
      "cheap: { model: black-forest-labs/FLUX.2-pro, scale: 0.5 }",
      "cheap: { steps: 8 }",
    );
    expect(await callsOf("build --profile cheap")).toBe(2);
    project.edit("images.config.yaml", "steps: 20", "steps: 8");
    expect(await callsOf("build")).toBe(0);
    expect(Object.keys(project.snapshot())).toEqual(REAL);
  });

  it("loses nothing to a kill: the next run knows what is paid for and what is placed", async () => {
    const preload = pathToFileURL(join(import.meta.dirname, "../../support/kill-at-step.mjs")).href;
    const deaths: (string | null)[] = [];
    // Every ninth step: before and after changes of every kind; test/cli/built/kill.test.ts takes them all.
    for (let step = 1; deaths.at(-1) !== null; step += 9) {
      const one = newProject(
        `version: 1\nprovider: together\nprofiles: { p: { model: black-forest-labs/FLUX.2-pro, folder: d } }\n` +
          `assets: { lake: { prompt: A lake, width: 64, height: 64 } }\n`,
      );
      const { signal } = await one.run("build --profile p", {
        environment: {
          NODE_OPTIONS: `--import ${preload}`,
          KILL_AT_STEP: String(step),
          KILL_REPORT: one.path("report"),
        },
      });
      deaths.push(signal);
      const stored =
        one.has(".imagegen/objects-v1") &&
        Object.keys(one.snapshotOf(".imagegen/objects-v1")).some((file) => /\/[0-9a-f]{64}$/.test(file));
      const before = server.calls();
      const next = await one.run("build --profile p");
      expect(next.code, `step ${step}: ${next.stderr}`).toBe(0);
      expect(server.calls() - before, `step ${step}`).toBeLessThanOrEqual(stored ? 0 : 1);
      expect(one.has("d/images/lake.png") && !one.has("images.lock.json"), `step ${step}`).toBe(true);
    }
    expect(deaths.length).toBeGreaterThan(5);
  });
});

describe("what looks after files and store", () => {
  it("prune knows drafts apart from real files", async () => {
    await project.expectRun("build");
    await project.expectRun("build --draft");
    project.edit("images.config.yaml", "  night:", "  x-night:");
    project.edit("images.config.yaml", "x-night", "hero-night");
    await project.expectRun("build --draft");
    await project.expectRun("prune --dry-run");
    expect(drafts("draft")).toEqual(["hero-1024.png", "hero-256.png", "hero-night-512.png"]);
    project.write("images.config.yaml", project.read("images.config.yaml").replace(/ {2}hero-night:.*\n/, ""));
    expect((await project.expectRun("prune")).stdout).toContain("out/night-512.png");
    expect(drafts("draft")).toContain("hero-night-512.png");
    const pruned = await project.expectRun("prune --draft");
    expect(pruned.stdout).toContain(".imagegen/profiles/draft/out/hero-night-512.png");
    expect(drafts("draft")).toEqual(["hero-1024.png", "hero-256.png"]);
    expect(project.has("out/hero-256.png")).toBe(true);
  });

  it("store gc keeps what a profile paid for, until its folder is deleted", async () => {
    await project.expectRun("build --profile cheap");
    makeOld();
    expect((await project.expectRun("store gc")).stdout).toContain("removed 0 files");
    expect(await callsOf("build --profile cheap")).toBe(0);
    // What a lock names stays, whatever the manifest asks for by now.
    project.edit("images.config.yaml", "A lake", "A sea");
    makeOld();
    expect((await project.expectRun("store gc")).stdout).toContain("removed 0 files");
    project.write(".imagegen/profiles/cheap/images.lock.json", "{ not a lock");
    const refused = await project.run("store gc");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("delete .imagegen/profiles/cheap");
    project.remove(".imagegen/profiles/cheap");
    makeOld();
    expect((await project.expectRun("store gc")).stdout).toMatch(/removed [1-9]/);
  });

  /** Younger than a day, nothing is collected. */
  function makeOld(): void {
    for (const file of Object.keys(project.snapshotOf(".imagegen"))) utimesSync(project.path(file), 1000, 1000);
  }
});

it("is refused where it has no meaning, and an unknown one is said with the nearest name", async () => {
  const unknown = await project.expectRun("build --profile cheep", 2);
  expect(unknown.stderr).toBe(`error[unknown-profile]: there is no profile "cheep"
 --> images.config.yaml:5:1
  |
5 | profiles:
  | ^^^^^^^^
  = help: did you mean "cheap"?
1 error
`);
  for (const args of ["build --draft --profile cheap", "build --draft --push", "plan --draft --out plan.json"])
    expect((await project.run(args)).code, args).toBe(2);
  expect(server.calls()).toBe(0);
});

it("watch --draft draws on each save, and pays for nothing", async () => {
  await project.expectRun("build");
  const before = project.snapshot();
  const watch = startWatching(project.root, ["--draft"], togetherAt(server.url));
  try {
    expect(await watch.next("watch-watching")).toMatchObject({ profile: "draft" });
    await watch.next("watch-idle");
    const first = project.bytes(".imagegen/profiles/draft/out/hero-256.png");
    project.edit("images.config.yaml", "A lake", "A red desert");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect(project.bytes(".imagegen/profiles/draft/out/hero-256.png").equals(first)).toBe(false);
    project.edit("images.config.yaml", "A red desert", "A lake");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect(project.bytes(".imagegen/profiles/draft/out/hero-256.png").equals(first)).toBe(true);
  } finally {
    await watch.interrupt();
  }
  const { "images.config.yaml": _edited, ...files } = project.snapshot();
  const { "images.config.yaml": _before, ...filesBefore } = before;
  expect(files).toEqual(filesBefore);
  expect(server.calls()).toBe(2);
  expect(await callsOf("build")).toBe(0);
});

describe("the real thing is asked for nothing", () => {
  it.each([
    ["drafts", "profiles: { cheap: { model: black-forest-labs/FLUX.2-pro, folder: images/draft } }"],
    [
      "originals",
      "store: { originals: images/originals }\nprofiles: { cheap: { model: black-forest-labs/FLUX.2-pro } }",
    ],
  ])("because a glob of references also fits %s", async (_, setting) => {
    project.write(
      "images.config.yaml",
      `version: 1
provider: together
output: "out/{name}.{ext}"
${setting}
assets:
  hero: { prompt: A lake, model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, references: ["images/**/*.png"] }
`,
    );
    const brand = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#2f5bd7" } })
      .png()
      .toBuffer();
    project.write("images/brand.png", brand);
    expect([await callsOf("build"), await callsOf("build --profile cheap")]).toEqual([1, 1]);
    expect([await callsOf("build"), await callsOf("build --profile cheap")]).toEqual([0, 0]);
  });
});
