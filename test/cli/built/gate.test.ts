import { chmodSync, readdirSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { git, gitCode } from "../../support/git.ts";
import { PROGRAM } from "../../support/program.ts";
import type { Project } from "../../support/project.ts";
import { project, serveProject, server } from "../../support/served.ts";

/** What a team looks at before money is spent, and what CI leaves behind. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
assets:
  hero: { prompt: A lake }
  icon: { prompt: A fox }
`;

serveProject(MANIFEST);

describe("a saved plan", () => {
  it("is carried out as it is, and once", async () => {
    expect((await project.run("plan hero --out plan.json")).code).toBe(0);
    const run = await project.run("build plan.json");
    expect([run.code, server.calls()], run.stderr).toEqual([0, 1]);
    expect([project.has("out/hero.png"), project.has("out/icon.png")]).toEqual([true, false]);
    const again = await project.run("build plan.json");
    expect([again.code, server.calls()]).toEqual([3, 1]);
    expect(again.stderr).toContain("it was carried out already, and nothing of it is left to do");
    expect(again.stderr).not.toContain("asked at");
  });

  it.each<[string, (edited: Project) => void, string]>([
    ["the manifest", (it) => it.edit("images.config.yaml", "A lake", "A sea"), "images.config.yaml changed"],
    ["another asset's file", (it) => it.write("out/hero.png", "mine"), "hero: a build would now do something else"],
  ])("is refused when %s moved, and nothing is done", async (_, move, words) => {
    expect((await project.run("plan --out plan.json")).code).toBe(0);
    move(project);
    const run = await project.run("build plan.json");
    expect([run.code, server.calls(), project.has("images.lock.json")]).toEqual([3, 0, false]);
    expect(run.stderr).toContain(words);
  });

  it("tells each difference on a line of its own, whatever a file is called", async () => {
    project.write("lake; old.md", "A lake");
    project.edit("images.config.yaml", "prompt: A lake", 'prompt_file: "lake; old.md"');
    expect((await project.run("plan hero --out plan.json")).code).toBe(0);
    project.write("lake; old.md", "A sea");
    const run = await project.run("build plan.json");
    expect([run.code, server.calls()]).toEqual([3, 0]);
    expect(run.stderr).toMatch(
      /^error: the saved plan no longer holds: lake; old\.md changed\n {7}hero: a build would/m,
    );
  });

  it("is refused where another address would be asked", async () => {
    expect((await project.run("plan --out plan.json")).code).toBe(0);
    const gateway = { TOGETHER_BASE_URL: server.url.replace("127.0.0.1", "localhost") };
    const run = await project.run("build plan.json", { environment: gateway });
    expect([run.code, server.calls(), project.has("images.lock.json")]).toEqual([3, 0, false]);
    const { origin } = new URL(server.url);
    expect(run.stderr).toContain(
      `together would be asked at ${origin.replace("127.0.0.1", "localhost")}, not ${origin}`,
    );
  });

  it("takes no wishes of its own, and must be a plan", async () => {
    await project.run("plan --out plan.json");
    expect((await project.run("build plan.json --overwrite")).code).toBe(2);
    project.write("plan.json", "{}");
    expect((await project.run("build plan.json")).code).toBe(2);
    expect(server.calls()).toBe(0);
  });
});

describe("plan --md", () => {
  const GITHUB = { GITHUB_SERVER_URL: "https://github.example", GITHUB_REPOSITORY: "a/b", GITHUB_SHA: "abc" };

  it("is a table for a pull request, with links to the pictures of this commit, and none to what is not there", async () => {
    expect((await project.run("build hero")).code).toBe(0);
    project.edit("images.config.yaml", "A lake", "A sea");
    const { stdout } = await project.run("plan --md", { environment: GITHUB });
    expect(stdout).toContain('| `hero` | generate: a new picture is asked for | prompt "A lake" → "A sea" | $0.0154 |');
    expect(stdout).toContain('<img src="https://github.example/a/b/raw/abc/out/hero.png" width="96"');
    expect(stdout).toContain("| `icon` | generate: a new picture is asked for | new | $0.0154 | `out/icon.png` |");
    expect(stdout).toMatch(/^- 2 calls to together: \$0\.\d+ estimated\.$/m);
  });

  it("is no JSON: asked for both, it refuses", async () => {
    const { code, stdout } = await project.run("plan --md --json");
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { message: "--md and --json contradict each other" }]);
  });

  it("finds the pictures of a project in a folder of its repository, at GitLab too", async () => {
    const site = "my site/images.config.yaml";
    project.write(site, MANIFEST);
    git(project.root, "init", "--quiet");
    expect((await project.run(`build hero --config`.split(" ").concat(site))).code).toBe(0);
    project.edit(site, "A lake", "A sea");
    const words = ["plan", "--md", "--config", site];
    const github = await project.run(words, { environment: GITHUB });
    expect(github.stdout).toContain('"https://github.example/a/b/raw/abc/my%20site/out/hero.png"');
    const gitlab = { CI_PROJECT_URL: "https://gitlab.example/a/b", CI_COMMIT_SHA: "abc" };
    expect((await project.run(words, { environment: gitlab })).stdout).toContain(
      '"https://gitlab.example/a/b/-/raw/abc/my%20site/out/hero.png"',
    );
  });
});

describe("check --staged", () => {
  beforeEach(async () => {
    project.write(".gitignore", ".imagegen/\n");
    git(project.root, "init", "--quiet");
    expect((await project.run("build")).code).toBe(0);
    git(project.root, "add", "--all");
  });

  it("agrees with what is staged, whatever lies in the working tree", async () => {
    project.edit("images.config.yaml", "A lake", "A sea");
    expect((await project.run("check")).code).toBe(3);
    const staged = await project.run("check --staged");
    expect([staged.code, staged.stdout]).toEqual([0, "2 assets: manifest, lock and files agree.\n"]);
  });

  it("finds a picture that was forgotten", async () => {
    git(project.root, "rm", "--quiet", "--cached", "out/icon.png");
    const staged = await project.run("check --staged");
    expect([staged.code, staged.stdout.startsWith("icon: out/icon.png is missing")]).toEqual([3, true]);
    expect(staged.stderr).toContain("built here, and not staged as it is: all of that; git add the manifest");
    expect((await project.run("check")).code).toBe(0);
    project.remove("images.config.yaml");
    expect((await project.run("check --staged")).code).toBe(3);
  });

  it("as a hook stops a commit of the prompt alone, and of the lock without its picture", async () => {
    git(project.root, "commit", "--quiet", "--message", "built");
    const hook = `#!/bin/sh\nexec ${process.execPath} ${PROGRAM} check --staged --quiet\n`;
    project.write(".git/hooks/pre-commit", hook);
    chmodSync(project.path(".git/hooks/pre-commit"), 0o755);
    const commit = (...words: string[]) => gitCode(project.root, "commit", "--quiet", "--message", "next", ...words);
    project.edit("images.config.yaml", "A lake", "A sea");
    expect(commit("--all")).toBe(1);
    expect((await project.run("build")).code).toBe(0);
    git(project.root, "reset", "--quiet");
    expect(commit("images.config.yaml", "images.lock.json")).toBe(1);
    expect(commit("--all")).toBe(0);
    expect([git(project.root, "status", "--porcelain"), server.calls()]).toEqual(["", 3]);
  });

  it.each([
    ["by the lock of the last commit", ".imagegen/placed"],
    ["by what this machine remembers", ".git/HEAD"],
  ])("says of a former file that it is one, %s", async (_case, unknown) => {
    git(project.root, "commit", "--quiet", "--message", "built");
    project.edit("images.config.yaml", "A lake", "A sea");
    expect((await project.run("build")).code).toBe(0);
    git(project.root, "add", "images.config.yaml", "images.lock.json");
    if (unknown === ".git/HEAD") git(project.root, "update-ref", "-d", "HEAD");
    else project.remove(unknown);
    const staged = await project.run("check --staged");
    expect([staged.code, staged.stdout]).toEqual([
      3,
      "hero: out/hero.png is the former file: the one that the lock names is not staged; run: git add out/hero.png\n",
    ]);
    project.write("out/hero.png", "of somebody else");
    git(project.root, "add", "--all");
    expect((await project.run("check --staged")).stdout).toContain("hero: out/hero.png was edited by hand");
  });

  it("takes a Git LFS pointer for its file, and leaves nothing behind", async () => {
    const locked = project.lockedSample("hero").outputs["out/hero.png"];
    project.write(
      "out/hero.png",
      `version https://git-lfs.github.com/spec/v1\noid sha256:${locked?.sha256}\nsize ${locked?.bytes}\n`,
    );
    git(project.root, "add", "--all");
    expect((await project.run("check --staged")).code).toBe(0);
    expect(readdirSync(project.path(".git/imagegen"))).toEqual([]);
  });

  it("outside a repository is a mistake", async () => {
    project.remove(".git");
    expect((await project.run("check --staged")).code).toBe(2);
  });
});

describe("reports", () => {
  it("name what failed, with the line of the manifest", async () => {
    server.setMode({ choose: (post) => (post.body["prompt"] === "A fox" ? "content-policy" : "ok") });
    project.write("summary.md", "before\n");
    const run = await project.run("build --report github --report summary --report junit=r.xml --report json", {
      environment: { GITHUB_STEP_SUMMARY: project.path("summary.md") },
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/::error file=images\.config\.yaml,line=7,col=\d+,title=icon::/);
    expect(project.read("summary.md")).toMatch(/^before\n### imagegen build: exit 1/);
    expect(project.read("summary.md")).toContain("`images.config.yaml:7`");
    expect(project.read("r.xml")).toContain('tests="2" failures="1"');
    expect(JSON.parse(project.read("imagegen-report.json"))).toMatchObject({ command: "build", exit: 1 });
  });

  it("leave a step's summary below the size at which GitHub drops all of it", async () => {
    const environment = { GITHUB_STEP_SUMMARY: project.path("summary.md") };
    const many = Array.from({ length: 600 }, (_, index) => `  many-${index}: { prompt: Many ${index} }\n`);
    project.write("images.config.yaml", MANIFEST + many.join(""));
    const MiB = 1024 * 1024;
    project.write("summary.md", "x".repeat(MiB - 20_000));
    expect((await project.run("check --report summary", { environment })).code).toBe(3);
    expect(project.bytes("summary.md").length).toBeLessThanOrEqual(MiB);
    expect(project.read("summary.md")).toMatch(/…and \d+ more\.\n$/);
    project.write("summary.md", "x".repeat(MiB - 100));
    expect((await project.run("check --report summary", { environment })).code).toBe(3);
    expect(project.bytes("summary.md")).toHaveLength(MiB - 100);
  });

  it("of a broken manifest are written as well", async () => {
    project.edit("images.config.yaml", "A lake }", "A lake, hight: 3 }");
    const run = await project.run("check --report github --report junit=r.xml");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("::error file=images.config.yaml,line=6,");
    expect(project.read("r.xml")).toContain('type="unknown-field"');
  });

  it("of a check name each finding", async () => {
    const run = await project.run("check --report github");
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("::error file=images.config.yaml,line=6,col=3,title=hero::new; imagegen build hero");
  });

  it("that do not exist, or have nowhere to go, are a mistake of the command line", async () => {
    expect((await project.run("check --report junitt")).code).toBe(2);
    expect((await project.run("check --report summary")).stderr).toContain("GITHUB_STEP_SUMMARY is not set");
  });

  it("make their folder; one that cannot be written does not keep the others back", async () => {
    const run = await project.run("check --report junit=images.config.yaml/x.xml --report json=reports/of/check.json");
    expect(run.code, run.stderr).toBe(6);
    expect(JSON.parse(project.read("reports/of/check.json"))).toMatchObject({ command: "check", exit: 3 });
  });
});
