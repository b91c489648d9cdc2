import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findStore } from "../../src/build/load/find-store.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "imagegen-store-")));
  mkdirSync(join(root, ".git/x"), { recursive: true });
  symlinkSync(".git/x", join(root, "linked"));
});

afterEach(() => rmSync(root, { recursive: true }));

it.each(["kept", "../kept", "/srv/kept", ".imagegen", "a/../kept", ".gitlab"])("%j can be the store", (text) => {
  expect(findStore(root, text, "m.yaml")).toEqual({ path: text });
});

it.each([
  [".git", "git"],
  [".git/x", "git"],
  ["kept/../.GIT", "git"],
  ["../other/.git/x", "git"],
  [".git\\x", "git"],
  ["linked", "git"],
  ["~/x", "home"],
  ["~", "home"],
  [".", "the project itself"],
  ["a/..", "the project itself"],
])("%j cannot, and its line is told", (text, why) => {
  expect(findStore(root, text, "m.yaml")).toMatchObject({
    problem: { code: "path-invalid", message: expect.stringContaining(why), place: { pointer: ["store"] } },
  });
});

it("the project cannot by its absolute path", () => {
  expect(findStore(root, root, "m.yaml")).toMatchObject({ problem: { code: "path-invalid" } });
});
