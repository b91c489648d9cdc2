import { expect, test } from "vitest";
import { findingsOf, findingToJson, formatFindings } from "../../src/report/check-text.ts";
import { assetPlan, plan } from "./builders.ts";

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

test("all agree", () => {
  const value = plan([assetPlan("logo", "fresh"), assetPlan("hero", "fresh")]);
  expect(formatFindings(findingsOf(value), value)).toBe("2 assets: manifest, lock and files agree.\n");
});

test("a lock with conflict markers is a finding, whatever else agrees", () => {
  const value = plan([assetPlan("logo", "fresh")]);
  expect(formatFindings(findingsOf(value, "unmerged"), value)).toBe(
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
