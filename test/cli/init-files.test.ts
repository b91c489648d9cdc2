import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addMissingLines } from "../../src/cli/init-files.ts";

test.each([
  ["", "a\nb\n"],
  ["x\n", "x\na\nb\n"],
  ["x", "x\na\nb\n"],
  ["a\nb\n", "a\nb\n"],
  ["b\n", "b\na\n"],
  ["x\r\na\r\n", "x\r\na\r\nb\r\n"],
])("%j becomes %j", (before, after) => {
  expect(addMissingLines(before, ["a", "b"])).toBe(after);
});

test("a second time changes nothing, and what was there stays", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const once = addMissingLines(text, [".imagegen/"]);
      expect(addMissingLines(once, [".imagegen/"])).toBe(once);
      expect(once.startsWith(text)).toBe(true);
    }),
  );
});
