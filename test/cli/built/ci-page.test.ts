import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { git } from "../../support/git.ts";
import { PROGRAM } from "../../support/program.ts";
import type { Project } from "../../support/project.ts";
import { startRemoteServer, type RemoteServer } from "../../support/remote-server.ts";
import { newProject, serve, server as api } from "../../support/served.ts";

/** The lines of docs/ci.md, run as they stand there; only `npm ci` and the runner are missing. */

const PAGE = readFileSync(join(import.meta.dirname, "../../../docs/ci.md"), "utf8");

interface GitHubJob {
  readonly steps: readonly { readonly run?: string; readonly if?: string }[];
}

const DOCUMENTS = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(
  ([, text = ""]) => parse(text) as Readonly<Record<string, unknown>>,
);
const HOOK = /^```sh\n(#!.*?)^```/ms.exec(PAGE)?.[1] ?? "";

const COMMIT = DOCUMENTS.flatMap(({ jobs = {} }) => Object.values(jobs as Record<string, GitHubJob>))
  .flatMap(({ steps }) => steps)
  .find(({ run }) => run?.includes("git push"));

function gitLabScript(job: string): readonly string[] {
  const found = DOCUMENTS.map((document) => document[job] as { readonly script?: readonly string[] } | undefined);
  return (found.find((each) => each?.script)?.script ?? []).filter((line) => line !== "npm ci");
}

const manifestOf = (assets: string) => `version: 1
provider: together
output: public/images/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: webp }
assets:
  base: { prompt: The sea }
${assets}`;

serve();

let remote: RemoteServer;
let origin: Project;
let job: Project;

beforeEach(async () => {
  remote = await startRemoteServer();
  origin = newProject();
  git(origin.root, "init", "--bare", "-b", "main", ".");
  job = await clone();
});

afterEach(() => remote.close());

/** A clone of `origin`, in which `npx` starts the built command. */
async function clone(): Promise<Project> {
  const project = newProject(undefined, {
    CI: "true",
    HOME: origin.root,
    IMAGEGEN_REMOTE: `${remote.url}/{sha256}`,
  });
  rmSync(project.root, { recursive: true });
  git(origin.root, "clone", "--quiet", origin.root, project.root);
  git(project.root, "config", "user.name", "t");
  git(project.root, "config", "user.email", "t@example.org");
  project.write(
    ".git/bin/npx",
    `#!/bin/sh\nwhile [ "$1" != imagegen ]; do shift; done\nshift\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`,
  );
  chmodSync(project.path(".git/bin/npx"), 0o755);
  return project;
}

function runLines(project: Project, script: string) {
  return project.shell(script, {
    ...project.environment,
    PATH: `${project.path(".git/bin")}:${process.env["PATH"]}`,
  });
}

/** Somebody's edit of the manifest, made into pictures and committed by the recipe's last step. */
async function makeAndCommit(project: Project, assets: string): Promise<void> {
  project.write("images.config.yaml", manifestOf(assets));
  project.write(".gitignore", ".imagegen/\n");
  const built = await project.run("build --allow-spend --max-cost 1");
  expect(built.code, built.stderr).toBe(0);
  const committed = await runLines(project, COMMIT?.run ?? "");
  expect(committed.code, committed.stderr).toBe(0);
}

it("the commit of a job that paid arrives, also when the branch has moved meanwhile", async () => {
  expect(COMMIT?.if).toBe("always()");
  await makeAndCommit(job, "");
  const other = await clone();
  const late = await clone();
  try {
    await makeAndCommit(other, `${"  # space between two edits\n".repeat(6)}  zebra: { prompt: A zebra }\n`);
    late.edit("images.config.yaml", "assets:\n", `assets:\n  ant: { prompt: An ant }\n${"  # space\n".repeat(6)}`);
    const built = await late.run("build --allow-spend --max-cost 1");
    expect(built.code, built.stderr).toBe(0);
    const committed = await runLines(late, COMMIT?.run ?? "");
    expect(committed.stderr).toContain("rejected");
    expect(committed.code, committed.stderr).toBe(0);
    git(job.root, "pull", "--quiet", "origin", "main");
    const check = await job.run("check");
    expect([check.code, check.stdout + check.stderr]).toEqual([0, expect.stringContaining("3 assets")]);
    expect(api.calls()).toBe(3);
    // Nothing new: no empty commit, and no failure.
    const head = git(late.root, "rev-parse", "HEAD");
    expect((await runLines(late, COMMIT?.run ?? "")).code).toBe(0);
    expect(git(late.root, "rev-parse", "HEAD")).toBe(head);
  } finally {
    other.dispose();
    late.dispose();
  }
});

it("GitLab's lines make, send and then restore the pictures", async () => {
  job.write("images.config.yaml", manifestOf(""));
  const made = await runLines(job, gitLabScript("make images").join("\n"));
  expect(made.code, made.stderr).toBe(0);
  expect([api.calls(), remote.files.size]).toEqual([1, 2]);
  const agreed = await runLines(job, gitLabScript("images").join("\n"));
  expect(agreed.code, agreed.stderr).toBe(0);
  expect(job.has("imagegen-junit.xml")).toBe(true);
  job.remove("public");
  job.remove(".imagegen");
  const restored = await runLines(job, gitLabScript("images").at(-1) ?? "");
  expect([restored.code, job.has("public/images/base.webp"), api.calls()]).toEqual([0, true, 1]);
});

it("the hook lets no commit pass whose picture is missing", async () => {
  await makeAndCommit(job, "");
  job.write(".git/hooks/pre-commit", HOOK);
  chmodSync(job.path(".git/hooks/pre-commit"), 0o755);
  job.edit("images.config.yaml", "The sea", "The shore");
  const refused = await runLines(job, "git commit --all --message shore");
  expect([refused.code, refused.stdout + refused.stderr]).toEqual([1, expect.stringContaining("base")]);
  job.edit("images.config.yaml", "The shore", "The sea");
  job.write("images.config.yaml", `${job.read("images.config.yaml")}# done\n`);
  const passed = await runLines(job, "git commit --all --message note");
  expect(passed.code, passed.stderr).toBe(0);
});
