import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { PROGRAM } from "../../support/program.ts";
import { togetherAt } from "../../support/project.ts";
import { project, serveProject, server } from "../../support/served.ts";

/** The steps of action.yml, run in a shell as a runner of GitHub's does. */

interface Step {
  readonly name: string;
  readonly run: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ACTION = parse(readFileSync(join(import.meta.dirname, "../../../action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

const MANIFEST = `version: 1
provider: together
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
assets:
  hero: { prompt: A lake }
`;

serveProject(MANIFEST);

beforeEach(() => {
  mkdirSync(project.path("runner"));
  project.write("bin/gh", '#!/bin/sh\necho "$@" > "$RUNNER_TEMP/gh"\n');
  chmodSync(project.path("bin/gh"), 0o755);
});

/** Runs the steps in order until one fails; their names with their exit codes. */
async function runAction(
  inputs: Readonly<Record<string, string>>,
  { fork = false }: { readonly fork?: boolean } = {},
): Promise<readonly (readonly [string, number | null])[]> {
  const results: (readonly [string, number | null])[] = [];
  const given: Record<string, string> = Object.fromEntries(
    Object.entries(ACTION.inputs).map(([name, { default: value = "" }]) => [name, inputs[name] ?? value]),
  );
  given["command"] = `${process.execPath} ${PROGRAM}`;
  const fill = (text: string) => text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given[name] ?? "");
  for (const step of ACTION.runs.steps) {
    if (step.if !== undefined && (!holds(step.if, given) || (fork && step.if.includes("head.repo")))) continue;
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]));
    // Not `spawnSync` of the steps that call the API: the server is in this process.
    const { code } = await project.shell(step.run, {
      ...(fork ? { TOGETHER_BASE_URL: server.url } : togetherAt(server.url)),
      ...env,
      CI: "true",
      PATH: `${project.path("bin")}:${process.env["PATH"]}`,
      RUNNER_TEMP: project.path("runner"),
      GITHUB_OUTPUT: project.path("runner/output"),
      GITHUB_STEP_SUMMARY: project.path("runner/summary"),
    });
    results.push([step.name, code]);
    if (code !== 0) break;
  }
  return results;
}

/** Of a condition the part that an input decides; the rest is the event, taken to be the repository's own pull request. */
function holds(condition: string, inputs: Readonly<Record<string, string>>): boolean {
  const [, name = "", value] = /^inputs\.([\w-]+) == '(\w+)'/.exec(condition) ?? [];
  return inputs[name] === value;
}

it("a pull request whose picture is missing: planned, commented, refused, not paid for", async () => {
  expect(await runAction({ comment: "true" })).toEqual([
    ["Plan", 0],
    ["Comment", 0],
    ["Build", 3],
  ]);
  expect(server.calls()).toBe(0);
  expect(project.read("runner/output")).toBe("changes=true\n");
  expect(project.read("runner/summary")).toContain("| `hero` | generate");
  expect(project.read("runner/gh")).toContain("--body-file");
});

it("a job that may spend makes what was planned, then a pull request restores it", async () => {
  expect(await runAction({ build: "spend", "max-cost": "1" })).toEqual([
    ["Plan", 0],
    ["Build", 0],
  ]);
  expect(server.calls()).toBe(1);
  project.remove("images");
  expect(await runAction({})).toEqual([
    ["Plan", 0],
    ["Build", 0],
  ]);
  expect([server.calls(), project.has("images/hero.png")]).toEqual([1, true]);
});

it("a fork's pull request, without a key: what is there is checked, nothing is commented, and what is new is refused", async () => {
  expect(await runAction({ build: "spend", "max-cost": "1" })).toHaveLength(2);
  project.remove(".imagegen");
  project.remove("runner/output");
  for (const build of ["restore", "check"])
    expect(await runAction({ build, comment: "true" }, { fork: true })).toEqual([
      ["Plan", 0],
      ["Build", 0],
    ]);
  project.edit("images.config.yaml", "A lake", "A sea");
  for (const build of ["restore", "check"])
    expect(await runAction({ build, comment: "true" }, { fork: true })).toEqual([
      ["Plan", 0],
      ["Build", 3],
    ]);
  expect(project.read("runner/summary")).toContain('prompt "A lake" → "A sea"');
  // Nor can it be talked into paying.
  expect(await runAction({ build: "spend", "max-cost": "1" }, { fork: true })).toEqual([
    ["Plan", 0],
    ["Build", 5],
  ]);
  expect([server.calls(), project.has("runner/gh")]).toEqual([1, false]);
});

it.each([
  [{ build: "spend" }, 2],
  [{ build: "everything" }, 2],
  [{ build: "check" }, 3],
  [{ build: "spend", "max-cost": "1", push: "true" }, 2],
])("%j ends with %i and pays for nothing", async (inputs, code) => {
  expect((await runAction(inputs)).at(-1)).toEqual(["Build", code]);
  expect(server.calls()).toBe(0);
});

it("has shell that bash understands", () => {
  for (const { run, name } of ACTION.runs.steps)
    expect([name, spawnSync("bash", ["-n"], { input: run }).status]).toEqual([name, 0]);
});
