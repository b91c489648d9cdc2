import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { git } from "../../support/git.ts";
import { togetherAt } from "../../support/project.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { HAS_TERMINAL, runOnTerminal } from "../../support/terminal.ts";
import { startWatching, type WatchProcess } from "../../support/watching.ts";

/** Editing sessions, with the exact number of calls. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
include: ["more/*.images.yaml"]
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
assets:
  hero: { prompt: A lake }
  note: { prompt_file: prompts/note.md }
`;

serveProject(MANIFEST);

let watch: WatchProcess;

beforeEach(async () => {
  project.write("prompts/note.md", "A note\n");
  expect((await project.run("build")).code).toBe(0);
});

afterEach(async () => {
  await watch.interrupt();
});

function start(...words: readonly string[]): void {
  watch = startWatching(project.root, ["--settle", "0.2", ...words], togetherAt(server.url));
}

/** Starts watching and waits until all is quiet. */
async function begin(...words: readonly string[]): Promise<void> {
  start(...words);
  await watch.next("watch-idle");
}

function edit(from: string, to: string): void {
  project.edit("images.config.yaml", from, to);
}

describe("what costs nothing", () => {
  it("is done at once: another format, a deleted output, a rename", async () => {
    await begin("--manual");
    edit("A lake }", "A lake, format: webp }");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect(project.has("out/hero.webp")).toBe(true);
    project.remove("out/hero.webp");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    edit("  hero:", "  lake:");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect([project.has("out/lake.webp"), server.calls()]).toEqual([true, 2]);
  });

  it("never triggers itself", async () => {
    await begin("--manual");
    edit("A lake }", "A lake, format: webp }");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    const looks = watch.lines.filter(({ type }) => type === "watch-idle").length;
    // The next look is the one that this asks for, and no other came between.
    project.write("prompts/note.md", "A note \n");
    await watch.next("watch-idle");
    expect(watch.lines.filter(({ type }) => type === "watch-idle").length).toBe(looks + 1);
  });
});

describe("what is paid for", () => {
  it("is called once, however many saves it took to type it", async () => {
    // Longer than five saves take on a busy machine.
    await begin("--auto", "--settle", "4");
    for (const text of ["A s", "A se", "A sea", "A sea a", "A sea at dusk"]) {
      const before = /prompt: (A .*?) }/.exec(project.read("images.config.yaml"))?.[1] ?? "";
      edit(`${before} }`, `${text} }`);
      await watch.next("watch-waiting");
    }
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect([server.calls(), server.posts().at(-1)?.body["prompt"]]).toEqual([3, "A sea at dusk"]);
    // Put back: nothing is paid.
    edit("A sea at dusk", "A lake");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect(server.calls()).toBe(3);
  });

  it("waits for a person with --manual, and when the watch budget is used up", async () => {
    await begin("--manual");
    edit("A lake", "A sea");
    expect(await watch.next("watch-waiting")).toMatchObject({ assets: ["hero"], reason: "asked-for" });
    await watch.interrupt();
    start("--auto", "--max-cost", "0.0001");
    expect(await watch.next("watch-waiting")).toMatchObject({ reason: "budget" });
    expect(server.calls()).toBe(2);
  });

  it("is in the ledger, though somebody deletes the state folder meanwhile", async () => {
    await begin("--auto");
    edit("A lake", "A sea");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    project.remove(".imagegen");
    edit("A sea", "A bay");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect([server.calls(), (await project.run("spend")).stdout]).toEqual([
      4,
      expect.stringMatching(/FLUX\.2-dev +1 /),
    ]);
  });

  it("counts what was perhaps billed against the watch budget, as a build does", async () => {
    // Two calls of $0.0154 fit, a third does not.
    await begin("--auto", "--max-cost", "0.032");
    server.enqueue("reset-mid-body");
    edit("A lake", "A sea");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect(server.calls()).toBe(4);
    edit("A sea", "A bay");
    expect(await watch.next("watch-waiting")).toMatchObject({ assets: ["hero"], reason: "budget" });
    expect(server.calls()).toBe(4);
  });

  it("is not tried again and again without a key", async () => {
    watch = startWatching(project.root, ["--settle", "0.05", "--auto"], { TOGETHER_BASE_URL: server.url });
    await watch.next("watch-idle");
    edit("A lake", "A forest");
    await watch.next("provider-stopped");
    const idle = await watch.next("watch-idle");
    expect(idle["attention"]).toEqual(["hero"]);
    // Something else is looked at, and the key is not missed again.
    project.write("prompts/note.md", "A letter\n");
    await watch.next("provider-stopped");
    await watch.next("watch-idle");
    expect(watch.lines.filter(({ type }) => type === "provider-stopped").length).toBe(2);
    expect(server.calls()).toBe(2);
  });

  it("is not asked for again after a failure, until it changes", async () => {
    server.setMode({ choose: ({ body }) => (body["prompt"] === "A sin" ? "content-policy" : "ok") });
    await begin("--auto");
    edit("A lake", "A sin");
    await watch.next("asset-failed");
    await watch.next("watch-idle");
    const calls = server.calls();
    project.write("prompts/note.md", "A note\n\n");
    await watch.next("watch-idle");
    expect(server.calls()).toBe(calls);
    edit("A sin", "A sun");
    await watch.next("asset-done");
    expect(server.calls()).toBe(calls + 1);
  });
});

describe("whatever an editor does", () => {
  it("save by rename, truncate and write, a prompt file, a fragment that appears: one right plan each", async () => {
    await begin("--auto");
    const path = project.path("images.config.yaml");
    // As vim does it.
    writeFileSync(`${path}.swp`, project.read("images.config.yaml").replace("A lake", "A bay"));
    renameSync(`${path}.swp`, path);
    await watch.next("asset-done");
    await watch.next("watch-idle");
    const text = project.read("images.config.yaml").replace("A bay", "A cove");
    writeFileSync(path, "");
    writeFileSync(path, text);
    await watch.next("asset-done");
    await watch.next("watch-idle");
    project.write("prompts/note.md", "Another note\n");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    mkdirSync(project.path("more"));
    project.write("more/a.images.yaml", "assets:\n  extra: { prompt: A fox }\n");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect(
      server
        .posts()
        .slice(2)
        .map(({ body }) => body["prompt"]),
    ).toEqual(["A bay", "A cove", "Another note", "A fox"]);
  });

  it("a broken manifest keeps the last good pictures, says the line, and recovers", async () => {
    await begin("--auto");
    edit("A lake }", "A lake, hight: 3 }");
    expect(await watch.next("diagnostic")).toMatchObject({ code: "unknown-field", line: 7 });
    await watch.next("watch-broken");
    expect(project.has("out/hero.png")).toBe(true);
    edit(", hight: 3", "");
    await watch.next("watch-idle");
    expect(server.calls()).toBe(2);
  });

  it("a manifest that is empty for a while is watched on, with all that it names", async () => {
    await begin("--auto");
    const text = project.read("images.config.yaml");
    project.write("images.config.yaml", "");
    await watch.next("watch-broken");
    project.write("images.config.yaml", text.replace("A lake", "A bay"));
    await watch.next("asset-done");
    await watch.next("watch-idle");
    project.write("more/a.images.yaml", "assets:\n  extra: { prompt: A fox }\n");
    await watch.next("asset-done");
    expect(server.calls()).toBe(4);
  });

  it("an output edited by a person is noticed and kept", async () => {
    await begin("--auto");
    project.write("out/hero.png", "mine");
    expect(await watch.next("watch-idle")).toMatchObject({ attention: ["hero"] });
    expect(project.read("out/hero.png")).toBe("mine");
  });

  it("a checkout of another branch and back, a folder deleted and made again: no call", async () => {
    project.write(".gitignore", ".imagegen/\n");
    git(project.root, "init", "--quiet");
    git(project.root, "add", "--all");
    git(project.root, "commit", "--quiet", "-m", "one");
    await begin("--auto");
    git(project.root, "checkout", "--quiet", "-b", "two");
    edit("A lake", "A bay");
    await watch.next("asset-done");
    await watch.next("watch-idle");
    git(project.root, "add", "--all");
    git(project.root, "commit", "--quiet", "-m", "two");
    const calls = server.calls();
    git(project.root, "checkout", "--quiet", "main");
    await watch.next("watch-idle");
    rmSync(project.path("out"), { recursive: true });
    await watch.next("asset-done");
    await watch.next("watch-idle");
    expect([server.calls(), project.has("out/hero.png")]).toEqual([calls, true]);
  });
});

it.skipIf(!HAS_TERMINAL)(
  `t tries what was made last, for the price that it says${HAS_TERMINAL ? "" : " (skipped: no script of util-linux)"}`,
  async () => {
    await begin("--manual");
    await watch.interrupt();
    edit("A lake", "A forest");
    const { code, screen } = await runOnTerminal(
      project,
      ["watch", "--settle", "0.1"],
      { after: "2 up to date; 1 call", keys: "t" },
      { after: "choose at http://127.0.0.1:", keys: "q" },
    );
    expect(code).toBe(0);
    expect(screen).toContain("trying 4 of hero, $0.0616 estimated");
    expect(screen).toContain("4 of 4 made");
    expect(server.calls()).toBe(7);
    expect(project.read("images.config.yaml")).toContain("A forest");
  },
);

it("Ctrl-C lets a paid call finish, and leaves with 0", async () => {
  server.setMode("hold");
  start("--auto");
  await watch.next("watch-idle");
  edit("A lake", "A bay");
  await server.arrived(3);
  const left = watch.interrupt();
  server.setMode("ok");
  server.release();
  expect(await left).toBe(0);
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(3);
});
