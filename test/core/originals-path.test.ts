import { expect, it } from "vitest";
import { originalsPath } from "../../src/core/originals-path.ts";

it.each([
  ["images/originals", "images/originals"],
  ["./a//b/../originals/", "a/originals"],
  ["ä/原画", "ä/原画"],
])("%j is a place for originals", (text, path) => {
  expect(originalsPath(text)).toEqual({ path });
});

it.each([
  ["../originals", "path-outside-project", "leaves the project"],
  ["a/../../originals", "path-outside-project", "leaves the project"],
  ["/srv/originals", "path-outside-project", "leaves the project"],
  ["C:/originals", "path-outside-project", "leaves the project"],
  ["~/originals", "path-outside-project", "leaves the project"],
  [".", "path-invalid", "the project itself"],
  ["a/..", "path-invalid", "the project itself"],
  [".git/originals", "path-invalid", "in .git"],
  ["site/.GIT", "path-invalid", "in .git"],
  ["git~1/x", "path-invalid", "in git~1"],
  ["node_modules/x", "path-invalid", "in node_modules"],
  [".imagegen", "path-invalid", "in .imagegen"],
  ["a\\b", "path-invalid", "backslash"],
  ["con/x", "path-invalid", "device"],
  ["a\u202eb", "path-invalid", "invisible"],
])("%j is none", (text, code, why) => {
  expect(originalsPath(text)).toEqual({ code, why: expect.stringContaining(why) });
});
