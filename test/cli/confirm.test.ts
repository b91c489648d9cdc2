import { expect, it } from "vitest";
import { confirmSpending, confirmThreshold, SpendingDeclined } from "../../src/cli/confirm.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { asset, World } from "../support/world.ts";

it.each([
  [{}, 1],
  [{ manifest: 0.25 }, 0.25],
  [{ manifest: 500 }, 1],
  [{ environment: "500", manifest: 0.25 }, 500],
  [{ environment: "", manifest: 0.25 }, 0.25],
  [{ option: 0, environment: "500" }, 0],
])("%j: asks above $%d", (sources, dollars) => {
  const none = { option: undefined, environment: undefined, manifest: undefined };
  expect(confirmThreshold({ ...none, ...sources })).toBe(dollars);
});

it("says when the variable is no amount", () => {
  const sources = { option: undefined, environment: "a lot", manifest: undefined };
  expect(() => confirmThreshold(sources)).toThrow(UsageError);
});

it("asks once for one price, and again for a higher one", async () => {
  const asked: string[] = [];
  let answer = "yes";
  const confirm = confirmSpending({
    over: 0.02,
    maxCost: undefined,
    allowUnpriced: false,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
    write: () => undefined,
    stop: new AbortController().signal,
  });
  const assets = Array.from({ length: 4 }, (_, index) => asset(`lake-${index}`));
  const plan = (count: number) => new World().plan(assets.slice(0, count));
  await confirm(plan(2));
  expect(asked.length).toBe(0);
  await confirm(plan(3));
  await confirm(plan(3));
  expect(asked.length).toBe(1);
  answer = "n";
  await expect(confirm(plan(4))).rejects.toThrow(SpendingDeclined);
  expect(asked.length).toBe(2);
});
