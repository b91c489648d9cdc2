import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Project } from "../../support/project.ts";

let project: Project;

beforeEach(() => {
  project = new Project();
});

afterEach(() => {
  project.dispose();
});

it("is printed as it is, and its place is said for editors", async () => {
  const path = (await project.run("schema --path")).stdout.trimEnd();
  expect(existsSync(path)).toBe(true);
  expect((await project.run("schema")).stdout).toBe(readFileSync(path, "utf8"));
});

it("is one line with --json, as everything is", async () => {
  const { stdout } = await project.run("schema --json");
  expect(stdout.trimEnd()).not.toContain("\n");
  const line = JSON.parse(stdout) as { v: number; type: string; path: string; schema: unknown };
  expect(line).toMatchObject({ v: 1, type: "schema" });
  expect(line.schema).toEqual(JSON.parse(readFileSync(line.path, "utf8")));
});
