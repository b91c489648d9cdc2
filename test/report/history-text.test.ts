import { expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import type { Recipe } from "../../src/core/recipe.ts";
import { formatHistory, historyToJson, type HistoryLine } from "../../src/report/history-text.ts";

const recipe = (body: Recipe["body"]): Recipe => ({ provider: "paper", epoch: 1, endpoint: "paper", body });

const LINE: HistoryLine = {
  number: 1,
  at: "2026-11-21T16:33:37.123Z",
  sample: 0,
  recipe: recipe({ prompt: "A lake", seed: 4 }),
  original: { sha256: sha256("lake"), bytes: 2000, format: "png", width: 256, height: 128 },
  current: true,
  now: recipe({ prompt: "A lake", seed: 4 }),
};

const BEFORE: HistoryLine = {
  ...LINE,
  number: 2,
  at: "",
  recipe: recipe({ prompt: "A \u001b[31msea", steps: 8, seed: 4 }),
  current: false,
};

test("the latest first, each with what its request has that the present one has not", () => {
  expect(formatHistory("hero", [LINE, BEFORE], 1)).toBe(`hero: 2 pictures in the store
   1  2026-11-21 16:33 UTC  current  png 256x128, 2 kB  as it is asked for now
   2  not made here                  png 256x128, 2 kB  prompt "A \\u001b[31msea" (now "A lake")
                                                        steps 8 (now unset)
take one back, for nothing: imagegen history hero --take 2
`);
});

test("says which of several pictures, and nothing of a way back where there is none", () => {
  expect(formatHistory("pair", [{ ...LINE, sample: 1, now: undefined }], 2)).toBe(`pair: 1 picture in the store
   1  2026-11-21 16:33 UTC  current  picture 2  png 256x128, 2 kB
`);
  expect(formatHistory("hero", [], 1)).toBe("the store holds no picture of hero\n");
});

test("for a program: values as they are", () => {
  expect(historyToJson("hero", BEFORE)).toMatchObject({
    type: "past",
    number: 2,
    at: null,
    current: false,
    changes: [
      { field: "prompt", was: "A \u001b[31msea", now: "A lake" },
      { field: "steps", was: 8, now: null },
    ],
  });
});
