import { describe, expect, test } from "vitest";
import type { OutputPlan } from "../../src/core/asset-plan.ts";
import { findingsOf, findingToJson, formatFindings } from "../../src/report/check-text.ts";
import { assetPlan, ORIGINAL, plan, samplePlan } from "./builders.ts";

test("one line per finding: what, and what to run", () => {
  const value = plan([
    assetPlan("logo", "fresh"),
    assetPlan("hero", "generate", { reasons: [{ type: "recipe", field: "steps", old: 4, new: 8 }] }),
    assetPlan("photo", "modified", { reasons: [{ type: "output-modified", path: "public/photo.webp" }] }),
    assetPlan("gone", "lost", { reasons: [{ type: "original-missing", sha256: "0123456789" }] }),
    assetPlan("seed", "record"),
  ]);
  expect(formatFindings(findingsOf(value), value)).toBe(`hero: steps 4 → 8; run: imagegen build hero
photo: public/photo.webp was edited by hand; run: imagegen accept photo (keeps the edit) or imagegen build --overwrite photo (drops it)
gone: its original 01234567 is in no store; run: imagegen build --regenerate-lost gone (pays again)
seed: the files are as wanted; only the lock is brought up to date; run: imagegen build seed
`);
});

test("what needs something lost or refused is told the wish without which it stays so", () => {
  const blocked = (name: string, takes?: "regenerate-lost" | "retry-refused") =>
    assetPlan(name, "blocked", {
      reasons: [{ type: "blocked-by", asset: "hero", selected: true, ...(takes !== undefined && { takes }) }],
    });
  const value = plan([blocked("a"), blocked("b", "regenerate-lost"), blocked("c", "retry-refused")]);
  expect(findingsOf(value).map(({ remedy }) => remedy)).toEqual([
    "imagegen build +a",
    "imagegen build --regenerate-lost +b (pays again)",
    "imagegen build --retry-refused +c",
  ]);
});

test.each([
  ["unfit", "imagegen build hero after setting fit: cover or fit: contain"],
  ["refused", "imagegen build hero after changing the prompt, or imagegen build --retry-refused hero"],
  ["foreign", "imagegen import hero FILE (uses it)"],
] as const)("what needs something that is %s is told what mends that first", (action, remedy) => {
  const value = plan([
    assetPlan("a", "blocked", {
      reasons: [{ type: "blocked-by", asset: "between", selected: true, cause: { asset: "hero", action } }],
    }),
  ]);
  const [finding] = findingsOf(value);
  expect(finding?.remedy.startsWith(remedy), finding?.remedy).toBe(true);
  expect(finding?.remedy.endsWith("; then imagegen build +a")).toBe(true);
});

describe("an output that is not as it was written", () => {
  const edited: OutputPlan = {
    path: "out/my hero.png",
    operations: { format: "png" },
    key: undefined,
    step: { type: "modified" },
  };
  const changed = (action: "record" | "generate" | "modified") =>
    plan([
      assetPlan("hero", action, {
        samples: [samplePlan({ type: "locked", original: ORIGINAL }, [edited])],
        reasons: [
          ...(action === "generate" ? [{ type: "recipe", field: "steps", old: 4, new: 8 } as const] : []),
          { type: "output-modified", path: edited.path },
        ],
      }),
    ]);

  test.each([
    ["record", "out/my hero.png was edited by hand"],
    ["generate", "steps 4 → 8, and out/my hero.png was edited by hand"],
  ] as const)("is to be decided about, also where a build would %s", (action, message) => {
    expect(findingsOf(changed(action))).toMatchObject([
      { action, message, remedy: expect.stringMatching(/^imagegen accept hero .*--overwrite hero/) },
    ]);
  });

  test("and that is only the former file has to be staged", () => {
    expect(findingsOf(changed("modified"), { isFormer: () => true })).toMatchObject([
      {
        message: "out/my hero.png is the former file: the one that the lock names is not staged",
        remedy: "git add 'out/my hero.png'",
      },
    ]);
  });
});

test("all agree", () => {
  const value = plan([assetPlan("logo", "fresh"), assetPlan("hero", "fresh")]);
  expect(formatFindings(findingsOf(value), value)).toBe("2 assets: manifest, lock and files agree.\n");
});

test("a lock with conflict markers is a finding, whatever else agrees", () => {
  const value = plan([assetPlan("logo", "fresh")]);
  expect(formatFindings(findingsOf(value, { lag: "unmerged" }), value)).toBe(
    "images.lock.json: git left conflict markers in it; run: imagegen build\n",
  );
});

test("for a program", () => {
  const [finding] = findingsOf(plan([assetPlan("hero", "generate", { reasons: [{ type: "new" }] })]));
  expect(finding && findingToJson(finding)).toEqual({
    type: "finding",
    asset: "hero",
    action: "generate",
    message: "new",
    remedy: "imagegen build hero",
  });
});
