import { expect, test } from "vitest";
import type { PreparedAsset } from "../../src/core/request.ts";
import { MODELS, modelFacts } from "../../src/providers/together/models.ts";
import { fieldsOf, valueOf } from "../../src/studio/fields.ts";
import { preparedAsset } from "../report/builders.ts";

function ofModel(id: string): PreparedAsset {
  const row = MODELS.find((model) => model.id === id);
  if (row === undefined) throw new Error(`${id} is in no table`);
  return { ...preparedAsset("hero"), model: modelFacts(row) };
}

function fields(prepared: PreparedAsset, own = {}, autoSeed?: number) {
  const all = fieldsOf({ prepared, own, autoSeed, originText: ({ from }) => from });
  return new Map(all.map((field) => [field.name, field]));
}

test("offers what the model takes, within its limits, and nothing that it refuses", () => {
  const pro = fields(ofModel("black-forest-labs/FLUX.2-pro"));
  expect([...pro.keys()]).toContain("width");
  expect([...pro.keys()]).not.toContain("negative_prompt");
  expect(pro.get("width")).toMatchObject({ kind: "number", step: expect.any(Number), min: expect.any(Number) });
  expect(pro.get("prompt")).toMatchObject({ kind: "text", value: "a lake" });
});

test("but shows what somebody set, whatever the model says of it", () => {
  expect(
    fields(ofModel("black-forest-labs/FLUX.2-pro"), { negative_prompt: "fog" }).get("negative_prompt")?.value,
  ).toBe("fog");
});

test("an automatic seed is shown as that, and a set one as it is set", () => {
  const prepared = ofModel("black-forest-labs/FLUX.2-pro");
  expect(fields(prepared, {}, 42).get("seed")).toMatchObject({ value: 42, origin: "automatic" });
  expect(fields(prepared, { seed: 7 }, 42).get("seed")?.value).toBe(7);
});

test("a value is the asset's own, else what comes from elsewhere", () => {
  const prepared = preparedAsset("hero");
  expect(valueOf(prepared, { prompt: "a sea" }, "prompt")).toBe("a sea");
  expect(valueOf(prepared, {}, "prompt")).toBe("a lake");
  expect(valueOf(prepared, {}, "steps")).toBeUndefined();
});
