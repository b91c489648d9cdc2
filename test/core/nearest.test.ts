import { expect, test } from "vitest";
import { nearest } from "../../src/core/nearest.ts";

test.each([
  ["heor", ["hero", "home"], "hero"],
  ["HERO", ["hero"], "hero"],
  ["max-cots", ["max-calls", "max-cost"], "max-cost"],
  ["x", ["y"], "y"],
  ["zebra", ["hero"], undefined],
  ["hero", [], undefined],
])("%s among %j: %s", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
