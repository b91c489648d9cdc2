import { afterEach, beforeEach, expect, it } from "vitest";
import { git } from "../../support/git.ts";
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

it("tells an editor of the schema where there is one, else how to have it", async () => {
  expect((await project.run("init")).code).toBe(0);
  const [, command = "", file = ""] = /`imagegen (\w+) > (\S+)`/.exec(project.read("images.config.yaml")) ?? [];
  const [, line = ""] = /"(# yaml-language-server: [^"]+)"/.exec(project.read("images.config.yaml")) ?? [];
  expect(line).toContain(`=./${file}`);
  expect(JSON.parse((await project.run(command)).stdout)).toHaveProperty("properties.assets");
  const schema = "node_modules/imagegen/schema/images.schema.json";
  project.write(schema, "{}");
  expect((await project.run("init --force")).code).toBe(0);
  expect(project.read("images.config.yaml")).toMatch(`# yaml-language-server: $schema=./${schema}\n`);
  project.write("site/notes.md", "");
  expect((await project.run("init -C site")).code).toBe(0);
  expect(project.read("site/images.config.yaml")).toMatch(`# yaml-language-server: $schema=../${schema}\n`);
});

it("leaves a manifest alone that is there, unless it is told to", async () => {
  project.write("images.config.yaml", "version: 1\n");
  expect((await project.run("init")).code).toBe(2);
  expect(project.read("images.config.yaml")).toBe("version: 1\n");
  expect((await project.run("init --force")).code).toBe(0);
  expect(project.read("images.config.yaml")).toContain("hero");
});

it.each(["foo.yaml", "site/foo.json"])("writes %s where --config names it, and nothing else", async (file) => {
  project.write("site/images.config.yaml", "version: 1\n");
  const run = await project.expectRun(`init -c ${file}`);
  expect(run.stderr).toContain(`imagegen plan --config ${file} `);
  expect(project.has("images.config.yaml")).toBe(false);
  expect((await project.run(`plan --provider sketch -c ${file}`)).stdout).toContain("hero");
  const again = await project.expectRun(`init -c ${file}`, 2);
  expect(again.stderr).toContain(`there is a ${file.replace("site/", "")} here already`);
});

it("makes no folder for it", async () => {
  expect((await project.expectRun("init -c nowhere/foo.yaml", 2)).stderr).toContain("there is no folder");
});

it("says so where --force finds nothing to change", async () => {
  await project.expectRun("init");
  expect((await project.expectRun("init --force")).stderr).toMatch(/^nothing to change\n/);
});

const SKETCH = "version: 1\nprovider: sketch\nassets: { hero: { prompt: A lake, width: 64, height: 64 } }\n";

it("git ignores the state of a project that was never initialised, and not a store that is put elsewhere", async () => {
  project.write("images.config.yaml", `${SKETCH}store: kept\n`);
  expect((await project.run("build")).code).toBe(0);
  git(project.root, "init", "-q", ".");
  const untracked = git(project.root, "status", "--porcelain", "--untracked-files=all");
  expect(untracked).toContain("kept/objects-v1/");
  expect(untracked).not.toContain(".imagegen");
  expect(project.has(".imagegen/.gitignore")).toBe(true);
});

it("a state folder that is there already is committed by whoever wants to", async () => {
  project.write("images.config.yaml", SKETCH);
  project.write(".imagegen/notes", "ours");
  expect((await project.run("build")).code).toBe(0);
  expect(project.has(".imagegen/.gitignore")).toBe(false);
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
