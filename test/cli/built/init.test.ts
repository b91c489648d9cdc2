import { afterEach, beforeEach, expect, it } from "vitest";
import { Project } from "../../support/project.ts";

let project: Project;

beforeEach(() => {
  project = new Project(undefined, {});
});

afterEach(() => {
  project.dispose();
});

it("writes a manifest that builds", async () => {
  const run = await project.run("init");
  expect(run.code, run.stderr).toBe(0);
  expect(project.read(".gitignore")).toBe(".imagegen/\n.env\n");
  expect((await project.run("plan --provider sketch")).stdout).toContain("hero");
});

it("leaves a manifest alone that is there, unless it is told to", async () => {
  project.write("images.config.yaml", "version: 1\n");
  expect((await project.run("init")).code).toBe(2);
  expect(project.read("images.config.yaml")).toBe("version: 1\n");
  expect((await project.run("init --force")).code).toBe(0);
  expect(project.read("images.config.yaml")).toContain("hero");
});

it.each(["images.config.yml", "images.config.json"])("makes no second manifest beside %s", async (name) => {
  project.write(name, '{ "version": 1 }\n');
  for (const line of ["init", "init --force"]) {
    const run = await project.run(line);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(name);
  }
  expect((await project.run("plan")).code).toBe(0);
});
